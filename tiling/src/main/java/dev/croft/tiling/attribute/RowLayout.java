package dev.croft.tiling.attribute;

/**
 * Where things lie in a row of {@link AttributeStore}, in bytes from its start, little-endian:
 *
 * <pre>
 * 0            flags, 64 per word: row is there, key is there, attribute 0 is there, attribute 1, ...
 * factsOffset  x (4), y (4), area (8), number of the next row of the same key plus 1 (8), position (8)
 *              key (8)
 *              attribute 0 (8), attribute 1 (8), ...
 * </pre>
 *
 * Attributes are numbered from 0, the key is number {@link AttributeStore#KEY}.
 */
record RowLayout(int attributeCount, int factsOffset, int rowBytes) {
    static final int Y = 4;
    static final int AREA = 8;
    static final int NEXT = 16;
    static final int POSITION = 24;
    private static final int KEY_OFFSET = 32;

    static RowLayout of(int attributeCount) {
        int flags = attributeCount + 2;
        int factsOffset = (flags + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
        int rowBytes = Math.addExact(factsOffset + KEY_OFFSET, Math.multiplyExact(Long.BYTES, attributeCount + 1));
        return new RowLayout(attributeCount, factsOffset, rowBytes);
    }

    int offsetOf(int attribute) {
        return factsOffset + KEY_OFFSET + Long.BYTES + attribute * Long.BYTES;
    }

    /** Offset of the word that holds the attribute's flag. */
    static int flagOffset(int attribute) {
        return (attribute + 2) >>> 6 << 3;
    }

    /** The attribute's flag within its word. */
    static long flag(int attribute) {
        return 1L << (attribute + 2);
    }
}
