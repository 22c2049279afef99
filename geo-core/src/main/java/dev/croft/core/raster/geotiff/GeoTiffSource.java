package dev.croft.core.raster.geotiff;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A GeoTIFF: classic or BigTIFF, in tiles or strips, bands together or apart, compressed by any {@link Compression} and
 * {@link Predictor}, of any {@link dev.croft.core.raster.SampleType}. Overviews and masks are ignored. A block that the file
 * leaves out reads as nodata, or 0 when there is no nodata value. Names of classes are read from the file that GDAL keeps beside
 * the raster, {@code NAME.tif.aux.xml}.
 *
 * <p>Blocks are the file's tiles or strips, except that uncompressed strips of many megabytes are read in pieces.
 *
 * <p>Thread-safe. Opening reads the directory only; each thread that reads at once takes a decoder, whose buffers are about
 * the size of a block, and leaves it for the next.
 */
public final class GeoTiffSource implements RasterSource {
    private static final int PALETTE_PHOTOMETRIC = 3;

    private static final String CRS_REMEDY = " Give the raster another, for instance with gdal_edit -a_srs.";

    private final TiffFile file;
    private final TiffLayout layout;
    private final GridGeometry grid;
    private final List<RasterBand> bands;
    private final PagedNumbers offsets;
    private final Optional<PagedNumbers> byteCounts;
    private final long missingBits;

    /** Idle decoders, the last used first: its buffers are the warmest. */
    private final ConcurrentLinkedDeque<BlockDecoder> decoders = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    /**
     * Opens a file.
     *
     * @throws InputDataException when it is not a TIFF or its directory is damaged
     * @throws ConfigurationException when there is no such file, or it uses what Croft does not read; names it
     */
    public static GeoTiffSource open(Path path) throws IOException {
        return open(path, path);
    }

    /** As {@link #open(Path)}; messages speak of {@code shownAs}, such as the archive that the file was taken from. */
    public static GeoTiffSource open(Path path, Path shownAs) throws IOException {
        TiffFile file = TiffFile.open(path, shownAs);
        try {
            return new GeoTiffSource(file, TiffDirectory.ofMainImage(file), PamFile.classNames(path, shownAs));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private GeoTiffSource(TiffFile file, TiffDirectory tags, Map<Integer, Map<Long, String>> classNames)
            throws IOException {
        this.file = file;
        this.layout = TiffLayout.of(file, tags);
        GeoKeys keys = GeoKeys.of(file, tags);
        this.grid = new GridGeometry(
                crs(file, keys), GeoReference.of(file, tags, keys), layout.columnCount(), layout.rowCount());
        Optional<NoData> noData = noData(tags);
        this.bands = bands(tags, noData, classNames);
        this.missingBits = noData.isPresent() ? noData.get().bits(layout.type()).orElse(0) : 0;
        this.offsets = tags.pagedNumbers(
                layout.tiled() ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS, layout.storedBlockCount());
        this.byteCounts = byteCounts(tags);
    }

    private static Crs crs(TiffFile file, GeoKeys keys) {
        Optional<String> text = GeoKeyCrs.definition(keys);
        if (text.isEmpty()) {
            return Crs.UNKNOWN;
        }
        try {
            return Crs.parse(text.get());
        } catch (ConfigurationException e) {
            String reason = "Cannot use the CRS of " + file.shownAs() + ": " + e.getMessage();
            return Crs.unsupported(text.get(), reason + CRS_REMEDY);
        }
    }

    private Optional<NoData> noData(TiffDirectory tags) throws IOException {
        String text = tags.text(TiffTag.GDAL_NODATA).trim();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            NoData noData = new NoData(text);
            Objects.requireNonNull(noData.bits(layout.type())); // fails here rather than at the first block
            return Optional.of(noData);
        } catch (IllegalArgumentException e) {
            throw file.damaged(
                    "TIFF_NODATA", TiffTag.GDAL_NODATA + " holds \"" + text + "\", expected a number or nan", e);
        }
    }

    private List<RasterBand> bands(
            TiffDirectory tags, Optional<NoData> noData, Map<Integer, Map<Long, String>> classNames)
            throws IOException {
        Map<Integer, Map<String, String>> said = GdalMetadata.ofBands(file, tags.text(TiffTag.GDAL_METADATA));
        List<Integer> palette = palette(tags);
        List<RasterBand> found = new ArrayList<>(layout.bandCount());
        for (int band = 0; band < layout.bandCount(); band++) {
            Map<String, String> measure = new TreeMap<>(said.getOrDefault(band, Map.of()));
            String description = measure.remove(GdalMetadata.DESCRIPTION);
            found.add(new RasterBand(
                    layout.type(),
                    Objects.requireNonNullElse(description, ""),
                    noData,
                    palette,
                    classNames.getOrDefault(band + 1, Map.of()),
                    measure));
        }
        return List.copyOf(found);
    }

    /** TIFF 6.0 section 5: all reds, all greens, all blues, 16 bits each; some writers use only the lower 8. */
    private List<Integer> palette(TiffDirectory tags) throws IOException {
        boolean isPalette = tags.number(TiffTag.PHOTOMETRIC_INTERPRETATION, 1) == PALETTE_PHOTOMETRIC;
        int bits = layout.type().byteCount() * 8;
        if (!isPalette || !tags.has(TiffTag.COLOR_MAP) || layout.bandCount() > 1 || bits > 16) {
            return List.of();
        }
        int count = 1 << bits;
        long[] values = tags.numbers(TiffTag.COLOR_MAP, 3 * count);
        long largest = 0;
        for (long value : values) {
            largest = Math.max(largest, value);
        }
        int divisor = largest > 255 ? 257 : 1;
        List<Integer> palette = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long red = values[i] / divisor & 0xFF;
            long green = values[count + i] / divisor & 0xFF;
            long blue = values[2 * count + i] / divisor & 0xFF;
            palette.add((int) (0xFF000000 | red << 16 | green << 8 | blue));
        }
        return palette;
    }

