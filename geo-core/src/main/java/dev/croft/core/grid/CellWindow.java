package dev.croft.core.grid;

/**
 * Half-open rectangle of cells: columns {@code column} to {@code column + columnCount - 1}, rows likewise. May be empty.
 */
public record CellWindow(int column, int row, int columnCount, int rowCount) {
    public CellWindow {
        if (columnCount < 0 || rowCount < 0) {
            throw new IllegalArgumentException("Cannot have a window of " + columnCount + " x " + rowCount + " cells");
        }
        Math.addExact(column, columnCount);
        Math.addExact(row, rowCount);
    }

    /** Column after the last. */
    public int columnEnd() {
        return column + columnCount;
    }

    /** Row after the last. */
    public int rowEnd() {
        return row + rowCount;
    }

    public long cellCount() {
        return (long) columnCount * rowCount;
    }

    public boolean isEmpty() {
        return columnCount == 0 || rowCount == 0;
    }

    public boolean contains(int otherColumn, int otherRow) {
        return otherColumn >= column && otherColumn < columnEnd() && otherRow >= row && otherRow < rowEnd();
    }

    /** Cells in both windows; an empty window when there are none. */
    public CellWindow intersection(CellWindow other) {
        int firstColumn = Math.max(column, other.column);
        int firstRow = Math.max(row, other.row);
        int columnEnd = Math.max(firstColumn, Math.min(columnEnd(), other.columnEnd()));
        int rowEnd = Math.max(firstRow, Math.min(rowEnd(), other.rowEnd()));
        return new CellWindow(firstColumn, firstRow, columnEnd - firstColumn, rowEnd - firstRow);
    }

    @Override
    public String toString() {
        return "[columns " + column + "-" + columnEnd() + ", rows " + row + "-" + rowEnd() + "]";
    }
}
