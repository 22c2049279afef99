package dev.croft.tiling.gzip;

import java.util.Arrays;

/**
 * The header of a block that brings its own codes (RFC 1951, section 3.2.7): the lengths of both codes in a row, repeats told by the
 * symbols 16 to 18, all of it in a third code. Reused, confined to a thread.
 */
final class CodeLengths {
    private static final int LENGTH_SYMBOLS = 19;
    private static final int LONGEST = 7;

    private static final int COPY = 16;
    private static final int COPY_LEAST = 3;
    private static final int COPY_MOST = 6;
    private static final int FEW_ZEROS = 17;
    private static final int FEW_ZEROS_LEAST = 3;
    private static final int FEW_ZEROS_MOST = 10;
    private static final int MANY_ZEROS = 18;
    private static final int MANY_ZEROS_LEAST = 11;
    private static final int MANY_ZEROS_MOST = 138;
    private static final int SYMBOL_BITS = 5;
    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

    /** The order in which the lengths of the third code are sent, likely ones first. */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int LEAST_LITERALS = 257;
    private static final int LEAST_DISTANCES = 1;
    private static final int LEAST_ORDER = 4;

    private final HuffmanCode code = new HuffmanCode(LENGTH_SYMBOLS, LONGEST);
    private final int[] counts = new int[LENGTH_SYMBOLS];
    private final byte[] row = new byte[DeflateSymbols.LITERAL_COUNT + DeflateSymbols.DISTANCE_COUNT];

    /** Symbols, each with the value of its extra bits above {@link #SYMBOL_BITS}. */
    private final int[] items = new int[row.length];

    private int itemCount;
    private int literalCount;
    private int distanceCount;
    private int orderCount;

    void set(HuffmanCode literalCode, HuffmanCode distanceCode) {
        literalCount = Math.max(LEAST_LITERALS, literalCode.usedCount());
        distanceCount = Math.max(LEAST_DISTANCES, distanceCode.usedCount());
        for (int symbol = 0; symbol < literalCount; symbol++) {
            row[symbol] = (byte) literalCode.length(symbol);
        }
        for (int symbol = 0; symbol < distanceCount; symbol++) {
            row[literalCount + symbol] = (byte) distanceCode.length(symbol);
        }
        Arrays.fill(counts, 0);
        itemCount = 0;
        int end = literalCount + distanceCount;
        for (int at = 0; at < end; ) {
            int repeatEnd = at + 1;
            while (repeatEnd < end && row[repeatEnd] == row[at]) {
                repeatEnd++;
            }
            addRepeat(row[at], repeatEnd - at);
            at = repeatEnd;
        }
        code.build(counts, 0);
        orderCount = LENGTH_SYMBOLS;
        while (orderCount > LEAST_ORDER && code.length(ORDER[orderCount - 1]) == 0) {
            orderCount--;
        }
    }

    private void addRepeat(int length, int times) {
        int rest = times;
        if (length == 0) {
            for (; rest >= MANY_ZEROS_LEAST; rest -= Math.min(rest, MANY_ZEROS_MOST)) {
                add(MANY_ZEROS, Math.min(rest, MANY_ZEROS_MOST) - MANY_ZEROS_LEAST);
            }
            if (rest >= FEW_ZEROS_LEAST) {
                add(FEW_ZEROS, Math.min(rest, FEW_ZEROS_MOST) - FEW_ZEROS_LEAST);
                rest = 0;
            }
        } else {
            add(length, 0);
            rest--;
            for (; rest >= COPY_LEAST; rest -= Math.min(rest, COPY_MOST)) {
                add(COPY, Math.min(rest, COPY_MOST) - COPY_LEAST);
            }
        }
        for (; rest > 0; rest--) {
            add(length, 0);
        }
    }

    private void add(int symbol, int extra) {
        items[itemCount++] = extra << SYMBOL_BITS | symbol;
        counts[symbol]++;
    }

    long bitCount() {
        long sum = 5 + 5 + 4 + 3L * orderCount;
        for (int symbol = 0; symbol < LENGTH_SYMBOLS; symbol++) {
            sum += (long) counts[symbol] * (code.length(symbol) + extraBits(symbol));
        }
        return sum;
    }

    void write(BitWriter bits) {
        bits.write(literalCount - LEAST_LITERALS, 5);
        bits.write(distanceCount - LEAST_DISTANCES, 5);
        bits.write(orderCount - LEAST_ORDER, 4);
        for (int i = 0; i < orderCount; i++) {
            bits.write(code.length(ORDER[i]), 3);
        }
        for (int i = 0; i < itemCount; i++) {
            int symbol = items[i] & SYMBOL_MASK;
            int packed = code.packed(symbol);
            int codeBits = packed >>> SequenceCodes.COUNT_SHIFT;
            int extra = items[i] >>> SYMBOL_BITS;
            int value = (packed & SequenceCodes.BITS) | (extra << codeBits);
            bits.write(value, codeBits + extraBits(symbol));
        }
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case COPY -> 2;
            case FEW_ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }
}
