package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/**
 * Integrals of the source's values over polygons, by their edges. With F(x, y) the integral of the values along row y from a
 * base column to x, the integral over a polygon is that of F dy around it (Green's theorem), whatever the base. So an edge is
 * integrated once for the cells on both of its sides, and only the cells that edges run through take more than an addition.
 * Coordinates are taken relative to whole columns and rows, which is exact, so that results are exact to rounding and do not
 * depend on the window. NaN among the values shows in the result. Every point must lie in the window. Confined to a thread.
 */
final class CoverSums {
    private final double[] values;
    private final int firstColumn;
    private final int firstRow;
    private final int stride;

    CoverSums(SourceWindow source) {
        CellWindow window = source.window();
        this.values = source.values();
        this.firstColumn = window.column();
        this.firstRow = window.row();
        this.stride = window.columnCount();
    }

    /** The values of the window; NaN where there is no data. */
    double[] values() {
        return values;
    }

    private int index(int column, int row) {
        return (row - firstRow) * stride + column - firstColumn;
    }

    /** The integral of F dy along an edge, F counted from column {@code base}. */
    double edge(double x0, double y0, double x1, double y1, int base) {
        int row = (int) y0;
        int lastRow = (int) y1;
        if (row == lastRow) {
            int column = Math.min((int) x0, (int) x1);
            return piece(index(column, row), x0 - column, x1 - column, y1 - y0, column - base);
        }
        return row < lastRow ? downward(x0, y0, x1, y1, base) : -downward(x1, y1, x0, y0, base);
    }

    private double downward(double x0, double y0, double x1, double y1, int base) {
        int column = Math.min((int) x0, (int) x1);
        int row = (int) y0;
        int lastRow = (int) y1;
        double from = x0 - column;
        double to = x1 - column;
        double slope = (x1 - x0) / (y1 - y0);
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        int at = index(column, row);
        double sum = 0;
        double x = from;
        double height = row + 1 - y0;
        for (double below = height; row < lastRow; row++, below++) {
            double next = Math.max(low, Math.min(high, from + below * slope));
            sum += piece(at, x, next, height, column - base);
            x = next;
            height = 1;
            at += stride;
        }
        return sum + piece(at, x, to, y1 - lastRow, column - base);
    }

    /**
     * A piece of an edge inside one row.
     *
     * @param at index of the cell from whose left side {@code from} and {@code to} are counted
     * @param height signed
     * @param inBefore cells between the base and that cell
     */
    private double piece(int at, double from, double to, double height, int inBefore) {
        double left = from < to ? from : to;
        double right = from < to ? to : from;
        int cell = (int) left;
        double before = cells(at - inBefore, at + cell);
        if (right <= cell + 1.0) {
            double middle = ((left - cell) + (right - cell)) / 2;
            return height * (before + middle * values[at + cell]);
        }
        double sum = 0;
        double x = left;
        while (x < right) {
            double end = right < cell + 1.0 ? right : cell + 1.0;
            double middle = ((x - cell) + (end - cell)) / 2;
            sum += (end - x) * (before + middle * values[at + cell]);
            before += values[at + cell];
            x = end;
            cell++;
        }
        return height / (right - left) * sum;
    }

    /** The integral over whole cells of columns {@code from} to {@code to - 1}, negative when those are the other way round. */
    double strip(double y0, double y1, int from, int to) {
        if (from == to) {
            return 0;
        }
        int row = (int) y0;
        int lastRow = (int) y1;
        if (row == lastRow) {
            return (y1 - y0) * row(row, from, to);
        }
        return row < lastRow ? downStrip(y0, y1, from, to) : -downStrip(y1, y0, from, to);
    }

    private double downStrip(double y0, double y1, int from, int to) {
        int row = (int) y0;
        int lastRow = (int) y1;
        double sum = (row + 1 - y0) * row(row, from, to);
        for (int between = row + 1; between < lastRow; between++) {
            sum += row(between, from, to);
        }
        return sum + (y1 - lastRow) * row(lastRow, from, to);
    }

    private double row(int row, int from, int to) {
        return cells(index(from, row), index(to, row));
    }

    /** The sum of the values from one index up to another, negative the other way round. */
    private double cells(int from, int end) {
        double sum = 0;
        for (int i = from; i < end; i++) {
            sum += values[i];
        }
        for (int i = end; i < from; i++) {
            sum -= values[i];
        }
        return sum;
    }
}
