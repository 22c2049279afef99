package dev.croft.core.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.croft.core.table.GrowingBytes;
import java.io.Closeable;
import java.util.Arrays;

/** ZSTD pages, level 3. Keeps a native context; confined to one thread. */
final class PageCompressor implements Closeable {
    private static final int LEVEL = 3;

    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private byte[] target = new byte[0];

    /** Compresses all of {@code page} into an array of its own. */
    byte[] compress(GrowingBytes page) {
        int bound = Math.toIntExact(Zstd.compressBound(page.length()));
        if (target.length < bound) {
            target = new byte[bound];
        }
        int length = zstd.compressByteArray(target, 0, target.length, page.array(), 0, page.length());
        return Arrays.copyOf(target, length);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
