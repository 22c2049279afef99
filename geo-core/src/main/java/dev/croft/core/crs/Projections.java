package dev.croft.core.crs;

import java.util.function.Supplier;
import org.locationtech.proj4j.ProjCoordinate;
import org.locationtech.proj4j.proj.AlbersProjection;
import org.locationtech.proj4j.proj.CylindricalEqualAreaProjection;
import org.locationtech.proj4j.proj.EquidistantAzimuthalProjection;
import org.locationtech.proj4j.proj.ExtendedTransverseMercatorProjection;
import org.locationtech.proj4j.proj.LambertAzimuthalEqualAreaProjection;
import org.locationtech.proj4j.proj.LambertConformalConicProjection;
import org.locationtech.proj4j.proj.MercatorProjection;
import org.locationtech.proj4j.proj.MolleweideProjection;
import org.locationtech.proj4j.proj.ObliqueMercatorProjection;
import org.locationtech.proj4j.proj.ObliqueStereographicAlternativeProjection;
import org.locationtech.proj4j.proj.Projection;
import org.locationtech.proj4j.proj.StereographicAzimuthalProjection;
import org.locationtech.proj4j.proj.SwissObliqueMercatorProjection;

/**
 * Formulas for each {@link ProjectionMethod}. Most are proj4j's; where proj4j ignores a parameter, keeps state between
 * points, errs or may not end, Croft has its own: {@link CassiniSoldner}, {@link EquidistantCylindrical}, {@link Krovak},
 * {@link Sinusoidal}, {@link SphericalAlbers}, {@link SphericalTransverseMercator}. proj4j's parser and datums are not used: they read grid files when their classes are loaded, leave
 * out missing grids silently and swallow parameters they do not know.
 */
final class Projections {
    private Projections() {}

    /**
     * Initialised formulas with the central meridian at longitude 0, for concurrent use: none of the classes here writes to
     * itself after it was initialised.
     */
    static Projection of(Definition definition) {
        Projection projection = formulas(definition).get();
        Ellipsoid ellipsoid = definition.method() == ProjectionMethod.WEB_MERCATOR
                ? new Ellipsoid(definition.datum().ellipsoid().equatorRadius(), 0)
                : definition.datum().ellipsoid();
        projection.setEllipsoid(new org.locationtech.proj4j.datum.Ellipsoid(
                "", ellipsoid.equatorRadius(), ellipsoid.eccentricitySquared(), ""));
        projection.setProjectionLongitude(0);
        projection.setFromMetres(1 / definition.metresPerUnit());
        definition.parameters().forEach((key, value) -> set(projection, key, value));
        projection.initialize();
        if (definition.method() == ProjectionMethod.HOTINE_OBLIQUE_MERCATOR) {
            placeOrigin(projection, definition);
        }
        return projection;
    }

    /**
     * Variant B counts from the projection centre, variant A from where the centre line meets the equator of the aposphere.
     * proj4j's offset between the two is right only where azimuth and grid angle agree, so it is measured instead.
     */
    private static void placeOrigin(Projection projection, Definition definition) {
        if (definition.parameter("no_uoff") == 1) {
            return;
        }
        ProjCoordinate centre = new ProjCoordinate(0, Math.toRadians(definition.parameter("lat_0")));
        projection.setFalseEasting(0);
        projection.setFalseNorthing(0);
        projection.setNoUoff(true);
        projection.initialize();
        ProjCoordinate offset = projection.projectRadians(centre, new ProjCoordinate());
        projection.setFalseEasting(definition.parameter("x_0") - offset.x * definition.metresPerUnit());
        projection.setFalseNorthing(definition.parameter("y_0") - offset.y * definition.metresPerUnit());
        projection.initialize();
    }

    /** Suppliers, not instances, so that the verifier need not load every class to check one. */
    private static Supplier<? extends Projection> formulas(Definition definition) {
        boolean sphere = definition.datum().ellipsoid().isSphere();
        return switch (definition.method()) {
            case GEOGRAPHIC -> throw new IllegalArgumentException("geographic coordinates are not projected");
            case ALBERS -> sphere ? SphericalAlbers::new : AlbersProjection::new;
            case LAMBERT_CONFORMAL_CONIC -> LambertConformalConicProjection::new;
            case TRANSVERSE_MERCATOR ->
                sphere ? SphericalTransverseMercator::new : ExtendedTransverseMercatorProjection::new;
            case MERCATOR, WEB_MERCATOR -> MercatorProjection::new;
            case LAMBERT_AZIMUTHAL_EQUAL_AREA -> LambertAzimuthalEqualAreaProjection::new;
            case STEREOGRAPHIC -> StereographicAzimuthalProjection::new;
            case OBLIQUE_STEREOGRAPHIC -> ObliqueStereographicAlternativeProjection::new;
            case HOTINE_OBLIQUE_MERCATOR -> ObliqueMercatorProjection::new;
            case SWISS_OBLIQUE_MERCATOR -> SwissObliqueMercatorProjection::new;
            case CASSINI -> CassiniSoldner::new;
            case KROVAK -> Krovak::new;
            case SINUSOIDAL -> Sinusoidal::new;
            case EQUIDISTANT_CYLINDRICAL -> EquidistantCylindrical::new;
            case AZIMUTHAL_EQUIDISTANT -> EquidistantAzimuthalProjection::new;
            case CYLINDRICAL_EQUAL_AREA -> CylindricalEqualAreaProjection::new;
            case MOLLWEIDE -> () -> new MolleweideProjection(MolleweideProjection.MOLLEWEIDE);
        };
    }

    private static void set(Projection projection, String key, double value) {
        switch (key) {
            case "lat_0" -> projection.setProjectionLatitudeDegrees(value);
            case "lat_1" -> projection.setProjectionLatitude1Degrees(value);
            case "lat_2" -> projection.setProjectionLatitude2Degrees(value);
            case "lat_ts" -> projection.setTrueScaleLatitudeDegrees(value);
            case "k_0" -> projection.setScaleFactor(value);
            case "alpha" -> projection.setAlphaDegrees(value);
            case "gamma" -> projection.setGammaDegrees(value);
            case "no_uoff" -> projection.setNoUoff(value == 1);
            case "x_0" -> projection.setFalseEasting(value);
            case "y_0" -> projection.setFalseNorthing(value);
            case "lonc" -> projection.setLonCDegrees(0);
            case "lon_0" -> projection.setProjectionLongitude(0);
            default -> throw new IllegalArgumentException("no setter for " + key);
        }
    }
}
