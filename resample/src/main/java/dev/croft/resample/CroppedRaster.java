package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GridAlignment;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.cache.BlockCache;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A raster cut or extended to another extent of its own grid: cells are copied bit for bit, cells outside the source are nodata.
 * The cells of the result are placed by counting, so a difference within the tolerance of the decision does not shift them.
 *
 * <p>Thread-safe when the source is. Closing closes the source.
 */
public final class CroppedRaster extends DerivedRaster {
    private static final int BLOCK_SIZE = 256;

    /** Blocks of the source are shared by up to four blocks of the result, mostly soon after one another. */
    private static final long CACHE_BYTES = 64 << 20;

    /** Grids that differ by more are not the same grid, whoever decided. */
    private static final double MOST_SHIFT_CELLS = 0.5;

    private final GridGeometry target;
    private final List<RasterBand> bands;
    private final List<BlockCache> caches;

    /** Where the target begins, in cells of the source. */
    private final long columnOffset;

    private final long rowOffset;

    private final int blockColumnCount;
    private final int blockRowCount;

    private CroppedRaster(
            RasterSource source,
            GridGeometry target,
            List<RasterBand> bands,
            List<BlockCache> caches,
            long columnOffset,
            long rowOffset,
            int blockColumnCount,
            int blockRowCount) {
        super(source);
        this.target = target;
        this.bands = bands;
        this.caches = caches;
        this.columnOffset = columnOffset;
        this.rowOffset = rowOffset;
        this.blockColumnCount = blockColumnCount;
        this.blockRowCount = blockRowCount;
    }

    /**
     * The cells of {@code source} on {@code target}.
     *
     * @throws ConfigurationException when the grids do not coincide within half a cell, or the target reaches beyond a source
     *     that has no nodata value
     */
    public static CroppedRaster of(RasterSource source, GridGeometry target) {
        GridAlignment alignment = GridAlignment.of(target, source.grid(), MOST_SHIFT_CELLS);
        if (!(alignment instanceof GridAlignment.Aligned aligned)) {
            throw new ConfigurationException("Cannot copy the cells of " + source.name() + ": "
                    + ((GridAlignment.Misaligned) alignment).reason() + ". Resample it.");
        }
        boolean reachesBeyond = aligned.columnOffset() < 0
                || aligned.rowOffset() < 0
                || aligned.columnOffset() + target.columnCount() > source.grid().columnCount()
                || aligned.rowOffset() + target.rowCount() > source.grid().rowCount();
        List<RasterBand> bands =
                source.bands().stream().map(CroppedRaster::withNoData).toList();
        if (reachesBeyond && bands.stream().anyMatch(band -> band.noData().isEmpty())) {
            throw new ConfigurationException("Cannot copy the cells of " + source.name()
                    + ": it has no nodata value, and cells of the target lie outside it. Resample it with a nodata value"
                    + " (--nodata).");
        }
        List<BlockCache> caches = IntStream.range(0, bands.size())
                .mapToObj(band -> new BlockCache(source, band, CACHE_BYTES / bands.size()))
                .toList();
        return new CroppedRaster(
                source, target, bands, caches, aligned.columnOffset(), aligned.rowOffset(), BLOCK_SIZE, BLOCK_SIZE);
    }

    /** Floats without a nodata value get NaN; values that no cell can hold are left out. */
    private static RasterBand withNoData(RasterBand band) {
        Optional<NoData> kept =
                band.noData().filter(value -> value.bits(band.type()).isPresent());
        Optional<NoData> noData = band.type().isFloating() ? kept.or(() -> Optional.of(new NoData("nan"))) : kept;
        return new RasterBand(
                band.type(), band.description(), noData, band.palette(), band.classNames(), band.measure());
    }

    /** The same raster in blocks of another size; they share what is decoded. */
    public CroppedRaster withBlocks(int columnCount, int rowCount) {
        if (columnCount < 1 || rowCount < 1) {
            throw new IllegalArgumentException("Cannot have blocks of " + columnCount + " x " + rowCount + " cells");
        }
        return new CroppedRaster(source(), target, bands, caches, columnOffset, rowOffset, columnCount, rowCount);
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
        TargetBlock out = new TargetBlock(bands.get(band), false, samples, window, blockColumnCount);
        CellWindow held = inTarget(
                        source().grid().columnCount(), source().grid().rowCount())
                .intersection(window);
        if (held.cellCount() < window.cellCount()) {
            clear(window, out);
        }
        if (held.isEmpty()) {
            return;
        }
        CellWindow needed = new CellWindow(
                Math.toIntExact(held.column() + columnOffset),
                Math.toIntExact(held.row() + rowOffset),
                held.columnCount(),
                held.rowCount());
        SourceWindow read = SourceWindow.read(source(), band, caches.get(band), needed, new CellArrays());
        for (int row = 0; row < held.rowCount(); row++) {
            int from = row * held.columnCount();
            int to = out.index(held.column(), held.row() + row);
            System.arraycopy(read.samples(), from, samples, to, held.columnCount());
        }
    }

    /** The part of the target that the source holds. */
    private CellWindow inTarget(int columnCount, int rowCount) {
        long column = clamped(-columnOffset, target.columnCount());
        long row = clamped(-rowOffset, target.rowCount());
        long columnEnd = clamped(columnCount - columnOffset, target.columnCount());
        long rowEnd = clamped(rowCount - rowOffset, target.rowCount());
        return new CellWindow((int) column, (int) row, (int) (columnEnd - column), (int) (rowEnd - row));
    }

    private static long clamped(long cell, int count) {
        return Math.max(0, Math.min(count, cell));
    }

    private static void clear(CellWindow window, TargetBlock out) {
        for (int row = window.row(); row < window.rowEnd(); row++) {
            for (int column = window.column(); column < window.columnEnd(); column++) {
                out.putNoData(out.index(column, row));
            }
        }
    }
}
