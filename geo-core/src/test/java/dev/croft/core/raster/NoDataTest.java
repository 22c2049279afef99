package dev.croft.core.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoDataTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "' -9999 ', -9999",
        "+5, 5",
        "5., 5",
        ".5, 0.5",
        "-3.4028234663852886e+038, -3.4028234663852886e38",
        "-0, -0.0",
        "NaN, NaN",
        "-nan, NaN",
        "inf, Infinity",
        "-Infinity, -Infinity",
        "1e999, Infinity"
    })
    void numbersAndWordsAreRead(String text, double expected) {
        assertEquals(expected, new NoData(text).asDouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5f", "1d", "0x1p3", "0x10", "1,5", "1 2", "none", "--1", "1e99999999999", "\u0665"})
    void whatIsNoDecimalNumberIsRefused(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new NoData(text));
        assertTrue(e.getMessage().startsWith("Cannot read \"" + text + "\" as a nodata value"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "255, UINT8, 255",
        "256, UINT8,",
        "-999, UINT8,",
        "-128, INT8, -128",
        "2.50e2, UINT8, 250",
        "2.5, INT16,",
        "18446744073709551615, UINT64, -1",
        "18446744073709551616, UINT64,",
        "9007199254740993, INT64, 9007199254740993",
        "1e999999999, INT64,",
        "0e-999999999, INT32, 0",
        "nan, INT32,",
        "inf, INT32,"
    })
    void bitsAreExactOrNone(String text, SampleType type, Long expected) {
        assertEquals(expected == null ? OptionalLong.empty() : OptionalLong.of(expected), new NoData(text).bits(type));
    }

    @ParameterizedTest
    @EnumSource(SampleType.class)
    void everyTypeHoldsZero(SampleType type) {
        assertEquals(OptionalLong.of(0), new NoData("0").bits(type));
    }
}
