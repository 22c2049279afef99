package dev.croft.zonal;

import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Whether zones come in an order in which their blocks can be decoded as they are needed. A sample of consecutive rows is taken at
 * some places, and the blocks of a raster that a cache would have to decode for them are counted, the cache being warm.
 *
 * @param isScattered whether the zones should be brought into another order first
 * @param reason a clause that says why, or why not
 */
record ZoneOrder(boolean isScattered, String reason) {
    private static final int SAMPLES = 8;
    private static final int SAMPLE_ROWS = 1024;

    /** A run that decodes at most so many times the blocks of a raster is let alone. */
    private static final double MOST_DECODES_PER_BLOCK = 2;

    /**
     * Measures.
     *
     * @param cachedShare part of the raster's blocks that the cache holds
     */
    static ZoneOrder of(ZoneSource zones, ZonePlacer placer, long blockCount, double cachedShare) throws IOException {
        if (cachedShare >= 1) {
            return new ZoneOrder(false, "as they come, since the decoded rasters fit into memory");
        }
        OptionalDouble missesPerRow = missesPerRow(zones, placer, (int) Math.max(1, blockCount * cachedShare));
        if (missesPerRow.isEmpty()) {
            return new ZoneOrder(false, "as they come, since they are few");
        }
        double decodes = missesPerRow.getAsDouble() * zones.rowCount() / blockCount;
        String measured = String.format(
                Locale.ROOT,
                "a sample says that as they come each raster block would be decoded %.1f times, memory holding %.0f %% of them",
                decodes,
                100 * cachedShare);
        return decodes > MOST_DECODES_PER_BLOCK
                ? new ZoneOrder(true, "strip by strip, since " + measured)
                : new ZoneOrder(false, "as they come, since " + measured);
    }

    /** Blocks that have to be decoded per row; empty when no sample is long enough. */
    private static OptionalDouble missesPerRow(ZoneSource zones, ZonePlacer placer, int cachedBlocks)
            throws IOException {
        List<ZonePartition> partitions = zones.partitions();
        int step = Math.max(1, partitions.size() / SAMPLES);
        long misses = 0;
        long rows = 0;
        for (int i = 0; i < partitions.size(); i += step) {
            try (ZoneReader reader = partitions.get(i).open(List.of())) {
                Cache cache = new Cache(cachedBlocks);
                ZoneBatch batch = new ZoneBatch(List.<ColumnVector>of());
                if (reader.next(batch, SAMPLE_ROWS)) {
                    cache.misses(batch, placer);
                    while (rows < (long) SAMPLES * SAMPLE_ROWS && reader.next(batch, SAMPLE_ROWS)) {
                        misses += cache.misses(batch, placer);
                        rows += batch.rowCount();
                    }
                }
            }
        }
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(misses / (double) rows);
    }

    /** The blocks used last. */
    private static final class Cache {
        private final Map<Integer, Boolean> blocks;

        Cache(int capacity) {
            blocks = new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
                    return size() > capacity;
                }
            };
        }

        /** Uses the blocks of the zones one after the other; how often one was not there. */
        int misses(ZoneBatch zones, ZonePlacer placer) {
            int misses = 0;
            for (int row = 0; row < zones.rowCount(); row++) {
                if (blocks.put(placer.block(zones, row), true) == null) {
                    misses++;
                }
            }
            return misses;
        }
    }
}
