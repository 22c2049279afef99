package dev.croft.tiling.gzip;

/**
 * x log2 x in whole sixteenths of a bit, so that it is the same on each machine. A code that fits costs the value for the total
 * less the sum of the values for the counts.
 */
final class Entropy {
    /** One bit. */
    static final int UNIT = 16;

    private static final int TABLE_SIZE = 2048;
    private static final int[] TABLE = new int[TABLE_SIZE];

    static {
        for (int count = 1; count < TABLE_SIZE; count++) {
            TABLE[count] = (int) StrictMath.round(UNIT * count * StrictMath.log(count) / StrictMath.log(2));
        }
    }

    private Entropy() {}

    /** Of a count below 2^20. */
    static int ofCount(int count) {
        return count < TABLE_SIZE ? TABLE[count] : ofLargeCount(count);
    }

    private static final int[] LOG = new int[TABLE_SIZE];

    static {
        for (int count = 1; count < TABLE_SIZE; count++) {
            LOG[count] = (int) StrictMath.round(UNIT * StrictMath.log(count) / StrictMath.log(2));
        }
    }

    static int log2(int count) {
        if (count < TABLE_SIZE) return LOG[count];
        int shift = 32 - Integer.numberOfLeadingZeros(count) - 11;
        return LOG[count >>> shift] + shift * UNIT;
    }

    /** What a joint total has more than two totals apart. */
    static int ofTotals(int first, int second) {
        return ofCount(first + second) - ofCount(first) - ofCount(second);
    }

    /** x log2 x = (x / y) (y log2 y) + x log2 (x / y), with y the upper bits of x. */
    private static int ofLargeCount(int count) {
        int shift = 32 - Integer.numberOfLeadingZeros(count) - 11;
        int upper = count >>> shift;
        return (int) ((long) TABLE[upper] * count / upper) + count * shift * UNIT;
    }
}
