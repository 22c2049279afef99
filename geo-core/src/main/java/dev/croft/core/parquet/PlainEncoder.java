package dev.croft.core.parquet;

import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.GrowingBytes;

/** Appends values as parquet-column reads them; booleans are packed by {@link HybridEncoder}. */
final class PlainEncoder {
    private PlainEncoder() {}

    static void encode(ColumnVector vector, int row, GrowingBytes out) {
        switch (vector.column().type().storage()) {
            case INT -> out.putInt(vector.intAt(row));
            case LONG -> out.putLong(vector.longAt(row));
            case FLOAT -> out.putInt(Float.floatToRawIntBits(vector.floatAt(row)));
            case DOUBLE -> out.putLong(Double.doubleToRawLongBits(vector.doubleAt(row)));
            case BYTES -> {
                out.putInt(vector.bytesLength(row));
                out.put(vector.bytes(), vector.bytesStart(row), vector.bytesLength(row));
            }
            case LIST -> throw new IllegalStateException("A list is written field by field");
        }
    }

    static int length(ColumnVector vector, int row) {
        return switch (vector.column().type().storage()) {
            case INT, FLOAT -> Integer.BYTES;
            case LONG, DOUBLE -> Long.BYTES;
            case BYTES -> Integer.BYTES + vector.bytesLength(row);
            case LIST -> throw new IllegalStateException("A list is written field by field");
        };
    }
}
