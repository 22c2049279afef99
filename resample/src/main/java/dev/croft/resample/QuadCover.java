package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/**
 * How much of each cell a quadrilateral, or an outline of more corners, covers, exactly. Each edge adds, row by row, the signed area
 * between itself and the right-hand side to a grid of differences; sums along the rows then are the covered areas. Confined to a
 * thread; one quadrilateral at a time.
 */
final class QuadCover {
    private static final double MOST_CELLS = 1 << 22;

    private double[] xs = new double[4];
    private double[] ys = new double[4];
    private int count = 4;
    private int column;
    private int row;
    private int columnCount;
    private int rowCount;
    private double[] cells = new double[64];

    /** Sets corner {@code index}, in order around the quadrilateral. */
    void corner(int index, double x, double y) {
        xs[index] = x;
        ys[index] = y;
    }

    /** So many corners come: 4, unless it is an outline. */
    void begin(int cornerCount) {
        if (cornerCount > xs.length) {
            xs = new double[cornerCount];
            ys = new double[cornerCount];
        }
        count = cornerCount;
    }

    double westmost() {
        return least(xs);
    }

    double eastmost() {
        return most(xs);
    }

    private double northmost() {
        return least(ys);
    }

    private double southmost() {
        return most(ys);
    }

    private double least(double[] values) {
        double least = values[0];
        for (int i = 1; i < count; i++) {
            least = min(least, values[i]);
        }
        return least;
    }

    private double most(double[] values) {
        double most = values[0];
        for (int i = 1; i < count; i++) {
            most = max(most, values[i]);
        }
        return most;
    }

    /** First column of the cells around the quadrilateral. */
    int column() {
        return column;
    }

    int row() {
        return row;
    }

    int columnCount() {
        return columnCount;
    }

    int rowCount() {
        return rowCount;
    }

    /** Area of the quadrilateral, in cells. */
    double area() {
        return Math.abs(twiceArea()) / 2;
    }

    /** Signed; out of differences, which are small. */
    private double twiceArea() {
        if (count == 4) {
            return (xs[2] - xs[0]) * (ys[3] - ys[1]) - (xs[3] - xs[1]) * (ys[2] - ys[0]);
        }
        double sum = 0;
        for (int i = 1; i + 1 < count; i++) {
            sum += (xs[i] - xs[0]) * (ys[i + 1] - ys[0]) - (xs[i + 1] - xs[0]) * (ys[i] - ys[0]);
        }
        return sum;
    }

    /** Whether it covers no cell of a window, because it lies wholly beyond one side; it may cover none in other ways. */
    boolean isBeside(CellWindow window) {
        return eastmost() <= window.column()
                || westmost() >= window.columnEnd()
                || southmost() <= window.row()
                || northmost() >= window.rowEnd();
    }

    /** Whether the rectangle around the quadrilateral is too large for its cells to be held. */
    boolean isHuge() {
        return (eastmost() - westmost() + 2) * (southmost() - northmost() + 2) > MOST_CELLS;
    }

    /**
     * As {@link #cover()}, for the cells inside {@code limits} alone; what the quadrilateral covers beyond them does not count.
     * The rectangle is empty when there are none.
     */
    double[] coverWithin(CellWindow limits) {
        double north = northmost();
        double south = southmost();
        column = (int) max(limits.column(), min(limits.columnEnd(), Math.floor(westmost())));
        row = (int) max(limits.row(), min(limits.rowEnd(), Math.floor(north)));
        columnCount = (int) min(limits.columnEnd(), Math.max(column, Math.floor(eastmost()) + 1)) - column;
        rowCount = (int) min(limits.rowEnd(), Math.max(row, Math.floor(south) + 1)) - row;
        clear();
        for (int i = 0; i < count; i++) {
            int next = i + 1 == count ? 0 : i + 1;
            clippedRows(xs[i] - column, ys[i] - row, xs[next] - column, ys[next] - row);
        }
        sumRows();
        return cells;
    }

    /** The part of an edge beside the rows. */
    private void clippedRows(double x0, double y0, double x1, double y1) {
        double from = max(0, min(rowCount, y0));
        double to = max(0, min(rowCount, y1));
        if (from == to) {
            return;
        }
        clippedColumns(between(y0, x0, y1, x1, from), from, between(y0, x0, y1, x1, to), to);
    }

    /** What lies west of the columns covers whole rows of them, what lies east covers nothing: both go straight down a side. */
    private void clippedColumns(double x0, double y0, double x1, double y1) {
        double y = y0;
        double x = x0;
        double[] sides = x0 < x1 ? new double[] {0, columnCount} : new double[] {columnCount, 0};
        for (double side : sides) {
            if ((x - side) * (x1 - side) < 0) {
                double at = between(x0, y0, x1, y1, side);
                clampedEdge(x, y, side, at);
                x = side;
                y = at;
            }
        }
        clampedEdge(x, y, x1, y1);
    }

    /** Where the line from one point to another is at {@code a}; counted from the nearer one, for the other may be far away. */
    private static double between(double a0, double b0, double a1, double b1, double a) {
        double slope = (b1 - b0) / (a1 - a0);
        boolean first = Math.abs(a - a0) <= Math.abs(a - a1);
        double b = first ? b0 + (a - a0) * slope : b1 + (a - a1) * slope;
        return min(max(b0, b1), max(min(b0, b1), b));
    }

