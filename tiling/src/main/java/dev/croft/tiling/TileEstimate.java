package dev.croft.tiling;

import dev.croft.core.vector.PolygonBuffer;
import java.util.OptionalInt;

/** How many tiles a polygon may lie in: those in the boxes around its parts. Confined to one thread. */
final class TileEstimate {
    /** Tiles of one zoom that a polygon may have; a country has fewer at zoom 14. */
    static final long MOST_TILES = 1 << 24;

    private final PolygonBuffer polygon;

    /** @param polygon in world coordinates */
    TileEstimate(PolygonBuffer polygon) {
        this.polygon = polygon;
    }

    /** The first zoom at which there are too many; empty for a polygon that can be sliced. */
    OptionalInt firstZoomBeyond(int minZoom, int maxZoom) {
        if (tiles(maxZoom) <= MOST_TILES) {
            return OptionalInt.empty();
        }
        int zoom = minZoom;
        while (tiles(zoom) <= MOST_TILES) {
            zoom++;
        }
        return OptionalInt.of(zoom);
    }

    /** About how many tiles of a zoom the polygon lies in, rather more than less. */
    long tiles(int zoom) {
        double tiles = 0;
        for (int part = 0; part < polygon.partCount(); part++) {
            int shell = polygon.partStart(part);
            tiles += tiles(zoom, polygon.ringStart(shell), polygon.ringEnd(shell));
        }
        return (long) tiles;
    }

    private double tiles(int zoom, int from, int to) {
        double across = Math.scalb(1.0, zoom);
        double columns = Math.floor(most(polygon.x(), from, to) * across)
                - Math.floor(least(polygon.x(), from, to) * across)
                + 1;
        double north = Math.max(0, Math.floor(least(polygon.y(), from, to) * across));
        double south = Math.min(across - 1, Math.floor(most(polygon.y(), from, to) * across));
        return Math.min(across, columns) * Math.max(0, south - north + 1);
    }

    private static double least(double[] values, int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    private static double most(double[] values, int from, int to) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            most = Math.max(most, values[i]);
        }
        return most;
    }
}
