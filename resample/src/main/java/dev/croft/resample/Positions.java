package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * Where points of target cells lie in the source: columns and rows with fractions, NaN for what lies nowhere, and source cells
 * per target cell each way. One or two rows of points are held at a time, few enough to stay in the processor's cache. Confined to
 * a thread; made by {@link CellMapping} alone.
 */
final class Positions {
    /** Those of a rectangle of points. */
    interface Part {
        CellWindow window();

        /** Writes those of a row, from place {@code at} on. */
        void fill(int row, Positions positions, int at);

        /** Adds all of them. */
        void addTo(Reach reach);

        /**
         * Whether the cell with that north-western corner lies across a {@link Seam}: its parts are far from each other in the
         * source.
         */
        boolean isTorn(int column, int row);

        /** Whether any is. */
        boolean hasTorn();
    }

    private final CellWindow window;
    private final double offset;
    private final List<Part> parts = new ArrayList<>();
    private final int rowCount;
    private final double[] columns;
    private final double[] rows;
    private final float[] columnRatios;
    private final float[] rowRatios;
    private final boolean[] torn;
    private boolean hasTorn;
    private int firstRow = Integer.MIN_VALUE;

    private Positions(CellWindow window, double offset, int rowCount) {
        int count = Math.multiplyExact(window.columnCount(), rowCount);
        this.window = window;
        this.offset = offset;
        this.rowCount = rowCount;
        this.columns = new double[count];
        this.rows = new double[count];
        this.columnRatios = new float[count];
        this.rowRatios = new float[count];
        this.torn = new boolean[count];
    }

    /** Of the centres of the cells of {@code window}, one row at a time; none yet. */
    static Positions ofCentres(CellWindow window) {
        return new Positions(window, 0.5, 1);
    }

    /** Of the corners of the cells of {@code window}, those above and below a row of cells at a time; none yet. */
    static Positions ofCorners(CellWindow window) {
        return new Positions(
                new CellWindow(window.column(), window.row(), window.columnCount() + 1, window.rowCount() + 1), 0, 2);
    }

    void add(Part part) {
        parts.add(part);
        hasTorn |= part.hasTorn();
    }

    /** The points. */
    CellWindow window() {
        return window;
    }

    /** From the first corner of a cell to its point, in cells. */
    double offset() {
        return offset;
    }

    /** Holds the points of a row, and of the next one when they are corners. */
    void moveTo(int row) {
        int width = window.columnCount();
        boolean isNext = rowCount == 2 && row == firstRow + 1;
        if (isNext) {
            System.arraycopy(columns, width, columns, 0, width);
            System.arraycopy(rows, width, rows, 0, width);
            System.arraycopy(columnRatios, width, columnRatios, 0, width);
            System.arraycopy(rowRatios, width, rowRatios, 0, width);
            System.arraycopy(torn, width, torn, 0, width);
        }
        for (int held = isNext ? 1 : 0; held < rowCount; held++) {
            fill(row + held, held * width);
        }
        firstRow = row;
    }

    private void fill(int row, int start) {
        for (Part part : parts) {
            CellWindow cells = part.window();
            if (row >= cells.row() && row < cells.rowEnd()) {
                int at = start + cells.column() - window.column();
                part.fill(row, this, at);
                for (int i = 0; hasTorn && i < cells.columnCount(); i++) {
                    torn[at + i] = part.isTorn(cells.column() + i, row);
                }
            }
        }
    }

    /** Whether the cell with that north-western corner, one of those held, lies across a seam. */
    boolean isTorn(int northWest) {
        return torn[northWest];
    }

    /** Whether any cell of the window does. */
    boolean hasTorn() {
        return hasTorn;
    }

    private boolean isTornCell() {
        return rowCount == 2
                && window.cellCount() == 4
                && parts.stream().anyMatch(part -> part.isTorn(window.column(), window.row()));
    }

    void put(int index, double sourceColumn, double sourceRow, double columnRatio, double rowRatio) {
        columns[index] = sourceColumn;
        rows[index] = sourceRow;
        columnRatios[index] = (float) columnRatio;
        rowRatios[index] = (float) rowRatio;
    }

    /** Of the points held, from west to east and then those of the next row. */
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

    /**
     * The cells of {@code source} around all points; none for the corners of a single cell that is torn.
     *
     * @param margin how many cells further, in addition to {@code ratioMargin} times the ratio
     */
    CellWindow around(CellWindow source, double margin, double ratioMargin) {
        if (isTornCell()) {
            return new CellWindow(0, 0, 0, 0);
        }
        Reach reach = new Reach(margin, ratioMargin);
        for (Part part : parts) {
            part.addTo(reach);
        }
        return reach.within(source);
    }
}
