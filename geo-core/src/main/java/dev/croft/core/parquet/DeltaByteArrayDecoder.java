package dev.croft.core.parquet;

import java.util.Arrays;

/** DELTA_BYTE_ARRAY: how many leading bytes each value shares with the one before, then what follows them. */
final class DeltaByteArrayDecoder implements ValueDecoder {
    private final DeltaNumbers prefixLengths;
    private final DeltaLengthDecoder suffixes;
    private final Value value = new Value();

    DeltaByteArrayDecoder(EncodedValues values) {
        this.prefixLengths = new DeltaNumbers(values.bytes(), values.offset(), values.limit());
        this.suffixes = new DeltaLengthDecoder(values.from(prefixLengths.end()));
    }

    @Override
    public void read(int count, ValueSink sink) {
        for (int i = 0; i < count; i++) {
            long prefix = prefixLengths.next();
            if (prefix < 0 || prefix > value.length) {
                throw new DamagedException("a value shares more bytes with the one before than that has");
            }
            value.length = (int) prefix;
            suffixes.read(1, value);
            sink.addBytes(value.bytes, 0, value.length);
        }
    }

    /** The current value, to which a suffix is appended. */
    private static final class Value implements ValueSink {
        private byte[] bytes = new byte[256];
        private int length;

        @Override
        public void addNull() {
            throw new IllegalStateException("A suffix is never null");
        }

        @Override
        public void addBytes(byte[] source, int offset, int count) {
            int end = Math.addExact(length, count);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, end * 2L));
            }
            System.arraycopy(source, offset, bytes, length, count);
            length = end;
        }
    }
}
