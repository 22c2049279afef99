package dev.croft.tiling.gzip;

import dev.croft.tiling.tile.TileBytes;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip members (RFC 1952), never beyond a size that the caller names, and checks both fields of the trailer. Any header is
 * read; bytes after the member are refused, further members among them. Confined to a thread.
 */
public final class Gunzip implements AutoCloseable {
    /** Deflate makes at best 258 bytes of two bits, so no more than this of a byte. */
    private static final int MOST_EXPANSION = 1032;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();

    /**
     * Appends what a member holds.
     *
     * @param mostBytes what it may hold at most
     * @throws DamagedGzipException when it is no whole member, or holds more; {@code out} is as before then
     */
    public void inflate(byte[] bytes, int offset, int length, int mostBytes, TileBytes out) {
        if (length < GzipFormat.HEADER_LENGTH + GzipFormat.TRAILER_LENGTH) {
            throw new DamagedGzipException(length + " bytes are too few for a gzip member");
        }
        int trailer = offset + length - GzipFormat.TRAILER_LENGTH;
        int body = headerEnd(bytes, offset, trailer);
        int size = size(bytes, trailer, trailer - body, mostBytes);
        out.reserve(size);
        inflateBody(bytes, body, trailer, out.array(), out.length(), size);
        requireChecksum(out.array(), out.length(), size, intAt(bytes, trailer));
        out.setLength(out.length() + size);
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** ISIZE, when it can be true. */
    private static int size(byte[] bytes, int trailer, int bodyLength, int mostBytes) {
        long size = Integer.toUnsignedLong(intAt(bytes, trailer + 4));
        if (size > mostBytes) {
            throw new DamagedGzipException("its size is " + size + " bytes, and at most " + mostBytes + " are allowed");
        }
        if (size > (long) bodyLength * MOST_EXPANSION) {
            throw new DamagedGzipException(
                    "its size is " + size + " bytes, which " + bodyLength + " bytes cannot hold");
        }
        return (int) size;
    }

    private void inflateBody(byte[] bytes, int from, int to, byte[] target, int targetOffset, int size) {
        inflater.reset();
        inflater.setInput(bytes, from, to - from);
        int count = 0;
        try {
            while (count < size) {
                int more = inflater.inflate(target, targetOffset + count, size - count);
                if (more == 0) {
                    throw new DamagedGzipException("it ends after " + count + " bytes, and its size is " + size);
                }
                count += more;
            }
            // The end of the last block may be unread yet.
            if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
                throw new DamagedGzipException("it goes on after the " + size + " bytes of its size");
            }
        } catch (DataFormatException e) {
            throw new DamagedGzipException(
                    "damaged after " + inflater.getBytesWritten() + " bytes: " + e.getMessage(), e);
        }
        if (!inflater.finished()) {
            throw new DamagedGzipException("it is cut off after " + count + " bytes");
        }
        if (inflater.getRemaining() > 0) {
            throw new DamagedGzipException(inflater.getRemaining() + " bytes follow it");
        }
    }

    private void requireChecksum(byte[] target, int offset, int size, int expected) {
        checksum.reset();
        checksum.update(target, offset, size);
        if ((int) checksum.getValue() != expected) {
            throw new DamagedGzipException(String.format(
                    "the CRC-32 of its %d bytes is %08x, and it says %08x", size, (int) checksum.getValue(), expected));
        }
    }

    /** Where the Deflate stream begins: after the optional fields, in the order of RFC 1952, section 2.3. */
    private static int headerEnd(byte[] bytes, int offset, int end) {
        if ((intAt(bytes, offset) & 0xFFFF) != GzipFormat.MAGIC || bytes[offset + 2] != GzipFormat.DEFLATE) {
            throw new DamagedGzipException(
                    String.format("it begins with %08x, not with 1f8b08", Integer.reverseBytes(intAt(bytes, offset))));
        }
        int flags = bytes[offset + 3];
        if ((flags & GzipFormat.RESERVED_FLAGS) != 0) {
            throw new DamagedGzipException("its header has flags that are not defined");
        }
        int at = offset + GzipFormat.HEADER_LENGTH;
        if ((flags & GzipFormat.EXTRA_FLAG) != 0) {
            at += 2 + (intAt(bytes, at) & 0xFFFF);
        }
        if ((flags & GzipFormat.NAME_FLAG) != 0) {
            at = textEnd(bytes, at, end);
        }
        if ((flags & GzipFormat.COMMENT_FLAG) != 0) {
            at = textEnd(bytes, at, end);
        }
        if ((flags & GzipFormat.HEADER_CHECKSUM_FLAG) != 0) {
            at += 2;
        }
        if (at > end) {
            throw new DamagedGzipException("it is cut off in its header");
        }
        return at;
    }

    private static int textEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }

    /** Lowest byte first. */
    private static int intAt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | (bytes[at + 3] << 24);
    }
}
