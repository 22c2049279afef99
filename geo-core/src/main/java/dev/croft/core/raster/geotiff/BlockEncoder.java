package dev.croft.core.raster.geotiff;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.croft.core.grid.CellWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Turns the samples of a tile into the bytes to store. Reuses its buffers; confined to the thread that borrowed it. */
final class BlockEncoder implements AutoCloseable {
    private final TiffLayout layout;
    private final byte[] plain;
    private final ByteBuffer plainBuffer;
    private final Deflater deflater;
    private final ZstdCompressCtx zstd;
    private byte[] packed;

    BlockEncoder(TiffLayout layout, int level) {
        this.layout = layout;
        this.plain = new byte[layout.blockBytes()];
        this.plainBuffer = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        this.deflater = layout.compression() == Compression.DEFLATE ? new Deflater(level) : null;
        this.zstd = layout.compression() == Compression.ZSTD ? new ZstdCompressCtx().setLevel(level) : null;
        // Incompressible data grows by less than this: 5 bytes per 16 KB block in zlib, less in ZSTD.
        this.packed = new byte[layout.blockBytes() + layout.blockBytes() / 1024 + 128];
    }

    /** The bytes of the tile, lent until the next call; cells outside {@code window} are stored as 0. */
    ByteBuffer encode(CellWindow window, Object samples) {
        int columns = layout.blockColumnCount();
        if (window.columnCount() < columns || window.rowCount() < layout.blockRowCount()) {
            Arrays.fill(plain, (byte) 0);
        }
        for (int row = 0; row < window.rowCount(); row++) {
            BandCopy.put(samples, row * columns, window.columnCount(), plainBuffer, row * columns);
        }
        layout.predictor().apply(plain, layout.rowShape(ByteOrder.LITTLE_ENDIAN), layout.blockRowCount());
        if (deflater != null) {
            return deflated();
        }
        if (zstd != null) {
            int length = zstd.compressByteArray(packed, 0, packed.length, plain, 0, layout.blockBytes());
            return ByteBuffer.wrap(packed, 0, length);
        }
        return ByteBuffer.wrap(plain);
    }

    private ByteBuffer deflated() {
        deflater.reset();
        deflater.setInput(plain, 0, layout.blockBytes());
        deflater.finish();
        int length = 0;
        while (!deflater.finished()) {
            if (length == packed.length) {
                packed = Arrays.copyOf(packed, 2 * packed.length);
            }
            length += deflater.deflate(packed, length, packed.length - length);
        }
        return ByteBuffer.wrap(packed, 0, length);
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
        if (zstd != null) {
            zstd.close();
        }
    }
}
