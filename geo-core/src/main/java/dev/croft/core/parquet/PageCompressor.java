package dev.croft.core.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** ZSTD pages, level 3. Keeps a native context; confined to one thread. */
final class PageCompressor implements Closeable {
    private static final int LEVEL = 3;

    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private byte[] target = new byte[0];

    /** Compresses all of {@code page}, which lies in an array, into an array of its own. */
    byte[] compress(ByteBuffer page) {
        int bound = Math.toIntExact(Zstd.compressBound(page.remaining()));
        if (target.length < bound) {
            target = new byte[bound];
        }
        int length = zstd.compressByteArray(
                target, 0, target.length, page.array(), page.arrayOffset() + page.position(), page.remaining());
        return Arrays.copyOf(target, length);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
