package dev.croft.tiling.gzip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds repeats: splits bytes into literals and matches (RFC 1951, section 4). A table holds the latest place of each hash of four
 * bytes. It is not cleared from input to input; entries of former inputs are told by their values, which are lower than any of this
 * input. Reused, confined to a thread.
 */
abstract class Matcher {
    /** Bytes that are hashed, and the shortest match that is found by it. */
    static final int HASHED = 4;

    private static final int HASH_BITS = 15;
    static final int HASH_SHIFT = Integer.SIZE - HASH_BITS;

    /** 2^32 divided by the golden ratio (D. E. Knuth, The Art of Computer Programming, volume 3, section 6.4). */
    static final int HASH_MULTIPLIER = 0x9E3779B1;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** By hash the latest place, plus {@link #entryBase}. */
    final int[] table = new int[1 << HASH_BITS];

    /** The input, lent until the next one. */
    byte[] bytes = new byte[0];

    int start;
    int end;

    /** From a place to its entry. */
    int entryBase;

    /** Above all entries so far, and above the zeros of a new table. */
    private int nextEntry = 1;

    void begin(byte[] input, int offset, int length) {
        if (nextEntry > Integer.MAX_VALUE - length) {
            Arrays.fill(table, 0);
            nextEntry = 1;
        }
        bytes = input;
        start = offset;
        end = offset + length;
        entryBase = nextEntry - offset;
        nextEntry += length;
    }

    /** Tells what the current block consists of so far. */
    void learn(SymbolCounts block) {}

    /**
     * Splits the bytes from {@code from} on, at least up to {@code chunkEnd}: the last match may reach beyond it.
     *
     * @return where the next chunk begins
     */
    abstract int parse(int from, int chunkEnd, Sequences sequences);

    /** Notes the places from {@code from} to {@code last}, both included. */
    final void insert(int from, int last) {
        byte[] in = bytes;
        int[] places = table;
        int base = entryBase;
        for (int position = from; position <= last; position++) {
            places[((int) INT.get(in, position) * HASH_MULTIPLIER) >>> HASH_SHIFT] = position + base;
        }
    }

    /** Adds the literals that no match followed, among them the last of the input, too few for a hash. */
    static int finishChunk(int position, int runStart, int chunkEnd, Sequences sequences) {
        int chunkStop = Math.max(position, chunkEnd);
        if (chunkStop > runStart) {
            sequences.add(chunkStop - runStart, 0);
        }
        return chunkStop;
    }

    /** Where bytes that agree in the first {@link #HASHED} cease to agree, the longest match or the end of the input. */
    static int matchEnd(byte[] in, int position, int place, int inputEnd) {
        int most = Math.min(inputEnd, position + DeflateSymbols.LONGEST_MATCH);
        int at = position + HASHED;
        int other = place + HASHED;
        while (at + Long.BYTES <= most) {
            long difference = (long) LONG.get(in, at) ^ (long) LONG.get(in, other);
            if (difference != 0) {
                return at + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            at += Long.BYTES;
            other += Long.BYTES;
        }
        while (at < most && in[at] == in[other]) {
            at++;
            other++;
        }
        return at;
    }
}
