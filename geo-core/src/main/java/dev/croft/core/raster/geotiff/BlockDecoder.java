package dev.croft.core.raster.geotiff;

import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads stored blocks and turns them into samples. Holds buffers that grow to the size of a block and are used again;
 * confined to the thread that borrowed it from {@link GeoTiffSource}.
 */
final class BlockDecoder implements AutoCloseable {
    private static final byte[] EMPTY = {};

    /** The most that any scheme makes of a byte: ZSTD says 128 KiB of equal bytes in four. Deflate reaches 1032. */
    private static final long MOST_EXPANSION = 1 << 15;

    private final TiffFile file;
    private final TiffLayout layout;
    private final Decompressor decompressor;
    private byte[] stored = EMPTY;
    private byte[] unpacked = EMPTY;

    /** Where the block of many bands that {@link #unpacked} holds came from: its other bands need no work then. */
    private long unpackedOffset;

    private int unpackedRowCount;

    BlockDecoder(TiffFile file, TiffLayout layout) {
        this.file = file;
        this.layout = layout;
        this.decompressor = layout.compression() == Compression.NONE
                ? null
                : layout.compression().newDecompressor();
    }

    /**
     * Decodes one band of a block.
     *
     * @param offset where in the file the block lies
     * @param byteCount bytes that it takes there
     * @param band index of the band among those that share the block
     * @param rowCount rows inside the grid; rows below may be missing from the file
     */
    void decode(long offset, long byteCount, int band, int rowCount, Object samples)
            throws IOException, DamagedBlockException {
        requirePlausible(offset, byteCount, rowCount);
        SampleType type = layout.type();
        if (layout.bandsPerBlock() == 1 && type.byteCount() == 1) {
            unpack(offset, byteCount, rowCount, (byte[]) samples);
            return;
        }
        if (unpackedOffset != offset || unpackedRowCount != rowCount || layout.bandsPerBlock() == 1) {
            unpackedOffset = 0;
            if (unpacked.length < layout.blockBytes()) {
                unpacked = new byte[layout.blockBytes()];
            }
            unpack(offset, byteCount, rowCount, unpacked);
            unpackedOffset = offset;
            unpackedRowCount = rowCount;
        }
        ByteBuffer bytes = ByteBuffer.wrap(unpacked).order(file.order());
        int count = rowCount * layout.blockColumnCount();
        BandCopy.copy(bytes, type, band, layout.bandsPerBlock(), count, samples);
    }

    /** Before memory is taken for the block: it must lie in the file, and be large enough for what it is to give. */
    private void requirePlausible(long offset, long byteCount, int rowCount) throws DamagedBlockException {
        int needed = rowCount * layout.rowBytes();
        long stored = decompressor == null ? Math.min(byteCount, needed) : byteCount;
        if (!file.holds(offset, stored)) {
            long present = offset < 0 ? 0 : Math.max(0, file.byteCount() - offset);
            throw truncated(present, byteCount);
        }
        long most = decompressor == null ? stored : MOST_EXPANSION * stored;
        if (most < needed) {
            throw new DamagedBlockException(
                    "TIFF_BLOCK", "block is " + stored + " bytes, too few for the " + needed + " of its cells");
        }
    }

    /** Fills {@code target} with the block's rows as they were before compression and prediction. */
    private void unpack(long offset, long byteCount, int rowCount, byte[] target)
            throws IOException, DamagedBlockException {
        int needed = rowCount * layout.rowBytes();
        if (decompressor == null) {
            requireAll(file.read(offset, target, needed), needed);
            return;
        }
        int found = decompress(offset, byteCount, target);
        if (found < needed) {
            throw new DamagedBlockException(
                    "TIFF_BLOCK", "block is " + found + " bytes once decompressed, its size says " + needed);
        }
        layout.predictor().undo(target, layout.rowShape(file.order()), rowCount);
    }

    private int decompress(long offset, long byteCount, byte[] target) throws IOException, DamagedBlockException {
        // No scheme needs twice the space of the samples: a larger count reserves space, or is nonsense.
        int wanted = (int) Math.min(byteCount, 2L * layout.blockBytes() + 65_536);
        if (stored.length < wanted) {
            stored = new byte[Math.max(wanted, Math.min(2 * stored.length, 1 << 20))];
        }
        requireAll(file.read(offset, stored, wanted), wanted);
        return decompressor.decompress(stored, wanted, target, layout.blockBytes());
    }

    private static void requireAll(int found, int wanted) throws DamagedBlockException {
        if (found < wanted) {
            throw truncated(found, wanted);
        }
    }

    private static DamagedBlockException truncated(long found, long expected) {
        return new DamagedBlockException(
                "TIFF_TRUNCATED", "block is " + found + " bytes, header says " + Long.toUnsignedString(expected));
    }

    @Override
    public void close() {
        stored = EMPTY;
        unpacked = EMPTY;
        if (decompressor != null) {
            decompressor.close();
        }
    }
}
