package dev.croft.resample;

import java.util.Arrays;

/** Of n values in order number {@code ceil(n share)}, counted from one; unweighted. */
final class Quantile implements Chooser {
    private final double share;
    private long[] keys = new long[64];
    private int count;

    Quantile(double share) {
        this.share = share;
    }

    @Override
    public void clear() {
        count = 0;
    }

    @Override
    public void add(long key, double weight) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
        }
        keys[count++] = key;
    }

    @Override
    public boolean isEmpty() {
        return count == 0;
    }

    @Override
    public long chosen() {
        Arrays.sort(keys, 0, count);
        return keys[Math.max(0, (int) Math.ceil(count * share) - 1)];
    }
}
