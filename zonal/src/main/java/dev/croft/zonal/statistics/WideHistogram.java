package dev.croft.zonal.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Histogram of samples wider than a byte: open addressing with linear probing over keys, at most half full. Whole cells are
 * counted in longs, parts beside them in doubles; a slot with neither is free.
 */
final class WideHistogram extends Histogram {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int SMALLEST_TABLE = 1 << 10;

    private final ValueKeys values;
    private final boolean needsOrder;
    private final long[] chunk = new long[CHUNK];
    private long[] keys = new long[SMALLEST_TABLE];
    private long[] counts = new long[SMALLEST_TABLE];
    private double[] parts = new double[SMALLEST_TABLE];
    private long[] firsts = new long[SMALLEST_TABLE];
    private int[] used = new int[SMALLEST_TABLE / 2];
    private int usedCount;
    private long[] ranks = new long[SMALLEST_TABLE / 2];

    WideHistogram(ValueKeys values, TieRule ties, List<Statistic> statistics, CellCounting counting) {
        super(values, ties, statistics, counting);
        this.values = values;
        this.needsOrder =
                statistics.stream().anyMatch(statistic -> statistic.kind().needsOrder());
    }

    @Override
    public void add(Object samples, int from, int count, long position) {
        for (int done = 0; done < count; done += CHUNK) {
            int length = Math.min(CHUNK, count - done);
            values.read(samples, from + done, length, chunk);
            for (int i = 0; i < length; i++) {
                int slot = take(chunk[i], position + done + i); // first, because it may replace the tables
                counts[slot]++;
            }
        }
    }

    @Override
    void addParts(Object samples, int from, int count, long position, double coverage) {
        for (int done = 0; done < count; done += CHUNK) {
            int length = Math.min(CHUNK, count - done);
            values.read(samples, from + done, length, chunk);
            for (int i = 0; i < length; i++) {
                int slot = take(chunk[i], position + done + i);
                parts[slot] += coverage;
            }
        }
    }

    @Override
    public void add(
            Object samples, int from, int count, long position, double coverage, double[] weights, int weightsFrom) {
        for (int done = 0; done < count; done += CHUNK) {
            int length = Math.min(CHUNK, count - done);
            values.read(samples, from + done, length, chunk);
            for (int i = 0; i < length; i++) {
                double part = coverage * weights[weightsFrom + done + i];
                if (part > 0) {
                    int slot = take(chunk[i], position + done + i);
                    parts[slot] += part;
                }
            }
        }
    }

    /** The slot of a key, taken for it if it was free; the caller has to count something there. */
    private int take(long key, long position) {
        int slot = slotOf(key);
        if (isFree(slot)) {
            if (usedCount == used.length) {
                grow();
                slot = slotOf(key);
            }
            used[usedCount++] = slot;
            keys[slot] = key;
            firsts[slot] = position;
        } else if (position < firsts[slot]) {
            firsts[slot] = position;
        }
        return slot;
    }

    /** The slot that holds {@code key}, or the free one where it belongs. */
    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * GOLDEN) >>> 32) & mask;
        while (keys[slot] != key && !isFree(slot)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isFree(int slot) {
        return counts[slot] == 0 && parts[slot] == 0;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        double[] oldParts = parts;
        long[] oldFirsts = firsts;
        keys = new long[oldKeys.length * 2];
        counts = new long[keys.length];
        parts = new double[keys.length];
        firsts = new long[keys.length];
        int[] oldUsed = used;
        used = Arrays.copyOf(used, used.length * 2);
        for (int i = 0; i < usedCount; i++) {
            int old = oldUsed[i];
            int slot = slotOf(oldKeys[old]);
            keys[slot] = oldKeys[old];
            counts[slot] = oldCounts[old];
            parts[slot] = oldParts[old];
            firsts[slot] = oldFirsts[old];
            used[i] = slot;
        }
    }

    @Override
    void drain() {
        if (needsOrder) {
            sortUsed();
        }
        for (int i = 0; i < usedCount; i++) {
            int slot = used[i];
            if (!values.isMissing(keys[slot])) {
                offer(keys[slot], counts[slot] + parts[slot], firsts[slot]);
            }
        }
        for (int i = 0; i < usedCount; i++) {
            counts[used[i]] = 0;
            parts[used[i]] = 0;
        }
        usedCount = 0;
    }

    /** Puts the slots in the order of their values: sorts the values alone, and looks their slots up again. */
    private void sortUsed() {
        if (ranks.length < usedCount) {
            ranks = new long[used.length];
        }
        for (int i = 0; i < usedCount; i++) {
            ranks[i] = values.rank(keys[used[i]]);
        }
        Arrays.sort(ranks, 0, usedCount);
        for (int i = 0; i < usedCount; i++) {
            used[i] = slotOf(values.keyOfRank(ranks[i]));
        }
    }
}
