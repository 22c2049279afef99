package dev.croft.core.parquet;

/** Header of a gzip member, RFC 1952 section 2.3. */
final class GzipHeader {
    /** Checksum and length after the deflated bytes. */
    static final int TRAILER_LENGTH = 8;

    private static final int FIXED_LENGTH = 10;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private GzipHeader() {}

    static boolean startsAt(byte[] in, int from, int end) {
        return end - from >= 2 && in[from] == 0x1f && in[from + 1] == (byte) 0x8b;
    }

    /** Position after the header that starts at {@code from}. */
    static int skip(byte[] in, int from, int end) {
        if (end - from < FIXED_LENGTH) {
            throw new DamagedException("a gzip header is cut short");
        }
        int flags = in[from + 3];
        int position = from + FIXED_LENGTH;
        if ((flags & EXTRA) != 0) {
            position += 2 + (end - position < 2 ? 0 : LittleEndian.getShort(in, position));
        }
        if ((flags & NAME) != 0) {
            position = skipText(in, position, end);
        }
        if ((flags & COMMENT) != 0) {
            position = skipText(in, position, end);
        }
        if ((flags & HEADER_CRC) != 0) {
            position += 2;
        }
        if (position > end) {
            throw new DamagedException("a gzip header is cut short");
        }
        return position;
    }

    private static int skipText(byte[] in, int from, int end) {
        int position = from;
        while (position < end && in[position] != 0) {
            position++;
        }
        return position + 1;
    }
}
