package dev.croft.tiling;

import dev.croft.tiling.TilingSummary.LayerCounts;
import dev.croft.tiling.TilingSummary.ZoomCounts;
import java.util.ArrayList;
import java.util.List;

/** Features of one layer, counted by zoom. Confined to one thread, or to one after the other. */
final class LayerTally {
    private final long[] fragments = new long[LayerSpec.MOST_ZOOM + 1];
    private final long[] squares = new long[LayerSpec.MOST_ZOOM + 1];
    private final long[] accumulated = new long[LayerSpec.MOST_ZOOM + 1];
    private final long[] tiny = new long[LayerSpec.MOST_ZOOM + 1];
    private final long[] overLimit = new long[LayerSpec.MOST_ZOOM + 1];

    /** Features as they stand in tiles, squares among them. */
    void addFragments(int zoom, long count) {
        fragments[zoom] += count;
    }

    /** A square that stands for some zones. */
    void addSquare(int zoom, long zones) {
        squares[zoom]++;
        accumulated[zoom] += zones;
    }

    /** Zones left out because they are tiny. */
    void addTiny(int zoom, long zones) {
        tiny[zoom] += zones;
    }

    /** Zones left out because their tile was too large; {@code zonesInSquares} of them were in squares. */
    void addOverLimit(int zoom, long zones, long zonesInSquares) {
        overLimit[zoom] += zones;
        accumulated[zoom] -= zonesInSquares;
        squares[zoom] -= zonesInSquares > 0 ? 1 : 0;
    }

    void addAll(LayerTally other) {
        for (int zoom = 0; zoom < fragments.length; zoom++) {
            fragments[zoom] += other.fragments[zoom];
            squares[zoom] += other.squares[zoom];
            accumulated[zoom] += other.accumulated[zoom];
            tiny[zoom] += other.tiny[zoom];
            overLimit[zoom] += other.overLimit[zoom];
        }
    }

    /** What became of {@code zoneCount} zones in a layer. */
    LayerCounts of(LayerSpec layer, long zoneCount) {
        List<ZoomCounts> zooms = new ArrayList<>();
        for (int zoom = layer.minZoom(); zoom <= layer.maxZoom(); zoom++) {
            zooms.add(of(zoom, zoneCount));
        }
        return new LayerCounts(layer, zooms);
    }

    private ZoomCounts of(int zoom, long zoneCount) {
        long kept = zoneCount - accumulated[zoom] - tiny[zoom] - overLimit[zoom];
        return new ZoomCounts(
                zoom, kept, accumulated[zoom], squares[zoom], tiny[zoom], overLimit[zoom], fragments[zoom]);
    }
}
