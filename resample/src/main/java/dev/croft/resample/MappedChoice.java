package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.Arrays;
import java.util.Optional;

/** One of the values of the source cells under the transformed quadrilateral of a target cell. */
final class MappedChoice extends MappedKernel {
    private final ResampleOptions options;

    MappedChoice(CellMapping mapping, ResampleOptions options) {
        super(mapping);
        this.options = options;
    }

    @Override
    public Step prepare(CellWindow target) {
        return stepBetweenCorners(target);
    }

    @Override
    void fill(CellWindow target, Positions corners, SourceWindow source, TargetBlock out) {
        Cells cells = new Cells(corners, source);
        for (int row = target.row(); row < target.rowEnd(); row++) {
            corners.moveTo(row);
            cells.putRow(out, out.index(target.column(), row), target.columnCount());
        }
    }

    /** Chooses for one cell of the target after the other. */
    private final class Cells {
        private final SourceWindow source;
        private final Positions corners;
        private final Optional<EvidentChoice> evident;
        private final CoveredCells covered;
        private final Chooser chooser = Chooser.of(options);
        private final boolean equal = options.cellWeights() == CellWeights.EQUAL;
        private final int[] places;
        private long[] keys = new long[64];

        Cells(Positions corners, SourceWindow source) {
            this.source = source;
            this.corners = corners;
            this.evident = EvidentChoice.of(mapping(), source, corners, options);
            this.covered = new CoveredCells(mapping(), corners, source);
            this.places = new int[corners.window().columnCount()];
            Arrays.fill(places, EvidentChoice.UNCERTAIN);
        }

        /** Computes the cells between the corners that are held. */
        void putRow(TargetBlock out, int index, int count) {
            evident.ifPresent(choice -> choice.at(places, count));
            for (int i = 0; i < count; i++) {
                if (places[i] == EvidentChoice.UNCERTAIN || corners.isUneven(i)) {
                    putExactly(i, out, index + i);
                } else {
                    out.putCell(index + i, source, places[i]);
                }
            }
        }

        private void putExactly(int northWest, TargetBlock out, int index) {
            covered.cover(northWest);
            if (keys.length < covered.count()) {
                keys = new long[2 * covered.count()];
            }
            int count = source.keys(covered.indices(), covered.areas(), covered.count(), keys);
            if (equal) {
                Arrays.fill(covered.areas(), 0, count, 1);
            }
            if (count == 0) {
                out.putNoData(index);
            } else {
                out.putKey(index, chooser.choose(keys, covered.areas(), count));
            }
        }
    }
}
