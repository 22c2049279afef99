package dev.croft.core.crs;

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
import org.locationtech.proj4j.proj.TransverseMercatorProjection;

/**
 * Formulas for each {@link ProjectionMethod}. Most are proj4j's; where proj4j ignores a parameter, keeps state between
 * points or may not end, Croft has its own: {@link CassiniSoldner}, {@link EquidistantCylindrical}, {@link Krovak},
 * {@link Sinusoidal}. proj4j's parser and datums are not used: they read grid files when their classes are loaded, leave
 * out missing grids silently and swallow parameters they do not know.
 */
final class Projections {
    private Projections() {}

    /**
     * Initialised formulas with the central meridian at longitude 0, for concurrent use: none of the classes here writes to
     * itself after it was initialised.
     */
    static Projection of(Definition definition) {
        Projection projection = formulas(definition);
        Ellipsoid ellipsoid = definition.method() == ProjectionMethod.WEB_MERCATOR
                ? new Ellipsoid(definition.datum().ellipsoid().equatorRadius(), 0)
                : definition.datum().ellipsoid();
        projection.setEllipsoid(new org.locationtech.proj4j.datum.Ellipsoid(
                "", ellipsoid.equatorRadius(), ellipsoid.eccentricitySquared(), ""));
        projection.setProjectionLongitude(0);
        projection.setFromMetres(1 / definition.metresPerUnit());
        definition.parameters().forEach((key, value) -> set(projection, key, value));
        projection.initialize();
        return projection;
    }

    private static Projection formulas(Definition definition) {
        boolean sphere = definition.datum().ellipsoid().isSphere();
        return switch (definition.method()) {
            case GEOGRAPHIC -> throw new IllegalArgumentException("geographic coordinates are not projected");
            case ALBERS -> new AlbersProjection();
            case LAMBERT_CONFORMAL_CONIC -> new LambertConformalConicProjection();
            case TRANSVERSE_MERCATOR ->
                sphere ? new TransverseMercatorProjection() : new ExtendedTransverseMercatorProjection();
            case MERCATOR, WEB_MERCATOR -> new MercatorProjection();
            case LAMBERT_AZIMUTHAL_EQUAL_AREA -> new LambertAzimuthalEqualAreaProjection();
            case STEREOGRAPHIC -> new StereographicAzimuthalProjection();
            case OBLIQUE_STEREOGRAPHIC -> new ObliqueStereographicAlternativeProjection();
            case HOTINE_OBLIQUE_MERCATOR -> new ObliqueMercatorProjection();
            case SWISS_OBLIQUE_MERCATOR -> new SwissObliqueMercatorProjection();
            case CASSINI -> new CassiniSoldner();
            case KROVAK -> new Krovak();
            case SINUSOIDAL -> new Sinusoidal();
            case EQUIDISTANT_CYLINDRICAL -> new EquidistantCylindrical();
            case AZIMUTHAL_EQUIDISTANT -> new EquidistantAzimuthalProjection();
            case CYLINDRICAL_EQUAL_AREA -> new CylindricalEqualAreaProjection();
            case MOLLWEIDE -> new MolleweideProjection(MolleweideProjection.MOLLEWEIDE);
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
