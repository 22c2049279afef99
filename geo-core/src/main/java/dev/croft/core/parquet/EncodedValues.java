package dev.croft.core.parquet;

import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;

/** Some encoded values of a page, a stretch of a lent array. Immutable but for the array. */
final class EncodedValues {
    private final byte[] bytes;
    private final int offset;
    private final int limit;

    /** Values in {@code bytes[offset, limit)}. */
    EncodedValues(byte[] bytes, int offset, int limit) {
        this.bytes = bytes;
        this.offset = offset;
        this.limit = limit;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int limit() {
        return limit;
    }

    int length() {
        return limit - offset;
    }

    EncodedValues from(int newOffset) {
        return new EncodedValues(bytes, newOffset, limit);
    }

    ByteBufferInputStream stream() {
        return ByteBufferInputStream.wrap(
                ByteBuffer.wrap(bytes, offset, length()).slice());
    }
}
