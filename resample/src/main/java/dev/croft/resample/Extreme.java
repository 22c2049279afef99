package dev.croft.resample;

/** The smallest or the largest value. */
final class Extreme implements Chooser {
    private final int sign;
    private boolean empty = true;
    private long best;

    /** Largest for 1, smallest for -1. */
    Extreme(int sign) {
        this.sign = sign;
    }

    @Override
    public void clear() {
        empty = true;
    }

    @Override
    public void add(long key, double weight) {
        if (empty || Long.compare(key, best) == sign) {
            best = key;
            empty = false;
        }
    }

    @Override
    public boolean isEmpty() {
        return empty;
    }

    @Override
    public long chosen() {
        return best;
    }
}
