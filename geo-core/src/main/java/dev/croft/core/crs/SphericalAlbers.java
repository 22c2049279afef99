package dev.croft.core.crs;

import org.locationtech.proj4j.ProjCoordinate;
import org.locationtech.proj4j.proj.Projection;

/** Albers equal area of the sphere, Snyder (1987), p. 100, equations 14-1 to 14-11; proj4j's inverse fails there. */
final class SphericalAlbers extends Projection {
    private static final long serialVersionUID = 1L;

    private double n;
    private double c;
    private double originRadius;

    @Override
    public void initialize() {
        super.initialize();
        double sin = Math.sin(projectionLatitude1);
        double cos = Math.cos(projectionLatitude1);
        n = (sin + Math.sin(projectionLatitude2)) / 2;
        c = cos * cos + 2 * n * sin;
        originRadius = radius(projectionLatitude);
    }

    private double radius(double phi) {
        return Math.sqrt(c - 2 * n * Math.sin(phi)) / n;
    }

    @Override
    protected ProjCoordinate project(double lambda, double phi, ProjCoordinate out) {
        double radius = radius(phi);
        out.x = radius * Math.sin(n * lambda);
        out.y = originRadius - radius * Math.cos(n * lambda);
        return out;
    }

    @Override
    protected ProjCoordinate projectInverse(double x, double y, ProjCoordinate out) {
        double sign = Math.signum(n);
        double radius = Math.hypot(x, originRadius - y);
        out.x = Math.atan2(sign * x, sign * (originRadius - y)) / n;
        out.y = Math.asin((c - radius * radius * n * n) / (2 * n));
        return out;
    }

    @Override
    public boolean hasInverse() {
        return true;
    }
}
