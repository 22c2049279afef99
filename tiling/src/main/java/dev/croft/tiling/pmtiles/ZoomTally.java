package dev.croft.tiling.pmtiles;

import dev.croft.tiling.tile.TileId;
import java.util.ArrayList;
import java.util.List;

/** Adds entries up by zoom. Confined to one thread. */
final class ZoomTally {
    private static final int ZOOM_COUNT = TileId.MOST_ZOOM + 1;

    private final long[] tileCounts = new long[ZOOM_COUNT];
    private final long[] entryBytes = new long[ZOOM_COUNT];
    private final long[] largestTileIds = new long[ZOOM_COUNT];
    private final int[] largestTileBytes = new int[ZOOM_COUNT];

    /** Counts an entry; its bytes belong to the zoom it begins at. */
    void add(long tileId, int runLength, int length) {
        int zoom = TileId.zoom(tileId);
        entryBytes[zoom] += length;
        long next = tileId;
        long end = tileId + runLength;
        while (next < end) {
            long zoomEnd = Math.min(end, TileId.firstOf(zoom + 1));
            tileCounts[zoom] += zoomEnd - next;
            if (length > largestTileBytes[zoom]) {
                largestTileBytes[zoom] = length;
                largestTileIds[zoom] = next;
            }
            next = zoomEnd;
            zoom++;
        }
    }

    /** Zooms that have tiles, ascending. */
    List<ZoomSummary> zooms() {
        List<ZoomSummary> zooms = new ArrayList<>();
        for (int zoom = 0; zoom < ZOOM_COUNT; zoom++) {
            if (tileCounts[zoom] > 0) {
                zooms.add(new ZoomSummary(
                        zoom, tileCounts[zoom], entryBytes[zoom], largestTileIds[zoom], largestTileBytes[zoom]));
            }
        }
        return zooms;
    }
}
