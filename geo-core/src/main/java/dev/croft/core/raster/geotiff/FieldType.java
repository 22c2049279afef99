package dev.croft.core.raster.geotiff;

import java.nio.ByteBuffer;

/** The numbers by which a tag names the type of its values: TIFF 6.0 section 2, BigTIFF for 16 to 18. */
final class FieldType {
    static final int ASCII = 2;
    static final int SHORT = 3;
    static final int LONG = 4;
    static final int DOUBLE = 12;
    static final int LONG8 = 16;

    private static final int BYTE = 1;
    private static final int IFD = 13;
    private static final int IFD8 = 18;

    private FieldType() {}

    /** Bytes of one value; 0 for types that Croft does not know. */
    static int byteCount(int type) {
        return switch (type) {
            case BYTE, ASCII, 6, 7 -> 1;
            case SHORT, 8 -> 2;
            case LONG, 9, 11, IFD -> 4;
            case 5, 10, DOUBLE, LONG8, 17, IFD8 -> 8;
            default -> 0;
        };
    }

    /** Whether values are unsigned whole numbers. */
    static boolean isWhole(int type) {
        return type == BYTE || type == SHORT || type == LONG || type == IFD || type == LONG8 || type == IFD8;
    }

    /** Value {@code index} of an array of whole numbers; above 2^63 negative, which no caller accepts. */
    static long wholeAt(ByteBuffer bytes, int type, int index) {
        return switch (byteCount(type)) {
            case 1 -> Byte.toUnsignedInt(bytes.get(index));
            case 2 -> Short.toUnsignedInt(bytes.getShort(2 * index));
            case 4 -> Integer.toUnsignedLong(bytes.getInt(4 * index));
            default -> bytes.getLong(8 * index);
        };
    }
}
