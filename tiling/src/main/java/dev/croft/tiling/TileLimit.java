package dev.croft.tiling;

import dev.croft.tiling.shard.KeySort;
import java.util.Arrays;

/** Decides which features of a layer a tile that is too large keeps. Confined to one thread. */
final class TileLimit {
    private final DropRule rule;
    private final FeatureOrder order;
    private final KeySort sort = new KeySort();

    TileLimit(DropRule rule, FeatureOrder order) {
        this.rule = rule;
        this.order = order;
    }

    /**
     * Chooses features, which are in their order and at least one, until the others count for no more than {@code mostBytes}.
     *
     * @param keepsOne whether one is kept in any case
     * @return for each feature whether it is to be dropped
     */
    boolean[] choose(LayerFeatures features, long mostBytes, boolean keepsOne) {
        int count = features.count();
        long[] ranks = rule == DropRule.SMALLEST ? areas(features) : gaps(features);
        for (int i = 0; i < count; i++) {
            ranks[i] = -ranks[i];
        }
        int[] byRank = sort.sort(inOrder(features), count, ranks);
        boolean[] isDropped = new boolean[count];
        long bytes = 0;
        boolean full = false;
        for (int i = 0; i < count; i++) {
            bytes += features.length(byRank[i]) + TilingOptions.FEATURE_BYTES;
            full |= bytes > mostBytes && !(keepsOne && i == 0);
            isDropped[byRank[i]] = full;
        }
        return isDropped;
    }

    private long[] areas(LayerFeatures features) {
        long[] areas = new long[features.count()];
        for (int i = 0; i < areas.length; i++) {
            areas[i] = Double.doubleToLongBits(order.area(features.row(i)));
        }
        return areas;
    }

    /** Distances along the Hilbert curve to the feature before. */
    private long[] gaps(LayerFeatures features) {
        int count = features.count();
        long[] positions = new long[count];
        for (int i = 0; i < count; i++) {
            positions[i] = order.position(features.row(i));
        }
        int[] along = sort.sort(inOrder(features), count, positions);
        long[] gaps = new long[count];
        gaps[along[0]] = Long.MAX_VALUE;
        for (int i = 1; i < count; i++) {
            gaps[along[i]] = positions[along[i]] - positions[along[i - 1]];
        }
        return gaps;
    }

    private static int[] inOrder(LayerFeatures features) {
        int[] indices = new int[features.count()];
        Arrays.setAll(indices, features::featureAt);
        return indices;
    }
}
