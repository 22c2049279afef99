package dev.croft.resample;

import java.util.Arrays;

/** The value with the largest weight: few are compared in place, many entered into a hash table with open addressing. */
final class ModeTally implements Chooser {
    /** Weights that differ by less are equal: areas are sums in different orders. */
    private static final double TIE = 1e-9;

    /** So many keys are sooner compared with each other than entered. */
    private static final int MOST_COMPARED = 16;

    private static final int FIRST_CAPACITY = 512;

    private final TieRule ties;
    private long[] keys = new long[FIRST_CAPACITY];
    private double[] weights = new double[FIRST_CAPACITY];
    private int[] used = new int[FIRST_CAPACITY / 2];
    private int usedCount;
    private int winner;

    ModeTally(TieRule ties) {
        this.ties = ties;
    }

    @Override
    public void clear() {
        for (int i = 0; i < usedCount; i++) {
            weights[used[i]] = 0;
        }
        usedCount = 0;
        winner = 0;
    }

    @Override
    public void add(long key, double weight) {
        int slot = slot(key);
        if (weights[slot] == 0) {
            if (usedCount == used.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            used[usedCount++] = slot;
        }
        weights[slot] += weight;
        if (weights[slot] > weights[winner] * (1 + TIE)) {
            winner = slot;
        }
    }

    @Override
    public long choose(long[] keys, double[] weights, int count) {
        if (count > MOST_COMPARED) {
            return Chooser.super.choose(keys, weights, count);
        }
        int heaviest = heaviest(weights, count);
        return heaviest >= 0 ? keys[heaviest] : compared(keys, weights, count);
    }

    /** The one that weighs more than all others together, which decides whatever the keys; -1 when there is none. */
    private static int heaviest(double[] weights, int count) {
        int heaviest = 0;
        double most = 0;
        double total = 0;
        for (int i = 0; i < count; i++) {
            double weight = weights[i];
            total += weight;
            heaviest = weight > most ? i : heaviest;
            most = weight > most ? weight : most;
        }
        return most > (total - most) * (1 + 2 * TIE) ? heaviest : -1;
    }

    private long compared(long[] keys, double[] weights, int count) {
        int distinct = 0;
        int best = 0;
        for (int i = 0; i < count; i++) {
            long key = keys[i];
            int at = 0;
            while (at < distinct && keys[at] != key) {
                at++;
            }
            if (at < distinct) {
                weights[at] += weights[i];
            } else {
                keys[at] = key;
                weights[at] = weights[i];
                distinct++;
            }
            best = weights[at] > weights[best] * (1 + TIE) ? at : best;
        }
        return keys[ties == TieRule.FIRST ? best : preferred(keys, weights, distinct, best)];
    }

    /** The smallest or largest key among those that weigh as much as the best. */
    private int preferred(long[] keys, double[] weights, int count, int best) {
        int preferred = best;
        for (int i = 0; i < count; i++) {
            boolean better = ties == TieRule.SMALLEST ? keys[i] < keys[preferred] : keys[i] > keys[preferred];
            if (better && weights[i] * (1 + TIE) >= weights[best]) {
                preferred = i;
            }
        }
        return preferred;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key ^ key >>> 32 ^ key >>> 52) & mask;
        while (weights[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        double[] oldWeights = weights;
        int[] oldUsed = used;
        long winningKey = keys[winner];
        keys = new long[2 * oldKeys.length];
        weights = new double[keys.length];
        used = Arrays.copyOf(oldUsed, 2 * oldUsed.length);
        for (int i = 0; i < usedCount; i++) {
            int slot = slot(oldKeys[oldUsed[i]]);
            keys[slot] = oldKeys[oldUsed[i]];
            weights[slot] = oldWeights[oldUsed[i]];
            used[i] = slot;
        }
        winner = slot(winningKey);
    }

    @Override
    public boolean isEmpty() {
        return usedCount == 0;
    }

    @Override
    public long chosen() {
        if (ties == TieRule.FIRST) {
            return keys[winner];
        }
        int best = winner;
        for (int i = 0; i < usedCount; i++) {
            int slot = used[i];
            boolean preferred = ties == TieRule.SMALLEST ? keys[slot] < keys[best] : keys[slot] > keys[best];
            if (preferred && weights[slot] * (1 + TIE) >= weights[winner]) {
                best = slot;
            }
        }
        return keys[best];
    }
}
