package dev.croft.tiling.gzip;

/** Logarithms to base 2 in whole sixteenths of a bit, so that costs are the same on each machine. */
final class Entropy {
    /** One bit. */
    static final int UNIT = 16;

    private static final int TABLE_BITS = 11;
    private static final int[] LOGARITHMS = new int[1 << TABLE_BITS];
    private static final int[] PRODUCTS = new int[1 << TABLE_BITS];

    static {
        for (int count = 1; count < LOGARITHMS.length; count++) {
            double bits = StrictMath.log(count) / StrictMath.log(2);
            LOGARITHMS[count] = (int) StrictMath.round(UNIT * bits);
            PRODUCTS[count] = (int) StrictMath.round(UNIT * count * bits);
        }
    }

    private Entropy() {}

    /** log2 x of a count from 1 on. */
    static int log2(int count) {
        int shift = shift(count);
        return LOGARITHMS[count >>> shift] + shift * UNIT;
    }

    /**
     * x log2 x of a count below 2^20, 0 of 0. A code that fits costs the value of the total of its counts less the values of the
     * counts.
     */
    static int ofCount(int count) {
        return count < PRODUCTS.length ? PRODUCTS[count] : ofLargeCount(count);
    }

    /** What a joint total has more than two totals apart. */
    static int ofTotals(int first, int second) {
        return ofCount(first + second) - ofCount(first) - ofCount(second);
    }

    /** x log2 x = (x / y) (y log2 y) + x log2 (x / y), with y the upper bits of x. */
    private static int ofLargeCount(int count) {
        int shift = shift(count);
        int upper = count >>> shift;
        return (int) ((long) PRODUCTS[upper] * count / upper) + count * shift * UNIT;
    }

    private static int shift(int count) {
        return Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(count) - TABLE_BITS);
    }
}
