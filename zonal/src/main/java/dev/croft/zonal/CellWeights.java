package dev.croft.zonal;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.cache.BlockCache;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What the cells of a raster weigh, from band 1 of another on the same grid. Confined to one thread. */
final class CellWeights implements Closeable {
    private final RasterSource raster;
    private final BlockCache cache;
    private final SampleType type;
    private final double noData;
    private BlockCache.Block block;
    private double[] weights = new double[256];

    CellWeights(RasterSource raster, BlockCache cache) {
        RasterBand band = raster.bands().get(0);
        this.raster = raster;
        this.cache = cache;
        this.type = band.type();
        this.noData = band.noData().map(value -> value.asDouble(type)).orElse(Double.NaN);
    }

    /**
     * The weights of {@code count} cells of a row; NaN where there is none. The array is lent until the next call.
     *
     * @throws InputDataException when a weight is below zero or infinite
     */
    double[] of(int row, int start, int count) throws IOException {
        if (weights.length < count) {
            weights = new double[Math.max(count, weights.length * 2)];
        }
        int blockColumns = raster.blockColumnCount();
        int done = 0;
        while (done < count) {
            int column = start + done;
            int part = Math.min(count - done, blockColumns - column % blockColumns);
            copy(row, column, part, done);
            done += part;
        }
        return weights;
    }

    private void copy(int row, int column, int count, int to) throws IOException {
        int blockRow = row / raster.blockRowCount();
        int blockColumn = column / raster.blockColumnCount();
        Object samples = samplesOf(blockRow * raster.blocksAcross() + blockColumn);
        int from = row % raster.blockRowCount() * raster.blockColumnCount() + column % raster.blockColumnCount();
        for (int i = 0; i < count; i++) {
            double weight = type.doubleAt(samples, from + i);
            if (weight == noData) {
                weight = Double.NaN;
            } else if (weight < 0 || weight == Double.POSITIVE_INFINITY) {
                throw new InputDataException(
                        Path.of(raster.name()),
                        "INVALID_WEIGHT",
                        "Cannot weigh with " + raster.name() + ": row " + row + ", column " + (column + i) + " holds "
                                + weight
                                + ". Weights are finite and 0 or more; state a nodata value where there is none.");
            }
            weights[to + i] = weight;
        }
    }

    private Object samplesOf(int index) throws IOException {
        if (block == null || block.index() != index) {
            close();
            block = cache.acquire(index);
        }
        return block.samples();
    }

    @Override
    public void close() {
        if (block != null) {
            BlockCache.Block released = block;
            block = null;
            cache.release(released);
        }
    }
}
