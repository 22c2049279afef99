package dev.croft.tiling;

/** Sorts indices by what they stand for, without an object per index: stable merge sort. */
final class IndexSort {
    private static final int INSERTION_LENGTH = 12;

    private int[] spare = new int[64];

    /** Compares what two indices stand for. */
    interface Comparison {
        int compare(int a, int b);
    }

    /** Sorts {@code indices[0, count)}; at once when they are in order already. */
    void sort(int[] indices, int count, Comparison comparison) {
        if (isSorted(indices, count, comparison)) {
            return;
        }
        if (spare.length < count) {
            spare = new int[Math.max(count, spare.length * 2)];
        }
        sort(indices, 0, count, comparison);
    }

    private static boolean isSorted(int[] indices, int count, Comparison comparison) {
        for (int i = 1; i < count; i++) {
            if (comparison.compare(indices[i - 1], indices[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private void sort(int[] indices, int from, int to, Comparison comparison) {
        if (to - from <= INSERTION_LENGTH) {
            insertionSort(indices, from, to, comparison);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(indices, from, middle, comparison);
        sort(indices, middle, to, comparison);
        if (comparison.compare(indices[middle - 1], indices[middle]) > 0) {
            merge(indices, from, middle, to, comparison);
        }
    }

    private static void insertionSort(int[] indices, int from, int to, Comparison comparison) {
        for (int i = from + 1; i < to; i++) {
            int index = indices[i];
            int at = i;
            while (at > from && comparison.compare(indices[at - 1], index) > 0) {
                indices[at] = indices[at - 1];
                at--;
            }
            indices[at] = index;
        }
    }

    private void merge(int[] indices, int from, int middle, int to, Comparison comparison) {
        System.arraycopy(indices, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            boolean takeRight = right < to && comparison.compare(spare[left], indices[right]) > 0;
            indices[at] = takeRight ? indices[right++] : spare[left++];
        }
    }
}
