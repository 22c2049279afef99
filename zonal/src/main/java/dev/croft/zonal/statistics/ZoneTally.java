package dev.croft.zonal.statistics;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import java.util.List;

/**
 * Takes in the cells of one zone after the other, run by run, and answers for the zone that {@link #summarise} was called for
 * last. Cells that are nodata or NaN never count, and negative zero is zero. The same runs in the same order give the same
 * bits; where cells count whole, counts, extremes, quantiles and majorities do not depend on the order of the runs, and the
 * others are right in all but the last digits in any. Buffers are reused; confined to one thread.
 */
public abstract class ZoneTally {
    /** Samples that are looked at together when they have to be converted first. */
    static final int CHUNK = 1024;

    ZoneTally() {}

    /**
     * A tally that answers {@code statistics}. One-byte cells are counted per value; of wider ones the different values are
     * told apart only when one of the statistics asks for them, or when a double does not hold them all.
     */
    public static ZoneTally of(
            SampleType type, List<NoData> noData, TieRule ties, List<Statistic> statistics, CellCounting counting) {
        if (type.byteCount() == 1) {
            return new ByteHistogram(type, noData, ties, statistics, counting);
        }
        boolean isInDoubles = type.isFloating() || type.byteCount() < Long.BYTES;
        boolean isMomentsOnly =
                statistics.stream().allMatch(statistic -> statistic.kind().isMoment());
        return isInDoubles && isMomentsOnly
                ? new MomentTally(new ValueKeys(type, noData))
                : new WideHistogram(new ValueKeys(type, noData), ties, statistics, counting);
    }

    /**
     * Counts {@code count} samples, each one whole.
     *
     * @param samples array of the tally's sample type
     * @param from index of the first sample
     * @param position place of that sample in the grid, row by row; the next ones follow it
     */
    public abstract void add(Object samples, int from, int count, long position);

    /**
     * Counts {@code count} samples, each by its covered part.
     *
     * @param coverage above 0, at most 1
     */
    public final void add(Object samples, int from, int count, long position, double coverage) {
        if (coverage == 1) {
            add(samples, from, count, position);
        } else {
            addParts(samples, from, count, position, coverage);
        }
    }

    /**
     * Counts {@code count} samples, each by its covered part times its weight. A cell of which the weight is NaN or 0 is left
     * out, as if it were nodata.
     *
     * @param coverage above 0, at most 1
     * @param weights of the samples, beginning at {@code weightsFrom}; finite and not negative, or NaN
     */
    public abstract void add(
            Object samples, int from, int count, long position, double coverage, double[] weights, int weightsFrom);

    abstract void addParts(Object samples, int from, int count, long position, double coverage);

    /** Makes the answers for what was added, and begins the next zone. */
    public abstract void summarise();

    /** Whether the zone holds no cell that counts. */
    public final boolean isEmpty() {
        return count() == 0;
    }

    /** Cells with data, or the sum of what they count. */
    abstract double count();

    /** Sums of the values; only where a statistic asked for them. */
    abstract Moments moments();

    /** Key of the smallest value, as in {@link ValueKeys}. */
    abstract long minKey();

    /** Key of the largest value, as in {@link ValueKeys}. */
    abstract long maxKey();

    /** The different values; only where a statistic asked for them. */
    abstract Histogram histogram();
}
