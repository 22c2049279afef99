package dev.croft.tiling.gzip;

import java.util.Arrays;

/**
 * How often each symbol occurs in a part of a block: literals, end of block and lengths, then distances. Confined to a thread.
 */
final class SymbolCounts {
    /** Where the distances begin in {@link #counts}. */
    static final int DISTANCES = DeflateSymbols.LITERAL_COUNT;

    private static final int SYMBOLS = DISTANCES + DeflateSymbols.DISTANCE_COUNT;

    /** Estimate of what a header takes besides the lengths of its codes; sizes hardly change from half to twice of it. */
    private static final int HEADER_BITS = 80;

    /** Estimate of what a second header takes for each symbol that both blocks have, in units of {@link Entropy}. */
    private static final int HEADER_UNITS_PER_SYMBOL = 51;

    final int[] counts = new int[SYMBOLS];
    private int literalTotal;
    private int distanceTotal;
    private int byteCount;

    void clear() {
        Arrays.fill(counts, 0);
        literalTotal = 0;
        distanceTotal = 0;
        byteCount = 0;
    }

    /** Bytes that the symbols stand for. */
    int byteCount() {
        return byteCount;
    }

    /** Literals and lengths. */
    int literalTotal() {
        return literalTotal;
    }

    int distanceTotal() {
        return distanceTotal;
    }

    void add(SymbolCounts other) {
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            counts[symbol] += other.counts[symbol];
        }
        literalTotal += other.literalTotal;
        distanceTotal += other.distanceTotal;
        byteCount += other.byteCount;
    }

    /** Counts the symbols of sequences from {@code first} on, which begin at {@code bytes[offset]}. */
    void addSequences(byte[] bytes, int offset, Sequences sequences, int first) {
        int[] target = counts;
        int from = offset;
        int literals = 0;
        int distances = 0;
        for (int i = first; i < sequences.count; i++) {
            int run = sequences.runs[i];
            for (int end = from + run; from < end; from++) {
                target[bytes[from] & 0xFF]++;
            }
            literals += run;
            int match = sequences.matches[i];
            if (match != 0) {
                int length = Sequences.length(match);
                target[DeflateSymbols.lengthSymbol(length)]++;
                target[DISTANCES + DeflateSymbols.distanceSymbol(Sequences.distance(match))]++;
                distances++;
                from += length;
            }
        }
        literalTotal += literals + distances;
        distanceTotal += distances;
        byteCount += from - offset;
    }

    /**
     * Whether {@code next} should begin a block of its own instead of joining this one: whether the bits saved by two codes that
     * fit, as entropies tell, exceed those of a second header.
     */
    boolean differsFrom(SymbolCounts next) {
        int saved = 0;
        int shared = 0;
        int[] here = counts;
        int[] there = next.counts;
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            int more = there[symbol];
            if (more > 0) {
                int before = here[symbol];
                saved += Entropy.ofCount(before) + Entropy.ofCount(more) - Entropy.ofCount(before + more);
                shared += before > 0 ? 1 : 0;
            }
        }
        saved +=
                Entropy.ofTotals(literalTotal, next.literalTotal) + Entropy.ofTotals(distanceTotal, next.distanceTotal);
        return saved > Entropy.UNIT * HEADER_BITS + shared * HEADER_UNITS_PER_SYMBOL;
    }
}
