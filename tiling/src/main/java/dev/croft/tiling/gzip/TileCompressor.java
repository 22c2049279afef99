package dev.croft.tiling.gzip;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.tiling.tile.TileBytes;
import java.util.zip.CRC32;

/**
 * Makes gzip members (RFC 1952) of tiles. Their headers are always the same: no name, no time, no system, so that equal tiles give
 * equal bytes. Keeps its tables from tile to tile, which changes nothing in the output. Confined to a thread.
 */
public final class TileCompressor implements AutoCloseable {
    private static final byte[] HEADER = {
        (byte) GzipFormat.MAGIC,
        (byte) (GzipFormat.MAGIC >> 8),
        GzipFormat.DEFLATE,
        0, // FLG: none of the optional fields
        0, // MTIME, four bytes: none
        0,
        0,
        0,
        0, // XFL
        (byte) GzipFormat.UNKNOWN_SYSTEM
    };

    private final String description;
    private final DeflateStream stream;
    private final CRC32 checksum = new CRC32();

    private TileCompressor(String description, DeflateStream stream) {
        this.description = description;
        this.stream = stream;
    }

    /**
     * A compressor of its own for the calling thread.
     *
     * @throws ConfigurationException when the encoder has no such level
     */
    public static TileCompressor of(Encoder encoder, int level) {
        encoder.requireLevel(level);
        DeflateStream stream =
                switch (encoder) {
                    case CROFT -> new DeflateEncoder(level);
                    case JDK -> new JdkDeflateStream(level);
                };
        return new TileCompressor(encoder.description(level), stream);
    }

    /** What makes the bytes, for receipts and for metadata of archives. */
    public String description() {
        return description;
    }

    /** Appends {@code length} bytes from {@code offset} on as one gzip member. */
    public void gzip(byte[] bytes, int offset, int length, TileBytes out) {
        out.write(HEADER, 0, HEADER.length);
        stream.encode(bytes, offset, length, out);
        checksum.reset();
        checksum.update(bytes, offset, length);
        writeInt(out, (int) checksum.getValue());
        writeInt(out, length);
    }

    /** Frees what the encoder of the JDK holds outside of the heap. */
    @Override
    public void close() {
        stream.close();
    }

    /** Lowest byte first. */
    private static void writeInt(TileBytes out, int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >> shift);
        }
    }
}
