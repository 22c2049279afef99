package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** Grids whose axes are parallel: what a target cell takes is the product of its column's weights and its row's. */
abstract class AlignedKernel implements Kernel {
    private final AxisWeights columns;
    private final AxisWeights rows;

    AlignedKernel(AxisWeights columns, AxisWeights rows) {
        this.columns = columns;
        this.rows = rows;
    }

    final AxisWeights columns() {
        return columns;
    }

    final AxisWeights rows() {
        return rows;
    }

    @Override
    public Step prepare(CellWindow target) {
        int column = columns.start(target.column(), target.columnEnd());
        int row = rows.start(target.row(), target.rowEnd());
        int columnCount = columns.end(target.column(), target.columnEnd()) - column;
        int rowCount = rows.end(target.row(), target.rowEnd()) - row;
        CellWindow needed = new CellWindow(column, row, Math.max(0, columnCount), Math.max(0, rowCount));
        return new Step(needed, (source, out) -> fill(target, source, out));
    }

    abstract void fill(CellWindow target, SourceWindow source, TargetBlock out);
}
