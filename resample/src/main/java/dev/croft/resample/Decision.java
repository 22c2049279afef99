package dev.croft.resample;

import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GridAlignment;
import dev.croft.core.grid.GridGeometry;
import java.util.Optional;

/** What is to be done with a raster to bring it to a target grid. */
public sealed interface Decision {
    /** Why. */
    Reason reason();

    /** What happens, in a word or two. */
    String action();

    /** Action and reason in one line. */
    default String text() {
        return action() + ": " + reason().text();
    }

    /** It stays as it is; no cell is read. */
    record PassThrough(Reason reason) implements Decision {
        @Override
        public String action() {
            return "pass through";
        }
    }

    /**
     * Its cells keep their values and get other neighbours.
     *
     * @param columnOffset target column of the raster's first column; may be negative
     * @param rowOffset target row of the raster's first row; may be negative
     * @param turned whether some come from longitudes a turn of the globe away
     */
    record CopyCells(long columnOffset, long rowOffset, boolean turned, Reason reason) implements Decision {
        @Override
        public String action() {
            return "copy cells";
        }
    }

    /** New values are computed. */
    record Resample(Reason reason) implements Decision {
        @Override
        public String action() {
            return "resample";
        }
    }

    /** Nothing of it lies in the target. */
    record NoOverlap(Reason reason) implements Decision {
        @Override
        public String action() {
            return "no overlap";
        }
    }

    /**
     * Decides by the grids alone.
     *
     * @throws dev.croft.core.problem.ConfigurationException when a CRS is unknown or cannot be transformed
     */
    static Decision of(GridGeometry raster, GridGeometry target, DecisionRules rules) {
        Optional<Reason> elsewhere = elsewhere(raster, target);
        if (elsewhere.isPresent()) {
            return new NoOverlap(elsewhere.get());
        }
        GridAlignment alignment = GridAlignment.of(raster, target, rules.toleranceCells());
        if (alignment instanceof GridAlignment.Misaligned misaligned) {
            return new Resample(new Reason.Misaligned(misaligned.difference()));
        }
        double difference = resolutionDifference(raster, target);
        if (difference
                > rules.resolutionTolerance() + Math.ulp(target.transform().cellWidth())) {
            return new Resample(new Reason.Resolution(difference, rules.resolutionTolerance()));
        }
        if (rules.skipping() == DecisionRules.Skipping.NEVER) {
            return new Resample(new Reason.SkippingForbidden());
        }
        GridAlignment.Aligned offset = (GridAlignment.Aligned) alignment;
        boolean same = offset.columnOffset() == 0
                && offset.rowOffset() == 0
                && raster.columnCount() == target.columnCount()
                && raster.rowCount() == target.rowCount();
        if (same) {
            return new PassThrough(new Reason.OnTarget());
        }
        boolean isTurned = lieATurnAway(raster, target);
        if (isTurned && !aTurnIsWholeCells(target, rules.toleranceCells())) {
            return new Resample(new Reason.Turned());
        }
        Reason extent = new Reason.Extent(
                offset.columnOffset(), offset.rowOffset(), raster.columnCount(), raster.rowCount(), isTurned);
        return new CopyCells(offset.columnOffset(), offset.rowOffset(), isTurned, extent);
    }

    /** Whether cells of the raster lie in the target once their longitudes are taken a turn further, east or west. */
    private static boolean lieATurnAway(GridGeometry raster, GridGeometry target) {
        double cell = target.transform().cellWidth();
        return target.crs().isGeographic() && ProjectedBounds.shareTurned(raster.bounds(), target.bounds(), cell / 2);
    }

    private static boolean aTurnIsWholeCells(GridGeometry grid, double toleranceCells) {
        double cells = 360 / grid.transform().cellWidth();
        return Math.abs(cells - Math.rint(cells)) <= toleranceCells;
    }

    /** How much the cell sizes differ, on the axis where they differ more, in units of the CRS they share. */
    static double resolutionDifference(GridGeometry raster, GridGeometry target) {
        return Math.max(
                Math.abs(raster.transform().cellWidth() - target.transform().cellWidth()),
                Math.abs(raster.transform().cellHeight() - target.transform().cellHeight()));
    }

    private static Optional<Reason> elsewhere(GridGeometry raster, GridGeometry target) {
        Optional<Bounds> bounds = ProjectedBounds.of(raster, target.crs());
        if (bounds.isEmpty()) {
            return Optional.of(new Reason.OutsideProjection(target.crs().name()));
        }
        boolean share = ProjectedBounds.shareArea(bounds.get(), target.bounds())
                || (target.crs().isGeographic() && ProjectedBounds.shareTurned(bounds.get(), target.bounds(), 0));
        return share ? Optional.empty() : Optional.of(new Reason.Elsewhere(bounds.get(), target.bounds()));
    }
}
