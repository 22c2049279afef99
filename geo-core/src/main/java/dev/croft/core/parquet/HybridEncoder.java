package dev.croft.core.parquet;

import dev.croft.core.table.GrowingBytes;

/** Encodes the RLE / bit-packing hybrid that parquet-column reads. Long runs are runs, all else is packed. */
final class HybridEncoder {
    /** Values are packed in groups of eight; a shorter run is not worth its header. */
    private static final int GROUP = 8;

    private HybridEncoder() {}

    /** Bits that every number below {@code count} fits in. */
    static int bitWidth(int count) {
        return count <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    }

    static void encode(int[] values, int count, int bitWidth, GrowingBytes out) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int run = runLength(values, at, count);
            // A packed stretch holds whole groups, so a run gives its first values away to fill the last group.
            int filler = -(at - packedFrom) & (GROUP - 1);
            if (run - filler >= GROUP) {
                pack(values, packedFrom, at + filler, bitWidth, out);
                out.putUnsigned((run - filler) << 1);
                out.putLow(values[at], (bitWidth + 7) / 8);
                at += run;
                packedFrom = at;
            } else {
                at += run;
            }
        }
        pack(values, packedFrom, count, bitWidth, out);
    }

    /** Packs bits without runs, as PLAIN booleans are. */
    static void pack(int[] values, int from, int end, GrowingBytes out) {
        packBits(values, from, end, end, 1, out);
    }

    private static int runLength(int[] values, int from, int count) {
        int end = from + 1;
        while (end < count && values[end] == values[from]) {
            end++;
        }
        return end - from;
    }

    private static void pack(int[] values, int from, int end, int bitWidth, GrowingBytes out) {
        if (from == end) {
            return;
        }
        int groups = (end - from + GROUP - 1) / GROUP;
        out.putUnsigned((groups << 1) | 1);
        packBits(values, from, end, from + groups * GROUP, bitWidth, out);
    }

    private static void packBits(int[] values, int from, int end, int paddedEnd, int bitWidth, GrowingBytes out) {
        long pending = 0;
        int bits = 0;
        for (int i = from; i < paddedEnd; i++) {
            pending |= (i < end ? values[i] & 0xffffffffL : 0) << bits;
            bits += bitWidth;
            while (bits >= 8) {
                out.putByte((int) pending);
                pending >>>= 8;
                bits -= 8;
            }
        }
        if (bits > 0) {
            out.putByte((int) pending);
        }
    }
}
