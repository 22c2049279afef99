package dev.croft.tiling.pmtiles;

/**
 * Bytes of an archive.
 *
 * @param offset the first one, counted from the beginning of the file
 * @param length their number
 */
public record ByteRange(long offset, long length) {
    public ByteRange {
        if (offset < 0 || length < 0 || offset + length < 0) {
            throw new IllegalArgumentException("There are no bytes " + offset + " + " + length);
        }
    }

    /** The byte after the last one. */
    public long end() {
        return offset + length;
    }

    /** Whether a byte is in both; an empty range shares none. */
    boolean overlaps(ByteRange other) {
        return length > 0 && other.length > 0 && offset < other.end() && other.offset < end();
    }

    @Override
    public String toString() {
        return "bytes " + offset + " to " + end();
    }
}
