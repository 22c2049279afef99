package dev.croft.zonal;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.cache.BlockCache;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.cells.ZoneCells;
import java.io.Closeable;
import java.io.IOException;

/**
 * The majority of one zone after the other: parse, transform, fill, count. Reads the raster through a shared cache and keeps
 * the block it used last, because the next zone is usually near. Allocates nothing per zone; confined to one thread.
 */
final class ZoneMajority implements Closeable {
    private final GridGeometry grid;
    private final CoordinateTransform toGridCrs;
    private final BlockCache cache;
    private final int blockColumns;
    private final int blockRows;
    private final int blocksAcross;
    private final PolygonBuffer polygon = new PolygonBuffer();
    private final ZoneCells cells;
    private final ClassHistogram histogram;
    private BlockCache.Block block;

    private double west;
    private double south;
    private double east;
    private double north;

    ZoneMajority(RasterSource raster, BlockCache cache, CoordinateTransform toGridCrs, ClassHistogram histogram) {
        this.grid = raster.grid();
        this.toGridCrs = toGridCrs;
        this.cache = cache;
        this.blockColumns = raster.blockColumnCount();
        this.blockRows = raster.blockRowCount();
        this.blocksAcross = raster.blocksAcross();
        this.cells = ZoneCells.of(
                PixelRule.CENTER,
                grid.columnCount(),
                grid.rowCount(),
                grid.transform().rowY() < 0);
        this.histogram = histogram;
    }

    /** Holds the answer for the zone that {@link #count} was called for last. */
    ClassHistogram histogram() {
        return histogram;
    }

    /** Takes up a zone; returns what is wrong with it, null when nothing is. */
    ZoneReason parse(byte[] wkb, int offset, int length) {
        return switch (WkbPolygons.read(wkb, offset, length, polygon)) {
            case POLYGON -> null;
            case EMPTY -> ZoneReason.EMPTY_GEOMETRY;
            case NOT_A_POLYGON -> ZoneReason.NOT_A_POLYGON;
            case INVALID -> ZoneReason.INVALID_GEOMETRY;
        };
    }

    /** Whether the bounding box of the zone just parsed, in its own CRS, touches {@code box}. */
    boolean touches(Bounds box) {
        measure();
        return box.intersects(new Bounds(west, south, east, north));
    }

    /** Counts the cells of the zone just parsed; returns why it has no majority, null when it has one. */
    ZoneReason count() throws IOException {
        toGridCrs.transform(polygon.x(), polygon.y(), 0, polygon.vertexCount());
        toCells();
        measure();
        boolean onGrid = west < grid.columnCount() && east > 0 && south < grid.rowCount() && north > 0;
        boolean measurable = west > -ZoneCells.FARTHEST
                && east < ZoneCells.FARTHEST
                && south > -ZoneCells.FARTHEST
                && north < ZoneCells.FARTHEST;
        if (!onGrid || !measurable) {
            return ZoneReason.OUTSIDE_RASTER;
        }
        if (!cells.begin(polygon, west, south, east, north)) {
            return ZoneReason.INVALID_GEOMETRY;
        }
        while (cells.nextBand()) {
            countBand();
        }
        histogram.summarise();
        return histogram.majorityCount() == 0 ? ZoneReason.NO_VALID_CELL : null;
    }

    /** From world coordinates to fractional columns and rows, in place. */
    private void toCells() {
        GeoTransform transform = grid.transform();
        toCells(polygon.x(), transform.originX(), transform.columnX());
        toCells(polygon.y(), transform.originY(), transform.rowY());
    }

    private void toCells(double[] coordinates, double origin, double step) {
        int count = polygon.vertexCount();
        for (int i = 0; i < count; i++) {
            coordinates[i] = (coordinates[i] - origin) / step;
        }
    }

    /** Finds the bounding box; it is NaN when a coordinate is. Comparisons, because Math.min is slow on doubles. */
    private void measure() {
        double[] x = polygon.x();
        double[] y = polygon.y();
        double lowX = x[0];
        double highX = lowX;
        double lowY = y[0];
        double highY = lowY;
        boolean isNaN = false;
        int count = polygon.vertexCount();
        for (int i = 0; i < count; i++) {
            double thisX = x[i];
            double thisY = y[i];
            lowX = thisX < lowX ? thisX : lowX;
            highX = thisX > highX ? thisX : highX;
            lowY = thisY < lowY ? thisY : lowY;
            highY = thisY > highY ? thisY : highY;
            isNaN |= Double.isNaN(thisX);
        }
        west = isNaN ? Double.NaN : lowX;
        east = isNaN ? Double.NaN : highX;
        south = isNaN ? Double.NaN : lowY;
        north = isNaN ? Double.NaN : highY;
    }

    /** Counts the runs in work block by block, so that each block is taken once per band. */
    private void countBand() throws IOException {
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
                countBlock(blockRow, blockColumn, first, end);
            }
            first = end;
        }
    }

    private void countBlock(int blockRow, int blockColumn, int firstRun, int endRun) throws IOException {
        int blockLeft = blockColumn * blockColumns;
        int blockRight = blockLeft + blockColumns;
        int blockTop = blockRow * blockRows;
        Object samples = samplesOf(blockRow * blocksAcross + blockColumn);
        for (int run = firstRun; run < endRun; run++) {
            int start = Math.max(cells.start(run), blockLeft);
            int end = Math.min(cells.end(run), blockRight);
            if (start < end) {
                int row = cells.row(run);
                int from = (row - blockTop) * blockColumns + start - blockLeft;
                histogram.add(samples, from, end - start, (long) row * grid.columnCount() + start);
            }
        }
    }

    private Object samplesOf(int index) throws IOException {
        if (block == null || block.index() != index) {
            close();
            block = cache.acquire(index);
        }
        return block.samples();
    }

    /** Lets go of the block in use. */
    @Override
    public void close() {
        if (block != null) {
            BlockCache.Block released = block;
            block = null;
            cache.release(released);
        }
    }
}
