package dev.croft.zonal;

import dev.croft.core.grid.Bounds;
import dev.croft.core.vector.PolygonBuffer;

/** The bounding box of one polygon after the other; NaN all over when a coordinate is. South is the smallest y. */
final class BoundingBox {
    private double west;
    private double south;
    private double east;
    private double north;

    /** Measures with comparisons, because Math.min is slow on doubles. */
    void measure(PolygonBuffer polygon) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        double lowX = x[0];
        double highX = lowX;
        double lowY = y[0];
        double highY = lowY;
        boolean isNaN = false;
        int count = polygon.vertexCount();
        for (int i = 0; i < count; i++) {
            double thisX = x[i];
            double thisY = y[i];
            lowX = thisX < lowX ? thisX : lowX;
            highX = thisX > highX ? thisX : highX;
            lowY = thisY < lowY ? thisY : lowY;
            highY = thisY > highY ? thisY : highY;
            isNaN |= Double.isNaN(thisX + thisY);
        }
        west = isNaN ? Double.NaN : lowX;
        east = isNaN ? Double.NaN : highX;
        south = isNaN ? Double.NaN : lowY;
        north = isNaN ? Double.NaN : highY;
    }

    boolean touches(Bounds box) {
        return box.intersects(new Bounds(west, south, east, north));
    }

    double west() {
        return west;
    }

    double south() {
        return south;
    }

    double east() {
        return east;
    }

    double north() {
        return north;
    }
}
