package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** One of the values of the source cells under the transformed quadrilateral of a target cell. */
final class MappedChoice extends MappedKernel {
    private final ResampleOptions options;

    MappedChoice(CellMapping mapping, ResampleOptions options) {
        super(mapping);
        this.options = options;
    }

    @Override
    public Step prepare(CellWindow target) {
        Positions corners = mapping().corners(target);
        return step(corners.around(mapping().sourceWindow(), 1, 0), target, corners);
    }

    @Override
    void fill(CellWindow target, Positions corners, SourceWindow source, TargetBlock out) {
        CoveredCells covered = new CoveredCells(mapping(), corners, source);
        Chooser chooser = Chooser.of(options);
        for (int row = target.row(); row < target.rowEnd(); row++) {
            for (int column = target.column(); column < target.columnEnd(); column++) {
                covered.cover(corners.index(column, row));
                choose(covered, source, chooser);
                int index = out.index(column, row);
                if (chooser.isEmpty()) {
                    out.putNoData(index);
                } else {
                    out.putKey(index, chooser.chosen());
                }
            }
        }
    }

    private void choose(CoveredCells covered, SourceWindow source, Chooser chooser) {
        boolean equal = options.cellWeights() == CellWeights.EQUAL;
        chooser.clear();
        for (int i = 0; i < covered.count(); i++) {
            int index = covered.indices()[i];
            if (!source.isNoData(index)) {
                chooser.add(source.key(index), equal ? 1 : covered.areas()[i]);
            }
        }
    }
}
