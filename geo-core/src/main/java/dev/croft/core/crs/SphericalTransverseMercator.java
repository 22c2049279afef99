package dev.croft.core.crs;

import org.locationtech.proj4j.ProjCoordinate;
import org.locationtech.proj4j.proj.Projection;

/**
 * Transverse Mercator of the sphere, Snyder (1987), p. 58, equations 8-1 to 8-8; proj4j's scales x and y differently there.
 */
final class SphericalTransverseMercator extends Projection {
    private static final long serialVersionUID = 1L;

    @Override
    protected ProjCoordinate project(double lambda, double phi, ProjCoordinate out) {
        double b = Math.cos(phi) * Math.sin(lambda);
        out.x = scaleFactor * 0.5 * Math.log((1 + b) / (1 - b));
        out.y = scaleFactor * (Math.atan2(Math.tan(phi), Math.cos(lambda)) - projectionLatitude);
        return out;
    }

    @Override
    protected ProjCoordinate projectInverse(double x, double y, ProjCoordinate out) {
        double d = y / scaleFactor + projectionLatitude;
        double h = x / scaleFactor;
        out.x = Math.atan2(Math.sinh(h), Math.cos(d));
        out.y = Math.asin(Math.sin(d) / Math.cosh(h));
        return out;
    }

    @Override
    public boolean hasInverse() {
        return true;
    }
}
