package dev.croft.core.parquet;

import org.apache.parquet.format.Type;

/** The encoded values of a page, a stretch of a lent array. Immutable but for the array. */
final class EncodedValues {
    private final Type type;
    private final int typeLength;
    private final byte[] bytes;
    private final int offset;
    private final int limit;

    /**
     * Values in {@code bytes[offset, limit)}.
     *
     * @param typeLength bytes of a FIXED_LEN_BYTE_ARRAY, otherwise unused
     * @param bytes has {@link PageDecompressor#PADDING} readable bytes after {@code limit}
     */
    EncodedValues(Type type, int typeLength, byte[] bytes, int offset, int limit) {
        this.type = type;
        this.typeLength = typeLength;
        this.bytes = bytes;
        this.offset = offset;
        this.limit = limit;
    }

    Type type() {
        return type;
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

    /** Bytes of one value of fixed width. */
    int width() {
        return switch (type) {
            case INT32, FLOAT -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case FIXED_LEN_BYTE_ARRAY -> typeLength;
            case BOOLEAN, INT96, BYTE_ARRAY -> throw new IllegalStateException(type + " has no width in bytes");
        };
    }

    EncodedValues from(int newOffset) {
        return new EncodedValues(type, typeLength, bytes, newOffset, limit);
    }
}
