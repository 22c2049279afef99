package dev.croft.zonal;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/** Histogram of one-byte samples: a slot per value, and a list of the slots in use so that emptying it is cheap. */
final class ByteHistogram extends ClassHistogram {
    private static final VarHandle EIGHT_SAMPLES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EIGHT_TIMES = 0x0101010101010101L;

    private final boolean signed;
    private final boolean[] isNoData = new boolean[256];
    private final long[] counts = new long[256];
    private final long[] firsts = new long[256];
    private final int[] used = new int[256];
    private int usedCount;

    ByteHistogram(SampleType type, List<NoData> noData, TieRule ties) {
        super(type, ties);
        signed = type.isSigned();
        noData.forEach(value -> value.bits(type).ifPresent(bits -> isNoData[(int) bits & 0xff] = true));
    }

    @Override
    void add(Object samples, int from, int count, long position) {
        byte[] values = (byte[]) samples;
        int end = from + count;
        int at = from;
        while (at < end) {
            int start = at;
            byte value = values[at++];
            long eight = (value & 0xff) * EIGHT_TIMES;
            while (at + 8 <= end && (long) EIGHT_SAMPLES.get(values, at) == eight) {
                at += 8;
            }
            while (at < end && values[at] == value) {
                at++;
            }
            addRun(value & 0xff, at - start, position + start - from);
        }
    }

    private void addRun(int slot, int count, long position) {
        if (counts[slot] == 0) {
            used[usedCount++] = slot;
            firsts[slot] = position;
        } else if (position < firsts[slot]) {
            firsts[slot] = position;
        }
        counts[slot] += count;
    }

    @Override
    void drain() {
        for (int i = 0; i < usedCount; i++) {
            int slot = used[i];
            if (!isNoData[slot]) {
                offer(signed ? (byte) slot : slot, counts[slot], firsts[slot]);
            }
            counts[slot] = 0;
        }
        usedCount = 0;
    }
}
