package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
         * Whether the quadrilateral through its corners is not where the cell with that north-western corner is: its edges are far
         * from straight in the source, or it lies across a {@link Seam}.
         */
        default boolean isUneven(int column, int row) {
            return false;
        }

        /** Whether any is. */
        default boolean hasUneven() {
            return false;
        }

        /** That of an uneven cell; nothing when a seam runs through it, and around a pole or a point that is spread over a rim. */
        default Optional<Outline> outline(int column, int row) {
            return Optional.empty();
        }
    }

    private final CellWindow window;
    private final double offset;
    private final List<Part> parts = new ArrayList<>();
    private final int rowCount;
    private final double[] columns;
    private final double[] rows;
    private final float[] columnRatios;
    private final float[] rowRatios;
    private final boolean[] uneven;
    private boolean hasUneven;
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
        this.uneven = new boolean[count];
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
        hasUneven |= part.hasUneven();
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
            System.arraycopy(uneven, width, uneven, 0, width);
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
                for (int i = 0; hasUneven && i < cells.columnCount(); i++) {
                    uneven[at + i] = part.isUneven(cells.column() + i, row);
                }
            }
        }
    }

    /** Whether the cell with that north-western corner, one of those held, is no quadrilateral. */
    boolean isUneven(int northWest) {
        return uneven[northWest];
    }

    /** Whether any cell of the window is none. */
    boolean hasUneven() {
        return hasUneven;
    }

    /** The outline of a cell that is no quadrilateral; nothing when it has none. */
    Optional<Outline> outline(int northWest) {
        return outline(window.column() + northWest, firstRow);
    }

    private Optional<Outline> outline(int column, int row) {
        return parts.stream()
                .flatMap(part -> part.outline(column, row).stream())
                .findFirst();
    }

    /** Whether these are the corners of one cell, and the cell is not between them. */
    private boolean isUnevenCell() {
        return rowCount == 2
                && window.cellCount() == 4
                && parts.stream().anyMatch(part -> part.isUneven(window.column(), window.row()));
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
     * The cells of {@code source} around all points; for the corners of a single cell that is no quadrilateral those around its
     * outline, and none when it has none.
     *
     * @param margin how many cells further, in addition to {@code ratioMargin} times the ratio
     */
    CellWindow around(CellWindow source, double margin, double ratioMargin) {
        Reach reach = new Reach(margin, ratioMargin);
        if (isUnevenCell()) {
            outline(window.column(), window.row()).ifPresent(outline -> outline.addTo(reach));
        } else {
            parts.forEach(part -> part.addTo(reach));
        }
        return reach.within(source);
    }
}
