package dev.croft.core.crs;

import java.util.ArrayList;
import java.util.List;

/**
 * A projection in EPSG's words (IOGP Guidance Note 7-2).
 *
 * @param code EPSG's number of the method; 0 when EPSG has none
 */
record ProjJsonMethod(String name, int code, List<Parameter> parameters) {
    /** @param unit as PROJJSON spells it: degree, metre or unity */
    record Parameter(String name, int code, double value, String unit) {}

    static ProjJsonMethod of(Definition definition) {
        return switch (definition.method()) {
            case GEOGRAPHIC -> throw new IllegalArgumentException("geographic coordinates are not projected");
            case ALBERS -> new Builder(definition).falseOrigin().parallels().build("Albers Equal Area", 9822);
            case LAMBERT_CONFORMAL_CONIC -> lambert(definition);
            case TRANSVERSE_MERCATOR ->
                definition.axes() == Definition.Axes.WEST_SOUTH
                        ? new Builder(definition)
                                .natural()
                                .scale()
                                .build("Transverse Mercator (South Orientated)", 9808)
                        : new Builder(definition).natural().scale().build("Transverse Mercator", 9807);
            case MERCATOR ->
                new Builder(definition)
                        .fixed("Latitude of natural origin", 8801, 0)
                        .naturalMeridian()
                        .scale()
                        .falseCoordinates()
                        .build("Mercator (variant A)", 9804);
            case WEB_MERCATOR ->
                new Builder(definition)
                        .fixed("Latitude of natural origin", 8801, 0)
                        .naturalMeridian()
                        .falseCoordinates()
                        .build("Popular Visualisation Pseudo Mercator", 1024);
            case LAMBERT_AZIMUTHAL_EQUAL_AREA ->
                new Builder(definition).natural().build("Lambert Azimuthal Equal Area", 9820);
            case STEREOGRAPHIC -> stereographic(definition);
            case OBLIQUE_STEREOGRAPHIC ->
                new Builder(definition).natural().scale().build("Oblique Stereographic", 9809);
            case HOTINE_OBLIQUE_MERCATOR -> oblique(definition);
            // EPSG calls this the oblique Mercator along the parallel: both angles are right.
            case SWISS_OBLIQUE_MERCATOR ->
                new Builder(definition)
                        .angle("Latitude of projection centre", 8811, "lat_0")
                        .angle("Longitude of projection centre", 8812, "lon_0")
                        .fixed("Azimuth of initial line", 8813, 90)
                        .fixed("Angle from Rectified to Skew Grid", 8814, 90)
                        .factor("Scale factor on initial line", 8815)
                        .length("Easting at projection centre", 8816, "x_0")
                        .length("Northing at projection centre", 8817, "y_0")
                        .build("Hotine Oblique Mercator (variant B)", 9815);
            case CASSINI -> new Builder(definition).natural().build("Cassini-Soldner", 9806);
            case KROVAK ->
                new Builder(definition)
                        .angle("Latitude of projection centre", 8811, "lat_0")
                        .angle("Longitude of origin", 8833, "lon_0")
                        .fixed("Co-latitude of cone axis", 1036, 30.28813975277778)
                        .fixed("Latitude of pseudo standard parallel", 8818, 78.5)
                        .factor("Scale factor on pseudo standard parallel", 8819)
                        .falseCoordinates()
                        .build("Krovak (North Orientated)", 1041);
            case SINUSOIDAL ->
                new Builder(definition).naturalMeridian().falseCoordinates().build("Sinusoidal", 0);
            case EQUIDISTANT_CYLINDRICAL ->
                new Builder(definition)
                        .angle("Latitude of 1st standard parallel", 8823, "lat_ts")
                        .natural()
                        .build("Equidistant Cylindrical", 1028);
            case AZIMUTHAL_EQUIDISTANT ->
                new Builder(definition).natural().build("Modified Azimuthal Equidistant", 9832);
            case CYLINDRICAL_EQUAL_AREA ->
                new Builder(definition)
                        .angle("Latitude of 1st standard parallel", 8823, "lat_ts")
                        .naturalMeridian()
                        .falseCoordinates()
                        .build("Lambert Cylindrical Equal Area", 9835);
            case MOLLWEIDE ->
                new Builder(definition).naturalMeridian().falseCoordinates().build("Mollweide", 0);
        };
    }

