package dev.croft.tiling;

import dev.croft.tiling.tile.TileBytes;
import java.util.Arrays;

/** Compressed tiles in order, and what was counted while they were made. */
final class TileBatch {
    private static final int KEPT_BYTES = 8 << 20;

    TileBytes bytes = new TileBytes(1 << 16);
    private long[] ids = new long[64];
    private int[] runLengths = new int[64];
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
        endTiles(id, 1);
    }

    /** Ends tiles of consecutive numbers that are all alike. */
    void endTiles(long firstId, int runLength) {
        if (tileCount == ids.length) {
            ids = Arrays.copyOf(ids, tileCount * 2);
            runLengths = Arrays.copyOf(runLengths, tileCount * 2);
            ends = Arrays.copyOf(ends, tileCount * 2);
        }
        ids[tileCount] = firstId;
        runLengths[tileCount] = runLength;
        ends[tileCount] = bytes.length();
        tileCount++;
    }

    /** Different tiles, those that are alike counted once; the methods below take their numbers. */
    int tileCount() {
        return tileCount;
    }

    long id(int tile) {
        return ids[tile];
    }

    int runLength(int tile) {
        return runLengths[tile];
    }

    int start(int tile) {
        return tile == 0 ? 0 : ends[tile - 1];
    }

    int end(int tile) {
        return ends[tile];
    }

    /** Memory that the batch holds on to. */
    long capacityBytes() {
        return bytes.array().length + 16L * ids.length;
    }
}
