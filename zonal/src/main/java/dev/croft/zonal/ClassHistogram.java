package dev.croft.zonal;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import java.util.List;

/**
 * How many cells of each value a zone holds. A value is known by its key: integers by themselves (unsigned ones
 * zero-extended), floating-point values by the bits of the double they equal. Cells that are nodata or NaN are not counted;
 * negative zero counts as zero. Buffers are reused; confined to one thread.
 */
abstract class ClassHistogram {
    private final SampleType type;
    private final TieRule ties;
    private long majorityKey;
    private long majorityCount;
    private long majorityFirst;
    private long validCount;

    ClassHistogram(SampleType type, TieRule ties) {
        this.type = type;
        this.ties = ties;
    }

    static ClassHistogram of(SampleType type, List<NoData> noData, TieRule ties) {
        return type.byteCount() == 1 ? new ByteHistogram(type, noData, ties) : new WideHistogram(type, noData, ties);
    }

    /**
     * Counts {@code count} samples.
     *
     * @param samples array of the histogram's sample type
     * @param from index of the first sample
     * @param position place of that sample in the grid, row by row; the next ones follow it
     */
    abstract void add(Object samples, int from, int count, long position);

    /** Finds the majority of what was added and empties the histogram. */
    final void summarise() {
        majorityCount = 0;
        validCount = 0;
        drain();
    }

    /** Calls {@link #offer} for each value that was added, and forgets them. */
    abstract void drain();

    /** Takes part in the vote: {@code count} cells of value {@code key}, the first at {@code position}. */
    final void offer(long key, long count, long position) {
        validCount += count;
        if (count > majorityCount || (count == majorityCount && winsTie(key, position))) {
            majorityKey = key;
            majorityCount = count;
            majorityFirst = position;
        }
    }

    /** Cells with data. */
    final long validCount() {
        return validCount;
    }

    /** Cells of the majority; 0 when there is none. */
    final long majorityCount() {
        return majorityCount;
    }

    final long majorityKey() {
        return majorityKey;
    }

    private boolean winsTie(long key, long position) {
        return switch (ties) {
            case SMALLEST -> compare(key, majorityKey) < 0;
            case LARGEST -> compare(key, majorityKey) > 0;
            case FIRST -> position < majorityFirst;
        };
    }

    private int compare(long a, long b) {
        if (type.isFloating()) {
            return Double.compare(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
        }
        return type == SampleType.UINT64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    }
}
