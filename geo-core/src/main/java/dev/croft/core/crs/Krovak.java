package dev.croft.core.crs;

import org.locationtech.proj4j.ProjCoordinate;
import org.locationtech.proj4j.proj.Projection;

/**
 * Krovak's oblique conformal conic, north orientated, IOGP Guidance Note 7-2, EPSG method 1041: x and y are the negative
 * westing and southing. The azimuth of the cone's axis and the pseudo standard parallel are fixed, as in PROJ. proj4j's
 * inverse does not end for points far away.
 */
final class Krovak extends Projection {
    private static final long serialVersionUID = 1L;

    private static final double CO_LATITUDE_OF_CONE_AXIS = Math.toRadians(30.28813975277778);
    private static final double PSEUDO_PARALLEL = Math.toRadians(78.5);
    private static final double QUARTER_PI = Math.PI / 4;
    private static final int LATITUDE_ITERATIONS = 15;

    private double b;
    private double t0;
    private double n;
    private double r0;

    @Override
    public void initialize() {
        super.initialize();
        double sin = Math.sin(projectionLatitude);
        double cos = Math.cos(projectionLatitude);
        b = Math.sqrt(1 + es * cos * cos * cos * cos / (1 - es));
        double conformalLatitude = Math.asin(sin / b);
        t0 = Math.tan(QUARTER_PI + conformalLatitude / 2)
                * Math.pow((1 + e * sin) / (1 - e * sin), e * b / 2)
                / Math.pow(Math.tan(QUARTER_PI + projectionLatitude / 2), b);
        n = Math.sin(PSEUDO_PARALLEL);
        r0 = scaleFactor * Math.sqrt(1 - es) / (1 - es * sin * sin) / Math.tan(PSEUDO_PARALLEL);
    }

    @Override
    protected ProjCoordinate project(double lambda, double phi, ProjCoordinate out) {
        double sin = e * Math.sin(phi);
        double u = 2
                * (Math.atan(t0
                                * Math.pow(Math.tan(phi / 2 + QUARTER_PI), b)
                                / Math.pow((1 + sin) / (1 - sin), e * b / 2))
                        - QUARTER_PI);
        double v = -b * lambda;
        double t = Math.asin(Math.cos(CO_LATITUDE_OF_CONE_AXIS) * Math.sin(u)
                + Math.sin(CO_LATITUDE_OF_CONE_AXIS) * Math.cos(u) * Math.cos(v));
        double d = Math.asin(Math.cos(u) * Math.sin(v) / Math.cos(t));
        double theta = n * d;
        double r = r0 * Math.pow(Math.tan(QUARTER_PI + PSEUDO_PARALLEL / 2) / Math.tan(t / 2 + QUARTER_PI), n);
        out.x = -r * Math.sin(theta);
        out.y = -r * Math.cos(theta);
        return out;
    }

    @Override
    protected ProjCoordinate projectInverse(double x, double y, ProjCoordinate out) {
        double r = Math.hypot(x, y);
        double d = Math.atan2(-x, -y) / n;
        double t = 2 * (Math.atan(Math.pow(r0 / r, 1 / n) * Math.tan(QUARTER_PI + PSEUDO_PARALLEL / 2)) - QUARTER_PI);
        double u = Math.asin(Math.cos(CO_LATITUDE_OF_CONE_AXIS) * Math.sin(t)
                - Math.sin(CO_LATITUDE_OF_CONE_AXIS) * Math.cos(t) * Math.cos(d));
        double v = Math.asin(Math.cos(t) * Math.sin(d) / Math.cos(u));
        double isometric = Math.pow(Math.tan(u / 2 + QUARTER_PI) / t0, 1 / b);
        double phi = u;
        for (int i = 0; i < LATITUDE_ITERATIONS; i++) {
            double sin = e * Math.sin(phi);
            phi = 2 * (Math.atan(isometric * Math.pow((1 + sin) / (1 - sin), e / 2)) - QUARTER_PI);
        }
        out.x = -v / b;
        out.y = phi;
        return out;
    }

    @Override
    public boolean hasInverse() {
        return true;
    }
}
