package dev.croft.core.raster.geotiff;

import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * How the samples of an image lie in its file, checked: every product below fits its type, and no block is larger than
 * {@link #MOST_BLOCK_BYTES}.
 *
 * @param tiled whether blocks are tiles; otherwise strips
 * @param chunky whether a block holds all bands, sample by sample; otherwise each band has blocks of its own
 * @param storedRowCount rows of a stored tile or strip
 * @param blockRowCount rows of a block as shown to callers; less than {@code storedRowCount} when long uncompressed strips
 *     are read in pieces
 */
record TiffLayout(
        int columnCount,
        int rowCount,
        int bandCount,
        SampleType type,
        boolean tiled,
        boolean chunky,
        int blockColumnCount,
        int storedRowCount,
        int blockRowCount,
        Compression compression,
        Predictor predictor) {

    /** Larger blocks are refused: each reading thread would need so much memory, twice. */
    static final int MOST_BLOCK_BYTES = 1 << 28;

    /** Uncompressed strips longer than four of these are read in pieces of about this size. */
    private static final int PIECE_BYTES = 1 << 20;

    private static final int MOST_SIZE = 1 << 30;
    private static final int MOST_BANDS = 65_535;

    private static final Map<Long, String> FORMATS = Map.of(
            1L, "unsigned integers", 2L, "signed integers", 3L, "floats", 5L, "complex integers", 6L, "complex floats");

    /** Bands that share a block. */
    int bandsPerBlock() {
        return chunky ? bandCount : 1;
    }

    int rowBytes() {
        return blockColumnCount * bandsPerBlock() * type.byteCount();
    }

    /** Bytes of a whole block, decompressed. */
    int blockBytes() {
        return rowBytes() * blockRowCount;
    }

    int blocksAcross() {
        return (columnCount - 1) / blockColumnCount + 1;
    }

    /** Tiles or strips in the file; more than fit an int only in a file that is refused. */
    long storedBlockCount() {
        long down = (rowCount - 1L) / storedRowCount + 1;
        return blocksAcross() * down * (chunky ? 1 : bandCount);
    }

    Predictor.RowShape rowShape(ByteOrder order) {
        return new Predictor.RowShape(rowBytes(), type.byteCount(), bandsPerBlock(), order);
    }

    static TiffLayout of(TiffFile file, TiffDirectory tags) throws IOException {
        refuseOddities(file, tags);
        int columns = size(file, tags, TiffTag.IMAGE_WIDTH);
        int rows = size(file, tags, TiffTag.IMAGE_LENGTH);
        long bands = tags.number(TiffTag.SAMPLES_PER_PIXEL, 1);
        if (bands < 1 || bands > MOST_BANDS) {
            throw file.damaged("TIFF_TAG", TiffTag.SAMPLES_PER_PIXEL + " is " + bands);
        }
        SampleType type = sampleType(file, tags, (int) bands);
        boolean tiled = tags.has(TiffTag.TILE_WIDTH) || tags.has(TiffTag.TILE_OFFSETS);
        boolean chunky = bands == 1 || tags.number(TiffTag.PLANAR_CONFIGURATION, 1) != 2;
        int blockColumns = tiled ? size(file, tags, TiffTag.TILE_WIDTH) : columns;
        int storedRows = tiled ? size(file, tags, TiffTag.TILE_LENGTH) : rowsPerStrip(file, tags, rows);
        Compression compression = compression(file, tags);
        long rowBytes = (long) blockColumns * type.byteCount() * (chunky ? bands : 1);
        int blockRows = storedRows;
        if (!tiled && compression == Compression.NONE && rowBytes * storedRows > 4L * PIECE_BYTES) {
            blockRows = pieceRows(rows, storedRows, rowBytes);
        }
        if (rowBytes > MOST_BLOCK_BYTES || rowBytes * blockRows > MOST_BLOCK_BYTES) {
            throw file.unsupported("its " + (tiled ? "tiles" : "strips") + " of " + blockColumns + " x " + blockRows
                    + " cells take " + rowBytes * blockRows + " bytes each, more than " + MOST_BLOCK_BYTES);
        }
        TiffLayout layout = new TiffLayout(
                columns,
                rows,
                (int) bands,
                type,
                tiled,
                chunky,
                blockColumns,
                storedRows,
                blockRows,
                compression,
                predictor(file, tags, compression, type));
        if (layout.storedBlockCount() > Integer.MAX_VALUE) {
            throw file.unsupported("it has " + layout.storedBlockCount() + " blocks");
        }
        return layout;
    }

    /** Rows of a piece, such that no piece straddles two strips. */
    private static int pieceRows(int rows, int storedRows, long rowBytes) {
        int wanted = (int) Math.max(1, PIECE_BYTES / rowBytes);
        if (storedRows == rows) {
            return wanted;
        }
        while (storedRows % wanted != 0) {
            wanted--;
        }
        return wanted;
    }

    private static int rowsPerStrip(TiffFile file, TiffDirectory tags, int rows) throws IOException {
        long value = tags.number(TiffTag.ROWS_PER_STRIP, rows);
        if (value < 1) {
            throw file.damaged("TIFF_TAG", TiffTag.ROWS_PER_STRIP + " is " + value);
        }
        return (int) Math.min(value, rows); // 2^32 - 1 means one strip
    }

    private static int size(TiffFile file, TiffDirectory tags, TiffTag tag) throws IOException {
        long value = tags.number(tag);
        if (value < 1 || value > MOST_SIZE) {
            throw file.damaged("TIFF_TAG", tag + " is " + value + ", expected 1 to " + MOST_SIZE);
        }
        return (int) value;
    }

    private static SampleType sampleType(TiffFile file, TiffDirectory tags, int bands) throws IOException {
        long bits = common(file, tags, TiffTag.BITS_PER_SAMPLE, 1, bands);
        long format = common(file, tags, TiffTag.SAMPLE_FORMAT, 1, bands);
        if (format == 4) {
            format = 1; // "undefined", which everyone reads as unsigned
        }
        for (SampleType type : SampleType.values()) {
            if (bits == 8L * type.byteCount() && formatOf(type) == format) {
                return type;
            }
        }
        String samples = FORMATS.getOrDefault(format, "samples of format " + format);
        String remedy = samples.startsWith("complex") ? " (`-ot Float32` takes their real parts)" : "";
        throw file.unsupported("it holds " + bits + "-bit " + samples + remedy);
    }

    private static long formatOf(SampleType type) {
        return type.isFloating() ? 3 : type.isSigned() ? 2 : 1;
    }

    /** The value that all bands share; some writers give it once for all. */
    private static long common(TiffFile file, TiffDirectory tags, TiffTag tag, long whenAbsent, int bands)
            throws IOException {
        if (!tags.has(tag)) {
            return whenAbsent;
        }
        long[] values = tags.numbers(tag, (int) Math.min(bands, Math.max(1, tags.count(tag))));
        for (long value : values) {
            if (value != values[0]) {
                throw file.unsupported("its bands differ in " + tag + ": " + values[0] + " and " + value);
            }
        }
        return values[0];
    }

    private static Compression compression(TiffFile file, TiffDirectory tags) throws IOException {
        long value = tags.number(TiffTag.COMPRESSION, 1);
        return Compression.ofTag(value)
                .orElseThrow(() -> file.unsupported("its blocks are compressed with " + Compression.nameOfTag(value)));
    }

    private static Predictor predictor(TiffFile file, TiffDirectory tags, Compression compression, SampleType type)
            throws IOException {
        if (!compression.isPredicted()) {
            return Predictor.NONE;
        }
        long value = tags.number(TiffTag.PREDICTOR, 1);
        return Predictor.ofTag(value)
                .filter(predictor -> predictor != Predictor.FLOATING_POINT || type.isFloating())
                .orElseThrow(() -> file.unsupported("it has predictor " + value + " for samples of type " + type));
    }

    private static void refuseOddities(TiffFile file, TiffDirectory tags) throws IOException {
        if (tags.number(TiffTag.FILL_ORDER, 1) == 2) {
            throw file.unsupported("its bytes have the least significant bit first (fill order 2)");
        }
        if (tags.number(TiffTag.TILE_DEPTH, 1) > 1) {
            throw file.unsupported("its tiles are volumes");
        }
        if (tags.number(TiffTag.PHOTOMETRIC_INTERPRETATION, 1) == 6) {
            throw file.unsupported("its colours are YCbCr");
        }
    }
}
