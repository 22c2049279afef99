package dev.croft.core.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "--zone, --zones",
        "--zoens, --zones",
        "--treads, --threads",
        "--rasters, --raster",
        "zonl, zonal",
        "tlie, tile",
    })
    void nearestWordIsSuggested(String misspelt, String meant) {
        List<String> known = List.of("--zones", "--raster", "--threads", "--out", "zonal", "tile");
        assertEquals(List.of(meant), Spelling.nearest(misspelt, known));
    }

    @ParameterizedTest
    @CsvSource({"--colour", "x", "''"})
    void nothingIsSuggestedForAWordUnlikeAll(String word) {
        assertEquals(List.of(), Spelling.nearest(word, List.of("--zones", "--out", "zonal")));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"tile, tile, 0", "tile, tiles, 1", "tile, tlie, 1", "tile, '', 4", "raster, zones, 5", "ca, abc, 3"})
    void distanceCountsMistakes(String from, String to, int mistakes) {
        assertEquals(mistakes, Spelling.distance(from, to));
        assertEquals(mistakes, Spelling.distance(to, from));
    }
}
