package dev.croft.core.parquet;

/** PLAIN: values one after the other, little-endian; byte arrays after their length; booleans eight to a byte. */
final class PlainDecoder implements ValueDecoder {
    private final EncodedValues values;
    private final byte[] bytes;
    private int position;
    private int bit;

    PlainDecoder(EncodedValues values) {
        this.values = values;
        this.bytes = values.bytes();
        this.position = values.offset();
    }

    @Override
    public void read(int count, ValueSink sink) {
        switch (values.type()) {
            case BOOLEAN -> readBits(count, sink);
            case BYTE_ARRAY -> readByteArrays(count, sink);
            case INT32, INT64, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY -> readFixed(count, sink);
            case INT96 -> throw new IllegalStateException("INT96 is not read");
        }
    }

    private void readByteArrays(int count, ValueSink sink) {
        int limit = values.limit();
        for (int i = 0; i < count; i++) {
            int length = limit - position < Integer.BYTES ? -1 : LittleEndian.getInt(bytes, position);
            int start = position + Integer.BYTES;
            if (length < 0 || length > limit - start) {
                throw new DamagedException("a value runs over the end of its page");
            }
            sink.addBytes(bytes, start, length);
            position = start + length;
        }
    }

    private void readFixed(int count, ValueSink sink) {
        int width = values.width();
        if ((long) count * width > values.limit() - position) {
            throw new DamagedException("the page holds fewer values than its header says");
        }
        int end = position + count * width;
        switch (values.type()) {
            case INT32 -> {
                for (int at = position; at < end; at += Integer.BYTES) {
                    sink.addInt(LittleEndian.getInt(bytes, at));
                }
            }
            case INT64 -> {
                for (int at = position; at < end; at += Long.BYTES) {
                    sink.addLong(LittleEndian.getLong(bytes, at));
                }
            }
            case FLOAT -> {
                for (int at = position; at < end; at += Float.BYTES) {
                    sink.addFloat(LittleEndian.getFloat(bytes, at));
                }
            }
            case DOUBLE -> {
                for (int at = position; at < end; at += Double.BYTES) {
                    sink.addDouble(LittleEndian.getDouble(bytes, at));
                }
            }
            default -> {
                for (int at = position; at < end; at += width) {
                    sink.addBytes(bytes, at, width);
                }
            }
        }
        position = end;
    }

    private void readBits(int count, ValueSink sink) {
        if (bit + (long) count > (values.limit() - values.offset()) * 8L) {
            throw new DamagedException("the page holds fewer values than its header says");
        }
        for (int end = bit + count; bit < end; bit++) {
            sink.addInt(bytes[values.offset() + (bit >>> 3)] >>> (bit & 7) & 1);
        }
    }
}
