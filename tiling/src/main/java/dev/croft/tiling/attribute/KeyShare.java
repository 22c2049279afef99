package dev.croft.tiling.attribute;

/**
 * One of {@code count} shares of all keys, of about equal size: what one pass over a file looks at when there is not memory for all
 * keys at once.
 *
 * @param count a power of two
 */
record KeyShare(int number, int count) {
    static final KeyShare ALL = new KeyShare(0, 1);

    /** Most shares there may be: more passes than that are not worth waiting for. */
    static final int MOST = 256;

    boolean isAll() {
        return count == 1;
    }

    boolean contains(long hash) {
        return ((int) hash & (count - 1)) == number;
    }

    /** How many shares there must be so that what takes {@code wholeBytes} for all keys fits in {@code grantedBytes}. */
    static int countFor(long wholeBytes, long grantedBytes) {
        int count = 1;
        // Shares are not quite equal: a quarter more.
        while (count < MOST && wholeBytes / count > (count == 1 ? grantedBytes : grantedBytes / 5 * 4)) {
            count *= 2;
        }
        return count;
    }

    /** The least that must be granted of {@code wholeBytes}. */
    static long leastBytes(long wholeBytes) {
        return wholeBytes / MOST + 1;
    }
}
