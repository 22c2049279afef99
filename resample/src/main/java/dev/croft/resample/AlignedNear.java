package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** The source cell at the centre, for parallel axes. */
final class AlignedNear extends AlignedKernel {
    private AlignedNear(AxisWeights columns, AxisWeights rows) {
        super(columns, rows);
    }

    static AlignedNear of(AxisWeights.Axis columns, AxisWeights.Axis rows) {
        return new AlignedNear(AxisWeights.centres(columns), AxisWeights.centres(rows));
    }

    @Override
    void fill(CellWindow target, SourceWindow source, TargetBlock out) {
        int[] indices = new int[target.columnCount()];
        for (int row = target.row(); row < target.rowEnd(); row++) {
            int sourceRow = rows().near()[row];
            for (int i = 0; i < indices.length; i++) {
                int sourceColumn = columns().near()[target.column() + i];
                indices[i] = sourceRow < 0 || sourceColumn < 0 ? -1 : source.index(sourceColumn, sourceRow);
            }
            out.gather(out.index(target.column(), row), source, indices, indices.length);
        }
    }
}
