package dev.croft.tiling.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ranges of tile ids, which together hold every tile: 2^k of them, as many as bring the average down to the size asked for, and
 * more, up to 256, as long as they do not become small; fewer,
 * where the zones come in no order and each shard would read something of nearly every block. The
 * borders are quantiles of the tile ids with which blocks begin, so that the shards weigh alike wherever the fields lie. A tile is
 * never divided: where one outweighs a shard, shards behind it are empty and left out.
 */
public record ShardPlan(List<Shard> shards, long rawBytes) {
    private static final int MOST_SHARDS_LOG2 = 16;
    private static final int PARALLEL_SHARDS_LOG2 = 8;
    /** Blocks that several shards share are read several times; so many times the bytes are too many. */
    private static final int MOST_READINGS = 3;

    private static final long LEAST_SHARD_BYTES = 1L << 18;

    /** Tiles from the first up to but not the end. */
    public static final class Shard {
        private final long firstTile;
        private final long endTile;
        private final int[] blocks;
        private final long rawBytes;
        private final long recordCount;

        private Shard(long firstTile, long endTile, int[] blocks, BlockIndex index) {
            this.firstTile = firstTile;
            this.endTile = endTile;
            this.blocks = blocks;
            this.rawBytes = Arrays.stream(blocks).mapToLong(index::rawLength).sum();
            this.recordCount =
                    Arrays.stream(blocks).mapToLong(index::recordCount).sum();
        }

        /** Bytes of its blocks before compression; some may hold records of other shards, too. */
        public long rawBytes() {
            return rawBytes;
        }

        /** Records of its blocks. */
        public long recordCount() {
            return recordCount;
        }

        boolean holds(long tile) {
            return tile >= firstTile && tile < endTile;
        }

        /** Indices of the blocks that hold some of its records, ascending; lent. */
        int[] blocks() {
            return blocks;
        }
    }

    static ShardPlan of(BlockIndex index, long mostShardBytes) {
        long rawBytes = 0;
        for (int block = 0; block < index.size(); block++) {
            rawBytes += index.rawLength(block);
        }
        int k = 0;
        while (k < MOST_SHARDS_LOG2 && (rawBytes >> k > mostShardBytes || isCoarse(rawBytes, k))) {
            k++;
        }
        ShardPlan plan = divided(index, rawBytes, k);
        while (k > 0 && plan.readBytes() > MOST_READINGS * rawBytes) {
            k--;
            plan = divided(index, rawBytes, k);
        }
        return plan;
    }

    private static ShardPlan divided(BlockIndex index, long rawBytes, int k) {
        return new ShardPlan(shards(index, borders(index, rawBytes, 1 << k)), rawBytes);
    }

    /** Bytes that are read when each shard reads its blocks. */
    private long readBytes() {
        return shards.stream().mapToLong(Shard::rawBytes).sum();
    }

    /** Whether so few shards would leave cores idle, though more of them were worth the trouble. */
    private static boolean isCoarse(long rawBytes, int k) {
        return k < PARALLEL_SHARDS_LOG2 && rawBytes >> k > LEAST_SHARD_BYTES;
    }

    /** First tiles of the shards, ascending, the first of them 0. */
    private static long[] borders(BlockIndex index, long rawBytes, int count) {
        Integer[] byTile = new Integer[index.size()];
        Arrays.setAll(byTile, i -> i);
        Arrays.sort(byTile, (a, b) -> Long.compare(index.firstTile(a), index.firstTile(b)));
        long[] borders = new long[count];
        int found = 1;
        long before = 0;
        for (int block : byTile) {
            while (found < count && before >= rawBytes * found / count) {
                borders[found++] = index.firstTile(block);
            }
            before += index.rawLength(block);
        }
        return Arrays.stream(borders, 0, found).distinct().toArray();
    }

    private static List<Shard> shards(BlockIndex index, long[] borders) {
        int[] counts = new int[borders.length];
        forEachOverlap(index, borders, (shard, block) -> counts[shard]++);
        int[][] blocks = new int[borders.length][];
        Arrays.setAll(blocks, shard -> new int[counts[shard]]);
        Arrays.fill(counts, 0);
        forEachOverlap(index, borders, (shard, block) -> blocks[shard][counts[shard]++] = block);
        List<Shard> shards = new ArrayList<>();
        for (int i = 0; i < borders.length; i++) {
            long end = i + 1 < borders.length ? borders[i + 1] : Long.MAX_VALUE;
            if (blocks[i].length > 0) {
                shards.add(new Shard(borders[i], end, blocks[i], index));
            }
        }
        return shards;
    }

    private interface Overlap {
        void at(int shard, int block);
    }

    private static void forEachOverlap(BlockIndex index, long[] borders, Overlap overlap) {
        for (int block = 0; block < index.size(); block++) {
            int last = shardOf(borders, index.lastTile(block));
            for (int shard = shardOf(borders, index.firstTile(block)); shard <= last; shard++) {
                overlap.at(shard, block);
            }
        }
    }

    private static int shardOf(long[] borders, long tile) {
        int found = Arrays.binarySearch(borders, tile);
        return found >= 0 ? found : -found - 2;
    }
}
