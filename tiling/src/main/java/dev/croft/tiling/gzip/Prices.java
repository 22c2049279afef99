package dev.croft.tiling.gzip;

import java.util.Arrays;

/**
 * What literals and matches are likely to cost, in units of {@link Entropy}: at first by a sample of the bytes and rules of thumb,
 * then by what the block has had. Symbols that have not occurred count as half an occurrence. Reused, confined to a thread.
 */
final class Prices {
    private static final int SAMPLE_BYTES = 4096;

    /** Matches take a part of the symbols away from the literals: what a literal costs more than a sample of bytes tells. */
    private static final int SHARE_OF_MATCHES = Entropy.UNIT / 2;

    /** Literals beyond so many are not counted; a match that long is worth it anyway. */
    private static final int COUNTED_LITERALS = 32;

    private final int[] literals = new int[256];
    private final int[] lengths = new int[DeflateSymbols.LONGEST_MATCH + 1];
    private final int[] distances = new int[DeflateSymbols.DISTANCE_COUNT];
    private final int[] sample = new int[256];

    void begin(byte[] bytes, int offset, int length) {
        Arrays.fill(sample, 0);
        int sampleLength = Math.min(length, SAMPLE_BYTES);
        for (int at = offset; at < offset + sampleLength; at++) {
            sample[bytes[at] & 0xFF]++;
        }
        int total = Entropy.log2(2 * sampleLength + sample.length) + SHARE_OF_MATCHES;
        for (int value = 0; value < sample.length; value++) {
            literals[value] = price(total, sample[value]);
        }
        // Five bits for the shortest lengths, one more for each two symbols up to eleven; five for all distances.
        for (int symbol = DeflateSymbols.FIRST_LENGTH; symbol < DeflateSymbols.LITERAL_COUNT; symbol++) {
            setLengths(symbol, Entropy.UNIT * (5 + Math.min(6, (symbol - DeflateSymbols.FIRST_LENGTH) / 2)));
        }
        for (int symbol = 0; symbol < distances.length; symbol++) {
            distances[symbol] = Entropy.UNIT * (5 + DeflateSymbols.distanceExtraBits(symbol));
        }
    }

    void set(SymbolCounts block) {
        int[] counts = block.counts;
        int total = Entropy.log2(2 * block.literalTotal() + DeflateSymbols.LITERAL_COUNT);
        for (int value = 0; value < literals.length; value++) {
            literals[value] = price(total, counts[value]);
        }
        for (int symbol = DeflateSymbols.FIRST_LENGTH; symbol < DeflateSymbols.LITERAL_COUNT; symbol++) {
            setLengths(symbol, price(total, counts[symbol]));
        }
        int distanceTotal = Entropy.log2(2 * block.distanceTotal() + distances.length);
        for (int symbol = 0; symbol < distances.length; symbol++) {
            distances[symbol] = price(distanceTotal, counts[SymbolCounts.DISTANCES + symbol])
                    + Entropy.UNIT * DeflateSymbols.distanceExtraBits(symbol);
        }
    }

    /** What a match is cheaper than its literals; negative when it is dearer. */
    int saved(byte[] bytes, int position, int length, int distance) {
        int saved = -lengths[length] - distances[DeflateSymbols.distanceSymbol(distance)];
        int end = position + Math.min(length, COUNTED_LITERALS);
        for (int at = position; at < end; at++) {
            saved += literals[bytes[at] & 0xFF];
        }
        return saved;
    }

    /** Minus the logarithm of a share; both counts doubled, so that none is a half. */
    private static int price(int logarithmOfTotal, int count) {
        return logarithmOfTotal - Entropy.log2(2 * count + 1);
    }

    private void setLengths(int symbol, int codePrice) {
        int extraBits = DeflateSymbols.lengthExtraBits(symbol);
        int base = DeflateSymbols.lengthBase(symbol);
        int end = Math.min(lengths.length, base + (1 << extraBits));
        Arrays.fill(lengths, base, end, codePrice + Entropy.UNIT * extraBits);
    }
}
