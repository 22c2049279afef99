package dev.croft.zonal.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import dev.croft.core.table.ColumnVector;
import dev.croft.zonal.statistics.Statistic.Kind;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statistic of every sample type beside {@link SlowStatistics}, on seeded random zones. */
class ZoneTallyTest {
    private static final int ZONES = 20;
    private static final List<Statistic> MOMENTS =
            Stream.of(Kind.values()).filter(Kind::isMoment).map(Statistic::of).toList();
    private static final List<Statistic> ALL = Stream.concat(
                    EnumSet.complementOf(EnumSet.of(Kind.QUANTILE, Kind.CATEGORIES)).stream()
                            .map(Statistic::of),
                    Stream.of(0, 0.1, 0.25, 1 / 3.0, 0.9, 1).map(p -> Statistic.quantile(p.doubleValue())))
            .toList();

    /** What the cells of a zone are added with. */
    private enum Added {
        WHOLE,
        PARTS,
        WEIGHTS
    }

    static List<Arguments> typesAndWeights() {
        List<Arguments> all = new ArrayList<>();
        for (SampleType type : SampleType.values()) {
            for (Added added : Added.values()) {
                all.add(Arguments.of(type, added));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("typesAndWeights")
    void allStatisticsEqualTheSlowTwin(SampleType type, Added added) {
        for (TieRule ties : TieRule.values()) {
            compare(type, added, ties, ALL);
        }
        compare(type, added, TieRule.SMALLEST, MOMENTS);
        ALL.forEach(alone -> compare(type, added, TieRule.SMALLEST, List.of(alone)));
    }

    private static void compare(SampleType type, Added added, TieRule ties, List<Statistic> statistics) {
        CellCounting counting = added == Added.WHOLE ? CellCounting.WHOLE : CellCounting.WEIGHTED;
        List<NoData> noData = List.of(new NoData("3"), new NoData("-999"), new NoData("0.5"), new NoData("nan"));
        ZoneTally tally = ZoneTally.of(type, noData, ties, statistics, counting);
        StatisticColumns columns = StatisticColumns.of(statistics, CategoryForm.LIST, type, counting, ClassNames.NONE);
        for (int seed = 0; seed < ZONES; seed++) {
            Random random = new Random(seed);
            List<SlowStatistics.Cell> cells = new ArrayList<>();
            addZone(type, added, random, tally, cells);
            tally.summarise();
            SlowStatistics slow = new SlowStatistics(cells, ties, counting);
            List<ColumnVector> row = Tallies.row(columns, tally);
            for (int i = 0; i < statistics.size(); i++) {
                String message = type + " " + added + " " + ties + " seed " + seed + " " + statistics.get(i);
                check(slow.of(statistics.get(i)), row.get(i), slow, message);
            }
        }
    }

    private static void check(Optional<BigDecimal> expected, ColumnVector found, SlowStatistics slow, String message) {
        assertEquals(expected.isEmpty(), found.isNull(0), message);
        if (expected.isEmpty()) {
            return;
        }
        switch (found.column().type()) {
            case FLOAT64 -> {
                double value = expected.get().doubleValue();
                boolean isCv = found.column().name().equals("cv") && value == 0;
                double span = slow.categories().keySet().stream()
                        .mapToDouble(one -> Math.abs(one.doubleValue()))
                        .max()
                        .orElse(0);
                boolean isQuantile = found.column().name().matches("quantile.*|median");
                double scale = isQuantile ? span : Math.abs(value); // parts of 1e18 and -1e18 may meet near 0
                assertEquals(value, isCv ? Math.abs(found.doubleAt(0)) : found.doubleAt(0), scale * 1e-12, message);
            }
            case FLOAT32 -> assertEquals(expected.get().floatValue(), found.floatAt(0), message);
            default -> assertEquals(0, expected.get().compareTo(new BigDecimal(found.text(0))), message);
        }
    }

    /** A zone of up to 400 cells in runs of up to 30, with nodata among them; the last cells of a run repeat its first. */
    private static void addZone(
            SampleType type, Added added, Random random, ZoneTally tally, List<SlowStatistics.Cell> cells) {
        int runCount = random.nextInt(14);
        long[] palette = random.longs(1 + random.nextInt(12)).toArray();
        for (int run = 0; run < runCount; run++) {
            int count = 1 + random.nextInt(30);
            Object samples = type.newArray(count + 5);
            for (int i = 0; i < count + 5; i++) {
                set(type, samples, i, palette[random.nextInt(palette.length)], random);
            }
            long position = 1000L * (runCount - run); // later runs lie before
            double coverage = added == Added.WHOLE || random.nextInt(3) == 0 ? 1 : (1 + random.nextInt(15)) / 16.0;
            double[] weights = weights(count, random);
            if (added == Added.WHOLE) {
                tally.add(samples, 5, count, position);
            } else if (added == Added.PARTS) {
                tally.add(samples, 5, count, position, coverage);
            } else {
                tally.add(samples, 5, count, position, coverage, weights, 2);
            }
            for (int i = 0; i < count; i++) {
                double weight = added == Added.WEIGHTS ? coverage * weights[2 + i] : coverage;
                Optional<BigDecimal> value = value(type, Array.get(samples, 5 + i));
                if (value.isPresent() && weight > 0) {
                    cells.add(new SlowStatistics.Cell(value.get(), new BigDecimal(weight), position + i));
                }
            }
        }
    }

    private static double[] weights(int count, Random random) {
        double[] weights = new double[count + 2];
        Arrays.setAll(weights, i -> switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Double.NaN;
            default -> random.nextInt(1, 9) / 4.0;
        });
        return weights;
    }

    private static void set(SampleType type, Object samples, int at, long bits, Random random) {
        boolean isSpecial = random.nextInt(10) == 0;
        int special = random.nextInt(4);
        switch (type) {
            case UINT8, INT8 -> ((byte[]) samples)[at] = (byte) (isSpecial ? special : bits);
            case UINT16, INT16 -> ((short[]) samples)[at] = (short) (isSpecial ? -999 : bits);
            case UINT32, INT32 -> ((int[]) samples)[at] = (int) (isSpecial ? -999 : bits);
            case UINT64, INT64 -> ((long[]) samples)[at] = isSpecial ? -999 : bits;
            case FLOAT32 ->
                ((float[]) samples)[at] =
                        isSpecial ? new float[] {Float.NaN, -0.0f, 0, -999}[special] : (int) bits * 0x1p-24f;
            case FLOAT64 ->
                ((double[]) samples)[at] =
                        isSpecial ? new double[] {Double.NaN, -0.0, 0, -999}[special] : (int) bits * 0x1p-20;
        }
    }

    /** The exact value of a sample; empty for nodata, which is written down anew here. */
    private static Optional<BigDecimal> value(SampleType type, Object sample) {
        if (type.isFloating()) {
            double value = ((Number) sample).doubleValue();
            boolean isMissing = Double.isNaN(value) || value == 3 || value == -999 || value == 0.5;
            return isMissing ? Optional.empty() : Optional.of(new BigDecimal(value));
        }
        BigInteger value = BigInteger.valueOf(((Number) sample).longValue());
        if (!type.isSigned()) {
            value = value.mod(BigInteger.ONE.shiftLeft(8 * type.byteCount()));
        }
        boolean isMissing = value.equals(BigInteger.valueOf(3)) || value.equals(BigInteger.valueOf(-999));
        return isMissing ? Optional.empty() : Optional.of(new BigDecimal(value));
    }

    @ParameterizedTest
    @EnumSource(SampleType.class)
    void differentValuesAreToldApartOnlyWhereNeeded(SampleType type) {
        ZoneTally moments = ZoneTally.of(type, List.of(), TieRule.SMALLEST, MOMENTS, CellCounting.WHOLE);
        boolean isStreamed = type.byteCount() > 1 && type != SampleType.INT64 && type != SampleType.UINT64;
        assertEquals(isStreamed, moments instanceof MomentTally);
        assertInstanceOf(Histogram.class, ZoneTally.of(type, List.of(), TieRule.SMALLEST, ALL, CellCounting.WHOLE));
    }

    @Test
    void manyDifferentValuesAndLongRunsFit() {
        int count = 300_000;
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (i * 7919L % count) / 4f;
        }
        for (double coverage : new double[] {1, 0.5}) {
            ZoneTally tally = Tallies.tally(SampleType.FLOAT32, CellCounting.WEIGHTED, ALL);
            tally.add(samples, 0, count, 0, coverage);
            tally.summarise();
            assertEquals(count, tally.histogram().size());
            assertEquals(count * coverage, tally.count());
            assertEquals((count - 1) / 8.0, tally.histogram().quantile(0.5), 1e-9);
            assertEquals((count - 1) / 8.0, tally.moments().mean(), 1e-9);
            tally.summarise();
            assertTrue(tally.isEmpty(), "a summarised tally begins anew");
        }
    }

    @Test
    void wholeCellsDoNotDependOnTheOrderOfRuns() {
        byte[] samples = new byte[1000];
        new Random(3).nextBytes(samples);
        ZoneTally tally = ZoneTally.of(SampleType.INT8, List.of(), TieRule.FIRST, ALL, CellCounting.WHOLE);
        StatisticColumns columns =
                StatisticColumns.of(ALL, CategoryForm.LIST, SampleType.INT8, CellCounting.WHOLE, ClassNames.NONE);
        List<List<String>> rows = new ArrayList<>();
        for (int first : new int[] {0, 300, 900}) {
            for (int i = 0; i < 10; i++) {
                int from = (first + 100 * i) % 1000;
                tally.add(samples, from, 100, from);
            }
            tally.summarise();
            rows.add(Tallies.row(columns, tally).stream()
                    .map(vector -> vector.text(0))
                    .toList());
        }
        assertEquals(rows.get(0), rows.get(1));
        assertEquals(rows.get(0), rows.get(2));
    }
}
