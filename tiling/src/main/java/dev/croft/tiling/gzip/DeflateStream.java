package dev.croft.tiling.gzip;

import dev.croft.tiling.tile.TileBytes;

/** Makes a Deflate stream (RFC 1951) of bytes in memory. Reused, confined to a thread. */
interface DeflateStream extends AutoCloseable {
    /** Appends the whole stream. */
    void encode(byte[] bytes, int offset, int length, TileBytes out);

    @Override
    void close();
}
