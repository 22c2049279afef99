package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.cache.BlockCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A raster on another grid, computed block by block when it is read. The value of a cell depends on the source, the target
 * grid and the options alone: not on blocks, order or threads. Cells without a source cell that has data are nodata; so are, for
 * near, bilinear and cubic, those whose centre lies in no source cell with data.
 *
 * <p>Bands keep their type, scale, offset and unit, palettes and names of classes only where values are kept. Sums are FLOAT64 with NaN as nodata unless the options name
 * another, for a total may be any number. A computed number that would be the nodata value becomes its nearer neighbour; a value
 * that is kept and is the nodata value of the options is refused, for it would be lost.
 *
 * <p>Between CRSs, cells are placed within {@link CellMapping#MOST_ERROR} of a cell of either grid.
 * Bilinear and cubic sample at the transformed centre, widened by the local ratio of cell sizes. The other methods take the
 * quadrilateral of the transformed corners, or an {@link Outline} where that is not good enough. A cell that lies in part where
 * there is no transform, that spans half the world, such as one around a pole, or through which a {@link Seam} of the source's CRS
 * runs, is nodata; not one that only touches such a place. Longitudes of a geographic source repeat every 360 degrees, but kernels
 * do not reach across its edge.
 *
 * <p>Thread-safe when the source is. Closing closes the source.
 */
public final class ResampledRaster extends DerivedRaster {
    private static final int BLOCK_SIZE = 256;

    /** More source cells than this are not held at once for a window of several target cells. */
    private static final int MOST_CELLS = 1 << 21;

    /** A source that is no larger is kept whole. */
    private static final long SMALL_BYTES = 1 << 25;

    /** Source cells that one target cell may need. */
    private static final long MOST_CELLS_OF_ONE = 1 << 26;

    private final GridGeometry target;
    private final List<RasterBand> bands;
    private final List<BlockCache> caches;
    private final Kernel kernel;
    private final int blockColumnCount;
    private final int blockRowCount;
    private final CellArrays.Pool pool = new CellArrays.Pool();

    private ResampledRaster(
            RasterSource source,
            GridGeometry target,
            List<RasterBand> bands,
            List<BlockCache> caches,
            Kernel kernel,
            int blockColumnCount,
            int blockRowCount) {
        super(source);
        this.target = target;
        this.bands = bands;
        this.caches = caches;
        this.kernel = kernel;
        this.blockColumnCount = blockColumnCount;
        this.blockRowCount = blockRowCount;
    }

    /**
     * {@code source} on the grid {@code target}.
     *
     * @param cacheBytes decoded blocks of the source to keep at most, over all bands
     * @throws ConfigurationException when a grid is rotated, a CRS is unknown, or a band cannot hold its nodata value, or has none
     *     though cells of the target lie outside the source
     */
    public static ResampledRaster of(
            RasterSource source, GridGeometry target, ResampleOptions options, long cacheBytes) {
        requireStraight(source.name(), source.grid());
        requireStraight("the target grid", target);
        CellMapping mapping = CellMapping.between(target, source.grid());
        List<RasterBand> bands = new ArrayList<>();
        for (int band = 0; band < source.bands().size(); band++) {
            bands.add(targetBand(source, band, options, mapping));
        }
        Kernel kernel = mapping.isParallel() ? aligned(mapping, options) : mapped(mapping, options);
        long blockCount = usefulBlockCount(source, kernel, target);
        List<BlockCache> caches = new ArrayList<>();
        for (int band = 0; band < source.bands().size(); band++) {
            long usefulBytes = blockCount * blockBytes(source, band);
            caches.add(new BlockCache(
                    source, band, Math.min(cacheBytes / source.bands().size(), usefulBytes)));
        }
        return new ResampledRaster(
                source, target, List.copyOf(bands), List.copyOf(caches), kernel, BLOCK_SIZE, BLOCK_SIZE);
    }

    private static long blockBytes(RasterSource source, int band) {
        return (long) source.blockColumnCount()
                * source.blockRowCount()
                * source.bands().get(band).type().byteCount();
    }

    /**
     * How many blocks of the source need to be kept when those of the target are asked for in their order: what two rows of them
     * need, estimated in three places. All, when they are small.
     */
    private static long usefulBlockCount(RasterSource source, Kernel kernel, GridGeometry target) {
        long all = (long) source.blocksAcross() * source.blocksDown();
        if (all * blockBytes(source, 0) <= SMALL_BYTES) {
            return all;
        }
        int height = Math.min(target.rowCount(), BLOCK_SIZE);
        int last = target.rowCount() - height;
        long most = 0;
        for (int row : new int[] {0, last / 2, last}) {
            CellWindow needed = kernel.prepare(new CellWindow(0, row, target.columnCount(), height))
                    .source();
            long across = needed.columnCount() / source.blockColumnCount() + 2L;
            long down = needed.rowCount() / source.blockRowCount() + 2L;
            most = Math.max(most, across * down);
        }
        return Math.min(all, 2 * most);
    }

    private static void requireStraight(String what, GridGeometry grid) {
        GeoTransform transform = grid.transform();
        if (transform.isRotated()) {
            throw new ConfigurationException("Cannot resample with " + what
                    + ": the grid is rotated, its columns and rows do not run along the axes of its CRS ("
                    + transform + "). Bring it to a grid that is not, for instance with gdalwarp.");
        }
    }

    private static Kernel aligned(CellMapping mapping, ResampleOptions options) {
        AxisWeights.Axis columns = mapping.columnAxis();
        AxisWeights.Axis rows = mapping.rowAxis();
        return switch (options.method().family()) {
            case POINT -> AlignedNear.of(columns, rows);
            case CONVOLUTION, COVERED_MEAN -> AlignedMean.of(options, columns, rows);
            case CHOICE -> AlignedChoice.of(options, columns, rows);
        };
    }

    private static Kernel mapped(CellMapping mapping, ResampleOptions options) {
        return switch (options.method().family()) {
            case POINT -> new MappedNear(mapping);
            case CONVOLUTION -> new MappedConvolution(mapping, Convolution.of(options.method()));
            case COVERED_MEAN -> new MappedMean(mapping, options);
            case CHOICE -> new MappedChoice(mapping, options);
        };
    }

    private static RasterBand targetBand(RasterSource source, int index, ResampleOptions options, CellMapping mapping) {
        RasterBand band = source.bands().get(index);
        boolean isSum = options.method() == Method.SUM;
        SampleType type = isSum ? SampleType.FLOAT64 : band.type();
        Optional<NoData> given = options.noData().or(() -> isSum ? Optional.empty() : band.noData());
        Optional<NoData> noData = type.isFloating() ? given.or(() -> Optional.of(new NoData("nan"))) : given;
        String place = "band " + (index + 1) + " of " + source.name();
        if (noData.isEmpty() && !mapping.isInsideSource()) {
            throw new ConfigurationException("Cannot resample " + place
                    + ": it has no nodata value, and cells of the target lie outside it. Give one that fits " + type
                    + " (--nodata).");
        }
        noData.ifPresent(value -> {
            if (value.bits(type).isEmpty()) {
                throw new ConfigurationException("Cannot resample " + place + ": no cell of " + type
                        + " can hold the nodata value " + value + ". Give another (--nodata).");
            }
        });
        if (isSum && hasOffset(band)) {
            throw new ConfigurationException("Cannot sum " + place + ": its values are stored less an offset of "
                    + band.measure().get(RasterBand.OFFSET)
                    + ", and a sum of them would be less as many offsets as it has cells. Choose another --method, or apply"
                    + " the offset before, for instance with gdal_translate -unscale.");
        }
        boolean keepsValues = options.method().keepsValues();
        return new RasterBand(
                type,
                band.description(),
                noData,
                keepsValues ? band.palette() : List.of(),
                keepsValues ? band.classNames() : Map.of(),
                band.measure());
    }

    /** Whether zero is not stored as zero, so that stored values cannot be summed. */
    static boolean hasOffset(RasterBand band) {
        return !band.measure().getOrDefault(RasterBand.OFFSET, "0").matches("[-+]?0*\\.?0*([eE][-+]?[0-9]+)?");
    }

    /** The same raster in blocks of another size; they share what is decoded. */
    public ResampledRaster withBlocks(int columnCount, int rowCount) {
        if (columnCount < 1 || rowCount < 1) {
            throw new IllegalArgumentException("Cannot have blocks of " + columnCount + " x " + rowCount + " cells");
        }
        return new ResampledRaster(source(), target, bands, caches, kernel, columnCount, rowCount);
    }

    @Override
    public GridGeometry grid() {
        return target;
    }

    @Override
    public List<RasterBand> bands() {
        return bands;
    }

    @Override
    public int blockColumnCount() {
        return blockColumnCount;
    }

    @Override
    public int blockRowCount() {
        return blockRowCount;
    }

    @Override
    public void readBlock(int band, int block, Object samples) throws IOException {
        Objects.checkIndex(block, blocksAcross() * blocksDown());
        CellWindow window = blockWindow(block);
        Optional<NoData> noData = bands.get(band).noData();
        boolean mayClash =
                noData.isPresent() && !source().bands().get(band).noData().equals(noData);
        TargetBlock out = new TargetBlock(bands.get(band), mayClash, samples, window, blockColumnCount);
        compute(band, window, out);
        if (out.clashCount() > 0) {
            throw clash(band, noData.orElseThrow(), out);
        }
    }

    private ConfigurationException clash(int band, NoData noData, TargetBlock block) {
        return new ConfigurationException(
                "Cannot mark cells without data in band " + (band + 1) + " of " + name() + " with " + noData
                        + ": cells with data have that value, " + block.clashCount()
                        + " of one block of the result, the first at column " + block.clashColumn() + ", row "
                        + block.clashRow() + " of the target. Give a value that is none of them (--nodata).");
    }

    private void compute(int band, CellWindow window, TargetBlock out) throws IOException {
        Kernel.Step step = kernel.prepare(window);
        if (step.source().cellCount() > MOST_CELLS && window.cellCount() > 1) {
            for (CellWindow half : halves(window)) {
                compute(band, half, out);
            }
            return;
        }
        if (step.source().cellCount() > MOST_CELLS_OF_ONE) {
            throw new ConfigurationException("Cannot resample " + name() + ": one cell of the target needs "
                    + step.source().cellCount() + " of its cells, at most " + MOST_CELLS_OF_ONE
                    + " are possible. Choose a finer target grid, or go there in two steps.");
        }
        CellArrays arrays = pool.take();
        step.filling().fill(SourceWindow.read(source(), band, caches.get(band), step.source(), arrays), out);
        if (step.source().cellCount() <= MOST_CELLS) {
            pool.giveBack(arrays);
        }
    }

    private static List<CellWindow> halves(CellWindow window) {
        int column = window.column();
        int row = window.row();
        if (window.columnCount() >= window.rowCount()) {
            int left = window.columnCount() / 2;
            return List.of(
                    new CellWindow(column, row, left, window.rowCount()),
                    new CellWindow(column + left, row, window.columnCount() - left, window.rowCount()));
        }
        int top = window.rowCount() / 2;
        return List.of(
                new CellWindow(column, row, window.columnCount(), top),
                new CellWindow(column, row + top, window.columnCount(), window.rowCount() - top));
    }
}
