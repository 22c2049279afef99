package dev.croft.resample;

/** Doubles as longs in the same order; both zeros are one. */
final class SortableBits {
    private SortableBits() {}

    static long of(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    static double number(long sortable) {
        return Double.longBitsToDouble(sortable ^ (sortable >> 63 & Long.MAX_VALUE));
    }
}
