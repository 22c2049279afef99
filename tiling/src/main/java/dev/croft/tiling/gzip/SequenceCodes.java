package dev.croft.tiling.gzip;

/**
 * Codes ready to be written: the bits in the lower part of an int, how many they are above {@link #COUNT_SHIFT}. Lengths come with
 * their extra bits, 20 at most.
 */
final class SequenceCodes {
    static final int COUNT_SHIFT = 24;
    static final int BITS = (1 << COUNT_SHIFT) - 1;

    /** By byte. */
    final int[] literals = new int[256];

    /** By length of the match. */
    final int[] lengths = new int[DeflateSymbols.LONGEST_MATCH + 1];

    /** By symbol of the distance; without extra bits. */
    final int[] distances = new int[DeflateSymbols.DISTANCE_COUNT];

    int endOfBlock;

    void set(HuffmanCode literalCode, HuffmanCode distanceCode) {
        for (int value = 0; value < literals.length; value++) {
            literals[value] = literalCode.packed(value);
        }
        endOfBlock = literalCode.packed(DeflateSymbols.END_OF_BLOCK);
        for (int symbol = DeflateSymbols.FIRST_LENGTH; symbol < DeflateSymbols.LITERAL_COUNT; symbol++) {
            setLengths(symbol, literalCode.packed(symbol));
        }
        for (int symbol = 0; symbol < distances.length; symbol++) {
            distances[symbol] = distanceCode.packed(symbol);
        }
    }

    private void setLengths(int symbol, int code) {
        int extraBits = DeflateSymbols.lengthExtraBits(symbol);
        int base = DeflateSymbols.lengthBase(symbol);
        int codeBits = code >>> COUNT_SHIFT;
        int whole = code + (extraBits << COUNT_SHIFT);
        // The last symbol but one stops short of 258, which has a symbol of its own, written after it.
        int last = Math.min(DeflateSymbols.LONGEST_MATCH, base + (1 << extraBits) - 1);
        for (int length = base; length <= last; length++) {
            lengths[length] = whole | ((length - base) << codeBits);
        }
    }
}
