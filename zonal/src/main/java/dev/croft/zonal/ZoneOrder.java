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

    /** Blocks that have to be decoded per row; empty when there are not enough rows to warm the cache and count. */
    private static OptionalDouble missesPerRow(ZoneSource zones, ZonePlacer placer, int cachedBlocks)
            throws IOException {
        int partitions = zones.partitions().size();
        int step = Math.max(1, partitions / SAMPLES);
        int places = (partitions + step - 1) / step;
        long misses = 0;
        long rows = 0;
        for (int first = 0; first < partitions; first += step) {
            Sample sample = new Sample(placer, new Cache(cachedBlocks), (SAMPLES + places - 1) / places * SAMPLE_ROWS);
            sample.take(zones.partitions(), first);
            misses += sample.misses;
            rows += sample.rows;
        }
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(misses / (double) rows);
    }

    /** Consecutive rows, across partitions: first some that warm the cache, then those that are counted. */
    private static final class Sample {
        private final ZonePlacer placer;
        private final Cache cache;
        private final int wanted;
        private int warming;
        private int rows;
        private int misses;

        Sample(ZonePlacer placer, Cache cache, int wanted) {
            this.placer = placer;
            this.cache = cache;
            this.wanted = wanted;
        }

        void take(List<ZonePartition> partitions, int first) throws IOException {
            ZoneBatch batch = new ZoneBatch(List.<ColumnVector>of());
            for (int i = first; i < partitions.size() && rows < wanted; i++) {
                try (ZoneReader reader = partitions.get(i).open(List.of())) {
                    while (rows < wanted && reader.next(batch, SAMPLE_ROWS)) {
                        add(batch);
                    }
                }
            }
        }

        private void add(ZoneBatch batch) {
            int missed = cache.misses(batch, placer);
            if (warming < SAMPLE_ROWS) {
                warming += batch.rowCount();
            } else {
                misses += missed;
                rows += batch.rowCount();
            }
        }
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
