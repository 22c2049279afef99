package dev.croft.core.parquet;

import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.GrowingBytes;
import java.util.Arrays;
import org.apache.parquet.format.Statistics;

/**
 * Null count, and smallest and largest value of a numeric column chunk; byte arrays go without, for queries on them are
 * rare and comparing is not free. A chunk with a NaN states no bounds; <em>parquet.thrift</em>, ColumnOrder.
 */
final class ChunkStatistics {
    private final ColumnType type;
    private long nullCount;
    private boolean seen;
    private boolean nan;
    private long smallest;
    private long largest;
    private double smallestReal = Double.POSITIVE_INFINITY;
    private double largestReal = Double.NEGATIVE_INFINITY;

    ChunkStatistics(ColumnType type) {
        this.type = type;
    }

    void addNull() {
        nullCount++;
    }

    void add(ColumnVector vector, int row) {
        switch (type.storage()) {
            case INT -> addWhole(type == ColumnType.UINT32 ? vector.intAt(row) & 0xffffffffL : vector.intAt(row));
            case LONG -> addWhole(type == ColumnType.UINT64 ? vector.longAt(row) ^ Long.MIN_VALUE : vector.longAt(row));
            case FLOAT -> addReal(vector.floatAt(row));
            case DOUBLE -> addReal(vector.doubleAt(row));
            case BYTES, LIST -> {}
        }
    }

    Statistics toStatistics() {
        Statistics statistics = new Statistics().setNull_count(nullCount);
        boolean bounded = seen && !nan;
        return bounded ? statistics.setMin_value(smallest()).setMax_value(largest()) : statistics;
    }

    private void addWhole(long value) {
        smallest = seen ? Math.min(smallest, value) : value;
        largest = seen ? Math.max(largest, value) : value;
        seen = true;
    }

    private void addReal(double value) {
        nan |= Double.isNaN(value);
        smallestReal = Math.min(smallestReal, value);
        largestReal = Math.max(largestReal, value);
        seen = true;
    }

    private byte[] smallest() {
        // The format asks for -0.0 where the smallest is a zero and for +0.0 where the largest is.
        return bytes(smallest, smallestReal == 0 ? -0.0 : smallestReal);
    }

    private byte[] largest() {
        return bytes(largest, largestReal == 0 ? 0.0 : largestReal);
    }

    private byte[] bytes(long whole, double real) {
        GrowingBytes bytes = new GrowingBytes();
        switch (type.storage()) {
            case INT -> {
                if (type == ColumnType.BOOLEAN) {
                    bytes.putByte((int) whole);
                } else {
                    bytes.putInt((int) whole);
                }
            }
            case LONG -> bytes.putLong(type == ColumnType.UINT64 ? whole ^ Long.MIN_VALUE : whole);
            case FLOAT -> bytes.putInt(Float.floatToRawIntBits((float) real));
            case DOUBLE -> bytes.putLong(Double.doubleToRawLongBits(real));
            case BYTES, LIST -> throw new IllegalStateException("Bytes have no bounds");
        }
        return Arrays.copyOf(bytes.array(), bytes.length());
    }
}
