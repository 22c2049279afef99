package dev.croft.zonal;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import java.util.Arrays;
import java.util.List;

/** Histogram of samples wider than a byte: open addressing with linear probing over keys, at most half full. */
final class WideHistogram extends ClassHistogram {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int SMALLEST_TABLE = 1 << 10;

    private final SampleType type;
    private final long[] noDataKeys;
    private long[] keys = new long[SMALLEST_TABLE];
    private long[] counts = new long[SMALLEST_TABLE];
    private long[] firsts = new long[SMALLEST_TABLE];
    private int[] used = new int[SMALLEST_TABLE / 2];
    private int usedCount;

    WideHistogram(SampleType type, List<NoData> noData, TieRule ties) {
        super(type, ties);
        this.type = type;
        this.noDataKeys = noData.stream()
                .filter(value ->
                        type.isFloating() ? !value.isNaN() : value.bits(type).isPresent())
                .mapToLong(value -> noDataKey(type, value))
                .toArray();
    }

    private static long noDataKey(SampleType type, NoData value) {
        return switch (type) {
            case FLOAT32 -> key((double) (float) value.asDouble());
            case FLOAT64 -> key(value.asDouble());
            default -> value.bits(type).getAsLong();
        };
    }

    /** The key of a floating-point value; adding zero turns negative zero into zero. */
    private static long key(double value) {
        return Double.doubleToRawLongBits(value + 0.0);
    }

    @Override
    void add(Object samples, int from, int count, long position) {
        switch (type) {
            case UINT16 -> addUnsigned((short[]) samples, from, count, position);
            case INT16 -> addSigned((short[]) samples, from, count, position);
            case UINT32 -> addUnsigned((int[]) samples, from, count, position);
            case INT32 -> addSigned((int[]) samples, from, count, position);
            case FLOAT32 -> addFloats((float[]) samples, from, count, position);
            case FLOAT64 -> addDoubles((double[]) samples, from, count, position);
            case UINT64, INT64 -> addLongs((long[]) samples, from, count, position);
            case UINT8, INT8 -> throw new IllegalStateException(type + " has a histogram of its own");
        }
    }

    private void addUnsigned(short[] samples, int from, int count, long position) {
        for (int i = 0; i < count; i++) {
            addOne(samples[from + i] & 0xffff, position + i);
        }
    }

    private void addSigned(short[] samples, int from, int count, long position) {
        for (int i = 0; i < count; i++) {
            addOne(samples[from + i], position + i);
        }
    }

    private void addUnsigned(int[] samples, int from, int count, long position) {
        for (int i = 0; i < count; i++) {
            addOne(Integer.toUnsignedLong(samples[from + i]), position + i);
        }
    }

    private void addSigned(int[] samples, int from, int count, long position) {
        for (int i = 0; i < count; i++) {
            addOne(samples[from + i], position + i);
        }
    }

    private void addLongs(long[] samples, int from, int count, long position) {
        for (int i = 0; i < count; i++) {
            addOne(samples[from + i], position + i);
        }
    }

    private void addFloats(float[] samples, int from, int count, long position) {
        for (int i = 0; i < count; i++) {
            float value = samples[from + i];
            if (!Float.isNaN(value)) {
                addOne(key(value), position + i);
            }
        }
    }

    private void addDoubles(double[] samples, int from, int count, long position) {
        for (int i = 0; i < count; i++) {
            double value = samples[from + i];
            if (!Double.isNaN(value)) {
                addOne(key(value), position + i);
            }
        }
    }

    private void addOne(long key, long position) {
        int slot = slotOf(key);
        if (counts[slot] == 0) {
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
        counts[slot]++;
    }

    /** The slot that holds {@code key}, or the free one where it belongs. */
    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * GOLDEN) >>> 32) & mask;
        while (counts[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        long[] oldFirsts = firsts;
        keys = new long[oldKeys.length * 2];
        counts = new long[keys.length];
        firsts = new long[keys.length];
        int[] oldUsed = used;
        used = Arrays.copyOf(used, used.length * 2);
        for (int i = 0; i < usedCount; i++) {
            int old = oldUsed[i];
            int slot = slotOf(oldKeys[old]);
            keys[slot] = oldKeys[old];
            counts[slot] = oldCounts[old];
            firsts[slot] = oldFirsts[old];
            used[i] = slot;
        }
    }

    @Override
    void drain() {
        for (int i = 0; i < usedCount; i++) {
            int slot = used[i];
            if (!isNoData(keys[slot])) {
                offer(keys[slot], counts[slot], firsts[slot]);
            }
            counts[slot] = 0;
        }
        usedCount = 0;
    }

    private boolean isNoData(long key) {
        for (long noDataKey : noDataKeys) {
            if (key == noDataKey) {
                return true;
            }
        }
        return false;
    }
}
