package dev.croft.tiling.slice;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Fragments by zoom and by what it took to make them valid. Confined to one thread. */
public final class SliceCounts {
    /** How a fragment became valid. */
    public enum Mending {
        /** It was valid as it came. */
        NONE,
        /** Split and rebuilt on the lattice. */
        REBUILT,
        /** Rounded to a wider lattice as it was too dense, then rebuilt. */
        WIDENED,
        /** By JTS. */
        BY_JTS,
        /** Not at all: it was left out. */
        DROPPED
    }

    /** Behind the zooms. */
    private static final int TOTAL = SliceOptions.MOST_ZOOM + 1;

    private final Map<Mending, long[]> counts = new EnumMap<>(Mending.class);

    public SliceCounts() {
        for (Mending mending : Mending.values()) {
            counts.put(mending, new long[TOTAL + 1]);
        }
    }

    /** Fragments of a zoom; one that several tiles took as it is mostly counts once. */
    public long count(int zoom, Mending mending) {
        return ofZooms(mending)[zoom];
    }

    /** Fragments of all zooms. */
    public long total(Mending mending) {
        return ofZooms(mending)[TOTAL];
    }

    void increment(int zoom, Mending mending) {
        long[] zooms = ofZooms(mending);
        zooms[zoom]++;
        zooms[TOTAL]++;
    }

    private long[] ofZooms(Mending mending) {
        return Objects.requireNonNull(counts.get(mending), "every mending has counts");
    }
}