    private void clampedEdge(double x0, double y0, double x1, double y1) {
        double from = max(0, min(columnCount, x0));
        double to = max(0, min(columnCount, x1));
        int between = (int) min(y0, y1);
        // The end of the last row is no row of its own.
        if (between < rowCount) {
            edge(from, y0, to, y1);
        }
    }

    /**
     * Computes the covered areas.
     *
     * @return for the cell {@code column() + c, row() + r} its covered area at {@code r * (columnCount() + 1) + c}; valid until
     *     the next call
     */
    double[] cover() {
        double north = northmost();
        double south = southmost();
        column = (int) Math.floor(westmost());
        row = (int) Math.floor(north);
        columnCount = (int) Math.floor(eastmost()) + 1 - column;
        rowCount = (int) Math.floor(south) + 1 - row;
        clear();
        for (int i = 0; i < count; i++) {
            int next = i + 1 == count ? 0 : i + 1;
            edge(xs[i] - column, ys[i] - row, xs[next] - column, ys[next] - row);
        }
        sumRows();
        return cells;
    }

    private void clear() {
        // Pieces that end on the far sides add nothing to the cells beyond, in a column and a row of their own.
        int length = Math.multiplyExact(columnCount + 2, rowCount + 1);
        if (cells.length < length) {
            cells = new double[2 * length];
        }
        // Few: sooner done than Arrays.fill is called.
        for (int i = 0; i < length; i++) {
            cells[i] = 0;
        }
    }

    /** Math.min orders zeros and NaN as well, which takes its time; a NaN shows in {@link #area}. */
    private static double min(double a, double b) {
        return a < b ? a : b;
    }

    private static double max(double a, double b) {
        return a > b ? a : b;
    }

    private void sumRows() {
        double sign = twiceArea() > 0 ? -1 : 1;
        for (int y = 0; y < rowCount; y++) {
            double sum = 0;
            int first = y * (columnCount + 1);
            for (int i = first; i < first + columnCount; i++) {
                sum += cells[i];
                cells[i] = sign * sum;
            }
        }
    }

    private void edge(double x0, double y0, double x1, double y1) {
        if (y0 == y1) {
            return;
        }
        if (y0 > y1) {
            downward(x1, y1, x0, y0, -1);
        } else {
            downward(x0, y0, x1, y1, 1);
        }
    }

    private void downward(double x0, double y0, double x1, double y1, double sign) {
        int row0 = (int) y0;
        int column0 = (int) x0;
        if (row0 == (int) y1) {
            piece(row0 * (columnCount + 1), x0, x1, sign * (y1 - y0));
        } else if (column0 == (int) x1) {
            downColumn(x0, y0, x1, y1, sign);
        } else {
            downAcross(x0, y0, x1, y1, sign);
        }
    }

    /** An edge that stays in one column. */
    private void downColumn(double x0, double y0, double x1, double y1, double sign) {
        int cell = (int) x0;
        int row0 = (int) y0;
        int lastRow = (int) y1;
        double from = x0 - cell;
        double slope = (x1 - x0) / (y1 - y0);
        double below = row0 + 1 - y0;
        double x = from + below * slope;
        int at = row0 * (columnCount + 1) + cell;
        split(at, (from + x) / 2, sign * below);
        for (int y = row0 + 1; y < lastRow; y++) {
            below++;
            double next = from + below * slope;
            at += columnCount + 1;
            split(at, (x + next) / 2, sign);
            x = next;
        }
        split(at + columnCount + 1, (x + (x1 - cell)) / 2, sign * (y1 - lastRow));
    }

    private void downAcross(double x0, double y0, double x1, double y1, double sign) {
        double slope = (x1 - x0) / (y1 - y0);
        double low = min(x0, x1);
        double high = max(x0, x1);
        double fromX = x0;
        double fromY = y0;
        for (int y = (int) y0; y < rowCount && fromY < y1; y++) {
            double toY = min(y + 1.0, y1);
            double toX = toY == y1 ? x1 : max(low, min(high, x0 + (toY - y0) * slope));
            piece(y * (columnCount + 1), fromX, toX, sign * (toY - fromY));
            fromX = toX;
            fromY = toY;
        }
    }

    /** A piece of an edge inside one row: {@code height} is signed. */
    private void piece(int first, double fromX, double toX, double height) {
        double left = min(fromX, toX);
        double right = max(fromX, toX);
        int cell = (int) left;
        double beyond = right - cell;
        if (beyond <= 1) {
            split(first + cell, ((left - cell) + beyond) / 2, height);
            return;
        }
        if (beyond <= 2) {
            double start = left - cell;
            double share = (1 - start) / (right - left);
            split(first + cell, (start + 1) / 2, height * share);
            split(first + cell + 1, (beyond - 1) / 2, height * (1 - share));
            return;
        }
        double perColumn = height / (right - left);
        for (double x = left; x < right; cell++) {
            double end = min(cell + 1.0, right);
            split(first + cell, (x + end) / 2 - cell, (end - x) * perColumn);
            x = end;
        }
    }

    private void split(int at, double middle, double height) {
        cells[at] += height * (1 - middle);
        cells[at + 1] += height * middle;
    }
}
