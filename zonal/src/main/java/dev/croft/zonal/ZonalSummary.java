package dev.croft.zonal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run did.
 *
 * @param rowCount rows written
 * @param bands what became of the zones in each band, in the order of the result
 * @param duplicateIds rows whose id an earlier row has, and which is the first
 * @param idCheckedRows rows, from the first, whose ids were compared: all, or as many as fitted into memory
 * @param order in which order the zones were taken, and why
 * @param readSeconds time spent reading zones, summed over threads
 * @param mapSeconds time spent computing and decoding rasters, summed over threads
 * @param writeSeconds time spent writing rows
 */
public record ZonalSummary(
        long rowCount,
        List<BandSummary> bands,
        Affected duplicateIds,
        long idCheckedRows,
        String order,
        double readSeconds,
        double mapSeconds,
        double writeSeconds) {
    /** Rows that share something: how many, and the first of them, from 0. */
    public record Affected(long rowCount, long firstRow) {
        /** No row. */
        public static final Affected NONE = new Affected(0, -1);

        Affected with(long row) {
            return new Affected(rowCount + 1, rowCount == 0 ? row : firstRow);
        }
    }

    /**
     * What became of the zones in one band.
     *
     * @param label the band's label; empty when it has none
     * @param reasons rows without values, by reason; reasons that did not occur are left out
     * @param decodedBlockCount blocks that were decoded, again when the cache had to let them go
     * @param rasterBlockCount blocks that the raster has
     * @param classes fields and cells per majority class, by rising value; empty when majority or count were not asked for, the
     *     values are no integers, or there are more than {@value ClassTally#MOST_CLASSES}
     * @param cellSquareMetres area of a cell; empty when the raster's coordinates are degrees or its CRS is unknown
     */
    public record BandSummary(
            String label,
            Map<ZoneReason, Affected> reasons,
            long decodedBlockCount,
            long rasterBlockCount,
            List<ClassShare> classes,
            OptionalDouble cellSquareMetres) {
        public BandSummary {
            reasons = Map.copyOf(reasons);
            classes = List.copyOf(classes);
        }
    }

    /**
     * The zones that have one majority class.
     *
     * @param name what the class is called, where that is known
     * @param cells cells of those zones, whatever their class
     */
    public record ClassShare(String value, Optional<String> name, long fieldCount, double cells) {}

    public ZonalSummary {
        bands = List.copyOf(bands);
    }
}
