package dev.croft.zonal.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.SampleType;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.zonal.statistics.Statistic.Kind;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticColumnsTest {
    private static final List<Statistic> CATEGORIES = List.of(Statistic.of(Kind.CATEGORIES));
    private static final ClassNames CROPS = ClassNames.of(Map.of(1L, "Corn", 5L, "Soy", 36L, "Alfalfa"));

    @ParameterizedTest
    @CsvSource({
        "UINT8, INT32, INT32",
        "INT8, INT32, INT32",
        "UINT16, INT32, INT32",
        "INT16, INT32, INT32",
        "UINT32, INT64, INT64",
        "INT32, INT32, INT64",
        "UINT64, UINT64, UINT64",
        "INT64, INT64, UINT64",
        "FLOAT32, FLOAT32, FLOAT64",
        "FLOAT64, FLOAT64, FLOAT64",
    })
    void typesFollowFromStatisticRasterAndCounting(SampleType type, ColumnType value, ColumnType range) {
        for (CellCounting counting : CellCounting.values()) {
            ColumnType count = counting == CellCounting.WHOLE ? ColumnType.INT64 : ColumnType.FLOAT64;
            Map<Kind, ColumnType> types = Arrays.stream(Kind.values())
                    .collect(Collectors.toMap(kind -> kind, kind -> columns(
                                    List.of(Statistic.of(kind == Kind.QUANTILE ? Kind.MEDIAN : kind)), type, counting)
                            .get(0)
                            .type()));
            for (Kind kind : List.of(Kind.MIN, Kind.MAX, Kind.MAJORITY, Kind.SECOND_MAJORITY, Kind.MINORITY)) {
                assertEquals(value, types.get(kind), kind.toString());
            }
            assertEquals(range, types.get(Kind.RANGE));
            assertEquals(count, types.get(Kind.COUNT));
            assertEquals(count, types.get(Kind.MAJORITY_COUNT));
            assertEquals(ColumnType.INT64, types.get(Kind.VARIETY));
            assertEquals(ColumnType.FLOAT64, types.get(Kind.SUM));
            assertEquals(ColumnType.FLOAT64, types.get(Kind.MEDIAN));
        }
    }

    @Test
    void zoneWithoutCellsHasZerosWhereThereIsNothingToCountAndElseNulls() {
        List<Statistic> all =
                Arrays.stream(Kind.values()).map(kind -> new Statistic(kind, 0)).toList();
        for (CellCounting counting : CellCounting.values()) {
            StatisticColumns columns =
                    StatisticColumns.of(all, CategoryForm.LIST, SampleType.UINT8, counting, ClassNames.NONE);
            ZoneTally tally = Tallies.tally(SampleType.UINT8, counting, all);
            tally.summarise();
            List<ColumnVector> row = Tallies.row(columns, tally);
            List<String> present = row.stream()
                    .filter(vector -> !vector.isNull(0))
                    .map(vector -> vector.column().name())
                    .toList();
            assertEquals(List.of("pixel_count", "sum", "majority_count", "variety", "categories"), present);
            row.stream()
                    .filter(vector -> !vector.isNull(0) && vector.column().type() != ColumnType.LIST)
                    .forEach(vector -> assertEquals(0, vector.number(0).doubleValue()));
            assertEquals(0, row.get(row.size() - 1).listEnd(0));
        }
    }

    @Test
    void extremesOfTheTypesKeepEveryBit() {
        assertEquals(
                List.of("-128", "127", "255"), row(SampleType.INT8, new byte[] {127, -128}, "min", "max", "range"));
        assertEquals(List.of("0", "255", "255"), row(SampleType.UINT8, new byte[] {0, -1}, "min", "max", "range"));
        assertEquals(
                List.of("-2147483648", "2147483647", "4294967295"),
                row(SampleType.INT32, new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE}, "min", "max", "range"));
        assertEquals(
                List.of("-9223372036854775808", "9223372036854775807", "18446744073709551615"),
                row(SampleType.INT64, new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, "min", "max", "range"));
        assertEquals(
                List.of("1", "18446744073709551615", "18446744073709551614"),
                row(SampleType.UINT64, new long[] {-1, 1}, "min", "max", "range"));
        assertEquals(
                List.of("0.0", "1.5", "1.5"),
                row(SampleType.FLOAT32, new float[] {1.5f, -0.0f}, "min", "max", "range"));
    }

    /** A sum of integers is a double: the largest zones of the widest type do not overflow it. */
    @Test
    void sumOfLargeIntegersIsRoundedOnceAndDoesNotOverflow() {
        assertEquals(List.of(Double.toString(0x1p65)), row(SampleType.UINT64, new long[] {-1, -1, 1, 1}, "sum"));
        long odd = (1L << 53) - 1;
        assertEquals(
                List.of(Double.toString(9.007199254740991E15)),
                row(SampleType.INT64, new long[] {Long.MAX_VALUE, -Long.MAX_VALUE, odd}, "sum"));
        assertEquals(
                List.of(Double.toString(6442450941.0)),
                row(SampleType.INT32, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}, "sum"));
    }

    @Test
    void oneValueHasNoSecondMajority() {
        assertEquals(
                List.of("7", "", "7"),
                row(SampleType.UINT8, new byte[] {7, 7}, "majority", "second_majority", "minority"));
        assertEquals(List.of("2", "1"), row(SampleType.UINT8, new byte[] {1, 2, 2}, "majority", "second_majority"));
    }

    @Test
    void categoriesAreListedByValueWithTheirNames() {
        byte[] samples = {5, 1, 5, 9};
        ColumnVector whole = categories(CategoryForm.LIST, CellCounting.WHOLE, CROPS, samples, 1)
                .get(0);
        assertEquals(List.of("value INT32", "count INT64", "fraction FLOAT64", "name STRING"), fields(whole.column()));
        assertEquals(List.of("1 1 0.25 Corn", "5 2 0.5 Soy", "9 1 0.25 "), records(whole));
        ColumnVector parts = categories(CategoryForm.LIST, CellCounting.WEIGHTED, ClassNames.NONE, samples, 0.5)
                .get(0);
        assertEquals(List.of("value INT32", "count FLOAT64", "fraction FLOAT64"), fields(parts.column()));
        assertEquals(List.of("1 0.5 0.25", "5 1.0 0.5", "9 0.5 0.25"), records(parts));
    }

    @Test
    void categoriesAsColumnsHaveOneEachAndOneForTheRest() {
        List<ColumnVector> row =
                categories(CategoryForm.COLUMNS, CellCounting.WHOLE, CROPS, new byte[] {5, 1, 5, 9}, 1);
        assertEquals(
                List.of("fraction_Corn", "fraction_Soy", "fraction_Alfalfa", "fraction_other"),
                row.stream().map(vector -> vector.column().name()).toList());
        assertEquals(
                List.of(0.25, 0.5, 0.0, 0.25),
                row.stream().map(vector -> vector.doubleAt(0)).toList());
        List<ColumnVector> empty = categories(CategoryForm.COLUMNS, CellCounting.WHOLE, CROPS, new byte[0], 1);
        assertEquals(4, empty.size());
        empty.forEach(vector -> assertTrue(vector.isNull(0), vector.column().name()));
    }

    @Test
    void valuesThatAreNoClassAreOther() {
        ClassNames names = ClassNames.of(Map.of(1L, "one", -1L, "minus one"));
        assertEquals(List.of(0.0, 0.5, 0.5), shares(SampleType.UINT64, new long[] {1, -1}, names));
        assertEquals(List.of(0.25, 0.25, 0.5), shares(SampleType.FLOAT32, new float[] {1, -1, 1.5f, 1e30f}, names));
        assertEquals(List.of(0.5, 0.25, 0.25), shares(SampleType.INT16, new short[] {-1, 1, -1, 2}, names));
    }

    @Test
    void columnsOfOneNameAndColumnsWithoutClassesAreRefused() {
        ConfigurationException unnamed = assertThrows(
                ConfigurationException.class,
                () -> StatisticColumns.of(
                        CATEGORIES, CategoryForm.COLUMNS, SampleType.UINT8, CellCounting.WHOLE, ClassNames.NONE));
        assertTrue(unnamed.getMessage().contains("--classes"), unnamed.getMessage());
        ConfigurationException twice = assertThrows(
                ConfigurationException.class,
                () -> StatisticColumns.of(
                        CATEGORIES,
                        CategoryForm.COLUMNS,
                        SampleType.UINT8,
                        CellCounting.WHOLE,
                        ClassNames.of(Map.of(3L, "other"))));
        assertTrue(twice.getMessage().contains("\"fraction_other\""), twice.getMessage());
    }

    @Test
    void columnsBeginWhereTheyAreTold() {
        List<ColumnVector> vectors = new ArrayList<>();
        vectors.add(new ColumnVector(new Column("id", ColumnType.INT64)));
        StatisticColumns columns = StatisticColumns.of(
                Statistic.DEFAULTS, CategoryForm.LIST, SampleType.UINT8, CellCounting.WHOLE, ClassNames.NONE);
        columns.columns().forEach(column -> vectors.add(new ColumnVector(column)));
        columns.appendEmpty(vectors, 1);
        assertEquals(
                List.of(0, 1, 1, 1, 1), vectors.stream().map(ColumnVector::size).toList());
        assertEquals(
                List.of("majority", "majority_count", "pixel_count", "majority_fraction"),
                columns.columns().stream().map(Column::name).toList());
    }

    private static List<Column> columns(List<Statistic> statistics, SampleType type, CellCounting counting) {
        return StatisticColumns.of(statistics, CategoryForm.LIST, type, counting, ClassNames.NONE)
                .columns();
    }

    private static List<String> row(SampleType type, Object samples, String... words) {
        Problems problems = new Problems();
        List<Statistic> statistics = Statistic.parse(List.of(words), problems);
        problems.throwIfAny();
        StatisticColumns columns =
                StatisticColumns.of(statistics, CategoryForm.LIST, type, CellCounting.WHOLE, ClassNames.NONE);
        return summarised(columns, statistics, type, CellCounting.WHOLE, samples, 1).stream()
                .map(vector -> vector.text(0))
                .toList();
    }

    private static List<Double> shares(SampleType type, Object samples, ClassNames names) {
        StatisticColumns columns =
                StatisticColumns.of(CATEGORIES, CategoryForm.COLUMNS, type, CellCounting.WHOLE, names);
        return summarised(columns, CATEGORIES, type, CellCounting.WHOLE, samples, 1).stream()
                .map(vector -> vector.doubleAt(0))
                .toList();
    }

    private static List<ColumnVector> categories(
            CategoryForm form, CellCounting counting, ClassNames names, byte[] samples, double coverage) {
        StatisticColumns columns = StatisticColumns.of(CATEGORIES, form, SampleType.UINT8, counting, names);
        return summarised(columns, CATEGORIES, SampleType.UINT8, counting, samples, coverage);
    }

    private static List<ColumnVector> summarised(
            StatisticColumns columns,
            List<Statistic> statistics,
            SampleType type,
            CellCounting counting,
            Object samples,
            double coverage) {
        ZoneTally tally = Tallies.tally(type, counting, statistics);
        tally.add(samples, 0, Array.getLength(samples), 0, coverage);
        tally.summarise();
        return Tallies.row(columns, tally);
    }

    private static List<String> fields(Column list) {
        return list.elements().stream()
                .map(field -> field.name() + " " + field.type())
                .toList();
    }

    private static List<String> records(ColumnVector list) {
        return IntStream.range(list.listStart(0), list.listEnd(0))
                .mapToObj(record -> list.elements().stream()
                        .map(field -> field.text(record))
                        .collect(Collectors.joining(" ")))
                .toList();
    }
}
