package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** The source cell that holds the transformed centre. */
final class MappedNear extends MappedKernel {
    MappedNear(CellMapping mapping) {
        super(mapping);
    }

    @Override
    public Step prepare(CellWindow target) {
        Positions centres = mapping().centres(target);
        return step(centres.around(mapping().sourceWindow(), 1, 0), target, centres);
    }

    @Override
    void fill(CellWindow target, Positions centres, SourceWindow source, TargetBlock out) {
        int[] indices = new int[target.columnCount()];
        for (int row = target.row(); row < target.rowEnd(); row++) {
            centres.moveTo(row);
            source.indicesAt(centres.columns(), centres.rows(), indices);
            out.gather(out.index(target.column(), row), source, indices, indices.length);
        }
    }
}
