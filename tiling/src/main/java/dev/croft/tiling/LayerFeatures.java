package dev.croft.tiling;

import dev.croft.tiling.shard.KeySort;
import dev.croft.tiling.tile.TileBytes;
import java.util.Arrays;

/**
 * The features of one layer in one tile: geometry commands that lie in the records of the shard, or were drawn here. Reused from
 * tile to tile; confined to one thread.
 */
final class LayerFeatures {
    private final FeatureOrder featureOrder;
    private final KeySort sort = new KeySort();
    private final TileBytes drawn = new TileBytes(1 << 10);
    private int[] rows = new int[64];
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int[] zoneCounts = new int[64];
    private boolean[] isDrawn = new boolean[64];
    private long[] keys = new long[64];
    private int[] order = new int[64];
    private int count;
    private long byteCount;

    LayerFeatures(FeatureOrder featureOrder) {
        this.featureOrder = featureOrder;
    }

    void clear() {
        count = 0;
        byteCount = 0;
        drawn.clear();
    }

    /** Adds a feature whose geometry lies in the records. */
    void add(int row, int start, int length) {
        add(row, start, length, 1, false);
    }

    /** Where the geometry of the next drawn feature is to be written, before {@link #addDrawn}. */
    TileBytes drawing() {
        return drawn;
    }

    /**
     * Adds a feature whose geometry was just drawn.
     *
     * @param start length of the drawing before
     * @param zones number of zones that it stands for
     */
    void addDrawn(int row, int start, int zones) {
        add(row, start, drawn.length() - start, zones, true);
    }

    private void add(int row, int start, int length, int zones, boolean ofDrawing) {
        if (count == rows.length) {
            grow();
        }
        rows[count] = row;
        starts[count] = start;
        lengths[count] = length;
        zoneCounts[count] = zones;
        isDrawn[count] = ofDrawing;
        count++;
        byteCount += length + TilingOptions.FEATURE_BYTES;
    }

    private void grow() {
        int capacity = count * 2;
        rows = Arrays.copyOf(rows, capacity);
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        zoneCounts = Arrays.copyOf(zoneCounts, capacity);
        isDrawn = Arrays.copyOf(isDrawn, capacity);
        keys = Arrays.copyOf(keys, capacity);
        order = Arrays.copyOf(order, capacity);
    }

    int count() {
        return count;
    }

    /** What the features count for beside the limit of a tile. */
    long byteCount() {
        return byteCount;
    }

    /** Puts the features in their order, parts of one feature by their geometry. */
    void sort(byte[] records) {
        for (int i = 0; i < count; i++) {
            order[i] = i;
            keys[i] = featureOrder.key(rows[i]);
        }
        order = sort.sort(order, count, keys);
        KeySort.sortTies(order, count, keys, (a, b) -> compareTies(a, b, records));
    }

    private int compareTies(int a, int b, byte[] records) {
        int byFeature = featureOrder.compareTies(rows[a], rows[b]);
        return byFeature != 0 ? byFeature : compareGeometry(a, b, records);
    }

    private int compareGeometry(int a, int b, byte[] records) {
        return Arrays.compareUnsigned(
                bytes(a, records),
                starts[a],
                starts[a] + lengths[a],
                bytes(b, records),
                starts[b],
                starts[b] + lengths[b]);
    }

    /** The feature at a place in the order; the methods below take it. */
    int featureAt(int place) {
        return order[place];
    }

    int row(int feature) {
        return rows[feature];
    }

    /** Zones that the feature stands for. */
    int zones(int feature) {
        return zoneCounts[feature];
    }

    boolean isDrawn(int feature) {
        return isDrawn[feature];
    }

    byte[] bytes(int feature, byte[] records) {
        return isDrawn[feature] ? drawn.array() : records;
    }

    int start(int feature) {
        return starts[feature];
    }

    int length(int feature) {
        return lengths[feature];
    }

    /** Leaves out the features for which {@code isDropped} is set. */
    void drop(boolean[] isDropped) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (isDropped[order[i]]) {
                byteCount -= lengths[order[i]] + TilingOptions.FEATURE_BYTES;
            } else {
                order[left++] = order[i];
            }
        }
        count = left;
    }
}
