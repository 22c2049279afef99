package dev.croft.tiling.mvt;

/** Types of attribute values (specification, section 4.1 and vector_tile.proto); the number is that of the protobuf field. */
public enum ValueType {
    /** UTF-8. */
    STRING(1, Protobuf.BYTES),
    /** 32 bits, as {@link Float#floatToRawIntBits} gives them. */
    FLOAT(2, Protobuf.FIXED32),
    /** 64 bits, as {@link Double#doubleToRawLongBits} gives them. */
    DOUBLE(3, Protobuf.FIXED64),
    /** A signed integer, negative numbers in ten bytes. */
    INT(4, Protobuf.VARINT),
    /** An unsigned integer. */
    UINT(5, Protobuf.VARINT),
    /** A signed integer, zigzag. */
    SINT(6, Protobuf.VARINT),
    /** 0 or 1. */
    BOOLEAN(7, Protobuf.VARINT);

    private static final ValueType[] ALL = values();

    private final int number;
    private final int wireType;

    ValueType(int number, int wireType) {
        this.number = number;
        this.wireType = wireType;
    }

    /** The number of the field that holds such a value. */
    public int number() {
        return number;
    }

    int wireType() {
        return wireType;
    }

    /** The key of the protobuf field: number and wire type. */
    int fieldKey() {
        return number << 3 | wireType;
    }

    static boolean isKnown(int number) {
        return number >= 1 && number <= ALL.length;
    }

    static ValueType of(int number) {
        return ALL[number - 1];
    }
}
