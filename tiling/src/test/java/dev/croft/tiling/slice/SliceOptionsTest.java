package dev.croft.tiling.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "-1, 5, 4096, 8, 1, 1, zooms -1-5",
        "5, 4, 4096, 8, 1, 1, zooms 5-4",
        "0, 23, 4096, 8, 1, 1, zooms 0-23",
        "0, 5, 4095, 8, 1, 1, 4095 units",
        "0, 5, 128, 8, 1, 1, 128 units",
        "0, 5, 16384, 8, 1, 1, 16384 units",
        "0, 5, 4096, -1, 1, 1, buffer of -1.0 px",
        "0, 5, 4096, NaN, 1, 1, buffer of NaN px",
        "0, 5, 4096, 8, 257, 1, simplify to 257.0 px",
        "0, 5, 4096, 8, 1, -1, gate polygons by -1.0 px2"
    })
    void optionOutOfRangeIsRefused(
            int minZoom, int maxZoom, int extent, double buffer, double simplify, double area, String expected) {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> new SliceOptions(minZoom, maxZoom, extent, buffer, simplify, area));
        assertEquals(1, refused.problems().size());
        assertTrue(refused.getMessage().startsWith("Cannot")
                && refused.getMessage().contains(expected));
    }

    @Test
    void latticeIsOfUnitsAtTheLastZoomOnly() {
        SliceOptions options = SliceOptions.of(4, 14);
        assertEquals(16, options.step(13));
        assertEquals(1, options.step(14));
        assertEquals(1, new SliceOptions(4, 14, 4096, 8, 0, 0).step(4));
        assertEquals(128, options.bufferUnits());
    }
}
