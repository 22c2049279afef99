package dev.croft.core.crs;

import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;
import org.locationtech.proj4j.proj.MercatorProjection;
import org.locationtech.proj4j.proj.Projection;

/**
 * Between longitude and latitude in radians on the CRS's own datum, east of Greenwich, and the CRS's coordinates. Points
 * outside the projection are NaN rather than what the formulas happen to give: every inverse is projected again and must
 * come back. Immutable and thread-safe.
 */
final class MapProjection {
    /** PROJ refuses longitudes beyond this, too: they are more likely metres. */
    private static final double MAX_LONGITUDE = 10;

    private static final double POLE_TOLERANCE = 1e-9;
    private static final double HALF_PI = Math.PI / 2;
    private static final double TWO_PI = 2 * Math.PI;
    private static final double RETURN_TOLERANCE_METRES = 0.005;

    private final Projection projection;
    private final double primeMeridian;
    private final double centralMeridian;
    private final double sign;
    private final double returnTolerance;

    /** x at the central meridian and x gained per radian, of projections whose x depends on longitude alone; else NaN. */
    private final double centreX;

    private final double xPerRadian;

    private MapProjection(Projection projection, Definition definition) {
        this.projection = projection;
        this.primeMeridian = Math.toRadians(definition.primeMeridianDegrees());
        String meridianKey = definition.method() == ProjectionMethod.HOTINE_OBLIQUE_MERCATOR ? "lonc" : "lon_0";
        this.centralMeridian = Math.toRadians(definition.parameter(meridianKey));
        this.sign = definition.axes() == Definition.Axes.WEST_SOUTH ? -1 : 1;
        this.returnTolerance = RETURN_TOLERANCE_METRES / definition.metresPerUnit();
        if (projection.isRectilinear()) {
            this.centreX = projectRelative(0, 0, new ProjCoordinate()).x;
            this.xPerRadian = projectRelative(1, 0, new ProjCoordinate()).x - centreX;
        } else {
            this.centreX = Double.NaN;
            this.xPerRadian = Double.NaN;
        }
    }

    static MapProjection of(Definition definition) {
        return new MapProjection(Projections.of(definition), definition);
    }

    /** Projects longitude and latitude in {@code point[0]} and {@code point[1]}. */
    void forward(double[] point, ProjCoordinate work) {
        double longitude = point[0];
        double latitude = point[1];
        if (!(Math.abs(longitude) <= MAX_LONGITUDE) || !(Math.abs(latitude) <= HALF_PI)) {
            setNaN(point);
            return;
        }
        double lambda = wrapped(longitude - primeMeridian - centralMeridian);
        projectRelative(lambda, latitude, work);
        double x = work.x;
        double y = work.y;
        if (Math.abs(latitude) > HALF_PI - POLE_TOLERANCE && !poleComesBack(x, y, latitude, work)) {
            setNaN(point);
            return;
        }
        point[0] = sign * x;
        point[1] = sign * y;
        setNaNUnlessFinite(point);
    }

    /** Longitude, from -pi to pi, and latitude of the projected coordinates in {@code point}. */
    void inverse(double[] point, ProjCoordinate work) {
        double x = withinWorld(sign * point[0]);
        double y = sign * point[1];
        unprojectRelative(x, y, work);
        double lambda = work.x;
        double latitude = Math.abs(work.y) > HALF_PI && Math.abs(work.y) < HALF_PI + POLE_TOLERANCE
                ? Math.copySign(HALF_PI, work.y)
                : work.y;
        if (!(Math.abs(latitude) <= HALF_PI)) {
            setNaN(point);
            return;
        }
        projectRelative(lambda, latitude, work);
        double tolerance = returnTolerance + 1e-9 * (Math.abs(x) + Math.abs(y));
        if (!(Math.abs(work.x - x) <= tolerance && Math.abs(work.y - y) <= tolerance)) {
            setNaN(point);
            return;
        }
        point[0] = wrapped(wrapped(lambda + centralMeridian) + primeMeridian);
        point[1] = latitude;
    }

    /** Some formulas give a point for either pole though they can show one only, or, as Mercator's, none. */
    private boolean poleComesBack(double x, double y, double latitude, ProjCoordinate work) {
        if (projection instanceof MercatorProjection) {
            return false;
        }
        unprojectRelative(x, y, work);
        return Math.abs(work.y - latitude) < 1e-6;
    }

    private ProjCoordinate projectRelative(double lambda, double latitude, ProjCoordinate out) {
        ProjCoordinate source = new ProjCoordinate(lambda, latitude);
        out.setValue(Double.NaN, Double.NaN);
        try {
            projection.projectRadians(source, out);
        } catch (Proj4jException e) {
            out.setValue(Double.NaN, Double.NaN);
        }
        return out;
    }

    private void unprojectRelative(double x, double y, ProjCoordinate out) {
        ProjCoordinate source = new ProjCoordinate(x, y);
        out.setValue(Double.NaN, Double.NaN);
        try {
            projection.inverseProjectRadians(source, out);
        } catch (Proj4jException e) {
            out.setValue(Double.NaN, Double.NaN);
        }
    }

    /** Brings an x east or west of the map of the world onto it, as PROJ does; proj4j would put it on the map's edge. */
    private double withinWorld(double x) {
        double turns = (x - centreX) / xPerRadian / TWO_PI;
        return Math.abs(turns) > 0.5 && Math.abs(turns) <= 1.5 ? x - Math.rint(turns) * TWO_PI * xPerRadian : x;
    }

    static double wrapped(double longitude) {
        return Math.abs(longitude) <= Math.PI ? longitude : longitude - TWO_PI * Math.rint(longitude / TWO_PI);
    }

    private static void setNaN(double[] point) {
        point[0] = Double.NaN;
        point[1] = Double.NaN;
    }

    private static void setNaNUnlessFinite(double[] point) {
        if (!Double.isFinite(point[0]) || !Double.isFinite(point[1])) {
            setNaN(point);
        }
    }
}
