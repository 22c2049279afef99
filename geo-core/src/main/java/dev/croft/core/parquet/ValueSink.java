package dev.croft.core.parquet;

import dev.croft.core.table.ColumnVector;

/** Takes the values of one column in row order; a column calls {@link #addNull} and the method of its own primitive. */
public interface ValueSink {
    /** A sink that appends to {@code vector}. */
    static ValueSink into(ColumnVector vector) {
        return new VectorSink(vector);
    }

    void addNull();

    default void addInt(int value) {
        throw new IllegalStateException("This sink takes no int");
    }

    default void addLong(long value) {
        throw new IllegalStateException("This sink takes no long");
    }

    default void addFloat(float value) {
        throw new IllegalStateException("This sink takes no float");
    }

    default void addDouble(double value) {
        throw new IllegalStateException("This sink takes no double");
    }

    /** Takes a copy of {@code source[offset, offset + length)}, which is lent for the call. */
    default void addBytes(byte[] source, int offset, int length) {
        throw new IllegalStateException("This sink takes no bytes");
    }
}
