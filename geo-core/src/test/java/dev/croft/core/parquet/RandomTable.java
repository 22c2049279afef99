package dev.croft.core.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Seeded tables with a column of every type, some values few and repeated, some all different, some null. */
public final class RandomTable {
    private static final List<ColumnType> PLAIN = Arrays.stream(ColumnType.values())
            .filter(type -> type != ColumnType.LIST)
            .toList();

    private RandomTable() {}

    /** Two columns per type: "x_few" of few values and nulls, "x_many" of many. */
    public static List<ColumnVector> of(long seed, int rowCount) {
        Random random = new Random(seed);
        List<ColumnVector> vectors = new ArrayList<>();
        for (ColumnType type : PLAIN) {
            String name = type.name().toLowerCase(Locale.ROOT);
            ColumnVector few = new ColumnVector(new Column(name + "_few", type));
            ColumnVector many = new ColumnVector(new Column(name + "_many", type));
            for (int row = 0; row < rowCount; row++) {
                if (random.nextInt(5) == 0) {
                    few.appendNull();
                } else {
                    append(few, random.nextInt(7));
                }
                append(many, random.nextLong());
            }
            vectors.add(few);
            vectors.add(many);
        }
        return vectors;
    }

    /** A column of lists, some null, some empty, most short and a few long; their records have a field of every type. */
    public static ColumnVector lists(long seed, int rowCount) {
        Random random = new Random(seed);
        ColumnVector lists = new ColumnVector(Column.list(
                "lists",
                PLAIN.stream()
                        .map(type -> new Column(type.name().toLowerCase(Locale.ROOT), type))
                        .toList()));
        for (int row = 0; row < rowCount; row++) {
            int kind = random.nextInt(100);
            if (kind < 20) {
                lists.appendNull();
                continue;
            }
            int length = kind < 40 ? 0 : kind < 99 ? random.nextInt(5) : 300;
            for (int i = 0; i < length; i++) {
                appendRecord(lists.elements(), random);
            }
            lists.appendList();
        }
        return lists;
    }

    private static void appendRecord(List<ColumnVector> fields, Random random) {
        for (ColumnVector field : fields) {
            if (random.nextInt(5) == 0) {
                field.appendNull();
            } else {
                append(field, random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(7));
            }
        }
    }

    /** Writes the vectors in calls of {@code callRows} rows. */
    public static void write(Path file, List<ColumnVector> vectors, int callRows, RowGroupLimits limits)
            throws IOException {
        List<Column> columns = vectors.stream().map(ColumnVector::column).toList();
        int rowCount = vectors.get(0).size();
        try (ParquetWriter writer = ParquetWriter.create(file, columns, limits)) {
            writer.putMetadata("seeded", "yes");
            for (int from = 0; from < rowCount; from += callRows) {
                writer.write(slice(vectors, from, Math.min(rowCount, from + callRows)));
            }
        }
    }

    /** Checks that row {@code row} of {@code actual} is row {@code expectedRow} of {@code expected}. */
    public static void assertRow(ColumnVector expected, int expectedRow, ColumnVector actual, int row) {
        String where = expected.column().name() + " row " + expectedRow;
        assertEquals(expected.isNull(expectedRow), actual.isNull(row), where);
        assertEquals(text(expected, expectedRow), text(actual, row), where);
    }

    /** Rows {@code [from, end)} of the vectors. */
    public static List<ColumnVector> slice(List<ColumnVector> vectors, int from, int end) {
        List<ColumnVector> slices = new ArrayList<>();
        for (ColumnVector vector : vectors) {
            ColumnVector slice = new ColumnVector(vector.column());
            for (int row = from; row < end; row++) {
                slice.appendFrom(vector, row);
            }
            slices.add(slice);
        }
        return slices;
    }

    private static void append(ColumnVector vector, long value) {
        switch (vector.column().type()) {
            case BOOLEAN -> vector.appendBoolean((value & 1) != 0);
            case INT8 -> vector.appendInt((byte) value);
            case UINT8 -> vector.appendInt((int) (value & 0xff));
            case INT16 -> vector.appendInt((short) value);
            case UINT16 -> vector.appendInt((int) (value & 0xffff));
            case INT32, UINT32, DATE -> vector.appendInt((int) value);
            case FLOAT32 -> vector.appendFloat(value / 3f);
            case FLOAT64 -> vector.appendDouble(value / 3.0);
            case STRING -> vector.appendString("Åker " + value);
            case BINARY -> vector.appendString("b".repeat((int) (value & 31)) + value);
            default -> vector.appendLong(value);
        }
    }

    private static String text(ColumnVector vector, int row) {
        return switch (vector.column().type().storage()) {
            case INT -> Integer.toString(vector.intAt(row));
            case LONG -> Long.toString(vector.longAt(row));
            case FLOAT -> Float.toString(vector.floatAt(row));
            case DOUBLE -> Double.toString(vector.doubleAt(row));
            case BYTES ->
                Arrays.toString(Arrays.copyOfRange(
                        vector.bytes(), vector.bytesStart(row), vector.bytesStart(row) + vector.bytesLength(row)));
            case LIST -> vector.text(row);
        };
    }
}
