package dev.croft.testdata;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A smooth float32 raster on the grid of a {@link FieldPartition}, with values like those of a vegetation index: hills of
 * some two kilometres with finer ones on top, from -0.1 to 0.9; NaN, which is nodata, in small patches as under
 * clouds. Immutable and thread-safe.
 */
public final class NdviRaster implements RasterSource {
    private static final int SIZE = FieldPartition.TOWNSHIP_CELLS;
    private static final double COARSE_CELLS = 70;
    private static final double FINE_CELLS = 9;
    private static final double CLOUD_CELLS = 120;
    private static final double CLOUD_FROM = 0.9;
    private static final long COARSE_STREAM = 9;
    private static final long FINE_STREAM = 10;
    private static final long CLOUD_STREAM = 11;

    private static final RasterBand BAND =
            new RasterBand(SampleType.FLOAT32, "NDVI", Optional.of(new NoData("nan")), List.of());

    private final GridGeometry grid;
    private final long seed;
    private final SmoothNoise coarse;
    private final SmoothNoise fine;
    private final SmoothNoise clouds;

    public NdviRaster(FieldPartition partition) {
        this.grid = partition.grid();
        this.seed = partition.seed();
        this.coarse = new SmoothNoise(seed, COARSE_STREAM, COARSE_CELLS);
        this.fine = new SmoothNoise(seed, FINE_STREAM, FINE_CELLS);
        this.clouds = new SmoothNoise(seed, CLOUD_STREAM, CLOUD_CELLS);
    }

    @Override
    public String name() {
        return "generated vegetation index, seed " + seed;
    }

    @Override
    public GridGeometry grid() {
        return grid;
    }

    @Override
    public List<RasterBand> bands() {
        return List.of(BAND);
    }

    @Override
    public int blockColumnCount() {
        return SIZE;
    }

    @Override
    public int blockRowCount() {
        return SIZE;
    }

    @Override
    public void readBlock(int band, int block, Object samples) {
        Objects.checkIndex(band, 1);
        Objects.checkIndex(block, blocksAcross() * blocksDown());
        float[] values = (float[]) samples;
        CellWindow window = blockWindow(block);
        for (int cell = 0; cell < SIZE * SIZE; cell++) {
            values[cell] = value(window.column() + cell % SIZE, window.row() + cell / SIZE);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private float value(int column, int row) {
        if (clouds.at(column, row) > CLOUD_FROM) {
            return Float.NaN;
        }
        return (float) (0.8 * coarse.at(column, row) + 0.2 * fine.at(column, row) - 0.1);
    }
}
