package dev.croft.core.raster.geotiff;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Writes a GeoTIFF of tiles, each band apart, without holding more than the tiles in hand. Tiles may come in any order and
 * from any thread; those that never come are left out of the file and read as nodata. The directory follows the tiles and
 * the header is written last: until {@link #finish} the file is no TIFF.
 *
 * <p>Thread-safe. The order of tiles in the file is that of the calls, so one thread writing in order gives the same bytes
 * each time.
 */
public final class GeoTiffWriter implements Closeable {
    /** Classic offsets have 32 bits; the rest is room for the directory and for tiles that grow when compressed. */
    private static final long MOST_CLASSIC_BYTES = (1L << 32) - (1L << 26);

    private static final long MOST_BLOCKS = 1 << 26;

    private final Path path;
    private final GridGeometry grid;
    private final List<RasterBand> bands;
    private final TiffLayout layout;
    private final int level;
    private final boolean big;
    private final Optional<GeoKeyDirectory> geoKeys;
    private final FileChannel channel;
    private final AtomicLong end;
    private final AtomicLongArray offsets;
    private final AtomicLongArray byteCounts;
    private final Map<Integer, Map<String, String>> metadata = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<BlockEncoder> encoders = new ConcurrentLinkedDeque<>();

    /**
     * Creates the file, replacing one that exists.
     *
     * @throws ConfigurationException when a GeoTIFF cannot hold this: bands that differ in type or nodata, a palette for
     *     other than one band of 8 or 16 bits, a CRS that is not {@link #canState stated}
     */
    public static GeoTiffWriter create(Path path, GridGeometry grid, List<RasterBand> bands, GeoTiffOptions options)
            throws IOException {
        return new GeoTiffWriter(path, grid, List.copyOf(bands), options);
    }

    private GeoTiffWriter(Path path, GridGeometry grid, List<RasterBand> bands, GeoTiffOptions options)
            throws IOException {
        this.path = path;
        this.grid = grid;
        this.bands = bands;
        this.level = options.level();
        requireAlike();
        this.layout = layout(options);
        this.geoKeys = geoKeys();
        long blocks = layout.storedBlockCount();
        require(blocks <= MOST_BLOCKS, "it would have " + blocks + " tiles; choose larger ones");
        this.big = options.offsetSize() == GeoTiffOptions.OffsetSize.BIG
                || blocks * (layout.blockBytes() + 16L) > MOST_CLASSIC_BYTES;
        this.end = new AtomicLong(big ? 16 : 8);
        this.offsets = new AtomicLongArray((int) blocks);
        this.byteCounts = new AtomicLongArray((int) blocks);
        this.channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void requireAlike() {
        require(!bands.isEmpty(), "it has no bands");
        RasterBand first = bands.get(0);
        for (RasterBand band : bands) {
            require(band.type() == first.type(), "its bands are of types " + first.type() + " and " + band.type());
            require(band.noData().equals(first.noData()), "its bands differ in nodata, and GeoTIFF has one for all");
        }
        int paletteSize = first.palette().size();
        boolean paletteFits = bands.size() == 1
                && first.type().byteCount() <= 2
                && !first.type().isSigned();
        require(paletteSize == 0 || paletteFits, "a palette needs a single band of type UINT8 or UINT16");
        require(paletteSize <= 1 << Math.min(16, 8 * first.type().byteCount()), "its palette has too many colours");
    }

    private TiffLayout layout(GeoTiffOptions options) {
        SampleType type = bands.get(0).type();
        Predictor predictor = options.compression().isPredicted() ? options.predictor() : Predictor.NONE;
        require(
                predictor != Predictor.FLOATING_POINT || type.isFloating(),
                "the floating-point predictor needs floats, and its bands are of type " + type);
        return new TiffLayout(
                grid.columnCount(),
                grid.rowCount(),
                bands.size(),
                type,
                true,
                bands.size() == 1,
                options.blockColumnCount(),
                options.blockRowCount(),
                options.blockRowCount(),
                options.compression(),
                predictor);
    }

    /** Whether a GeoTIFF can state the CRS so that it reads back as the same. */
    public static boolean canState(Crs crs) {
        return GeoKeyDirectory.of(crs).isPresent();
    }

    private Optional<GeoKeyDirectory> geoKeys() {
        if (!grid.crs().isKnown()) {
            return Optional.empty();
        }
        Optional<GeoKeyDirectory> keys = GeoKeyDirectory.of(grid.crs());
        require(
                keys.isPresent(),
                "GeoTIFF cannot state its CRS, " + grid.crs().name() + ", so that it reads back as the same");
        return keys;
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new ConfigurationException("Cannot write " + path + ": " + problem);
        }
    }

    /** Number of tiles of a band; they are counted as in {@link dev.croft.core.raster.RasterSource}. */
    public int blockCount() {
        return (int) (layout.storedBlockCount() / (layout.chunky() ? 1 : layout.bandCount()));
    }

    /** Cells of tile {@code block}, cut to the grid. */
    public CellWindow blockWindow(int block) {
        int column = block % layout.blocksAcross() * layout.blockColumnCount();
        int row = block / layout.blocksAcross() * layout.blockRowCount();
        CellWindow whole = new CellWindow(column, row, layout.blockColumnCount(), layout.blockRowCount());
        return whole.intersection(grid.window());
    }

    /**
     * Writes one tile of one band, once.
     *
     * @param samples array of the bands' type; row by row, each row a whole tile wide also in tiles that are cut, as
     *     {@link dev.croft.core.raster.RasterSource#readBlock} gives them
     */
    public void writeBlock(int band, int block, Object samples) throws IOException {
        Objects.checkIndex(band, layout.bandCount());
        BlockEncoder encoder = borrowEncoder();
        try {
            append(band, block, encoder.encode(blockWindow(block), samples));
        } finally {
            encoders.addFirst(encoder);
        }
    }

    /**
     * Compresses a tile without writing it, so that threads can share that work and one can then {@link #writeEncoded write} in
     * order.
     *
     * @param samples as for {@link #writeBlock}
     * @param encoded replaced by the result
     */
    public void encodeBlock(int block, Object samples, EncodedBlock encoded) {
        BlockEncoder encoder = borrowEncoder();
        try {
            encoded.set(block, encoder.encode(blockWindow(block), samples));
        } finally {
            encoders.addFirst(encoder);
        }
    }

    /** Writes a tile that {@link #encodeBlock} compressed, once. */
    public void writeEncoded(int band, EncodedBlock encoded) throws IOException {
        Objects.checkIndex(band, layout.bandCount());
        append(band, encoded.block(), encoded.bytes());
    }

    private BlockEncoder borrowEncoder() {
        BlockEncoder idle = encoders.pollFirst();
        return idle == null ? new BlockEncoder(layout, level) : idle;
    }

    private void append(int band, int block, ByteBuffer bytes) throws IOException {
        Objects.checkIndex(block, blockCount());
        int length = bytes.remaining();
        long offset = end.getAndAdd(length);
        write(bytes, offset);
        int index = band * blockCount() + block;
        offsets.set(index, offset);
        byteCounts.set(index, length);
    }

    /** Metadata of a band as GDAL keeps it, such as {@code STATISTICS_MEAN}; before {@link #finish}, by one thread. */
    public void setMetadata(int band, Map<String, String> items) {
        Objects.checkIndex(band, layout.bandCount());
        metadata.put(band, Map.copyOf(items));
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        try {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            throw new IOException("Cannot write " + path + ": " + e, e);
        }
    }

    /** Writes directory and header, after all tiles. */
    public void finish() throws IOException {
        long position = end.get() + (end.get() & 1); // "must begin on a word boundary"
        ByteBuffer directory = directory().build(position, 0);
        if (!big && position + directory.remaining() >= 1L << 32) {
            throw new IllegalStateException("Cannot finish " + path + ": a classic TIFF ends at 4 GiB");
        }
        write(directory, position);
        ByteBuffer header = ByteBuffer.allocate(big ? 16 : 8).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) 0x4949);
        if (big) {
            header.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(position);
        } else {
            header.putShort((short) 42).putInt((int) position);
        }
        write(header.flip(), 0);
    }

    private DirectoryBuilder directory() {
        DirectoryBuilder tags = new DirectoryBuilder(big);
        SampleType type = layout.type();
        int bandCount = layout.bandCount();
        tags.putLong(TiffTag.IMAGE_WIDTH, layout.columnCount());
        tags.putLong(TiffTag.IMAGE_LENGTH, layout.rowCount());
        tags.putRepeatedShort(TiffTag.BITS_PER_SAMPLE, type.byteCount() * 8, bandCount);
        tags.putRepeatedShort(TiffTag.SAMPLE_FORMAT, type.isFloating() ? 3 : type.isSigned() ? 2 : 1, bandCount);
        tags.putShorts(TiffTag.SAMPLES_PER_PIXEL, bandCount);
        tags.putShorts(TiffTag.COMPRESSION, layout.compression().tagValue());
        tags.putShorts(TiffTag.PLANAR_CONFIGURATION, layout.chunky() ? 1 : 2);
        tags.putLong(TiffTag.TILE_WIDTH, layout.blockColumnCount());
        tags.putLong(TiffTag.TILE_LENGTH, layout.blockRowCount());
        tags.putOffsets(TiffTag.TILE_OFFSETS, plain(offsets));
        tags.putOffsets(TiffTag.TILE_BYTE_COUNTS, plain(byteCounts));
        if (layout.predictor() != Predictor.NONE) {
            tags.putShorts(TiffTag.PREDICTOR, layout.predictor().tagValue());
        }
        if (bandCount > 1) {
            tags.putRepeatedShort(TiffTag.EXTRA_SAMPLES, 0, bandCount - 1);
        }
        putPalette(tags);
        putGeoReference(tags);
        geoKeys.ifPresent(keys -> keys.putInto(tags));
        String items = GdalMetadata.of(bands, metadata);
        if (!items.isEmpty()) {
            tags.putText(TiffTag.GDAL_METADATA, items);
        }
        Optional<NoData> noData = bands.get(0).noData();
        noData.ifPresent(value -> tags.putText(TiffTag.GDAL_NODATA, value.text()));
        return tags;
    }

    private static long[] plain(AtomicLongArray values) {
        long[] plain = new long[values.length()];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = values.get(i);
        }
        return plain;
    }

    /** Interpretation 1: "black is zero"; 3: palette. The colour map has a place for every value, black when not given. */
    private void putPalette(DirectoryBuilder tags) {
        List<Integer> palette = bands.get(0).palette();
        tags.putShorts(TiffTag.PHOTOMETRIC_INTERPRETATION, palette.isEmpty() ? 1 : 3);
        if (palette.isEmpty()) {
            return;
        }
        int count = 1 << (8 * layout.type().byteCount());
        int[] map = new int[3 * count];
        for (int i = 0; i < palette.size(); i++) {
            int colour = palette.get(i);
            map[i] = ((colour >> 16) & 0xFF) * 257;
            map[count + i] = ((colour >> 8) & 0xFF) * 257;
            map[2 * count + i] = (colour & 0xFF) * 257;
        }
        tags.putShorts(TiffTag.COLOR_MAP, map);
    }

    private void putGeoReference(DirectoryBuilder tags) {
        GeoTransform map = grid.transform();
        if (map.isNorthUp()) {
            tags.putDoubles(TiffTag.MODEL_PIXEL_SCALE, map.columnX(), -map.rowY(), 0);
            tags.putDoubles(TiffTag.MODEL_TIEPOINT, 0, 0, 0, map.originX(), map.originY(), 0);
            return;
        }
        double[] matrix = new double[16];
        matrix[0] = map.columnX();
        matrix[1] = map.rowX();
        matrix[3] = map.originX();
        matrix[4] = map.columnY();
        matrix[5] = map.rowY();
        matrix[7] = map.originY();
        matrix[15] = 1;
        tags.putDoubles(TiffTag.MODEL_TRANSFORMATION, matrix);
    }

    /** Closes the file; without {@link #finish} before, what is left is not a TIFF. */
    @Override
    public void close() throws IOException {
        for (BlockEncoder encoder = encoders.poll(); encoder != null; encoder = encoders.poll()) {
            encoder.close();
        }
        channel.close();
    }
}
