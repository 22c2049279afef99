package dev.croft.resample;

import dev.croft.core.problem.Problems;

/**
 * When a raster counts as being on the target grid.
 *
 * @param toleranceCells largest accepted distance between corners of cells, in target cells, inclusive
 * @param resolutionTolerance largest accepted difference of the cell size on either axis, in units of the CRS, inclusive
 */
public record DecisionRules(double toleranceCells, double resolutionTolerance, Skipping skipping) {
    /** Tolerances small enough for every method, and passing through allowed. */
    public static final DecisionRules DEFAULT = new DecisionRules(0.01, 1e-6, Skipping.ALLOWED);

    /** Whether a raster that is on the grid may go without resampling. */
    public enum Skipping {
        ALLOWED,
        NEVER
    }

    public DecisionRules {
        Problems problems = new Problems();
        problems.require(
                toleranceCells >= 0 && toleranceCells < 0.5,
                () -> "Cannot compare grids with a tolerance of " + toleranceCells
                        + " cells: expected 0 or more and less than 0.5.");
        problems.require(
                resolutionTolerance >= 0 && Double.isFinite(resolutionTolerance),
                () -> "Cannot compare cell sizes with a tolerance of " + resolutionTolerance
                        + ": expected a number from 0.");
        problems.throwIfAny();
    }
}
