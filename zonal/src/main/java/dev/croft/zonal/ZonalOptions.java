package dev.croft.zonal;

import dev.croft.core.grid.Bounds;
import dev.croft.core.raster.NoData;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to compute, and over which zones. Only these affect the result.
 *
 * @param idColumn column that identifies a zone; empty for a column named {@code id}, else the row number from 0
 * @param kept which other columns to carry through
 * @param band band of the raster, from 1 as GDAL counts
 * @param noData values to leave out instead of the band's own nodata value; empty for the band's own
 * @param ties which class wins when several cover the same number of cells
 * @param box only zones whose bounding box touches it, in the zones' CRS
 * @param limit only the first so many rows of those
 * @param badZones what a zone with an invalid geometry does
 * @param toleranceCells most that the approximation of the CRS transform may move a vertex, in cells
 */
public record ZonalOptions(
        Optional<String> idColumn,
        KeptColumns kept,
        int band,
        List<NoData> noData,
        TieRule ties,
        Optional<Bounds> box,
        OptionalLong limit,
        BadZonePolicy badZones,
        double toleranceCells) {

    /** Largest error of an approximated CRS transform unless asked otherwise, in cells. */
    public static final double DEFAULT_TOLERANCE_CELLS = 0.01;

    /** What a zone whose geometry cannot be used does to the run. */
    public enum BadZonePolicy {
        /** Its row has no majority and says why. */
        NULL,
        /** The run fails and names the first such row. */
        FAIL
    }

    /** Columns to carry from the zones to the result: all that are flat, or those named. */
    public record KeptColumns(boolean all, List<String> names) {
        public static final KeptColumns NONE = new KeptColumns(false, List.of());
        public static final KeptColumns ALL = new KeptColumns(true, List.of());

        public KeptColumns {
            names = List.copyOf(names);
        }

        public static KeptColumns named(List<String> names) {
            return new KeptColumns(false, names);
        }
    }

    public ZonalOptions {
        noData = List.copyOf(noData);
    }

    /** Majority of band 1, ties to the smallest value, one row per zone. */
    public static ZonalOptions defaults() {
        return new ZonalOptions(
                Optional.empty(),
                KeptColumns.NONE,
                1,
                List.of(),
                TieRule.SMALLEST,
                Optional.empty(),
                OptionalLong.empty(),
                BadZonePolicy.NULL,
                DEFAULT_TOLERANCE_CELLS);
    }
}
