package dev.croft.zonal;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import java.util.Arrays;
import java.util.List;

/**
 * Histogram of one-byte samples: a slot per value, and a list of the slots in use so that emptying it is cheap. Even and odd
 * samples are counted in tables of their own: most neighbours are equal, and an increment of the slot just written would wait
 * for that write.
 */
final class ByteHistogram extends ClassHistogram {
    private static final int VALUES = 256;

    private final boolean signed;
    private final boolean tracksFirsts;
    private final boolean[] isNoData = new boolean[VALUES];
    private final long[] counts = new long[2 * VALUES];
    private final long[] firsts = new long[VALUES];
    private final int[] used = new int[2 * VALUES];
    private int usedCount;

    ByteHistogram(SampleType type, List<NoData> noData, TieRule ties) {
        super(type, ties);
        signed = type.isSigned();
        tracksFirsts = ties == TieRule.FIRST;
        Arrays.fill(firsts, Long.MAX_VALUE);
        noData.forEach(value -> value.bits(type).ifPresent(bits -> isNoData[(int) bits & 0xff] = true));
    }

    @Override
    void add(Object samples, int from, int count, long position) {
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
            int value = values[from + i] & 0xff;
            firsts[value] = Math.min(firsts[value], position + i);
        }
    }

    @Override
    void drain() {
        for (int i = 0; i < usedCount; i++) {
            int value = used[i] % VALUES;
            long count = counts[value] + counts[VALUES + value];
            if (count > 0 && !isNoData[value]) {
                offer(signed ? (byte) value : value, count, firsts[value]);
            }
            counts[value] = 0;
            counts[VALUES + value] = 0;
            firsts[value] = Long.MAX_VALUE;
        }
        usedCount = 0;
    }
}
