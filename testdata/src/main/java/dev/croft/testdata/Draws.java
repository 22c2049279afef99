package dev.croft.testdata;

/**
 * Pseudo-random draws that depend on nothing but a seed, a stream and an index, so that item 7 of a stream can be made
 * without items 0 to 6. SplitMix64 of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA
 * 2014), figure 17. Confined to one thread.
 */
final class Draws {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    private long state;

    /** Draws for item {@code index} of {@code stream}. */
    Draws(long seed, long stream, long index) {
        state = hash(seed, stream, index);
    }

    /** 64 well mixed bits for item {@code index} of {@code stream}. */
    static long hash(long seed, long stream, long index) {
        return mix(mix(mix(seed + GOLDEN) + stream * GOLDEN) + index * GOLDEN);
    }

    /** Number in [0, 1) out of the upper bits of a hash. */
    static double unit(long hash) {
        return (hash >>> 11) * UNIT;
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Number in [0, 1). */
    double unit() {
        state += GOLDEN;
        return unit(mix(state));
    }

    /** Number in [{@code low}, {@code high}). */
    double between(double low, double high) {
        return low + unit() * (high - low);
    }

    /** Whole number from {@code first} to {@code last}, both included. */
    int wholeBetween(int first, int last) {
        return first + (int) (unit() * (last - first + 1));
    }

    boolean chance(double probability) {
        return unit() < probability;
    }
}
