package dev.croft.tiling.pmtiles;

import dev.croft.tiling.tile.TileBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/** Gzip (RFC 1952) in memory: without time and name when it is written, within a limit when it is read. */
final class Gzip {
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final int CHUNK_BYTES = 8192;

    private Gzip() {}

    /** Appends {@code plain}, compressed, to {@code target}: the same bytes for the same input and zlib, whenever that is. */
    static void compress(TileBytes plain, TileBytes target) {
        target.write(HEADER, 0, HEADER.length);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(plain.array(), 0, plain.length());
            deflater.finish();
            while (!deflater.finished()) {
                target.reserve(CHUNK_BYTES);
                int written = deflater.deflate(target.array(), target.length(), CHUNK_BYTES);
                target.setLength(target.length() + written);
            }
        } finally {
            deflater.end();
        }
        CRC32 checksum = new CRC32();
        checksum.update(plain.array(), 0, plain.length());
        writeInt(target, (int) checksum.getValue());
        writeInt(target, plain.length());
    }

    /** The bytes that were compressed, when they are no more than {@code mostBytes}. */
    static byte[] inflate(byte[] compressed, int mostBytes) throws MalformedException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed), CHUNK_BYTES)) {
            byte[] plain = in.readNBytes(mostBytes);
            if (plain.length == mostBytes && in.read() >= 0) {
                throw new MalformedException("inflated it is more than the " + mostBytes + " bytes that are read");
            }
            return plain;
        } catch (IOException e) {
            throw new MalformedException("it is no whole gzip (" + e.getMessage() + ")", e);
        }
    }

    private static void writeInt(TileBytes target, int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            target.write(value >>> shift);
        }
    }
}
