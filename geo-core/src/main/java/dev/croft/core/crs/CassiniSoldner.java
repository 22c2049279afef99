package dev.croft.core.crs;

import org.locationtech.proj4j.ProjCoordinate;
import org.locationtech.proj4j.proj.Projection;
import org.locationtech.proj4j.util.ProjectionMath;

/**
 * Cassini-Soldner projection, IOGP Guidance Note 7-2, EPSG method 9806: series in the longitude from the central meridian,
 * good to a few degrees. proj4j's class keeps its intermediate values in fields, so that threads would disturb each other.
 */
final class CassiniSoldner extends Projection {
    private static final long serialVersionUID = 1L;

    private double[] meridianSeries;
    private double originMeridianLength;

    @Override
    public void initialize() {
        super.initialize();
        meridianSeries = ProjectionMath.enfn(es);
        originMeridianLength = meridianLength(projectionLatitude);
    }

    @Override
    protected ProjCoordinate project(double lambda, double phi, ProjCoordinate out) {
        double sin = Math.sin(phi);
        double cos = Math.cos(phi);
        double normal = 1 / Math.sqrt(1 - es * sin * sin);
        double tan = Math.tan(phi);
        double t = tan * tan;
        double a = lambda * cos;
        double a2 = a * a;
        double c = es * cos * cos / (1 - es);
        out.x = normal * a * (1 - a2 * t * (1.0 / 6 + (8 - t + 8 * c) * a2 / 120));
        out.y = meridianLength(phi) - originMeridianLength + normal * tan * a2 * (0.5 + (5 - t + 6 * c) * a2 / 24);
        return out;
    }

    @Override
    protected ProjCoordinate projectInverse(double x, double y, ProjCoordinate out) {
        double foot = ProjectionMath.inv_mlfn(originMeridianLength + y, es, meridianSeries);
        double sin = Math.sin(foot);
        double tan = Math.tan(foot);
        double t = tan * tan;
        double w = 1 - es * sin * sin;
        double normal = 1 / Math.sqrt(w);
        double meridianRadius = (1 - es) * normal / w;
        double d = x / normal;
        double d2 = d * d;
        out.y = foot - normal * tan / meridianRadius * d2 * (0.5 - (1 + 3 * t) * d2 / 24);
        out.x = d * (1 + t * d2 * (-1.0 / 3 + (1 + 3 * t) * d2 / 15)) / Math.cos(foot);
        return out;
    }

    private double meridianLength(double phi) {
        return ProjectionMath.mlfn(phi, Math.sin(phi), Math.cos(phi), meridianSeries);
    }

    @Override
    public boolean hasInverse() {
        return true;
    }
}
