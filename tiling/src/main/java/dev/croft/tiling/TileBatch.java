package dev.croft.tiling;

import dev.croft.tiling.tile.TileBytes;
import java.util.Arrays;

/** The compressed tiles of a shard in order, and what was counted while they were made. */
final class TileBatch {
    private static final int KEPT_BYTES = 8 << 20;

    TileBytes bytes = new TileBytes(1 << 16);
    private long[] ids = new long[64];
    private int[] ends = new int[64];
    private int tileCount;
    LayerTally polygons = new LayerTally();
    LayerTally points = new LayerTally();
    TagStatistics polygonTags;
    TagStatistics pointTags;

    void clear(int attributeCount) {
        bytes = bytes.array().length > KEPT_BYTES ? new TileBytes(1 << 16) : bytes;
        bytes.clear();
        tileCount = 0;
        polygons = new LayerTally();
        points = new LayerTally();
        polygonTags = new TagStatistics(attributeCount);
        pointTags = new TagStatistics(attributeCount);
    }

    /** Ends a tile whose bytes were just written. */
    void endTile(long id) {
        if (tileCount == ids.length) {
            ids = Arrays.copyOf(ids, tileCount * 2);
            ends = Arrays.copyOf(ends, tileCount * 2);
        }
        ids[tileCount] = id;
        ends[tileCount] = bytes.length();
        tileCount++;
    }

    int tileCount() {
        return tileCount;
    }

    long id(int tile) {
        return ids[tile];
    }

    int start(int tile) {
        return tile == 0 ? 0 : ends[tile - 1];
    }

    int end(int tile) {
        return ends[tile];
    }

    /** Memory that the batch holds on to. */
    long capacityBytes() {
        return bytes.array().length + 12L * ids.length;
    }
}
