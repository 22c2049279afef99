package dev.croft.tiling.gzip;

import java.util.Arrays;

/**
 * Writes blocks in the cheapest of the three forms of RFC 1951: stored (section 3.2.4), fixed codes (3.2.6), codes of their own
 * (3.2.7). Reused, confined to a thread.
 */
final class BlockWriter {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;

    private static final int HEADER_BITS = 3;
    private static final int MOST_STORED = 65535;

    private static final HuffmanCode FIXED_LITERALS = fixedLiterals();
    private static final HuffmanCode FIXED_DISTANCES = fixedDistances();

    private final HuffmanCode literalCode = new HuffmanCode(DeflateSymbols.LITERAL_COUNT, HuffmanCode.LONGEST);
    private final HuffmanCode distanceCode = new HuffmanCode(DeflateSymbols.DISTANCE_COUNT, HuffmanCode.LONGEST);
    private final CodeLengths codeLengths = new CodeLengths();
    private final SequenceCodes codes = new SequenceCodes();
    private final BitWriter bits;

    BlockWriter(BitWriter bits) {
        this.bits = bits;
    }

    /** Writes the first {@code count} sequences, which stand for the bytes from {@code offset} on and have these symbols. */
    void write(byte[] bytes, int offset, Sequences sequences, int count, SymbolCounts symbols, boolean last) {
        int[] counts = symbols.counts;
        counts[DeflateSymbols.END_OF_BLOCK] = 1;
        literalCode.build(counts, 0);
        distanceCode.build(counts, SymbolCounts.DISTANCES);
        codeLengths.set(literalCode, distanceCode);
        long extraBits = extraBits(counts);
        long dynamicBits =
                HEADER_BITS + codeLengths.bitCount() + extraBits + codeBits(counts, literalCode, distanceCode);
        long fixedBits = HEADER_BITS + extraBits + codeBits(counts, FIXED_LITERALS, FIXED_DISTANCES);
        long storedBits = storedBits(symbols.byteCount());
        if (storedBits <= Math.min(fixedBits, dynamicBits)) {
            bits.reserve(storedBits);
            writeStored(bytes, offset, symbols.byteCount(), last);
        } else if (fixedBits <= dynamicBits) {
            bits.reserve(fixedBits);
            writeHeader(FIXED, last);
            codes.set(FIXED_LITERALS, FIXED_DISTANCES);
            writeSequences(bytes, offset, sequences, count);
        } else {
            bits.reserve(dynamicBits);
            writeHeader(DYNAMIC, last);
            codeLengths.write(bits);
            codes.set(literalCode, distanceCode);
            writeSequences(bytes, offset, sequences, count);
        }
    }

    private void writeHeader(int form, boolean last) {
        bits.write((last ? 1L : 0L) | ((long) form << 1), HEADER_BITS);
    }

    private void writeSequences(byte[] bytes, int offset, Sequences sequences, int count) {
        bits.writeSequences(bytes, offset, sequences, count, codes);
        bits.write(codes.endOfBlock & SequenceCodes.BITS, codes.endOfBlock >>> SequenceCodes.COUNT_SHIFT);
    }

    private long storedBits(int byteCount) {
        long pieces = Math.max(1, (byteCount + MOST_STORED - 1) / MOST_STORED);
        long first = HEADER_BITS + bits.paddingAfter(HEADER_BITS) + 32L;
        return first + (pieces - 1) * (8 + 32) + 8L * byteCount;
    }

    private void writeStored(byte[] bytes, int offset, int byteCount, boolean last) {
        int at = offset;
        int end = offset + byteCount;
        do {
            int size = Math.min(MOST_STORED, end - at);
            writeHeader(STORED, last && at + size == end);
            bits.align();
            bits.write(size | ((long) (size ^ 0xFFFF) << 16), 32);
            bits.writeBytes(bytes, at, size);
            at += size;
        } while (at < end);
    }

    private static long codeBits(int[] counts, HuffmanCode literalCode, HuffmanCode distanceCode) {
        long sum = 0;
        for (int symbol = 0; symbol < DeflateSymbols.LITERAL_COUNT; symbol++) {
            sum += (long) counts[symbol] * literalCode.length(symbol);
        }
        for (int symbol = 0; symbol < DeflateSymbols.DISTANCE_COUNT; symbol++) {
            sum += (long) counts[SymbolCounts.DISTANCES + symbol] * distanceCode.length(symbol);
        }
        return sum;
    }

    private static long extraBits(int[] counts) {
        long sum = 0;
        for (int symbol = DeflateSymbols.FIRST_LENGTH; symbol < DeflateSymbols.LITERAL_COUNT; symbol++) {
            sum += (long) counts[symbol] * DeflateSymbols.lengthExtraBits(symbol);
        }
        for (int symbol = 0; symbol < DeflateSymbols.DISTANCE_COUNT; symbol++) {
            sum += (long) counts[SymbolCounts.DISTANCES + symbol] * DeflateSymbols.distanceExtraBits(symbol);
        }
        return sum;
    }

    private static HuffmanCode fixedLiterals() {
        byte[] lengths = new byte[288];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        return HuffmanCode.ofLengths(lengths, 9);
    }

    private static HuffmanCode fixedDistances() {
        byte[] lengths = new byte[32];
        Arrays.fill(lengths, (byte) 5);
        return HuffmanCode.ofLengths(lengths, 5);
    }
}