    /** Empty for old uncompressed files that leave the tag out; then the size of a block is known. */
    private Optional<PagedNumbers> byteCounts(TiffDirectory tags) {
        TiffTag tag = layout.tiled() ? TiffTag.TILE_BYTE_COUNTS : TiffTag.STRIP_BYTE_COUNTS;
        if (layout.compression() == Compression.NONE && !tags.has(tag)) {
            return Optional.empty();
        }
        return Optional.of(tags.pagedNumbers(tag, layout.storedBlockCount()));
    }

    @Override
    public String name() {
        return file.shownAs().toString();
    }

    @Override
    public GridGeometry grid() {
        return grid;
    }

    @Override
    public List<RasterBand> bands() {
        return bands;
    }

    @Override
    public int blockColumnCount() {
        return layout.blockColumnCount();
    }

    @Override
    public int blockRowCount() {
        return layout.blockRowCount();
    }

    @Override
    public void readBlock(int band, int block, Object samples) throws IOException {
        Objects.checkIndex(band, layout.bandCount());
        Objects.checkIndex(block, blocksAcross() * blocksDown());
        CellWindow window = blockWindow(block);
        long stored = storedBlock(band, block, window);
        long skipped = (long) (window.row() % layout.storedRowCount()) * layout.rowBytes();
        try {
            long offset = offsets.get(stored);
            long byteCount = byteCounts.isPresent() ? byteCounts.get().get(stored) : Long.MAX_VALUE;
            if (offset == 0 || byteCount == 0) {
                BandCopy.fill(samples, blockColumnCount() * blockRowCount(), missingBits);
                return;
            }
            decode(offset, byteCount, skipped, band, window, samples);
        } catch (DamagedBlockException e) {
            throw damaged(band, window, e);
        }
    }

    private void decode(long offset, long byteCount, long skipped, int band, CellWindow window, Object samples)
            throws IOException, DamagedBlockException {
        BlockDecoder decoder = borrow();
        try {
            int bandInBlock = layout.chunky() ? band : 0;
            decoder.decode(offset + skipped, byteCount - skipped, bandInBlock, window.rowCount(), samples);
        } finally {
            giveBack(decoder);
        }
    }

    /** Index of the tile or strip that holds the block; blocks and strips differ when long strips are read in pieces. */
    private long storedBlock(int band, int block, CellWindow window) {
        long inBand =
                layout.blockRowCount() == layout.storedRowCount() ? block : window.row() / layout.storedRowCount();
        return layout.chunky() ? inBand : band * (layout.storedBlockCount() / layout.bandCount()) + inBand;
    }

    private BlockDecoder borrow() {
        BlockDecoder decoder = decoders.pollFirst();
        return decoder == null ? new BlockDecoder(file, layout) : decoder;
    }

    private void giveBack(BlockDecoder decoder) {
        decoders.addFirst(decoder);
        if (closed) {
            closeAll(decoders);
        }
    }

    private InputDataException damaged(int band, CellWindow window, DamagedBlockException e) {
        String place = "Cannot read band " + (band + 1) + " of " + file.shownAs() + ", window " + window;
        String state = e.code().equals("TIFF_TRUNCATED") ? "truncated" : "damaged";
        String remedy = "The file looks " + state + "; copy it again or run `croft validate`.";
        return new InputDataException(file.shownAs(), e.code(), place + ": " + e.getMessage() + ". " + remedy, e);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeAll(decoders);
        file.close();
    }

    private static void closeAll(Queue<BlockDecoder> idle) {
        for (BlockDecoder decoder = idle.poll(); decoder != null; decoder = idle.poll()) {
            decoder.close();
        }
    }
}
