package dev.croft.tiling.gzip;

import dev.croft.tiling.tile.TileBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Appends bits to bytes, the first in the lowest place (RFC 1951, section 3.1.1). Fewer than eight bits wait between calls; eight
 * bytes are stored at a time, so that {@link #SLACK} bytes must be reserved beyond those that are written. Reused, confined to a
 * thread.
 */
final class BitWriter {
    /** Bytes beyond the last that a store may touch. */
    static final int SLACK = 8;

    /** The most bits that fit in the accumulator besides those that wait. */
    static final int MOST_BITS = 56;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private TileBytes out = new TileBytes(0);
    private byte[] array = out.array();
    private int position;
    private long waiting;
    private int waitingCount;

    /** Begins at the end of {@code target}. */
    void begin(TileBytes target) {
        out = target;
        array = target.array();
        position = target.length();
        waiting = 0;
        waitingCount = 0;
    }

    /** Makes room for {@code bits} more, and the slack. */
    void reserve(long bits) {
        out.setLength(position);
        out.reserve(Math.toIntExact(bits / 8 + 2 + SLACK));
        array = out.array();
    }

    /** Appends up to {@link #MOST_BITS} bits; those above {@code count} must be zero. */
    void write(long bits, int count) {
        waiting |= bits << waitingCount;
        waitingCount += count;
        LONG.set(array, position, waiting);
        position += waitingCount >>> 3;
        waiting >>>= waitingCount & 0x38;
        waitingCount &= 7;
    }

    /** Zero bits up to the next whole byte. */
    void align() {
        if (waitingCount > 0) {
            write(0, 8 - waitingCount);
        }
    }

    /** Appends bytes; to be called at a whole byte. */
    void writeBytes(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, array, position, count);
        position += count;
    }

    /** Bits that {@link #align} would add after {@code count} more bits. */
    int paddingAfter(int count) {
        return -(waitingCount + count) & 7;
    }

    /** Fills the last byte up and counts the bytes in. */
    void finish() {
        align();
        out.setLength(position);
    }

    /**
     * Appends the codes of sequences: of each its literals, then its match. Holds the state in local variables, which is what makes
     * it fast; the room must have been reserved.
     */
    void writeSequences(byte[] bytes, int offset, Sequences sequences, int count, SequenceCodes codes) {
        byte[] target = array;
        int at = position;
        long bits = waiting;
        int used = waitingCount;
        int[] runs = sequences.runs;
        int[] matches = sequences.matches;
        int[] literalCodes = codes.literals;
        int[] lengthCodes = codes.lengths;
        int[] distanceCodes = codes.distances;
        int from = offset;
        for (int i = 0; i < count; i++) {
            int end = from + runs[i];
            // Three codes of at most 15 bits fit beside the seven bits that wait.
            for (; from + 3 <= end; from += 3) {
                int first = literalCodes[bytes[from] & 0xFF];
                int second = literalCodes[bytes[from + 1] & 0xFF];
                int third = literalCodes[bytes[from + 2] & 0xFF];
                bits |= (long) (first & SequenceCodes.BITS) << used;
                used += first >>> SequenceCodes.COUNT_SHIFT;
                bits |= (long) (second & SequenceCodes.BITS) << used;
                used += second >>> SequenceCodes.COUNT_SHIFT;
                bits |= (long) (third & SequenceCodes.BITS) << used;
                used += third >>> SequenceCodes.COUNT_SHIFT;
                LONG.set(target, at, bits);
                at += used >>> 3;
                bits >>>= used & 0x38;
                used &= 7;
            }
            for (; from < end; from++) {
                int code = literalCodes[bytes[from] & 0xFF];
                bits |= (long) (code & SequenceCodes.BITS) << used;
                used += code >>> SequenceCodes.COUNT_SHIFT;
            }
            LONG.set(target, at, bits);
            at += used >>> 3;
            bits >>>= used & 0x38;
            used &= 7;
            int match = matches[i];
            if (match != 0) {
                int length = Sequences.length(match);
                int distance = Sequences.distance(match);
                int code = lengthCodes[length];
                bits |= (long) (code & SequenceCodes.BITS) << used;
                used += code >>> SequenceCodes.COUNT_SHIFT;
                int symbol = DeflateSymbols.distanceSymbol(distance);
                code = distanceCodes[symbol];
                bits |= (long) (code & SequenceCodes.BITS) << used;
                used += code >>> SequenceCodes.COUNT_SHIFT;
                bits |= (long) (distance - DeflateSymbols.distanceBase(symbol)) << used;
                used += DeflateSymbols.distanceExtraBits(symbol);
                LONG.set(target, at, bits);
                at += used >>> 3;
                bits >>>= used & 0x38;
                used &= 7;
                from += length;
            }
        }
        position = at;
        waiting = bits;
        waitingCount = used;
    }
}
