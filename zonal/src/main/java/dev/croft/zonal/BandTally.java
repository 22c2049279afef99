package dev.croft.zonal;

import dev.croft.core.raster.cache.BlockCache;
import dev.croft.zonal.cells.ZoneCells;
import dev.croft.zonal.statistics.ZoneTally;
import java.io.Closeable;
import java.io.IOException;

/**
 * Takes the cells of one zone after the other from one band. Reads the raster through a shared cache and keeps the block it used
 * last, because the next zone is usually near. Allocates nothing per zone; confined to one thread.
 */
final class BandTally implements Closeable {
    private final int index;
    private final BlockCache cache;
    private final ZoneTally tally;
    private final CellWeights weights;
    private final double minCoverage;
    private final int columnCount;
    private final int blockColumns;
    private final int blockRows;
    private final int blocksAcross;
    private BlockCache.Block block;

    /**
     * Prepares for one band.
     *
     * @param index place of the band among those of the result
     * @param weights owned by this tally; null when every cell weighs the same
     * @param minCoverage cells that are covered less are left out
     */
    BandTally(
            int index, LabelledBand band, BlockCache cache, ZoneTally tally, CellWeights weights, double minCoverage) {
        this.index = index;
        this.cache = cache;
        this.tally = tally;
        this.weights = weights;
        this.minCoverage = minCoverage;
        this.columnCount = band.raster().grid().columnCount();
        this.blockColumns = band.raster().blockColumnCount();
        this.blockRows = band.raster().blockRowCount();
        this.blocksAcross = band.raster().blocksAcross();
    }

    int index() {
        return index;
    }

    ZoneTally tally() {
        return tally;
    }

    /** Takes the runs in work block by block, so that each block is taken once per band of rows. */
    void add(ZoneCells cells) throws IOException {
        int first = 0;
        while (first < cells.runCount()) {
            int blockRow = cells.row(first) / blockRows;
            int endRow = (blockRow + 1) * blockRows;
            int left = Integer.MAX_VALUE;
            int right = 0;
            int end = first;
            while (end < cells.runCount() && cells.row(end) < endRow) {
                left = Math.min(left, cells.start(end));
                right = Math.max(right, cells.end(end));
                end++;
            }
            for (int blockColumn = left / blockColumns; blockColumn <= (right - 1) / blockColumns; blockColumn++) {
                addBlock(cells, first, end, blockRow, blockColumn);
            }
            first = end;
        }
    }

    private void addBlock(ZoneCells cells, int firstRun, int endRun, int blockRow, int blockColumn) throws IOException {
        int blockLeft = blockColumn * blockColumns;
        int blockRight = blockLeft + blockColumns;
        int blockTop = blockRow * blockRows;
        Object samples = samplesOf(blockRow * blocksAcross + blockColumn);
        for (int run = firstRun; run < endRun; run++) {
            int start = Math.max(cells.start(run), blockLeft);
            int end = Math.min(cells.end(run), blockRight);
            double coverage = cells.coverage(run);
            if (start < end && coverage >= minCoverage) {
                int row = cells.row(run);
                int from = (row - blockTop) * blockColumns + start - blockLeft;
                addRun(samples, from, end - start, row, start, coverage);
            }
        }
    }

    private void addRun(Object samples, int from, int count, int row, int start, double coverage) throws IOException {
        long position = (long) row * columnCount + start;
        if (weights != null) {
            tally.add(samples, from, count, position, coverage, weights.of(row, start, count), 0);
        } else if (coverage == 1) {
            tally.add(samples, from, count, position);
        } else {
            tally.add(samples, from, count, position, coverage);
        }
    }

    private Object samplesOf(int index) throws IOException {
        if (block == null || block.index() != index) {
            release();
            block = cache.acquire(index);
        }
        return block.samples();
    }

    private void release() {
        if (block != null) {
            BlockCache.Block released = block;
            block = null;
            cache.release(released);
        }
    }

    /** Lets go of the block in use. */
    @Override
    public void close() {
        release();
        if (weights != null) {
            weights.close();
        }
    }
}
