package dev.croft.zonal.statistics;

import java.util.Arrays;
import java.util.List;

/** What each value counts in a zone: every statistic is answered from it. A value is known by its {@link ValueKeys key}. */
abstract class Histogram extends ZoneTally {
    private static final int NONE = -1;

    private final ValueKeys values;
    private final TieRule ties;
    private final CellCounting counting;
    private final boolean needsSums;
    private final Moments moments = new Moments();

    private long[] keys = new long[256];
    private double[] weights = new double[256];
    private long[] firsts = new long[256];
    private int size;
    private double count;
    private int majority;
    private int second;

    Histogram(ValueKeys values, TieRule ties, List<Statistic> statistics, CellCounting counting) {
        this.values = values;
        this.ties = ties;
        this.counting = counting;
        this.needsSums =
                statistics.stream().anyMatch(statistic -> statistic.kind().needsSums());
    }

    @Override
    public final void summarise() {
        size = 0;
        majority = NONE;
        second = NONE;
        drain();
        count = totalWeight();
        if (needsSums) {
            for (int i = 0; i < size; i++) {
                moments.add(values.high(keys[i]), values.low(keys[i]), weights[i]);
            }
            moments.summarise();
        }
    }

    /** Calls {@link #offer} for each value with data that was added, and forgets them. */
    abstract void drain();

    /** Takes in a value: it counts {@code weight}, and its first cell is at {@code position}. */
    final void offer(long key, double weight, long position) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            weights = Arrays.copyOf(weights, size * 2);
            firsts = Arrays.copyOf(firsts, size * 2);
        }
        keys[size] = key;
        weights[size] = weight;
        firsts[size] = position;
        vote(size);
        size++;
    }

    private void vote(int candidate) {
        if (majority == NONE || beats(candidate, majority)) {
            second = majority;
            majority = candidate;
        } else if (second == NONE || beats(candidate, second)) {
            second = candidate;
        }
    }

    private boolean beats(int candidate, int other) {
        return weights[candidate] > weights[other]
                || (weights[candidate] == weights[other] && winsTie(candidate, other));
    }

    private boolean winsTie(int candidate, int other) {
        return switch (ties) {
            case SMALLEST -> values.compare(keys[candidate], keys[other]) < 0;
            case LARGEST -> values.compare(keys[candidate], keys[other]) > 0;
            case FIRST -> firsts[candidate] < firsts[other];
        };
    }

    /** Sum that keeps its rounding errors, so that it does not show in which order the values come. */
    private double totalWeight() {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < size; i++) {
            double next = sum + weights[i];
            double rounded = next - sum;
            lost += (sum - (next - rounded)) + (weights[i] - rounded);
            sum = next;
        }
        return sum + lost;
    }

    @Override
    final double count() {
        return count;
    }

    @Override
    final Moments moments() {
        return moments;
    }

    @Override
    final Histogram histogram() {
        return this;
    }

    /** Number of different values. */
    final int size() {
        return size;
    }

    /** Key of a value; they rise when a statistic needs order. */
    final long key(int index) {
        return keys[index];
    }

    final double weight(int index) {
        return weights[index];
    }

    final long majorityKey() {
        return keys[majority];
    }

    final double majorityWeight() {
        return weights[majority];
    }

    final boolean hasSecondMajority() {
        return second != NONE;
    }

    final long secondMajorityKey() {
        return keys[second];
    }

    final long minorityKey() {
        int fewest = 0;
        for (int i = 1; i < size; i++) {
            boolean isSmaller = values.compare(keys[i], keys[fewest]) < 0;
            if (weights[i] < weights[fewest] || (weights[i] == weights[fewest] && isSmaller)) {
                fewest = i;
            }
        }
        return keys[fewest];
    }

    @Override
    final long minKey() {
        long min = keys[0];
        for (int i = 1; i < size; i++) {
            min = values.compare(keys[i], min) < 0 ? keys[i] : min;
        }
        return min;
    }

    @Override
    final long maxKey() {
        long max = keys[0];
        for (int i = 1; i < size; i++) {
            max = values.compare(keys[i], max) > 0 ? keys[i] : max;
        }
        return max;
    }

    /** The quantile as {@link Statistic} defines it; the values must be in order. */
    final double quantile(double probability) {
        return counting == CellCounting.WHOLE ? quantileOfCells(probability) : quantileOfWeights(probability);
    }

    private double quantileOfCells(double probability) {
        double place = probability * (count - 1);
        double cell = Math.floor(place);
        int lower = 0;
        double end = weights[0];
        while (end <= cell && lower < size - 1) {
            lower++;
            end += weights[lower];
        }
        boolean isNextAlike = cell + 1 < end || lower == size - 1;
        return between(lower, isNextAlike ? lower : lower + 1, place - cell);
    }

    private double quantileOfWeights(double probability) {
        double target = probability * (size - 1) * count;
        double before = 0;
        double place = 0;
        for (int k = 1; k < size; k++) {
            before += weights[k - 1];
            double next = k * weights[k] + (size - 1) * before;
            if (next > target) {
                return between(k - 1, k, (target - place) / (next - place));
            }
            place = next;
        }
        return values.high(keys[size - 1]);
    }

    /** Interpolates as numpy does: from the nearer end, so that the result never leaves the interval. */
    private double between(int lower, int upper, double share) {
        double low = values.high(keys[lower]);
        double high = values.high(keys[upper]);
        if (share == 0 || low == high) {
            return low;
        }
        double step = high - low;
        return share < 0.5 ? low + step * share : high - step * (1 - share);
    }
}
