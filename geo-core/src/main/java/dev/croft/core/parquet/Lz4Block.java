package dev.croft.core.parquet;

/**
 * Decodes raw LZ4 blocks, in Java for the reasons given in {@link SnappyBlock}. See
 * <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">the block format</a>.
 */
final class Lz4Block {
    private static final int MINIMUM_MATCH = 4;

    private Lz4Block() {}

    /** Decodes {@code in[offset, end)} into {@code out[outOffset, outEnd)}; returns the position after the last byte. */
    static int decode(byte[] in, int offset, int end, byte[] out, int outOffset, int outEnd) {
        int from = offset;
        int to = outOffset;
        while (from < end) {
            int token = in[from++] & 0xff;
            int literals = token >>> 4;
            if (literals == 15) {
                int extension = extensionLength(in, from, end);
                literals += extension(in, from, extension);
                from += extension;
            }
            to = BlockCopy.literals(in, from, end, out, to, outEnd, literals);
            from += literals;
            if (from == end) {
                break; // the last sequence has no match
            }
            if (end - from < 2) {
                throw new DamagedException("an LZ4 block ends in mid-sequence");
            }
            int distance = LittleEndian.getShort(in, from);
            from += 2;
            int match = token & 15;
            if (match == 15) {
                int extension = extensionLength(in, from, end);
                match += extension(in, from, extension);
                from += extension;
            }
            to = BlockCopy.repeat(out, outOffset, to, outEnd, distance, match + MINIMUM_MATCH);
        }
        return to;
    }

    /** Bytes of a length extension: any number of 255 and one smaller byte. */
    private static int extensionLength(byte[] in, int from, int end) {
        int last = from;
        while (last < end && in[last] == (byte) 0xff) {
            last++;
        }
        // Lengths stay below an int for any block below 8 MiB of 0xff, which no sane block contains.
        if (last == end || last - from > 1 << 23) {
            throw new DamagedException("an LZ4 block ends in mid-length");
        }
        return last - from + 1;
    }

    private static int extension(byte[] in, int from, int bytes) {
        return (bytes - 1) * 255 + (in[from + bytes - 1] & 0xff);
    }
}