    private static ProjJsonMethod lambert(Definition definition) {
        boolean oneParallel = definition.parameter("lat_1") == definition.parameter("lat_2")
                && definition.parameter("lat_0") == definition.parameter("lat_1");
        if (oneParallel) {
            return new Builder(definition).natural().scale().build("Lambert Conic Conformal (1SP)", 9801);
        }
        Builder builder = new Builder(definition).falseOrigin().parallels();
        return definition.parameter("k_0") == 1
                ? builder.build("Lambert Conic Conformal (2SP)", 9802)
                : builder.factor("Ellipsoid scaling factor", 1038)
                        .build("Lambert Conic Conformal (2SP Michigan)", 1051);
    }

    private static ProjJsonMethod stereographic(Definition definition) {
        if (!ProjectionMethod.isPolar(definition.parameters())) {
            return new Builder(definition).natural().scale().build("Stereographic", 0);
        }
        return definition.parameter("lat_ts") == definition.parameter("lat_0")
                ? new Builder(definition).natural().scale().build("Polar Stereographic (variant A)", 9810)
                : new Builder(definition)
                        .angle("Latitude of standard parallel", 8832, "lat_ts")
                        .angle("Longitude of origin", 8833, "lon_0")
                        .falseCoordinates()
                        .build("Polar Stereographic (variant B)", 9829);
    }

    private static ProjJsonMethod oblique(Definition definition) {
        Builder builder = new Builder(definition)
                .angle("Latitude of projection centre", 8811, "lat_0")
                .angle("Longitude of projection centre", 8812, "lonc")
                .angle("Azimuth of initial line", 8813, "alpha")
                .angle("Angle from Rectified to Skew Grid", 8814, "gamma")
                .factor("Scale factor on initial line", 8815);
        return definition.parameter("no_uoff") == 1
                ? builder.falseCoordinates().build("Hotine Oblique Mercator (variant A)", 9812)
                : builder.length("Easting at projection centre", 8816, "x_0")
                        .length("Northing at projection centre", 8817, "y_0")
                        .build("Hotine Oblique Mercator (variant B)", 9815);
    }

    /** Collects parameters in the order in which they are written. Confined to a thread. */
    private static final class Builder {
        private final Definition definition;
        private final List<Parameter> parameters = new ArrayList<>();

        Builder(Definition definition) {
            this.definition = definition;
        }

        Builder natural() {
            angle("Latitude of natural origin", 8801, "lat_0");
            return naturalMeridian().falseCoordinates();
        }

        Builder naturalMeridian() {
            return angle("Longitude of natural origin", 8802, "lon_0");
        }

        Builder scale() {
            return factor("Scale factor at natural origin", 8805);
        }

        Builder falseCoordinates() {
            return length("False easting", 8806, "x_0").length("False northing", 8807, "y_0");
        }

        Builder falseOrigin() {
            return angle("Latitude of false origin", 8821, "lat_0")
                    .angle("Longitude of false origin", 8822, "lon_0")
                    .length("Easting at false origin", 8826, "x_0")
                    .length("Northing at false origin", 8827, "y_0");
        }

        Builder parallels() {
            return angle("Latitude of 1st standard parallel", 8823, "lat_1")
                    .angle("Latitude of 2nd standard parallel", 8824, "lat_2");
        }

        Builder angle(String name, int code, String key) {
            return fixed(name, code, definition.parameter(key));
        }

        Builder fixed(String name, int code, double degrees) {
            parameters.add(new Parameter(name, code, degrees, "degree"));
            return this;
        }

        Builder length(String name, int code, String key) {
            parameters.add(new Parameter(name, code, definition.parameter(key), "metre"));
            return this;
        }

        Builder factor(String name, int code) {
            parameters.add(new Parameter(name, code, definition.parameter("k_0"), "unity"));
            return this;
        }

        ProjJsonMethod build(String name, int code) {
            return new ProjJsonMethod(name, code, List.copyOf(parameters));
        }
    }
}
