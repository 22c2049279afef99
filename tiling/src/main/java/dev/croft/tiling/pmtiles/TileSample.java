package dev.croft.tiling.pmtiles;

/**
 * Entries to look into: the first, the last, and others evenly between them.
 *
 * @param count at most that many, at least 2
 */
public record TileSample(long count) {
    /** As many as take no noticeable time. */
    public static final TileSample SOME = new TileSample(200);

    /** Every entry. */
    public static final TileSample ALL = new TileSample(Long.MAX_VALUE);

    public TileSample {
        if (count < 2) {
            throw new IllegalArgumentException("A sample has at least 2 entries, not " + count);
        }
    }

    /** Whether an entry, counted from 0, is one of them. */
    boolean contains(long entry, long entryCount) {
        if (count >= entryCount) {
            return true;
        }
        // Entry i of the sample is i * (entryCount - 1) / (count - 1), rounded down.
        long steps = count - 1;
        long nearest = (entry * steps + entryCount - 2) / (entryCount - 1);
        return nearest * (entryCount - 1) / steps == entry;
    }
}
