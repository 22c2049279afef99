package dev.croft.tiling.shard;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Sorts indices by their keys, stable and without an object per index: least significant digit first, over the digits in which the
 * keys differ; few indices by insertion. Reused; confined to one thread.
 */
public final class KeySort {
    private static final int DIGIT_BITS = 11;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;
    private static final int INSERTION_COUNT = 40;

    private final int[] starts = new int[DIGIT_MASK + 2];
    private int[] spare = new int[INSERTION_COUNT];

    /**
     * Sorts {@code indices[0, count)}, ascending by {@code keys[index]}.
     *
     * @return the sorted indices: the array given, or another of the same length, which takes its place
     */
    public int[] sort(int[] indices, int count, long[] keys) {
        if (isSorted(indices, count, keys)) {
            return indices;
        }
        if (count <= INSERTION_COUNT) {
            insertionSort(indices, count, keys);
            return indices;
        }
        return radixSort(indices, count, keys);
    }

    /**
     * Sorts again, among themselves, indices whose keys are equal. Meant for few of them.
     *
     * @param indices as {@link #sort} left them
     */
    public static void sortTies(int[] indices, int count, long[] keys, Comparator<Integer> ties) {
        int from = 0;
        while (from < count) {
            int to = from + 1;
            while (to < count && keys[indices[to]] == keys[indices[from]]) {
                to++;
            }
            if (to - from > 1) {
                Integer[] tied = Arrays.stream(indices, from, to).boxed().toArray(Integer[]::new);
                Arrays.sort(tied, ties);
                for (int i = from; i < to; i++) {
                    indices[i] = tied[i - from];
                }
            }
            from = to;
        }
    }

    private static boolean isSorted(int[] indices, int count, long[] keys) {
        for (int i = 1; i < count; i++) {
            if (keys[indices[i - 1]] > keys[indices[i]]) {
                return false;
            }
        }
        return true;
    }

    private static void insertionSort(int[] indices, int count, long[] keys) {
        for (int i = 1; i < count; i++) {
            int index = indices[i];
            int at = i;
            while (at > 0 && keys[indices[at - 1]] > keys[index]) {
                indices[at] = indices[at - 1];
                at--;
            }
            indices[at] = index;
        }
    }

    private int[] radixSort(int[] indices, int count, long[] keys) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, keys[indices[i]]);
            most = Math.max(most, keys[indices[i]]);
        }
        if (spare.length < indices.length) {
            spare = new int[indices.length];
        }
        int[] from = indices;
        int[] to = spare;
        for (int shift = 0; shift < Long.SIZE && (most - least) >>> shift != 0; shift += DIGIT_BITS) {
            sortByDigit(from, to, count, keys, least, shift);
            int[] sorted = to;
            to = from;
            from = sorted;
        }
        spare = to;
        return from.length == indices.length ? from : copyInto(indices, from, count);
    }

    /** The spare array was longer than the one to sort: it stays the spare one. */
    private int[] copyInto(int[] indices, int[] sorted, int count) {
        System.arraycopy(sorted, 0, indices, 0, count);
        spare = sorted;
        return indices;
    }

    private void sortByDigit(int[] from, int[] to, int count, long[] keys, long least, int shift) {
        Arrays.fill(starts, 0);
        for (int i = 0; i < count; i++) {
            starts[((int) ((keys[from[i]] - least) >>> shift) & DIGIT_MASK) + 1]++;
        }
        for (int digit = 0; digit < DIGIT_MASK; digit++) {
            starts[digit + 1] += starts[digit];
        }
        for (int i = 0; i < count; i++) {
            int index = from[i];
            to[starts[(int) ((keys[index] - least) >>> shift) & DIGIT_MASK]++] = index;
        }
    }
}
