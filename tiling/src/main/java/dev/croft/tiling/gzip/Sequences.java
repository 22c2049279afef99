package dev.croft.tiling.gzip;

/**
 * What the matcher made of bytes: runs of literals, each followed by a match, or by none where a chunk ended. A match is packed into
 * an int: length above the 16 bits of the distance; 0 is none. Lent to the classes of this package; confined to a thread.
 */
final class Sequences {
    private static final int LENGTH_SHIFT = 16;

    final int[] runs;
    final int[] matches;
    int count;

    Sequences(int capacity) {
        runs = new int[capacity];
        matches = new int[capacity];
    }

    void add(int run, int match) {
        runs[count] = run;
        matches[count] = match;
        count++;
    }

    /** Forgets the first {@code gone} sequences. */
    void dropFirst(int gone) {
        System.arraycopy(runs, gone, runs, 0, count - gone);
        System.arraycopy(matches, gone, matches, 0, count - gone);
        count -= gone;
    }

    static int match(int length, int distance) {
        return (length << LENGTH_SHIFT) | distance;
    }

    static int length(int match) {
        return match >>> LENGTH_SHIFT;
    }

    static int distance(int match) {
        return match & 0xFFFF;
    }
}
