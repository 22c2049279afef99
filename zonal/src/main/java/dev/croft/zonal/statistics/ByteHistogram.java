package dev.croft.zonal.statistics;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import java.util.Arrays;
import java.util.List;

/**
 * Histogram of one-byte samples: a slot per value, and a list of the slots in use so that emptying it is cheap. Whole cells
 * are counted in longs, parts beside them in doubles. Even and odd whole samples are counted in tables of their own: most
 * neighbours are equal, and an increment of the slot just written would wait for that write.
 */
final class ByteHistogram extends Histogram {
    private static final int VALUES = 256;

    private final boolean signed;
    private final boolean tracksFirsts;
    private final boolean[] isNoData = new boolean[VALUES];
    private final long[] counts = new long[2 * VALUES];
    private final double[] parts = new double[VALUES];
    private final long[] firsts = new long[VALUES];
    private final int[] used = new int[3 * VALUES];
    private int usedCount;
    /** A bit per value; empty but while draining. */
    private final long[] present = new long[VALUES / Long.SIZE];

    ByteHistogram(
            SampleType type, List<NoData> noData, TieRule ties, List<Statistic> statistics, CellCounting counting) {
        super(new ValueKeys(type, noData), ties, statistics, counting);
        signed = type.isSigned();
        tracksFirsts = ties == TieRule.FIRST;
        Arrays.fill(firsts, Long.MAX_VALUE);
        noData.forEach(value -> value.bits(type).ifPresent(bits -> isNoData[(int) bits & 0xff] = true));
    }

    @Override
    public void add(Object samples, int from, int count, long position) {
        byte[] values = (byte[]) samples;
        if (tracksFirsts) {
            noteFirsts(values, from, count, position);
        }
        int end = from + count;
        int at = from;
        for (; at + 1 < end; at += 2) {
            increment(values[at] & 0xff);
            increment(VALUES + (values[at + 1] & 0xff));
        }
        if (at < end) {
            increment(values[at] & 0xff);
        }
    }

    private void increment(int slot) {
        long count = counts[slot];
        if (count == 0) {
            used[usedCount++] = slot;
        }
        counts[slot] = count + 1;
    }

    private void noteFirsts(byte[] values, int from, int count, long position) {
        for (int i = 0; i < count; i++) {
            noteFirst(values[from + i] & 0xff, position + i);
        }
    }

    private void noteFirst(int value, long position) {
        firsts[value] = Math.min(firsts[value], position);
    }

    @Override
    void addParts(Object samples, int from, int count, long position, double coverage) {
        byte[] values = (byte[]) samples;
        for (int i = 0; i < count; i++) {
            addPart(values[from + i] & 0xff, position + i, coverage);
        }
    }

    @Override
    public void add(
            Object samples, int from, int count, long position, double coverage, double[] weights, int weightsFrom) {
        byte[] values = (byte[]) samples;
        for (int i = 0; i < count; i++) {
            double part = coverage * weights[weightsFrom + i];
            if (part > 0) {
                addPart(values[from + i] & 0xff, position + i, part);
            }
        }
    }

    private void addPart(int value, long position, double part) {
        if (parts[value] == 0) {
            used[usedCount++] = value;
        }
        parts[value] += part;
        if (tracksFirsts) {
            noteFirst(value, position);
        }
    }

    /** In rising order, which costs next to nothing here. */
    @Override
    void drain() {
        for (int i = 0; i < usedCount; i++) {
            int value = used[i] % VALUES;
            present[value / Long.SIZE] |= 1L << value;
        }
        usedCount = 0;
        int firstWord = signed ? present.length / 2 : 0;
        for (int i = 0; i < present.length; i++) {
            int word = (firstWord + i) % present.length;
            long bits = present[word];
            present[word] = 0;
            for (; bits != 0; bits &= bits - 1) {
                drain(word * Long.SIZE + Long.numberOfTrailingZeros(bits));
            }
        }
    }

    private void drain(int value) {
        if (!isNoData[value]) {
            double weight = counts[value] + counts[VALUES + value] + parts[value];
            offer(signed ? (byte) value : value, weight, firsts[value]);
        }
        counts[value] = 0;
        counts[VALUES + value] = 0;
        parts[value] = 0;
        firsts[value] = Long.MAX_VALUE;
    }
}
