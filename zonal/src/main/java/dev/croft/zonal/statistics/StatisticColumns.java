package dev.croft.zonal.statistics;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.SampleType;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.zonal.statistics.Statistic.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that statistics add to a result. Values of the raster (min, max, majority, second_majority, minority) have the
 * smallest signed type that holds every value of the raster's; their range has one that holds every difference. Counts are
 * 64-bit integers where cells count whole, else doubles. Everything else is a double, the sum of integers too: it is rounded
 * once, so it is exact up to 2^53 and cannot overflow.
 *
 * <p>In a zone without cells count, sum, variety and majority_count are 0, the list of categories is empty, and everything
 * else is null. A zone of one value has no second_majority. Immutable.
 */
public final class StatisticColumns {
    private final List<Statistic> statistics;
    private final CategoryForm form;
    private final CellCounting counting;
    private final ValueKeys values;
    private final List<Column> columns;
    private final long[] classValues;
    private final byte[][] classNames;

    private StatisticColumns(
            List<Statistic> statistics, CategoryForm form, SampleType type, CellCounting counting, ClassNames classes) {
        this.statistics = List.copyOf(statistics);
        this.form = form;
        this.counting = counting;
        this.values = new ValueKeys(type, List.of());
        this.classValues = classes.values();
        this.classNames = Arrays.stream(classValues)
                .mapToObj(value -> classes.name(value).orElseThrow().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.columns = columns(classes);
    }

    /**
     * The columns of {@code statistics} in their order.
     *
     * @param classes names of the values; {@link ClassNames#NONE} where there are none, and then categories have no names
     * @throws ConfigurationException when categories are to be columns and classes are not named, or two columns would have
     *     the same name
     */
    public static StatisticColumns of(
            List<Statistic> statistics, CategoryForm form, SampleType type, CellCounting counting, ClassNames classes) {
        boolean needsNames = form == CategoryForm.COLUMNS && statistics.contains(Statistic.of(Kind.CATEGORIES));
        if (needsNames && classes.isEmpty()) {
            throw new ConfigurationException(
                    "Cannot make a column per category without knowing the categories beforehand: "
                            + "name them with --classes or in the raster's own table, or leave --categories columns out to get a list per zone.");
        }
        StatisticColumns made = new StatisticColumns(statistics, form, type, counting, classes);
        Set<String> taken = new HashSet<>();
        for (Column column : made.columns) {
            if (!taken.add(column.name())) {
                throw new ConfigurationException("Cannot make two columns \"" + column.name()
                        + "\". Ask for it once, and give classes other names with --classes.");
            }
        }
        return made;
    }

    /** The columns, in the order in which {@link #append} fills them. */
    public List<Column> columns() {
        return columns;
    }

    private List<Column> columns(ClassNames classes) {
        List<Column> all = new ArrayList<>();
        for (Statistic statistic : statistics) {
            if (isClassColumns(statistic)) {
                classes.distinctNames().forEach(name -> all.add(new Column("fraction_" + name, ColumnType.FLOAT64)));
                all.add(new Column("fraction_other", ColumnType.FLOAT64));
            } else if (statistic.kind() == Kind.CATEGORIES) {
                all.add(Column.list(statistic.columnName(), categoryFields()));
            } else {
                all.add(new Column(statistic.columnName(), type(statistic.kind())));
            }
        }
        return List.copyOf(all);
    }

    private boolean isClassColumns(Statistic statistic) {
        return statistic.kind() == Kind.CATEGORIES && form == CategoryForm.COLUMNS;
    }

    private List<Column> categoryFields() {
        List<Column> fields = new ArrayList<>();
        fields.add(new Column("value", valueType()));
        fields.add(new Column("count", countType()));
        fields.add(new Column("fraction", ColumnType.FLOAT64));
        if (classValues.length > 0) {
            fields.add(new Column("name", ColumnType.STRING));
        }
        return fields;
    }

    private ColumnType type(Kind kind) {
        return switch (kind) {
            case MIN, MAX, MAJORITY, SECOND_MAJORITY, MINORITY -> valueType();
            case RANGE -> rangeType();
            case COUNT, MAJORITY_COUNT -> countType();
            case VARIETY -> ColumnType.INT64;
            case SUM, MEAN, VARIANCE, STDEV, CV, MEDIAN, QUANTILE, MAJORITY_FRACTION -> ColumnType.FLOAT64;
            case CATEGORIES -> ColumnType.LIST;
        };
    }

    private ColumnType countType() {
        return counting == CellCounting.WHOLE ? ColumnType.INT64 : ColumnType.FLOAT64;
    }

    private ColumnType valueType() {
        return switch (values.type()) {
            case UINT8, INT8, UINT16, INT16, INT32 -> ColumnType.INT32;
            case UINT32, INT64 -> ColumnType.INT64;
            case UINT64 -> ColumnType.UINT64;
            case FLOAT32 -> ColumnType.FLOAT32;
            case FLOAT64 -> ColumnType.FLOAT64;
        };
    }

    private ColumnType rangeType() {
        return switch (values.type()) {
            case UINT8, INT8, UINT16, INT16 -> ColumnType.INT32;
            case UINT32, INT32 -> ColumnType.INT64;
            case UINT64, INT64 -> ColumnType.UINT64;
            case FLOAT32, FLOAT64 -> ColumnType.FLOAT64;
        };
    }

    /**
     * Appends the statistics of the zone that {@code tally} was summarised for.
     *
     * @param vectors the columns of a result, of which these begin at {@code first}
     */
    public void append(List<ColumnVector> vectors, int first, ZoneTally tally) {
        if (tally.isEmpty()) {
            appendEmpty(vectors, first);
            return;
        }
        int at = first;
        for (Statistic statistic : statistics) {
            if (isClassColumns(statistic)) {
                appendShares(vectors, at, tally.histogram(), tally.count());
                at += classValues.length + 1;
            } else {
                append(vectors.get(at), statistic, tally);
                at++;
            }
        }
    }

    /** Appends the statistics of a zone without cells. */
    public void appendEmpty(List<ColumnVector> vectors, int first) {
        int at = first;
        for (Statistic statistic : statistics) {
            int end = at + (isClassColumns(statistic) ? classValues.length + 1 : 1);
            for (; at < end; at++) {
                appendEmpty(vectors.get(at), statistic);
            }
        }
    }

    private void appendEmpty(ColumnVector vector, Statistic statistic) {
        switch (statistic.kind()) {
            case COUNT, MAJORITY_COUNT -> appendCount(vector, 0);
            case SUM -> vector.appendDouble(0);
            case VARIETY -> vector.appendLong(0);
            case CATEGORIES -> appendNoCategories(vector);
            case MEAN, MIN, MAX, RANGE, VARIANCE, STDEV, CV, MEDIAN, QUANTILE -> vector.appendNull();
            case MAJORITY, MAJORITY_FRACTION, SECOND_MAJORITY, MINORITY -> vector.appendNull();
        }
    }

    private void appendNoCategories(ColumnVector vector) {
        if (form == CategoryForm.COLUMNS) {
            vector.appendNull();
        } else {
            vector.appendList();
        }
    }

    private void append(ColumnVector vector, Statistic statistic, ZoneTally tally) {
        switch (statistic.kind()) {
            case COUNT -> appendCount(vector, tally.count());
            case SUM -> vector.appendDouble(tally.moments().sum());
            case MEAN -> vector.appendDouble(tally.moments().mean());
            case MIN -> appendValue(vector, tally.minKey());
            case MAX -> appendValue(vector, tally.maxKey());
            case RANGE -> appendRange(vector, tally.minKey(), tally.maxKey());
            case VARIANCE -> vector.appendDouble(tally.moments().variance());
            case STDEV -> vector.appendDouble(Math.sqrt(tally.moments().variance()));
            case CV ->
                vector.appendDouble(
                        Math.sqrt(tally.moments().variance()) / tally.moments().mean());
            case MEDIAN -> vector.appendDouble(tally.histogram().quantile(0.5));
            case QUANTILE -> vector.appendDouble(tally.histogram().quantile(statistic.probability()));
            case MAJORITY -> appendValue(vector, tally.histogram().majorityKey());
            case MAJORITY_COUNT -> appendCount(vector, tally.histogram().majorityWeight());
            case MAJORITY_FRACTION -> vector.appendDouble(tally.histogram().majorityWeight() / tally.count());
            case SECOND_MAJORITY -> appendSecondMajority(vector, tally.histogram());
            case MINORITY -> appendValue(vector, tally.histogram().minorityKey());
            case VARIETY -> vector.appendLong(tally.histogram().size());
            case CATEGORIES -> appendCategories(vector, tally.histogram(), tally.count());
        }
    }

    private void appendCount(ColumnVector vector, double count) {
        if (counting == CellCounting.WHOLE) {
            vector.appendLong((long) count);
        } else {
            vector.appendDouble(count);
        }
    }

    private static void appendValue(ColumnVector vector, long key) {
        switch (vector.column().type().storage()) {
            case INT -> vector.appendInt((int) key);
            case LONG -> vector.appendLong(key);
            case FLOAT -> vector.appendFloat((float) Double.longBitsToDouble(key));
            case DOUBLE -> vector.appendDouble(Double.longBitsToDouble(key));
            case BYTES, LIST -> throw new IllegalStateException("no raster holds " + vector.column());
        }
    }

    /** Differences of 64-bit integers wrap to the right unsigned ones. */
    private void appendRange(ColumnVector vector, long min, long max) {
        if (values.type().isFloating()) {
            vector.appendDouble(values.high(max) - values.high(min));
        } else {
            appendValue(vector, max - min);
        }
    }

    private static void appendSecondMajority(ColumnVector vector, Histogram histogram) {
        if (histogram.hasSecondMajority()) {
            appendValue(vector, histogram.secondMajorityKey());
        } else {
            vector.appendNull();
        }
    }

    private void appendCategories(ColumnVector vector, Histogram histogram, double count) {
        List<ColumnVector> fields = vector.elements();
        for (int i = 0; i < histogram.size(); i++) {
            appendValue(fields.get(0), histogram.key(i));
            appendCount(fields.get(1), histogram.weight(i));
            fields.get(2).appendDouble(histogram.weight(i) / count);
            if (classValues.length > 0) {
                appendName(fields.get(3), classOf(histogram.key(i)));
            }
        }
        vector.appendList();
    }

    private void appendName(ColumnVector vector, int classIndex) {
        if (classIndex < 0) {
            vector.appendNull();
        } else {
            vector.appendBytes(classNames[classIndex], 0, classNames[classIndex].length);
        }
    }

    /** Both classes and the histogram's values rise, but for values beyond a signed long; those have no class. */
    private void appendShares(List<ColumnVector> vectors, int first, Histogram histogram, double count) {
        double other = 0;
        int classIndex = 0;
        for (int i = 0; i < histogram.size(); i++) {
            int found = classOf(histogram.key(i));
            if (found < 0) {
                other += histogram.weight(i);
            } else {
                for (; classIndex < found; classIndex++) {
                    vectors.get(first + classIndex).appendDouble(0);
                }
                vectors.get(first + classIndex).appendDouble(histogram.weight(i) / count);
                classIndex++;
            }
        }
        for (; classIndex < classValues.length; classIndex++) {
            vectors.get(first + classIndex).appendDouble(0);
        }
        vectors.get(first + classIndex).appendDouble(other / count);
    }

    /** Index of the class whose value this key has; negative when none has. */
    private int classOf(long key) {
        if (values.type().isFloating()) {
            double value = Double.longBitsToDouble(key);
            boolean isWhole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
            return isWhole ? Arrays.binarySearch(classValues, (long) value) : -1;
        }
        boolean isBeyond = values.type() == SampleType.UINT64 && key < 0;
        return isBeyond ? -1 : Arrays.binarySearch(classValues, key);
    }
}
