package dev.croft.tiling.pmtiles;

import java.util.Arrays;

/**
 * Contents of an archive by their offsets, to see whether they are apart: about 24 bytes for each, by open addressing. Confined to
 * one thread.
 */
final class ContentRanges {
    private static final long EMPTY = -1;

    private long[] offsets = filled(1024);
    private int[] lengths = new int[1024];
    private int size;

    /** Different contents. */
    int size() {
        return size;
    }

    /** Notes a content; the length that its offset has already, or else {@code length}. */
    int add(long offset, int length) {
        int slot = slotOf(offset);
        if (offsets[slot] == offset) {
            return lengths[slot];
        }
        offsets[slot] = offset;
        lengths[slot] = length;
        size++;
        if (size > offsets.length / 3 * 2) {
            grow();
        }
        return length;
    }

    /** Where a content begins before the one before it has ended, if anywhere; else -1. */
    long firstOverlap() {
        long[] sorted = new long[size];
        int count = 0;
        for (long offset : offsets) {
            if (offset != EMPTY) {
                sorted[count++] = offset;
            }
        }
        Arrays.sort(sorted);
        for (int content = 1; content < count; content++) {
            long end = sorted[content - 1] + lengths[slotOf(sorted[content - 1])];
            if (sorted[content] < end) {
                return sorted[content];
            }
        }
        return -1;
    }

    private int slotOf(long offset) {
        int mask = offsets.length - 1;
        long mixed = offset * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (offsets[slot] != EMPTY && offsets[slot] != offset) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldOffsets = offsets;
        int[] oldLengths = lengths;
        offsets = filled(2 * oldOffsets.length);
        lengths = new int[offsets.length];
        for (int old = 0; old < oldOffsets.length; old++) {
            if (oldOffsets[old] != EMPTY) {
                int slot = slotOf(oldOffsets[old]);
                offsets[slot] = oldOffsets[old];
                lengths[slot] = oldLengths[old];
            }
        }
    }

    private static long[] filled(int length) {
        long[] array = new long[length];
        Arrays.fill(array, EMPTY);
        return array;
    }
}
