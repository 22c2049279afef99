package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** Grids that are not parallel: each target cell is placed in the source by a {@link CellMapping}. */
abstract class MappedKernel implements Kernel {
    private final CellMapping mapping;

    MappedKernel(CellMapping mapping) {
        this.mapping = mapping;
    }

    final CellMapping mapping() {
        return mapping;
    }

    /** A step that needs the source cells between the corners of those of the target. */
    final Step stepBetweenCorners(CellWindow target) {
        Positions corners = mapping.corners(target);
        return step(corners.around(mapping.sourceWindow(), 1, 0), target, corners);
    }

    /** A step whose places are known. */
    final Step step(CellWindow needed, CellWindow target, Positions positions) {
        return new Step(needed, (source, out) -> {
            if (needed.isEmpty()) {
                putNoData(target, out);
            } else {
                fill(target, positions, source, out);
            }
        });
    }

    private static void putNoData(CellWindow target, TargetBlock out) {
        for (int row = target.row(); row < target.rowEnd(); row++) {
            for (int column = target.column(); column < target.columnEnd(); column++) {
                out.putNoData(out.index(column, row));
            }
        }
    }

    abstract void fill(CellWindow target, Positions positions, SourceWindow source, TargetBlock out);
}
