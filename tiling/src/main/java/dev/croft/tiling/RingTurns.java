package dev.croft.tiling;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.vector.PolygonBuffer;

/**
 * Joins again what a transform from a projected CRS has torn apart at the antimeridian: there, world coordinates jump from one edge
 * of the map to the other in the middle of an edge of a polygon, and go on beyond 0 to 1 here instead. An edge jumps when its ends
 * are more than half the world apart, and the middle of it, in the projected CRS, does not lie between them. Thread-safe.
 */
final class RingTurns {
    /** Ends of an edge that are nearer to each other are taken for what they seem. */
    private static final double FAR = 0.5;

    private final CoordinateTransform toMercator;
    private final CoordinateTransform fromMercator;

    RingTurns(Crs projected) {
        toMercator = CoordinateTransform.between(projected, WorldTransform.MERCATOR);
        fromMercator = CoordinateTransform.between(WorldTransform.MERCATOR, projected);
    }

    /**
     * Moves vertices by whole turns.
     *
     * @param polygon in world coordinates
     * @return false when a ring does not close, since a pole is inside of it
     */
    boolean join(PolygonBuffer polygon) {
        for (int part = 0; part < polygon.partCount(); part++) {
            int shell = polygon.partStart(part);
            for (int ring = shell; ring < polygon.partEnd(part); ring++) {
                if (!joinRing(polygon, ring)) {
                    return false;
                }
                if (ring > shell) {
                    moveInto(polygon, shell, ring);
                }
            }
        }
        return true;
    }

    private boolean joinRing(PolygonBuffer polygon, int ring) {
        double[] x = polygon.x();
        int start = polygon.ringStart(ring);
        int end = polygon.ringEnd(ring);
        int turns = 0;
        double before = x[start];
        for (int i = start + 1; i < end; i++) {
            double here = x[i];
            turns += turn(before, polygon.y()[i - 1], here, polygon.y()[i]);
            x[i] += turns;
            before = here;
        }
        return turns + turn(before, polygon.y()[end - 1], x[start], polygon.y()[start]) == 0;
    }

    /** By how many turns the second end of an edge is off. */
    private int turn(double x0, double y0, double x1, double y1) {
        if (Math.abs(x1 - x0) <= FAR) {
            return 0;
        }
        double[] x = {x0, x1};
        double[] y = {y0, y1};
        WorldTransform.toMetres(x, y, 2);
        fromMercator.transform(x, y, 0, 2);
        x[0] += (x[1] - x[0]) / 2;
        y[0] += (y[1] - y[0]) / 2;
        toMercator.transform(x, y, 0, 1);
        WorldTransform.toUnitSquare(x, y, 1);
        boolean isBetween = x[0] > Math.min(x0, x1) && x[0] < Math.max(x0, x1);
        return isBetween ? 0 : x1 < x0 ? 1 : -1;
    }

    /** Moves a hole to the turn on which its shell lies. */
    private static void moveInto(PolygonBuffer polygon, int shell, int hole) {
        double[] x = polygon.x();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = polygon.ringStart(shell); i < polygon.ringEnd(shell); i++) {
            least = Math.min(least, x[i]);
            most = Math.max(most, x[i]);
        }
        double first = x[polygon.ringStart(hole)];
        int turns = first < least ? 1 : first > most ? -1 : 0;
        for (int i = polygon.ringStart(hole); turns != 0 && i < polygon.ringEnd(hole); i++) {
            x[i] += turns;
        }
    }
}
