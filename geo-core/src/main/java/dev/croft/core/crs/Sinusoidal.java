package dev.croft.core.crs;

import org.locationtech.proj4j.ProjCoordinate;
import org.locationtech.proj4j.proj.Projection;
import org.locationtech.proj4j.util.ProjectionMath;

/**
 * Sinusoidal projection of the ellipsoid, Snyder (1987), Map Projections: A Working Manual, p. 248, equations 30-8 to
 * 30-11; proj4j has the sphere only.
 */
final class Sinusoidal extends Projection {
    private static final long serialVersionUID = 1L;

    private double[] meridianSeries;

    @Override
    public void initialize() {
        super.initialize();
        meridianSeries = ProjectionMath.enfn(es);
    }

    @Override
    protected ProjCoordinate project(double lambda, double phi, ProjCoordinate out) {
        double sin = Math.sin(phi);
        double cos = Math.cos(phi);
        out.x = lambda * cos / Math.sqrt(1 - es * sin * sin);
        out.y = ProjectionMath.mlfn(phi, sin, cos, meridianSeries);
        return out;
    }

    @Override
    protected ProjCoordinate projectInverse(double x, double y, ProjCoordinate out) {
        double phi = ProjectionMath.inv_mlfn(y, es, meridianSeries);
        double sin = Math.sin(phi);
        double cos = Math.cos(phi);
        out.x = Math.abs(cos) < EPS10 ? 0 : x * Math.sqrt(1 - es * sin * sin) / cos;
        out.y = phi;
        return out;
    }

    @Override
    public boolean hasInverse() {
        return true;
    }
}
