package dev.croft.tiling.gzip;

import dev.croft.tiling.tile.TileBytes;
import java.util.zip.Deflater;

/** The encoder of the JDK. */
final class JdkDeflateStream implements DeflateStream {
    private static final int LEAST_ROOM = 512;

    private final Deflater deflater;

    JdkDeflateStream(int level) {
        deflater = new Deflater(level, true);
    }

    @Override
    public void encode(byte[] bytes, int offset, int length, TileBytes out) {
        deflater.reset();
        deflater.setInput(bytes, offset, length);
        deflater.finish();
        while (!deflater.finished()) {
            out.reserve(LEAST_ROOM);
            int from = out.length();
            out.setLength(from + deflater.deflate(out.array(), from, out.array().length - from));
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
