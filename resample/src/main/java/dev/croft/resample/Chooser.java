package dev.croft.resample;

/** Picks one of the values that a target cell covers, by {@link SourceWindow#key}. Confined to a thread. */
interface Chooser {
    /** Forgets all values. */
    void clear();

    void add(long key, double weight);

    boolean isEmpty();

    long chosen();

    /** The choice among the first {@code count} keys, at least one; the arrays may be changed. */
    default long choose(long[] keys, double[] weights, int count) {
        clear();
        for (int i = 0; i < count; i++) {
            add(keys[i], weights[i]);
        }
        return chosen();
    }

    static Chooser of(ResampleOptions options) {
        return switch (options.method()) {
            case MODE -> new ModeTally(options.ties());
            case MIN -> new Extreme(-1);
            case MAX -> new Extreme(1);
            case MED -> new Quantile(0.5);
            case Q1 -> new Quantile(0.25);
            case Q3 -> new Quantile(0.75);
            case NEAR, BILINEAR, CUBIC, AVERAGE, SUM -> throw new IllegalArgumentException("computes: " + options);
        };
    }
}
