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
