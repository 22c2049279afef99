package dev.croft.tiling;

import dev.croft.core.grid.Bounds;
import dev.croft.tiling.attribute.JoinSummary;
import dev.croft.tiling.slice.SliceCounts.Mending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run did.
 *
 * @param zoneCount zones that were sliced
 * @param ids which of them have an id of their own
 * @param reasons zones that were not, by reason; reasons that did not occur are left out
 * @param joins what became of the joined tables
 * @param layers per layer and zoom, what became of the zones
 * @param mendings fragments by what it took to make them valid after quantising and clipping
 * @param tileCount tiles that hold something
 * @param largestTileBytes of the largest tile, compressed
 * @param bounds box of the zones, in degrees
 * @param spilledBytes temporary bytes of fragments
 * @param shardCount parts in which they were read back
 */
public record TilingSummary(
        long zoneCount,
        Ids ids,
        Map<ZoneReason, Affected> reasons,
        List<JoinSummary> joins,
        List<LayerCounts> layers,
        Map<Mending, Long> mendings,
        long tileCount,
        long largestTileBytes,
        Bounds bounds,
        long spilledBytes,
        int shardCount) {
    /** Zones that share a reason: how many, and the first of them, as a row from 0. */
    public record Affected(long zoneCount, long firstRow) {
        Affected plus(Affected later) {
            return new Affected(zoneCount + later.zoneCount, firstRow);
        }
    }

    /**
     * Which zones have features with ids.
     *
     * @param key column that identifies them; empty when there is none, or when it can hold no ids
     * @param withoutKey zones without a value there
     * @param unfit zones whose key cannot be the id of a feature: texts, and numbers below 0
     * @param repeated zones with the id of an earlier one; empty when there was not memory to find out
     */
    public record Ids(Optional<String> key, long withoutKey, long unfit, OptionalLong repeated) {}

    /** What became of the zones in one layer, zoom by zoom. */
    public record LayerCounts(LayerSpec layer, List<ZoomCounts> zooms) {
        public LayerCounts {
            zooms = List.copyOf(zooms);
        }
    }

    /**
     * What became of the zones in one layer at one zoom. Kept, accumulated, tiny and over the limit add up to all zones.
     *
     * @param kept drawn, or in other tiles than the one they mostly lie in
     * @param accumulated tiny, and represented by a square
     * @param squares how many squares
     * @param tiny left out because they are tiny
     * @param overLimit left out because their tile was too large
     * @param fragments features in tiles; a polygon is one in each tile that it touches
     */
    public record ZoomCounts(
            int zoom, long kept, long accumulated, long squares, long tiny, long overLimit, long fragments) {}

    public TilingSummary {
        reasons = Map.copyOf(reasons);
        joins = List.copyOf(joins);
        layers = List.copyOf(layers);
        mendings = Map.copyOf(mendings);
    }
}
