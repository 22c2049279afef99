package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.Arrays;

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
        boolean equal = options.cellWeights() == CellWeights.EQUAL;
        CoveredCells covered = new CoveredCells(mapping(), corners, source);
        Chooser chooser = Chooser.of(options);
        long[] keys = new long[64];
        for (int row = target.row(); row < target.rowEnd(); row++) {
            for (int column = target.column(); column < target.columnEnd(); column++) {
                covered.cover(corners.index(column, row));
                if (keys.length < covered.count()) {
                    keys = new long[2 * covered.count()];
                }
                int count = source.keys(covered.indices(), covered.areas(), covered.count(), keys);
                if (equal) {
                    Arrays.fill(covered.areas(), 0, count, 1);
                }
                int index = out.index(column, row);
                if (count == 0) {
                    out.putNoData(index);
                } else {
                    out.putKey(index, chooser.choose(keys, covered.areas(), count));
                }
            }
        }
    }
}
