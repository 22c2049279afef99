package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** The rectangle of source cells around positions. Confined to a thread. */
final class Reach {
    private final double margin;
    private final double ratioMargin;
    private double west = Double.POSITIVE_INFINITY;
    private double east = Double.NEGATIVE_INFINITY;
    private double north = Double.POSITIVE_INFINITY;
    private double south = Double.NEGATIVE_INFINITY;

    /** One that goes {@code margin} cells further, and {@code ratioMargin} times the ratio of cell sizes. */
    Reach(double margin, double ratioMargin) {
        this.margin = margin;
        this.ratioMargin = ratioMargin;
    }

    /** Includes a position; NaN is none. */
    void add(double column, double row, double columnRatio, double rowRatio) {
        double across = margin + ratioMargin * columnRatio;
        double down = margin + ratioMargin * rowRatio;
        // Comparisons with NaN are false.
        west = column - across < west ? column - across : west;
        east = column + across > east ? column + across : east;
        north = row - down < north ? row - down : north;
        south = row + down > south ? row + down : south;
    }

    CellWindow within(CellWindow source) {
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
