package dev.croft.core.parquet;

/** DELTA_LENGTH_BYTE_ARRAY: all lengths as delta numbers, then all bytes. */
final class DeltaLengthDecoder implements ValueDecoder {
    private final EncodedValues values;
    private final DeltaNumbers lengths;
    private int position;

    DeltaLengthDecoder(EncodedValues values) {
        this.values = values;
        this.lengths = new DeltaNumbers(values.bytes(), values.offset(), values.limit());
        this.position = lengths.end();
    }

    @Override
    public void read(int count, ValueSink sink) {
        for (int i = 0; i < count; i++) {
            int length = nextLength();
            sink.addBytes(values.bytes(), position, length);
            position += length;
        }
    }

    private int nextLength() {
        long length = lengths.next();
        if (length < 0 || length > values.limit() - position) {
            throw new DamagedException("a value runs over the end of its page");
        }
        return (int) length;
    }
}
