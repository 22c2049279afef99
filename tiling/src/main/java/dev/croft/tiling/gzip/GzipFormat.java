package dev.croft.tiling.gzip;

/** Fields of a gzip member (RFC 1952, section 2.3). */
final class GzipFormat {
    /** ID1 and ID2. */
    static final int MAGIC = 0x8B1F;

    /** CM of Deflate. */
    static final int DEFLATE = 8;

    static final int HEADER_CHECKSUM_FLAG = 2;
    static final int EXTRA_FLAG = 4;
    static final int NAME_FLAG = 8;
    static final int COMMENT_FLAG = 16;
    static final int RESERVED_FLAGS = 0xE0;

    static final int UNKNOWN_SYSTEM = 255;

    /** ID1, ID2, CM, FLG, MTIME, XFL, OS. */
    static final int HEADER_LENGTH = 10;

    /** CRC32, ISIZE. */
    static final int TRAILER_LENGTH = 8;

    private GzipFormat() {}
}
