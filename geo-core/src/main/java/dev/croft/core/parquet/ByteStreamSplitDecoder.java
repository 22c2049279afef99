package dev.croft.core.parquet;

/** BYTE_STREAM_SPLIT: the first bytes of all values, then all second bytes, and so on. */
final class ByteStreamSplitDecoder implements ValueDecoder {
    private final EncodedValues values;
    private final int width;
    private final int count;
    private final byte[] value;
    private int next;

    ByteStreamSplitDecoder(EncodedValues values) {
        this.values = values;
        this.width = values.width();
        int length = values.limit() - values.offset();
        if (length % width != 0) {
            throw new DamagedException(length + " bytes cannot be split into values of " + width);
        }
        this.count = length / width;
        this.value = new byte[Math.max(width, Long.BYTES)];
    }

    @Override
    public void read(int wanted, ValueSink sink) {
        if (wanted > count - next) {
            throw new DamagedException("the page holds fewer values than its header says");
        }
        for (int end = next + wanted; next < end; next++) {
            for (int i = 0; i < width; i++) {
                value[i] = values.bytes()[values.offset() + i * count + next];
            }
            pass(sink);
        }
    }

    private void pass(ValueSink sink) {
        switch (values.type()) {
            case INT32 -> sink.addInt(LittleEndian.getInt(value, 0));
            case INT64 -> sink.addLong(LittleEndian.getLong(value, 0));
            case FLOAT -> sink.addFloat(LittleEndian.getFloat(value, 0));
            case DOUBLE -> sink.addDouble(LittleEndian.getDouble(value, 0));
            case FIXED_LEN_BYTE_ARRAY -> sink.addBytes(value, 0, width);
            case BOOLEAN, INT96, BYTE_ARRAY -> throw new IllegalStateException(values.type() + " is never split");
        }
    }
}
