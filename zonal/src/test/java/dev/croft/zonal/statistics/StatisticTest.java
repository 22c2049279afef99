package dev.croft.zonal.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.zonal.statistics.Statistic.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatisticTest {
    @ParameterizedTest
    @CsvSource({
        "mean, mean",
        "average, mean",
        "MODE, majority",
        " std , stdev",
        "unique, variety",
        "nunique, variety",
        "antimode, minority",
        "pixel_count, pixel_count",
        "count, pixel_count",
        "median, median",
        "quantile(0.25), quantile_25",
        "quantile( .025 ), quantile_2.5",
        "quantile(0), quantile_0",
        "quantile(-0), quantile_0",
        "quantile(1), quantile_100",
        "quantile(1e-3), quantile_0.1",
        "quantile(0.07), quantile_7",
    })
    void wordsKnownHereAndElsewhereNameColumns(String word, String column) {
        Problems problems = new Problems();
        List<Statistic> found = Statistic.parse(List.of(word), problems);
        problems.throwIfAny();
        assertEquals(List.of(column), found.stream().map(Statistic::columnName).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maen|Cannot compute \"maen\": no statistic has that name. Did you mean mean?",
                "q25|Cannot compute \"q25\": no statistic has that name. Name some of these in --stats: count, sum, ",
                "quantile(25)|Cannot compute \"quantile(25)\": expected a probability from 0 to 1, such as quantile(0.25), found \"25\".",
                "quantile(-0.1)|found \"-0.1\".",
                "quantile(nan)|found \"nan\".",
                "quantile(e)|found \"e\".",
                "quantile()|found none.",
                "quantile|Cannot compute \"quantile\" without a probability",
            })
    void whatIsWrongIsSaidWithTheRemedy(String word, String message) {
        Problems problems = new Problems();
        assertEquals(List.of(), Statistic.parse(List.of(word), problems));
        String found =
                assertThrows(ConfigurationException.class, problems::throwIfAny).getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void allProblemsAreFoundAtOnceAndTheSameUnderTwoNamesIsOne() {
        Problems problems = new Problems();
        List<Statistic> found = Statistic.parse(
                List.of("majority", "mode", "quantile(2)", "nothing", "quantile(0.5)", "median"), problems);
        assertEquals(List.of(Statistic.of(Kind.MAJORITY), Statistic.quantile(0.5), Statistic.of(Kind.MEDIAN)), found);
        List<String> said =
                assertThrows(ConfigurationException.class, problems::throwIfAny).problems();
        assertEquals(3, said.size());
        assertEquals(
                "Cannot compute \"mode\" twice: \"majority\" asks for column majority already. Name it once in --stats.",
                said.get(0));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void helpTellsEveryKindOnALineThatFitsAScreen(Kind kind) {
        List<String> lines = Statistic.helpLines().stream()
                .filter(line -> line.startsWith(kind.word() + " "))
                .toList();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).length() <= 110, lines.get(0));
        kind.aliases().forEach(alias -> assertTrue(lines.get(0).contains(alias)));
    }

    @Test
    void noWordMeansTwoKinds() {
        List<String> words = Arrays.stream(Kind.values())
                .flatMap(kind -> Stream.concat(Stream.of(kind.word()), kind.aliases().stream()))
                .toList();
        assertEquals(words.size(), words.stream().distinct().count());
    }
}
