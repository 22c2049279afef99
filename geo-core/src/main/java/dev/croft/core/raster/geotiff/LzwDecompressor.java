package dev.croft.core.raster.geotiff;

/**
 * LZW with codes of 9 to 12 bits, most significant bit first, TIFF 6.0 section 13. A code's string is the string of the code
 * before it and one byte more, and that is how it stands in the output already: so the table holds where in the output each
 * string begins and how long it is, and no string is ever rebuilt.
 */
final class LzwDecompressor implements Decompressor {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST_FREE = 258;
    private static final int MOST_BITS = 12;

    private final int[] starts = new int[1 << MOST_BITS];
    private final int[] lengths = new int[1 << MOST_BITS];

    @Override
    public int decompress(byte[] stored, int storedByteCount, byte[] target, int targetByteCount)
            throws DamagedBlockException {
        if (storedByteCount > 1 && stored[0] == 0 && (stored[1] & 1) == 1) {
            throw new DamagedBlockException("TIFF_BLOCK", "its LZW data has the bit order of before TIFF 6.0");
        }
        int bits = 0;
        int bitCount = 0;
        int from = 0;
        int to = 0;
        int free = FIRST_FREE;
        int codeBits = 9;
        int previousStart = -1;
        int previousLength = 0;
        while (to < targetByteCount) {
            while (bitCount < codeBits && from < storedByteCount) {
                bits = (bits << 8) | (stored[from++] & 0xFF);
                bitCount += 8;
            }
            if (bitCount < codeBits) {
                break;
            }
            bitCount -= codeBits;
            int code = (bits >>> bitCount) & ((1 << codeBits) - 1);
            if (code == END) {
                break;
            }
            if (code == CLEAR) {
                free = FIRST_FREE;
                codeBits = 9;
                previousStart = -1;
                continue;
            }
            // The string after the previous code: that code's string and the first byte of this one, which comes next.
            if (previousStart >= 0 && free < starts.length) {
                starts[free] = previousStart;
                lengths[free] = previousLength + 1;
                free++;
            }
            if (code >= free) {
                throw new DamagedBlockException(
                        "TIFF_BLOCK", "its LZW data is damaged (code " + code + " of " + free + ")");
            }
            int length = code < CLEAR ? 1 : lengths[code];
            int end = Math.min(to + length, targetByteCount);
            previousStart = to;
            previousLength = length;
            if (code < CLEAR) {
                target[to++] = (byte) code;
            } else {
                // Byte by byte: a code may name the string that it is about to complete, so that source and target
                // overlap.
                for (int source = starts[code]; to < end; ) {
                    target[to++] = target[source++];
                }
            }
            // "Early change": the code grows one entry before it must.
            if (free + 1 >= 1 << codeBits && codeBits < MOST_BITS) {
                codeBits++;
            }
        }
        return to;
    }
}
