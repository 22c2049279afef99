package dev.croft.zonal;

import java.util.Map;

/**
 * What a run did.
 *
 * @param rowCount rows written
 * @param reasons rows without a majority, by reason; reasons that did not occur are left out
 * @param decodedBlockCount raster blocks that were decoded, again when the cache had to let them go
 * @param rasterBlockCount blocks that the raster has
 * @param readSeconds time spent reading zones, summed over threads
 * @param mapSeconds time spent computing and decoding the raster, summed over threads
 * @param writeSeconds time spent writing rows
 */
public record ZonalSummary(
        long rowCount,
        Map<ZoneReason, Affected> reasons,
        long decodedBlockCount,
        long rasterBlockCount,
        double readSeconds,
        double mapSeconds,
        double writeSeconds) {
    /** Rows that share a reason: how many, and the first of them, from 0. */
    public record Affected(long rowCount, long firstRow) {
        Affected with(long moreRows) {
            return new Affected(rowCount + moreRows, firstRow);
        }
    }

    public ZonalSummary {
        reasons = Map.copyOf(reasons);
    }
}
