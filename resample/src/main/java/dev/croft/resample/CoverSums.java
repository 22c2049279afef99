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
        int column = (int) x0;
        boolean withinColumn = column == base && column == (int) x1;
        return withinColumn ? downColumn(x0, y0, x1, y1) : downAcross(x0, y0, x1, y1, base);
    }

    /** An edge that stays in the base column. */
    private double downColumn(double x0, double y0, double x1, double y1) {
        int column = (int) x0;
        int row = (int) y0;
        int lastRow = (int) y1;
        double from = x0 - column;
        double slope = (x1 - x0) / (y1 - y0);
        double below = row + 1 - y0;
        double x = from + below * slope;
        int at = index(column, row);
        double sum = below * (from + x) * values[at];
        for (row++; row < lastRow; row++) {
            below++;
            double next = from + below * slope;
            at += stride;
            sum += (x + next) * values[at];
            x = next;
        }
        return (sum + (y1 - lastRow) * (x + (x1 - column)) * values[at + stride]) / 2;
    }

    private double downAcross(double x0, double y0, double x1, double y1, int base) {
        int column = Math.min((int) x0, (int) x1);
        int row = (int) y0;
        int lastRow = (int) y1;
        double from = x0 - column;
        double to = x1 - column;
        double slope = (x1 - x0) / (y1 - y0);
        double low = from < to ? from : to;
        double high = from < to ? to : from;
        int at = index(column, row);
        double sum = 0;
        double x = from;
        double height = row + 1 - y0;
        for (double below = height; row < lastRow; row++, below++) {
            double next = clamped(from + below * slope, low, high);
            sum += piece(at, x, next, height, column - base);
            x = next;
            height = 1;
            at += stride;
        }
        return sum + piece(at, x, to, y1 - lastRow, column - base);
    }

    private static double clamped(double value, double low, double high) {
        double raised = value < low ? low : value;
        return raised > high ? high : raised;
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
        double before = inBefore + cell == 0 ? 0 : cells(at - inBefore, at + cell);
        double beyond = right - cell;
        if (beyond <= 1) {
            return height * (before + ((left - cell) + beyond) / 2 * values[at + cell]);
        }
        if (beyond <= 2) {
            double start = left - cell;
            double further = beyond - 1;
            double first = (1 - start) * (before + (start + 1) / 2 * values[at + cell]);
            double second = further * (before + values[at + cell] + further / 2 * values[at + cell + 1]);
            return height / (right - left) * (first + second);
        }
        return height / (right - left) * across(at, left, right, before);
    }

    /** The integral of F from {@code left} to {@code right}, which lie several cells apart; {@code first} is F at the first. */
    private double across(int at, double left, double right, double first) {
        int cell = (int) left;
        double before = first;
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
        return sum;
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
        int at = index(from, row);
        return to == from + 1 ? values[at] : cells(at, at + to - from);
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
