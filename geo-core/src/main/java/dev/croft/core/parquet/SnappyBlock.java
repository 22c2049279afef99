package dev.croft.core.parquet;

/**
 * Decodes raw Snappy blocks, in Java: neither a native library to unpack nor {@code sun.misc.Unsafe}, which newer JDKs
 * warn of. See <a href="https://github.com/google/snappy/blob/main/format_description.txt">the format description</a>.
 */
final class SnappyBlock {
    private SnappyBlock() {}

    /** Decodes {@code in[offset, end)} into {@code out[outOffset, outEnd)}; returns the position after the last byte. */
    static int decode(byte[] in, int offset, int end, byte[] out, int outOffset, int outEnd) {
        int from = skipLength(in, offset, end, outEnd - outOffset);
        int to = outOffset;
        while (from < end) {
            int tag = in[from++] & 0xff;
            int kind = tag & 3;
            if (kind == 0) {
                int extra = Math.max(0, (tag >>> 2) - 59);
                int length = 1 + (extra == 0 ? tag >>> 2 : number(in, from, end, extra));
                from += extra;
                to = BlockCopy.literals(in, from, end, out, to, outEnd, length);
                from += length;
            } else if (kind == 1) {
                int distance = ((tag >>> 5) << 8) | number(in, from, end, 1);
                from += 1;
                to = BlockCopy.repeat(out, outOffset, to, outEnd, distance, 4 + ((tag >>> 2) & 7));
            } else {
                int width = kind == 2 ? 2 : 4;
                int distance = number(in, from, end, width);
                from += width;
                to = BlockCopy.repeat(out, outOffset, to, outEnd, distance, 1 + (tag >>> 2));
            }
        }
        return to;
    }

    private static int skipLength(byte[] in, int offset, int end, int expected) {
        long length = 0;
        int from = offset;
        int shift = 0;
        int next;
        do {
            if (from == end || shift > 28) {
                throw new DamagedException("a Snappy block has no length");
            }
            next = in[from++];
            length |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        if (length != expected) {
            throw new DamagedException("a Snappy block holds " + length + " bytes where " + expected + " are expected");
        }
        return from;
    }

    private static int number(byte[] in, int from, int end, int width) {
        if (width > end - from) {
            throw new DamagedException("a Snappy block ends in mid-element");
        }
        int value = 0;
        for (int i = 0; i < width; i++) {
            value |= (in[from + i] & 0xff) << (8 * i);
        }
        return value;
    }
}
