package dev.croft.tiling;

import dev.croft.core.grid.Bounds;
import dev.croft.core.vector.PolygonBuffer;

/** The box around a polygon, measured anew for each. Confined to one thread. */
final class PolygonExtent {
    double leastX;
    double leastY;
    double mostX;
    double mostY;

    /** @param polygon with at least one vertex */
    void measure(PolygonBuffer polygon) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        leastX = mostX = x[0];
        leastY = mostY = y[0];
        for (int i = 1; i < polygon.vertexCount(); i++) {
            leastX = Math.min(leastX, x[i]);
            mostX = Math.max(mostX, x[i]);
            leastY = Math.min(leastY, y[i]);
            mostY = Math.max(mostY, y[i]);
        }
    }

    /**
     * Whether all of it, in world coordinates, lies beyond the northern or the southern edge of the map, or on it.
     *
     * @param error of coordinates
     */
    boolean isOutsideMap(double error) {
        return mostY <= error || leastY >= 1 - error;
    }

    boolean touches(Bounds bounds) {
        return bounds.intersects(new Bounds(leastX, leastY, mostX, mostY));
    }
}
