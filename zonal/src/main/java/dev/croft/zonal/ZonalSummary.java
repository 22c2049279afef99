package dev.croft.zonal;

import java.util.Map;

/**
 * What a run did.
 *
 * @param rowCount rows written
 * @param reasons number of rows without a majority, by reason; reasons that did not occur are left out
 * @param decodedBlockCount raster blocks that were decoded, again when the cache had to let them go
 * @param rasterBlockCount blocks that the raster has
 * @param readSeconds time spent reading zones, summed over threads
 * @param mapSeconds time spent computing and decoding the raster, summed over threads
 * @param writeSeconds time spent writing rows
 */
public record ZonalSummary(
        long rowCount,
        Map<ZoneReason, Long> reasons,
        long decodedBlockCount,
        long rasterBlockCount,
        double readSeconds,
        double mapSeconds,
        double writeSeconds) {
    public ZonalSummary {
        reasons = Map.copyOf(reasons);
    }
}
