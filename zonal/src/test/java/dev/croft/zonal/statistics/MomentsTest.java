package dev.croft.zonal.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.raster.SampleType;
import dev.croft.zonal.statistics.Statistic.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streaming sums and those over a histogram, beside two passes in decimal numbers. */
class MomentsTest {
    private static final double TOLERANCE = 1e-12;

    static List<Arguments> adversaries() {
        Random random = new Random(7);
        List<Arguments> all = new ArrayList<>();
        all.add(Arguments.of("a billion and a little", values(5000, i -> 1e9 + random.nextDouble() * 1e-6)));
        all.add(Arguments.of("neighbours of a billion", values(5000, i -> i % 2 == 0 ? 1e9 : Math.nextUp(1e9))));
        all.add(Arguments.of("1e16 and neighbours", values(3001, i -> 1e16 + 2 * (i % 3))));
        all.add(Arguments.of("outlier, then equal ones", values(4000, i -> i == 0 ? 1e18 : 1)));
        all.add(Arguments.of("outlier, then unlike ones", values(4000, i -> i == 0 ? 1e30 : i)));
        all.add(Arguments.of("outlier last", values(4000, i -> i == 3999 ? 1e18 : 1)));
        all.add(Arguments.of("two worlds", values(4000, i -> i % 2 == 0 ? 1e30 : 1e-30)));
        all.add(Arguments.of("sum that cancels", values(4001, i -> i == 4000 ? 1 : i % 2 == 0 ? 1e16 : -1e16)));
        all.add(Arguments.of("all equal", values(1000, i -> 0.1)));
        all.add(Arguments.of("all but one equal", values(100_000, i -> i == 77 ? 0.1 : Math.nextUp(0.1))));
        all.add(Arguments.of("squares near the smallest", values(1000, i -> i * 1e-150)));
        all.add(Arguments.of("ordinary", values(1000, i -> random.nextGaussian())));
        all.add(Arguments.of("one", new double[] {3.25}));
        return all;
    }

