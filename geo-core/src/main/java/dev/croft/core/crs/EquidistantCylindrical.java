package dev.croft.core.crs;

import org.locationtech.proj4j.ProjCoordinate;
import org.locationtech.proj4j.proj.Projection;

/**
 * Equidistant cylindrical projection, Snyder (1987), p. 91. As in PROJ 9, degrees are equally long along a meridian also
 * when the CRS has an ellipsoid: that is how existing data was made. proj4j ignores the latitude of true scale.
 */
final class EquidistantCylindrical extends Projection {
    private static final long serialVersionUID = 1L;

    private double parallelScale;

    @Override
    public void initialize() {
        super.initialize();
        parallelScale = Math.cos(trueScaleLatitude);
    }

    @Override
    protected ProjCoordinate project(double lambda, double phi, ProjCoordinate out) {
        out.x = lambda * parallelScale;
        out.y = phi - projectionLatitude;
        return out;
    }

    @Override
    protected ProjCoordinate projectInverse(double x, double y, ProjCoordinate out) {
        out.x = x / parallelScale;
        out.y = y + projectionLatitude;
        return out;
    }

    @Override
    public boolean hasInverse() {
        return true;
    }

    @Override
    public boolean isRectilinear() {
        return true;
    }
}
