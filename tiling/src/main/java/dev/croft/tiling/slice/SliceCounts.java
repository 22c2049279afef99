package dev.croft.tiling.slice;

/** Fragments by zoom and by what it took to make them valid. Confined to one thread; {@link #add} joins those of several. */
public final class SliceCounts {
    /** How a fragment became valid. */
    public enum Mending {
        /** It was valid as it came. */
        NONE,
        /** Split and rebuilt on the lattice. */
        REBUILT,
        /** By JTS. */
        BY_JTS,
        /** Not at all: it was left out. */
        DROPPED
    }

    private final long[][] counts = new long[SliceOptions.MOST_ZOOM + 1][Mending.values().length];

    void increment(int zoom, Mending mending) {
        counts[zoom][mending.ordinal()]++;
    }

    /** Fragments of a zoom; one validated once and put into several tiles as it is counts once. */
    public long count(int zoom, Mending mending) {
        return counts[zoom][mending.ordinal()];
    }

    /** Adds those that another thread counted. */
    public void add(SliceCounts other) {
        for (int zoom = 0; zoom < counts.length; zoom++) {
            for (int i = 0; i < counts[zoom].length; i++) {
                counts[zoom][i] += other.counts[zoom][i];
            }
        }
    }
}
