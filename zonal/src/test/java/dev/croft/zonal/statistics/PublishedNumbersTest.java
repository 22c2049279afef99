package dev.croft.zonal.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.problem.Problems;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import dev.croft.zonal.statistics.Statistic.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that other programs give, restated: exactextract's and GDAL's tests, and percentiles of numpy 1.24. */
class PublishedNumbersTest {
    /** From exactextract's test_stats.cpp "Unweighted stats" and GDAL's all_stats: the covered cells of a 4 x 5 raster. */
    @ParameterizedTest
    @CsvSource({
        "count, 3.5",
        "sum, 13.75",
        "mean, 3.9285714285714284",
        "mode, 5",
        "minority, 0",
        "variety, 8",
        "min, 0",
        "max, 7",
        "median, 4.230769230769231",
        "stdev, 1.9807749"
    })
    void eightCellsPartlyCovered(String word, double expected) {
        double[] values = {1, 2, 3, 4, 5, 6, 0, 7};
        double[] coverage = {0.25, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.25};
        assertEquals(expected, weighted(word, values, coverage), 5e-8);
    }

    /**
     * exactextract's test_basic_stats. Its quantiles there are 3 and 6, because it gives those of integer rasters in the
     * raster's type; of the same raster in float64 it answers 3.5 and 6.5.
     */
    @ParameterizedTest
    @CsvSource({
        "count, 4",
        "mean, 5",
        "median, 5",
        "min, 1",
        "max, 9",
        "mode, 5",
        "minority, 1",
        "variety, 9",
        "variance, 5",
        "quantile(0.25), 3.5",
        "quantile(0.75), 6.5"
    })
    void nineCellsPartlyCovered(String word, double expected) {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] coverage = {0.25, 0.5, 0.25, 0.5, 1.0, 0.5, 0.25, 0.5, 0.25};
        assertEquals(expected, weighted(word, values, coverage), 1e-12);
    }

    /** exactextract's test_cli.py, test_multiple_stats. */
    @Test
    void twelveCellsOfThreeValues() {
        double[] values = {1, 2, 2, 3, 3, 3};
        double[] coverage = {0.5, 1, 0.5, 0.25, 0.5, 0.25};
        assertEquals(2.16667, weighted("mean", values, coverage), 5e-6);
        assertEquals(3, weighted("variety", values, coverage));
    }

    /** exactextract's ties in test_stats.cpp: a mode is the largest, a minority the smallest. */
    @ParameterizedTest
    @CsvSource({"LARGEST, 4, 3, 1", "SMALLEST, 1, 2, 1", "FIRST, 2, 4, 1"})
    void tiesOfQuarters(TieRule ties, long majority, long second, long minority) {
        ZoneTally tally = ZoneTally.of(
                SampleType.UINT8, List.of(), ties, List.of(Statistic.of(Kind.MAJORITY)), CellCounting.WEIGHTED);
        byte[] samples = {2, 4, 3, 1};
        tally.add(samples, 0, 4, 0, 0.25);
        tally.summarise();
        assertEquals(majority, tally.histogram().majorityKey());
        assertEquals(second, tally.histogram().secondMajorityKey());
        assertEquals(minority, tally.histogram().minorityKey());
        assertEquals(0.25, tally.histogram().majorityWeight());
    }

    /** exactextract's test_stats.cpp: a quarter of each of four cells, of which all or two have data. */
    @Test
    void quartersOfCellsHaveTheVarianceOfTheirValues() {
        double[] values = {1, 2, 3, 4};
        double[] someMissing = {1, 2, -999, -999};
        double[] coverage = {0.25, 0.25, 0.25, 0.25};
        assertEquals(1, weighted("count", values, coverage));
        assertEquals(2.5, weighted("sum", values, coverage));
        assertEquals(1.25, weighted("variance", values, coverage));
        assertEquals(0.5, weighted("count", someMissing, coverage));
        assertEquals(0.75, weighted("sum", someMissing, coverage));
        assertEquals(0.25, weighted("variance", someMissing, coverage));
    }

    /** exactextract's test_cli.py, test_frac_output. */
    @Test
    void fractionsOfTwoValues() {
        ZoneTally tally = ZoneTally.of(
                SampleType.UINT8,
                List.of(new NoData("9")),
                TieRule.SMALLEST,
                List.of(Statistic.of(Kind.CATEGORIES)),
                CellCounting.WEIGHTED);
        byte[] samples = {2, 3, 2, 2, 9};
        tally.add(samples, 0, 5, 0, 0.25);
        tally.summarise();
        assertEquals(2, tally.histogram().size());
        assertEquals(0.75, tally.histogram().weight(0) / tally.count());
        assertEquals(0.25, tally.histogram().weight(1) / tally.count());
    }

    /** numpy.percentile([3, 1, 2, 2, 10, 7.5], p) and numpy.quantile([0.1, 0.2], q), as numpy 1.24 prints them. */
    @ParameterizedTest
    @CsvSource({
        "0, 1.0",
        "0.1, 1.5",
        "0.25, 2.0",
        "0.333, 2.0",
        "0.5, 2.5",
        "0.75, 6.375",
        "0.9, 8.75",
        "0.99, 9.875",
        "1, 10.0",
    })
    void quantilesOfWholeCellsAreThoseOfNumpy(double probability, double expected) {
        double[] values = {3, 1, 2, 2, 10, 7.5};
        Statistic quantile = Statistic.quantile(probability);
        assertEquals(expected, Tallies.of(quantile, CellCounting.WHOLE, values, null), 1e-15);
    }

    @Test
    void quantilesOfEqualWeightsAndDifferentValuesAreThoseOfWholeCells() {
        double[] values = {3, 1, 2, 4.5, 10, 7.5};
        double[] coverage = new double[values.length];
        Arrays.fill(coverage, 0.25);
        for (double p : new double[] {0, 0.2, 0.25, 0.5, 0.77, 1}) {
            assertEquals(
                    Tallies.of(Statistic.quantile(p), CellCounting.WHOLE, values, null),
                    Tallies.of(Statistic.quantile(p), CellCounting.WEIGHTED, values, coverage),
                    1e-14);
        }
    }

    private static double weighted(String word, double[] values, double[] coverage) {
        Problems problems = new Problems();
        List<Statistic> statistics = Statistic.parse(List.of(word), problems);
        problems.throwIfAny();
        assertEquals(1, statistics.size());
        return Tallies.of(statistics.get(0), CellCounting.WEIGHTED, values, coverage);
    }
}
