package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.view.Legend.LegendClass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegendTest {
    @ParameterizedTest
    @ValueSource(strings = {"1 5 176", "0 24 61 111 121", "254"})
    void valuesOfTheCroplandDataLayerHaveItsNames(String values) {
        assertEquals(Legend.cdl().classes().size(), legendOf(values).classes().size());
    }

    /** National Land Cover Database with and without wetlands, WorldCover, MODIS IGBP, small numbers, text, fractions, beyond int. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11 21 22 23 24 31 41 42 43 52 71 81 82 90 95",
                "11 21 22 23 24 31 41 42 43 52 71 81 82",
                "10 20 30 40 50 60 70 80 90 95 100",
                "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
                "1 5",
                "north south",
                "1.5 176",
                "-1 176",
                "176 99999999999"
            })
    void otherValuesAreNamedAfterThemselvesInColoursOfTheirOwn(String values) {
        List<String> all = Arrays.asList(values.split(" "));
        Legend legend = legendOf(values);
        assertEquals(all, legend.classes().stream().map(LegendClass::value).toList());
        legend.classes()
                .forEach(
                        one -> assertEquals(values.startsWith("n") ? one.value() : "Class " + one.value(), one.name()));
        assertEquals(
                all.size(),
                legend.classes().stream().mapToInt(LegendClass::rgb).distinct().count());
    }

    @Test
    void ofNothingKnownNothingIsSaid() {
        assertEquals(List.of(), List.copyOf(Legend.ofValues(List.of()).classes()));
    }

    private static Legend legendOf(String values) {
        return Legend.ofValues(Arrays.asList(values.split(" ")));
    }
}
