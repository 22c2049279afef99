package dev.croft.tiling.attribute;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.parquet.ParquetTableSink;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small columns and Parquet files, written as Java values. */
public final class Tables {
    private Tables() {}

    /** A column of values of the type's own kind: Boolean, Number, String or byte[]; null for a null. */
    public static ColumnVector vector(String name, ColumnType type, Object... values) {
        ColumnVector vector = new ColumnVector(new Column(name, type));
        for (Object value : values) {
            append(vector, value);
        }
        return vector;
    }

    private static void append(ColumnVector vector, Object value) {
        if (value == null) {
            vector.appendNull();
        } else if (value instanceof Boolean bool) {
            vector.appendBoolean(bool);
        } else if (value instanceof byte[] bytes) {
            vector.appendBytes(bytes, 0, bytes.length);
        } else if (value instanceof String text) {
            vector.appendString(text);
        } else {
            appendNumber(vector, value instanceof BigInteger big ? big.longValue() : (Number) value);
        }
    }

    private static void appendNumber(ColumnVector vector, Number value) {
        switch (vector.column().type().storage()) {
            case INT -> vector.appendInt(value.intValue());
            case LONG -> vector.appendLong(value.longValue());
            case FLOAT -> vector.appendFloat(value.floatValue());
            case DOUBLE -> vector.appendDouble(value.doubleValue());
            case BYTES, LIST -> throw new IllegalArgumentException("A number for " + vector.column());
        }
    }

    static ColumnVector ids(long... ids) {
        return vector("id", ColumnType.INT64, Arrays.stream(ids).boxed().toArray());
    }

    static ColumnVector ints(String name, Integer... values) {
        return vector(name, ColumnType.INT32, (Object[]) values);
    }

    static ColumnVector texts(String name, String... values) {
        return vector(name, ColumnType.STRING, (Object[]) values);
    }

    /** Writes the columns as a file. */
    public static Path file(Path path, ColumnVector... vectors) throws IOException {
        List<Column> columns = Arrays.stream(vectors).map(ColumnVector::column).toList();
        try (ParquetTableSink sink = ParquetTableSink.create(path, columns, Map.of())) {
            sink.write(new RowBatch(List.of(vectors)));
        }
        return path;
    }
}
