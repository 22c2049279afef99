package dev.croft.tiling.gzip;

/** The alphabets of Deflate: literals and lengths, distances, code lengths (RFC 1951, sections 3.2.5 to 3.2.7). */
final class DeflateSymbols {
    static final int SHORTEST_MATCH = 3;
    static final int LONGEST_MATCH = 258;
    static final int WINDOW = 32768;

    static final int END_OF_BLOCK = 256;
    static final int FIRST_LENGTH = 257;
    static final int LITERAL_COUNT = 286;
    static final int DISTANCE_COUNT = 30;

    private static final int LENGTH_COUNT = 29;
    private static final int LAST_LENGTH = LENGTH_COUNT - 1;

    /** Symbol of a length: section 3.2.5, left table. */
    private static final short[] LENGTH_SYMBOL = new short[LONGEST_MATCH + 1];

    private static final int[] LENGTH_BASE = new int[LENGTH_COUNT];

    /** Symbols of distances 1 to 256, then those of every 128th distance from 1: section 3.2.5, right table. */
    private static final byte[] DISTANCE_SYMBOL = new byte[512];

    private static final int[] DISTANCE_BASE = new int[DISTANCE_COUNT];

    static {
        int length = SHORTEST_MATCH;
        for (int symbol = 0; symbol < LAST_LENGTH; symbol++) {
            LENGTH_BASE[symbol] = length;
            for (int end = length + (1 << lengthExtraBits(FIRST_LENGTH + symbol)); length < end; length++) {
                LENGTH_SYMBOL[Math.min(length, LONGEST_MATCH)] = (short) (FIRST_LENGTH + symbol);
            }
        }
        LENGTH_BASE[LAST_LENGTH] = LONGEST_MATCH;
        LENGTH_SYMBOL[LONGEST_MATCH] = FIRST_LENGTH + LAST_LENGTH;
        int distance = 1;
        for (int symbol = 0; symbol < DISTANCE_COUNT; symbol++) {
            DISTANCE_BASE[symbol] = distance;
            for (int end = distance + (1 << distanceExtraBits(symbol)); distance < end; distance++) {
                DISTANCE_SYMBOL[distanceIndex(distance)] = (byte) symbol;
            }
        }
    }

    private DeflateSymbols() {}

    /** From {@link #FIRST_LENGTH} to {@link #LITERAL_COUNT}. */
    static int lengthSymbol(int length) {
        return LENGTH_SYMBOL[length];
    }

    static int lengthBase(int symbol) {
        return LENGTH_BASE[symbol - FIRST_LENGTH];
    }

    static int lengthExtraBits(int symbol) {
        int index = symbol - FIRST_LENGTH;
        return index < 8 || index == LAST_LENGTH ? 0 : index / 4 - 1;
    }

    static int distanceSymbol(int distance) {
        return DISTANCE_SYMBOL[distanceIndex(distance)];
    }

    static int distanceBase(int symbol) {
        return DISTANCE_BASE[symbol];
    }

    static int distanceExtraBits(int symbol) {
        return symbol < 2 ? 0 : symbol / 2 - 1;
    }

    private static int distanceIndex(int distance) {
        return distance <= 256 ? distance - 1 : 256 + ((distance - 1) >> 7);
    }
}
