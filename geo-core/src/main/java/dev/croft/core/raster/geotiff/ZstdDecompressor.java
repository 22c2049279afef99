package dev.croft.core.raster.geotiff;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/** Zstandard frames (RFC 8878) by zstd-jni, with one native context for all blocks. */
final class ZstdDecompressor implements Decompressor {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    @Override
    public int decompress(byte[] stored, int storedByteCount, byte[] target, int targetByteCount)
            throws DamagedBlockException {
        try {
            return context.decompressByteArray(target, 0, targetByteCount, stored, 0, storedByteCount);
        } catch (ZstdException e) {
            throw new DamagedBlockException("TIFF_BLOCK", "its ZSTD data is damaged (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
