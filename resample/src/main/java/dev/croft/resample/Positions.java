package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.BitSet;

/**
 * Where points of target cells lie in the source, row by row: columns and rows with fractions, NaN for what lies nowhere, and
 * source cells per target cell each way. Confined to a thread; the arrays are filled by {@link CellMapping} alone.
 */
final class Positions {
    private final CellWindow window;
    private final double offset;
    private final double[] columns;
    private final double[] rows;
    private final float[] columnRatios;
    private final float[] rowRatios;
    private final BitSet torn = new BitSet();

    /** Room for points of the cells of {@code window}: first corners for an offset of 0, centres for 0.5. */
    Positions(CellWindow window, double offset) {
        int count = Math.toIntExact(window.cellCount());
        this.window = window;
        this.offset = offset;
        this.columns = new double[count];
        this.rows = new double[count];
        this.columnRatios = new float[count];
        this.rowRatios = new float[count];
    }

    CellWindow window() {
        return window;
    }

    double offset() {
        return offset;
    }

    double[] columns() {
        return columns;
    }

    double[] rows() {
        return rows;
    }

    float[] columnRatios() {
        return columnRatios;
    }

    float[] rowRatios() {
        return rowRatios;
    }

    int index(int column, int row) {
        return (row - window.row()) * window.columnCount() + column - window.column();
    }

    void put(int column, int row, double sourceColumn, double sourceRow, double columnRatio, double rowRatio) {
        int index = index(column, row);
        boolean found = Double.isFinite(sourceColumn) && Double.isFinite(sourceRow);
        columns[index] = found ? sourceColumn : Double.NaN;
        rows[index] = found ? sourceRow : Double.NaN;
        columnRatios[index] = found ? (float) columnRatio : 1;
        rowRatios[index] = found ? (float) rowRatio : 1;
    }

    /** Notes that the cell with that north-western corner lies across a seam: its parts are far from each other in the source. */
    void markTorn(int column, int row) {
        torn.set(index(column, row));
    }

    boolean isTorn(int northWest) {
        return torn.get(northWest);
    }

    boolean hasTorn() {
        return !torn.isEmpty();
    }

    /**
     * The cells of {@code source} around all points; none for the corners of a single cell that is torn.
     *
     *
     * @param margin how many cells further, in addition to {@code ratioMargin} times the ratio
     */
    CellWindow around(CellWindow source, double margin, double ratioMargin) {
        if (columns.length == 4 && isTorn(0)) {
            return new CellWindow(0, 0, 0, 0);
        }
        double west = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        double north = Double.POSITIVE_INFINITY;
        double south = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < columns.length; i++) {
            double across = margin + ratioMargin * columnRatios[i];
            double down = margin + ratioMargin * rowRatios[i];
            // Comparisons with NaN are false.
            west = columns[i] - across < west ? columns[i] - across : west;
            east = columns[i] + across > east ? columns[i] + across : east;
            north = rows[i] - down < north ? rows[i] - down : north;
            south = rows[i] + down > south ? rows[i] + down : south;
        }
        int column = clamped(Math.floor(west), source.columnCount());
        int row = clamped(Math.floor(north), source.rowCount());
        int columnCount = Math.max(0, clamped(Math.ceil(east), source.columnCount()) - column);
        int rowCount = Math.max(0, clamped(Math.ceil(south), source.rowCount()) - row);
        return new CellWindow(column, row, columnCount, rowCount);
    }

    private static int clamped(double cell, int count) {
        return (int) Math.max(0, Math.min(count, cell));
    }
}
