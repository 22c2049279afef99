package dev.croft.zonal.cells;

import dev.croft.core.vector.PolygonBuffer;

/**
 * The cells of one polygon after the other, as horizontal runs sorted by row and column, no cell twice. Tall or wide polygons
 * come in bands of rows, so that memory is bounded whatever their size. Buffers are reused; confined to one thread.
 *
 * <p>Coordinates are cells: x is the column, y the row, of the grid's first corner. Cells outside the grid are left out.
 */
public abstract class ZoneCells {
    /** Beyond this many cells from the origin a product of two coordinates could lose its meaning or overflow. */
    public static final double FARTHEST = 1e15;

    final RunList runs = new RunList();

    ZoneCells() {}

    /**
     * The cells of polygons on one grid.
     *
     * @param northIsUp whether rows run south, so that north of an edge is the smaller row
     */
    public static ZoneCells of(PixelRule rule, int columnCount, int rowCount, boolean northIsUp) {
        return switch (rule) {
            case CENTER -> new CentreCells(columnCount, rowCount, northIsUp);
            case ALL_TOUCHED -> new TouchedCells(columnCount, rowCount, northIsUp);
            case FRACTION -> new FractionCells(columnCount, rowCount);
        };
    }

    /**
     * Starts on a polygon, whose coordinates are finite and within {@link #FARTHEST}; {@link #nextBand} follows.
     *
     * @param polygon lent until the last band
     * @param west smallest x of the polygon
     * @param south smallest y
     * @param east largest x
     * @param north largest y
     * @return false when the rule cannot take the polygon: its rings cross and the rule is {@link PixelRule#FRACTION}
     */
    public abstract boolean begin(PolygonBuffer polygon, double west, double south, double east, double north);

    /**
     * Computes the runs of the next rows of the polygon; the ones before are gone. Nearly every polygon is one band.
     *
     * @return false when no rows are left
     */
    public abstract boolean nextBand();

    /** Number of runs in the band; it may be none. */
    public final int runCount() {
        return runs.count();
    }

    /** Row of the run. */
    public final int row(int run) {
        return runs.row(run);
    }

    /** First column of the run. */
    public final int start(int run) {
        return runs.start(run);
    }

    /** Column after the last of the run. */
    public final int end(int run) {
        return runs.end(run);
    }

    /** Share of each cell of the run that the polygon covers, above 0 and at most 1; 1 for cells that count whole. */
    public final double coverage(int run) {
        return runs.coverage(run);
    }
}
