package dev.croft.core.raster;

/** Type of a cell's value. Unsigned types are kept in the signed array of the same width, bit for bit. */
public enum SampleType {
    UINT8(1, false, false),
    INT8(1, true, false),
    UINT16(2, false, false),
    INT16(2, true, false),
    UINT32(4, false, false),
    INT32(4, true, false),
    UINT64(8, false, false),
    INT64(8, true, false),
    FLOAT32(4, true, true),
    FLOAT64(8, true, true);

    private final int byteCount;
    private final boolean signed;
    private final boolean floating;

    SampleType(int byteCount, boolean signed, boolean floating) {
        this.byteCount = byteCount;
        this.signed = signed;
        this.floating = floating;
    }

    public int byteCount() {
        return byteCount;
    }

    public boolean isSigned() {
        return signed;
    }

    public boolean isFloating() {
        return floating;
    }

    /** One sample as a double; integers beyond 2^53 are rounded. */
    public double doubleAt(Object samples, int index) {
        return switch (this) {
            case FLOAT32 -> ((float[]) samples)[index];
            case FLOAT64 -> ((double[]) samples)[index];
            case UINT64 -> unsigned(((long[]) samples)[index]);
            default -> longAt(samples, index);
        };
    }

    /** One sample of an integer type; of UINT64 the bits. */
    public long longAt(Object samples, int index) {
        return switch (this) {
            case UINT8 -> ((byte[]) samples)[index] & 0xff;
            case INT8 -> ((byte[]) samples)[index];
            case UINT16 -> ((short[]) samples)[index] & 0xffff;
            case INT16 -> ((short[]) samples)[index];
            case UINT32 -> Integer.toUnsignedLong(((int[]) samples)[index]);
            case INT32 -> ((int[]) samples)[index];
            case UINT64, INT64 -> ((long[]) samples)[index];
            case FLOAT32, FLOAT64 -> throw new IllegalStateException("no integers in " + this);
        };
    }

    /** The low bit is kept when the others are halved, so that rounding sees it. */
    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** A new array for {@code count} samples: byte[], short[], int[], long[], float[] or double[]. */
    public Object newArray(int count) {
        if (floating) {
            return byteCount == 4 ? new float[count] : new double[count];
        }
        return switch (byteCount) {
            case 1 -> new byte[count];
            case 2 -> new short[count];
            case 4 -> new int[count];
            default -> new long[count];
        };
    }
}