    private static double[] values(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adversaries")
    void streamAndHistogramEqualTwoPassesOverWholeCells(String name, double[] values) {
        SlowStatistics slow = slow(values, ones(values.length), CellCounting.WHOLE);
        for (Kind kind : List.of(Kind.SUM, Kind.MEAN, Kind.VARIANCE, Kind.STDEV)) {
            double expected = slow.of(Statistic.of(kind)).orElseThrow().doubleValue();
            assertNear(expected, Tallies.of(Statistic.of(kind), CellCounting.WHOLE, values, null), name + " " + kind);
            assertNear(expected, ofHistogram(kind, values, null), name + " by histogram " + kind);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adversaries")
    void streamAndHistogramEqualTwoPassesOverParts(String name, double[] values) {
        Random random = new Random(11);
        double[] parts = DoubleStream.generate(() -> 1 - random.nextDouble())
                .limit(values.length)
                .toArray();
        parts[0] = 1e-9; // the first value is the origin of the sums, and here hardly counts
        SlowStatistics slow = slow(values, parts, CellCounting.WEIGHTED);
        for (Kind kind : List.of(Kind.COUNT, Kind.MEAN, Kind.VARIANCE, Kind.STDEV)) {
            if (kind == Kind.MEAN && name.equals("sum that cancels")) {
                continue; // weights that are rounded sums leave nothing of a sum of 1e16 and -1e16
            }
            double expected = slow.of(Statistic.of(kind)).orElseThrow().doubleValue();
            assertNear(
                    expected, Tallies.of(Statistic.of(kind), CellCounting.WEIGHTED, values, parts), name + " " + kind);
            assertNear(expected, ofHistogram(kind, values, parts), name + " by histogram " + kind);
        }
    }

    @Test
    void denormalNumbersAreSummedExactly() {
        double[] values = {Double.MIN_VALUE, 3 * Double.MIN_VALUE, 1e-310, 0};
        assertEquals(
                1e-310 + 4 * Double.MIN_VALUE, Tallies.of(Statistic.of(Kind.SUM), CellCounting.WHOLE, values, null));
        assertEquals(0, Tallies.of(Statistic.of(Kind.VARIANCE), CellCounting.WHOLE, values, null));
    }

    @Test
    void infiniteValuesGiveWhatPlainSumsGive() {
        double inf = Double.POSITIVE_INFINITY;
        double[] one = {inf, 1, 2};
        assertEquals(inf, Tallies.of(Statistic.of(Kind.SUM), CellCounting.WHOLE, one, null));
        assertEquals(inf, Tallies.of(Statistic.of(Kind.MEAN), CellCounting.WHOLE, one, null));
        assertEquals(Double.NaN, Tallies.of(Statistic.of(Kind.VARIANCE), CellCounting.WHOLE, one, null));
        double[] both = {1, inf, -inf};
        assertEquals(Double.NaN, Tallies.of(Statistic.of(Kind.SUM), CellCounting.WHOLE, both, null));
        double[] far = {1e200, 0, 1};
        assertEquals(1e200, Tallies.of(Statistic.of(Kind.SUM), CellCounting.WHOLE, far, null));
        assertEquals(inf, Tallies.of(Statistic.of(Kind.VARIANCE), CellCounting.WHOLE, far, null));
    }

    @Test
    void largeIntegersKeepTheirLastDigits() {
        long base = 9_007_199_254_740_993L;
        Moments moments = new Moments();
        ValueKeys keys = new ValueKeys(SampleType.INT64, List.of());
        for (long value : new long[] {base, base + 1, base - 1, base + 4}) {
            moments.add(keys.high(value), keys.low(value), 1);
        }
        moments.summarise();
        assertEquals(3.5, moments.variance());
        assertEquals((double) (4 * base + 4), moments.sum());
    }

    @Test
    void sameValuesInTheSameOrderGiveTheSameBitsAgain() {
        double[] values = values(3000, i -> Math.sin(i) * 1e5);
        ZoneTally tally = Tallies.tally(SampleType.FLOAT64, CellCounting.WHOLE, List.of(Statistic.of(Kind.CV)));
        double[] found = Stream.of(1, 7, 3000)
                .mapToDouble(step -> {
                    for (int i = 0; i < values.length; i += step) {
                        tally.add(values, i, Math.min(step, values.length - i), i);
                    }
                    tally.summarise();
                    return tally.moments().variance();
                })
                .toArray();
        assertEquals(found[0], found[1], "runs of 7");
        assertEquals(found[0], found[2], "one run");
    }

    private static double ofHistogram(Kind kind, double[] values, double[] parts) {
        CellCounting counting = parts == null ? CellCounting.WHOLE : CellCounting.WEIGHTED;
        List<Statistic> both = List.of(Statistic.of(kind), Statistic.of(Kind.VARIETY));
        ZoneTally tally = Tallies.tally(SampleType.FLOAT64, counting, both);
        Tallies.addWeighted(tally, values, parts == null ? ones(values.length) : parts);
        tally.summarise();
        assertTrue(tally instanceof WideHistogram);
        return Tallies.row(
                        StatisticColumns.of(both, CategoryForm.LIST, SampleType.FLOAT64, counting, ClassNames.NONE),
                        tally)
                .get(0)
                .number(0)
                .doubleValue();
    }

    private static SlowStatistics slow(double[] values, double[] weights, CellCounting counting) {
        List<SlowStatistics.Cell> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            cells.add(new SlowStatistics.Cell(new BigDecimal(values[i]), new BigDecimal(weights[i]), i));
        }
        return new SlowStatistics(cells, TieRule.SMALLEST, counting);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void assertNear(double expected, double actual, String message) {
        assertEquals(expected, actual, Math.abs(expected) * TOLERANCE, message);
    }
}
