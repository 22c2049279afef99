package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Positions that were transformed one by one. */
final class ExactPositions implements Positions.Part {
    private final CellWindow window;
    private final double[] columns;
    private final double[] rows;
    private final double[] columnRatios;
    private final double[] rowRatios;
    private final BitSet uneven = new BitSet();
    private final Map<Integer, Outline> outlines = new HashMap<>();

    /** Room for the points of {@code window}. */
    ExactPositions(CellWindow window) {
        int count = Math.toIntExact(window.cellCount());
        this.window = window;
        this.columns = new double[count];
        this.rows = new double[count];
        this.columnRatios = new double[count];
        this.rowRatios = new double[count];
    }

    @Override
    public CellWindow window() {
        return window;
    }

    private int index(int column, int row) {
        return (row - window.row()) * window.columnCount() + column - window.column();
    }

    /** Sets one; what is not finite lies nowhere. */
    void put(int column, int row, double sourceColumn, double sourceRow, double columnRatio, double rowRatio) {
        int index = index(column, row);
        boolean found = Double.isFinite(sourceColumn) && Double.isFinite(sourceRow);
        columns[index] = found ? sourceColumn : Double.NaN;
        rows[index] = found ? sourceRow : Double.NaN;
        columnRatios[index] = found ? columnRatio : 1;
        rowRatios[index] = found ? rowRatio : 1;
    }

    /** Notes that the cell with that north-western corner is no quadrilateral, but has that outline or none. */
    void markUneven(int column, int row, Optional<Outline> outline) {
        uneven.set(index(column, row));
        outline.ifPresent(known -> outlines.put(index(column, row), known));
    }

    @Override
    public boolean isUneven(int column, int row) {
        return window.contains(column, row) && uneven.get(index(column, row));
    }

    @Override
    public boolean hasUneven() {
        return !uneven.isEmpty();
    }

    @Override
    public Optional<Outline> outline(int column, int row) {
        return isUneven(column, row) ? Optional.ofNullable(outlines.get(index(column, row))) : Optional.empty();
    }

    @Override
    public void fill(int row, Positions positions, int at) {
        int from = index(window.column(), row);
        for (int i = 0; i < window.columnCount(); i++) {
            positions.put(at + i, columns[from + i], rows[from + i], columnRatios[from + i], rowRatios[from + i]);
        }
    }

    @Override
    public void addTo(Reach reach) {
        for (int i = 0; i < columns.length; i++) {
            reach.add(columns[i], rows[i], columnRatios[i], rowRatios[i]);
        }
        for (Outline outline : outlines.values()) {
            outline.addTo(reach);
        }
    }
}
