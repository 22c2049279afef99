package dev.croft.resample;

import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GridDifference;
import java.util.Locale;

/** Why a raster is treated as it is, as numbers; {@link #text} puts it in words. */
public sealed interface Reason {
    /** A clause such as {@code shifted by 0.31 cell}. */
    String text();

    /** Its cells are those of the target, all of them. */
    record OnTarget() implements Reason {
        @Override
        public String text() {
            return "already on the target grid";
        }
    }

    /** Its cells are no cells of the target. */
    record Misaligned(GridDifference difference) implements Reason {
        @Override
        public String text() {
            return difference.text();
        }
    }

    /**
     * Its cells differ in size by more than the resolution tolerance, though hardly as a fraction of a cell.
     *
     * @param difference in units of the CRS
     */
    record Resolution(double difference, double tolerance) implements Reason {
        @Override
        public String text() {
            return String.format(
                    Locale.ROOT, "cell size differs by %.3g, more than the tolerance of %.3g", difference, tolerance);
        }
    }

    /**
     * Its cells are cells of the target, which has others beside, or lacks some.
     *
     * @param columnOffset target column of its first column
     * @param rowOffset target row of its first row
     * @param turned whether some of its cells are cells of the target a turn of the globe further
     */
    record Extent(long columnOffset, long rowOffset, int columnCount, int rowCount, boolean turned) implements Reason {
        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "extent differs: its %,d x %,d cells begin at column %,d, row %,d of the target%s",
                    columnCount,
                    rowCount,
                    columnOffset,
                    rowOffset,
                    turned ? ", and go on a turn of the globe further" : "");
        }
    }

    /** Its longitudes and those of the target are a turn apart, which is no whole number of cells. */
    record Turned() implements Reason {
        @Override
        public String text() {
            return "part of it lies a turn of the globe away, which is no whole number of cells";
        }
    }

    /** It is on the target grid and resampled all the same. */
    record SkippingForbidden() implements Reason {
        @Override
        public String text() {
            return "already on the target grid, and skipping is not allowed";
        }
    }

    /** It is on the target grid in a file that cannot be passed on as it is. */
    record OtherFile(String difference) implements Reason {
        @Override
        public String text() {
            return "already on the target grid, but " + difference;
        }
    }

    /**
     * None of its cells lies in the target.
     *
     * @param bounds of the raster, in the CRS of the target
     */
    record Elsewhere(Bounds bounds, Bounds target) implements Reason {
        @Override
        public String text() {
            return "its bounds " + bounds + " share nothing with those of the target, " + target;
        }
    }

    /** The CRS of the target cannot show where it lies. */
    record OutsideProjection(String crs) implements Reason {
        @Override
        public String text() {
            return "no part of it can be shown in " + crs;
        }
    }
}
