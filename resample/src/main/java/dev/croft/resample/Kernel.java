package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** Computes target cells. The value of a cell depends on the rasters alone, not on the window in which it is asked for. */
interface Kernel {
    /** Finds out where the cells of {@code target} lie in the source. */
    Step prepare(CellWindow target);

    /**
     * One window, ready to be computed.
     *
     * @param source cells that are needed, inside the source; may be empty
     * @param filling computes every cell of the window
     */
    record Step(CellWindow source, Filling filling) {}

    /** Computes cells of the target out of those of the source. */
    @FunctionalInterface
    interface Filling {
        void fill(SourceWindow source, TargetBlock out);
    }
}
