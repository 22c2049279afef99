package dev.croft.core.raster.geotiff;

import dev.croft.core.problem.Problems;

/**
 * How a GeoTIFF is to be written; begin with {@link #DEFAULT}.
 *
 * @param blockColumnCount columns of a tile, a multiple of 16
 * @param blockRowCount rows of a tile, a multiple of 16
 * @param compression {@link Compression#NONE}, {@link Compression#DEFLATE} or {@link Compression#ZSTD}
 * @param level 1 (fast) to 9 for Deflate and to 19 for ZSTD; without meaning for NONE
 * @param predictor applies to compressed tiles; {@link Predictor#FLOATING_POINT} only to floats
 */
public record GeoTiffOptions(
        int blockColumnCount,
        int blockRowCount,
        Compression compression,
        int level,
        Predictor predictor,
        OffsetSize offsetSize) {

    /** Tiles of 256 x 256 cells, Deflate at level 6, no predictor. */
    public static final GeoTiffOptions DEFAULT =
            new GeoTiffOptions(256, 256, Compression.DEFLATE, 6, Predictor.NONE, OffsetSize.AUTO);

    private static final int TILE_STEP = 16;
    private static final int MOST_TILE_SIZE = 1 << 14;

    /** Whether the file is a classic TIFF, of at most 4 GiB, or a BigTIFF. */
    public enum OffsetSize {
        /** BigTIFF when the samples, uncompressed, might not fit a classic TIFF. */
        AUTO,
        BIG
    }

    public GeoTiffOptions {
        Problems problems = new Problems();
        requireTileSize(problems, "columns", blockColumnCount);
        requireTileSize(problems, "rows", blockRowCount);
        int highest = compression == Compression.ZSTD ? 19 : 9;
        boolean isWritten = compression != Compression.LZW && compression != Compression.PACKBITS;
        problems.require(
                isWritten,
                () -> "Cannot write GeoTIFF with compression " + compression + ": expected NONE, DEFLATE or ZSTD");
        boolean levelFits = compression == Compression.NONE || (level >= 1 && level <= highest);
        problems.require(
                levelFits,
                () -> "Cannot compress with " + compression + " at level " + level + ": expected 1 to " + highest);
        problems.throwIfAny();
    }

    private static void requireTileSize(Problems problems, String what, int size) {
        problems.require(
                size >= TILE_STEP && size <= MOST_TILE_SIZE && size % TILE_STEP == 0,
                () -> "Cannot write GeoTIFF tiles of " + size + " " + what + ": expected a multiple of " + TILE_STEP
                        + " up to " + MOST_TILE_SIZE);
    }

    public GeoTiffOptions withTileSize(int columns, int rows) {
        return new GeoTiffOptions(columns, rows, compression, level, predictor, offsetSize);
    }

    public GeoTiffOptions withCompression(Compression newCompression, int newLevel) {
        return new GeoTiffOptions(blockColumnCount, blockRowCount, newCompression, newLevel, predictor, offsetSize);
    }

    public GeoTiffOptions withPredictor(Predictor newPredictor) {
        return new GeoTiffOptions(blockColumnCount, blockRowCount, compression, level, newPredictor, offsetSize);
    }

    public GeoTiffOptions withOffsetSize(OffsetSize newOffsetSize) {
        return new GeoTiffOptions(blockColumnCount, blockRowCount, compression, level, predictor, newOffsetSize);
    }
}
