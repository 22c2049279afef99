package dev.croft.core.parquet;

import org.apache.parquet.format.Type;

/** DELTA_BINARY_PACKED: ints and longs as differences. */
final class DeltaDecoder implements ValueDecoder {
    private final boolean ints;
    private final DeltaNumbers numbers;

    DeltaDecoder(EncodedValues values) {
        this.ints = values.type() == Type.INT32;
        this.numbers = new DeltaNumbers(values.bytes(), values.offset(), values.limit());
    }

    @Override
    public void read(int count, ValueSink sink) {
        for (int i = 0; i < count; i++) {
            if (ints) {
                sink.addInt((int) numbers.next());
            } else {
                sink.addLong(numbers.next());
            }
        }
    }
}
