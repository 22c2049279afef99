package dev.croft.tiling;

import dev.croft.core.crs.ApproximateTransform;
import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.tiling.tile.WorldCoordinates;

/**
 * From the CRS of the zones to world coordinates: the square of Web Mercator (EPSG:3857), x east from 0 to 1, y south from 0 to 1.
 * But for whole turns, the result for a vertex depends on that vertex alone. Longitudes beyond 180 degrees go on beyond 1 and latitudes beyond 85.05
 * degrees lie on the edge. Thread-safe.
 */
final class WorldTransform {
    /** Side of the square in metres: the equator of the sphere that EPSG:3857 is made with. */
    private static final double SIDE_METRES = 2 * Math.PI * 6_378_137;

    /** Largest error of the approximation of the transform, in units of a tile of the deepest zoom. */
    private static final double TOLERANCE_UNITS = 0.01;

    static final Crs MERCATOR = Crs.ofEpsg(3857);

    private final CoordinateTransform toMercator;
    private final boolean isGeographic;
    private final double error;

    /** Null for a geographic CRS, in which longitudes go on beyond 180. */
    private final RingTurns turns;

    private WorldTransform(CoordinateTransform toMercator, boolean isGeographic, double error, RingTurns turns) {
        this.toMercator = toMercator;
        this.isGeographic = isGeographic;
        this.error = error;
        this.turns = turns;
    }

    /**
     * The transform from a CRS.
     *
     * @param maxZoom deepest zoom of the tiles
     * @param extent units along a tile's side
     */
    static WorldTransform from(Crs crs, int maxZoom, int extent) {
        double unitMetres = SIDE_METRES / Math.scalb((double) extent, maxZoom);
        return new WorldTransform(
                ApproximateTransform.between(crs, MERCATOR, TOLERANCE_UNITS * unitMetres),
                crs.isGeographic(),
                2 * TOLERANCE_UNITS * unitMetres / SIDE_METRES,
                crs.isGeographic() ? null : new RingTurns(crs));
    }

    /** How far off a world coordinate may be, with something to spare. */
    double error() {
        return error;
    }

    /**
     * Replaces the vertices by their world coordinates.
     *
     * @return false when one of them is not finite, or the polygon is one around a pole of a projected CRS
     */
    boolean apply(PolygonBuffer polygon) {
        int count = polygon.vertexCount();
        double[] x = polygon.x();
        double[] y = polygon.y();
        if (isGeographic && !fitLatitudes(y, count)) {
            return false;
        }
        if (isGeographic && isBeyond180(x, count)) {
            transformTurns(x, y, count);
        } else {
            toMercator.transform(x, y, 0, count);
        }
        return toUnitSquare(x, y, count) && (turns == null || turns.join(polygon));
    }

    /** False when a latitude is none. */
    private static boolean fitLatitudes(double[] y, int count) {
        for (int i = 0; i < count; i++) {
            if (!(Math.abs(y[i]) <= 90)) {
                return false;
            }
            y[i] = Math.max(-WorldCoordinates.MOST_LATITUDE, Math.min(WorldCoordinates.MOST_LATITUDE, y[i]));
        }
        return true;
    }

    private static boolean isBeyond180(double[] x, int count) {
        for (int i = 0; i < count; i++) {
            if (Math.abs(x[i]) > 180) {
                return true;
            }
        }
        return false;
    }

    /** Vertex by vertex, with whole turns set aside: projections take longitudes from -180 to 180. */
    private void transformTurns(double[] x, double[] y, int count) {
        for (int i = 0; i < count; i++) {
            double turns = Math.abs(x[i]) <= 180 ? 0 : Math.rint(x[i] / 360);
            x[i] -= turns * 360;
            toMercator.transform(x, y, i, 1);
            x[i] += turns * SIDE_METRES;
        }
    }

    /** World coordinates of Mercator's metres; false when one is not finite. */
    static boolean toUnitSquare(double[] x, double[] y, int count) {
        boolean finite = true;
        for (int i = 0; i < count; i++) {
            x[i] = 0.5 + x[i] / SIDE_METRES;
            y[i] = 0.5 - y[i] / SIDE_METRES;
            finite &= Double.isFinite(x[i]) && Double.isFinite(y[i]);
        }
        return finite;
    }

    /** The reverse of {@link #toUnitSquare}. */
    static void toMetres(double[] x, double[] y, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = (x[i] - 0.5) * SIDE_METRES;
            y[i] = (0.5 - y[i]) * SIDE_METRES;
        }
    }
}
