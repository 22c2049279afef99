package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YearListTest {
    @Test
    void yearsWithAGapAreThose() {
        List<Integer> years = YearList.parse(List.of("2008", "2009", "2012-2024"));
        assertEquals(15, years.size());
        assertEquals(List.of(2008, 2009, 2012), years.subList(0, 3));
        assertEquals(2024, years.get(14));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"2021 | 2021", "2021 - 2022 | 2021,2022", "2022,2021,2022 | 2021,2022", "2021-2021 | 2021"})
    void yearsRiseAndComeOnce(String text, String expected) {
        assertEquals(
                List.of(expected.split(",", -1)),
                YearList.parse(List.of(text.split(",", -1))).stream()
                        .map(String::valueOf)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "21", "20201", "2020-", "-2020", "2022-2020", "2020..2022", "all", "2020-21", "２０２０"})
    void whatIsNoYearIsRefused(String text) {
        ConfigurationException failure =
                assertThrows(ConfigurationException.class, () -> YearList.parse(List.of(text)));
        assertTrue(
                failure.getMessage().startsWith("Cannot read \"" + text + "\" as ")
                        && failure.getMessage().contains("2008, 2009, 2012-2024"),
                failure.getMessage());
    }
}
