package dev.croft.zonal;

import dev.croft.core.grid.Bounds;
import dev.croft.core.raster.NoData;
import dev.croft.zonal.statistics.TieRule;
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

    /** What a zone with an {@link ZoneReason#INVALID_GEOMETRY} does to the run. */
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

    /** The same, with the column that identifies a zone. */
    public ZonalOptions withId(String newIdColumn) {
        return new ZonalOptions(
                Optional.of(newIdColumn), kept, band, noData, ties, box, limit, badZones, toleranceCells);
    }

    /** The same, carrying other columns through. */
    public ZonalOptions withKept(KeptColumns newKept) {
        return new ZonalOptions(idColumn, newKept, band, noData, ties, box, limit, badZones, toleranceCells);
    }

    /** The same, of another band, counted from 1. */
    public ZonalOptions withBand(int newBand) {
        return new ZonalOptions(idColumn, kept, newBand, noData, ties, box, limit, badZones, toleranceCells);
    }

    /** The same, leaving these values out instead of the band's own nodata value. */
    public ZonalOptions withNoData(List<NoData> newNoData) {
        return new ZonalOptions(idColumn, kept, band, newNoData, ties, box, limit, badZones, toleranceCells);
    }

    /** The same, with another rule for ties. */
    public ZonalOptions withTies(TieRule newTies) {
        return new ZonalOptions(idColumn, kept, band, noData, newTies, box, limit, badZones, toleranceCells);
    }

    /** The same, only for zones whose bounding box touches this one, in the zones' CRS. */
    public ZonalOptions withBox(Bounds newBox) {
        return new ZonalOptions(
                idColumn, kept, band, noData, ties, Optional.of(newBox), limit, badZones, toleranceCells);
    }

    /** The same, for the first so many rows only. */
    public ZonalOptions withLimit(long newLimit) {
        return new ZonalOptions(
                idColumn, kept, band, noData, ties, box, OptionalLong.of(newLimit), badZones, toleranceCells);
    }

    /** The same, with another answer to invalid geometries. */
    public ZonalOptions withBadZones(BadZonePolicy newBadZones) {
        return new ZonalOptions(idColumn, kept, band, noData, ties, box, limit, newBadZones, toleranceCells);
    }
}
