package dev.croft.tiling.shard;

import java.util.Arrays;

/** Where blocks lie and which tiles they hold, in growing arrays. Confined to one thread while it grows. */
final class BlockIndex {
    private long[] firstTiles = new long[64];
    private long[] lastTiles = new long[64];
    private long[] offsets = new long[64];
    private int[] compressedLengths = new int[64];
    private int[] rawLengths = new int[64];
    private int[] recordCounts = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    long capacityBytes() {
        return firstTiles.length * (3L * Long.BYTES + 3L * Integer.BYTES);
    }

    void add(long firstTile, long lastTile, long offset, int compressedLength, int rawLength, int recordCount) {
        if (size == firstTiles.length) {
            int capacity = Math.multiplyExact(size, 2);
            firstTiles = Arrays.copyOf(firstTiles, capacity);
            lastTiles = Arrays.copyOf(lastTiles, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
            compressedLengths = Arrays.copyOf(compressedLengths, capacity);
            rawLengths = Arrays.copyOf(rawLengths, capacity);
            recordCounts = Arrays.copyOf(recordCounts, capacity);
        }
        firstTiles[size] = firstTile;
        lastTiles[size] = lastTile;
        offsets[size] = offset;
        compressedLengths[size] = compressedLength;
        rawLengths[size] = rawLength;
        recordCounts[size] = recordCount;
        size++;
    }

    /** Adds the blocks of a batch that begins at {@code offset} of the file. */
    void addAll(BlockIndex batch, long offset) {
        for (int i = 0; i < batch.size; i++) {
            add(
                    batch.firstTiles[i],
                    batch.lastTiles[i],
                    offset + batch.offsets[i],
                    batch.compressedLengths[i],
                    batch.rawLengths[i],
                    batch.recordCounts[i]);
        }
    }

    long firstTile(int block) {
        return firstTiles[block];
    }

    long lastTile(int block) {
        return lastTiles[block];
    }

    long offset(int block) {
        return offsets[block];
    }

    int compressedLength(int block) {
        return compressedLengths[block];
    }

    int rawLength(int block) {
        return rawLengths[block];
    }

    int recordCount(int block) {
        return recordCounts[block];
    }
}
