package dev.croft.core.parquet;

import dev.croft.core.table.ColumnVector;

/** Appends to a vector. */
record VectorSink(ColumnVector vector) implements ValueSink {
    @Override
    public void addNull() {
        vector.appendNull();
    }

    @Override
    public void addInt(int value) {
        vector.appendInt(value);
    }

    @Override
    public void addLong(long value) {
        vector.appendLong(value);
    }

    @Override
    public void addFloat(float value) {
        vector.appendFloat(value);
    }

    @Override
    public void addDouble(double value) {
        vector.appendDouble(value);
    }

    @Override
    public void addBytes(byte[] source, int offset, int length) {
        vector.appendBytes(source, offset, length);
    }
}
