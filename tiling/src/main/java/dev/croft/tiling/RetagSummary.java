package dev.croft.tiling;

import dev.croft.tiling.attribute.JoinSummary;
import java.util.List;

/**
 * What became of an archive and the attributes for it.
 *
 * @param joins what was read; unmatched are those rows whose key was in no earlier file
 * @param keyCount different keys that were read
 * @param usedKeyCount of them those that some feature has
 * @param taggedFeatureCount features in tiles whose key was found; of tiles that are alike, in one of them
 * @param untaggedFeatureCount features in tiles without a key, or whose key was not found: their new attributes are null
 * @param tileCount tiles of the archive
 * @param largestTileBytes of the largest tile, compressed
 */
public record RetagSummary(
        List<JoinSummary> joins,
        long keyCount,
        long usedKeyCount,
        long taggedFeatureCount,
        long untaggedFeatureCount,
        long tileCount,
        long largestTileBytes) {
    public RetagSummary {
        joins = List.copyOf(joins);
    }
}
