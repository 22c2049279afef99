package dev.croft.core.raster.geotiff;

import dev.croft.core.crs.Crs;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The CRS that GeoKeys describe, GeoTIFF 1.1 sections 7.4 to 7.6: an EPSG code, or a user-defined projection as a PROJ
 * string. What cannot be said exactly gives none, because a wrong CRS is worse.
 */
final class GeoKeyCrs {
    private static final int DEGREE = 9102;

    /** Metres of the linear units that rasters come in; EPSG codes. */
    private static final Map<Integer, Double> METRES =
            Map.of(9001, 1.0, 9002, 0.3048, 9003, 1200.0 / 3937, 9036, 1000.0);

    /** Datums by the codes of geographic CRS and of datum. */
    private static final Map<Integer, String> DATUMS = Map.ofEntries(
            Map.entry(4326, "+datum=WGS84"),
            Map.entry(6326, "+datum=WGS84"),
            Map.entry(4269, "+datum=NAD83"),
            Map.entry(6269, "+datum=NAD83"),
            Map.entry(4267, "+datum=NAD27"),
            Map.entry(6267, "+datum=NAD27"),
            Map.entry(4258, "+ellps=GRS80 +towgs84=0,0,0"),
            Map.entry(6258, "+ellps=GRS80 +towgs84=0,0,0"),
            Map.entry(4283, "+ellps=GRS80 +towgs84=0,0,0"),
            Map.entry(6283, "+ellps=GRS80 +towgs84=0,0,0"));

    private static final Map<Integer, String> ELLIPSOIDS = Map.of(
            7004, "bessel", 7008, "clrk66", 7012, "clrk80", 7019, "GRS80", 7022, "intl", 7030, "WGS84", 7043, "WGS72");

    private final GeoKeys keys;

    private GeoKeyCrs(GeoKeys keys) {
        this.keys = keys;
    }

    /** What to hand to {@link Crs#parse}; empty when there is no CRS or none that can be said exactly. */
    static Optional<String> definition(GeoKeys keys) {
        return new GeoKeyCrs(keys).definition();
    }

    private Optional<String> definition() {
        if (keys.code(GeoKeys.MODEL_TYPE) == GeoKeys.MODEL_GEOGRAPHIC) {
            return geographic();
        }
        if (keys.hasEpsgCode(GeoKeys.PROJECTED_CRS)) {
            return Optional.of("EPSG:" + keys.code(GeoKeys.PROJECTED_CRS));
        }
        if (keys.code(GeoKeys.MODEL_TYPE) == GeoKeys.MODEL_PROJECTED
                || keys.code(GeoKeys.PROJECTED_CRS) == GeoKeys.USER_DEFINED) {
            return projected();
        }
        return keys.code(GeoKeys.MODEL_TYPE) == 0 ? geographic() : Optional.empty();
    }

    private Optional<String> geographic() {
        if (keys.hasEpsgCode(GeoKeys.GEODETIC_CRS)) {
            return Optional.of("EPSG:" + keys.code(GeoKeys.GEODETIC_CRS));
        }
        if (keys.code(GeoKeys.GEODETIC_CRS) != GeoKeys.USER_DEFINED || !isInDegrees()) {
            return Optional.empty();
        }
        return datum().map(datum -> "+proj=longlat " + datum + primeMeridian() + " +no_defs");
    }

    private Optional<String> projected() {
        Optional<String> projection = projection();
        Optional<String> datum = datum();
        if (projection.isEmpty()
                || datum.isEmpty()
                || !isInDegrees()
                || linearUnit().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(projection.get() + " " + datum.get() + primeMeridian() + units() + " +no_defs");
    }

    private Optional<String> projection() {
        int conversion = keys.code(GeoKeys.PROJECTION);
        if (conversion > 16000 && conversion <= 16060) {
            return Optional.of("+proj=utm +zone=" + (conversion - 16000));
        }
        if (conversion > 16100 && conversion <= 16160) {
            return Optional.of("+proj=utm +zone=" + (conversion - 16100) + " +south");
        }
        // Method codes: GeoTIFF 1.1 annex C, "coordinate transformation codes".
        String form =
                switch (keys.code(GeoKeys.PROJECTION_METHOD)) {
                    case GeoKeys.METHOD_TRANSVERSE_MERCATOR -> "+proj=tmerc" + latitude() + longitude() + scale();
                    case GeoKeys.METHOD_MERCATOR -> "+proj=merc" + longitude() + mercatorScale();
                    case GeoKeys.METHOD_LAMBERT_CONFORMAL_TWO_PARALLELS ->
                        "+proj=lcc" + latitude() + longitude() + parallels();
                    case GeoKeys.METHOD_LAMBERT_CONFORMAL_ONE_PARALLEL ->
                        "+proj=lcc +lat_1=" + number(GeoKeys.NATURAL_ORIGIN_LATITUDE) + latitude() + longitude()
                                + scale();
                    case GeoKeys.METHOD_LAMBERT_AZIMUTHAL_EQUAL_AREA -> "+proj=laea" + latitude() + longitude();
                    case GeoKeys.METHOD_ALBERS -> "+proj=aea" + latitude() + longitude() + parallels();
                    case GeoKeys.METHOD_POLAR_STEREOGRAPHIC -> polarStereographic();
                    case GeoKeys.METHOD_SINUSOIDAL -> "+proj=sinu" + longitude();
                    default -> "";
                };
        return form.isEmpty() ? Optional.empty() : Optional.of(form + falseOrigin());
    }

    /** EPSG methods 9810 and 9829 differ in what the latitude means: the pole, or where the scale is true. */
    private String polarStereographic() {
        double latitude = keys.number(GeoKeys.NATURAL_ORIGIN_LATITUDE).orElse(90);
        String trueScale = Math.abs(latitude) == 90 ? scale() : " +lat_ts=" + latitude;
        return "+proj=stere +lat_0=" + (latitude < 0 ? "-90" : "90") + trueScale + longitude();
    }

    /** EPSG methods 9804 (a scale) and 9805 (a parallel of true scale). */
    private String mercatorScale() {
        OptionalDouble parallel = keys.number(GeoKeys.STANDARD_PARALLEL_1);
        return parallel.isPresent() ? " +lat_ts=" + parallel.getAsDouble() : scale();
    }

    private String latitude() {
        return " +lat_0="
                + number(GeoKeys.NATURAL_ORIGIN_LATITUDE, GeoKeys.FALSE_ORIGIN_LATITUDE, GeoKeys.CENTRE_LATITUDE);
    }

    private String longitude() {
        return " +lon_0="
                + number(
                        GeoKeys.NATURAL_ORIGIN_LONGITUDE,
                        GeoKeys.FALSE_ORIGIN_LONGITUDE,
                        GeoKeys.CENTRE_LONGITUDE,
                        GeoKeys.STRAIGHT_VERTICAL_POLE_LONGITUDE);
    }

    private String parallels() {
        return " +lat_1=" + number(GeoKeys.STANDARD_PARALLEL_1) + " +lat_2=" + number(GeoKeys.STANDARD_PARALLEL_2);
    }

    private String scale() {
        return " +k_0=" + keys.number(GeoKeys.SCALE_AT_NATURAL_ORIGIN).orElse(1);
    }

    /** In metres, as PROJ wants it; GeoTIFF gives it in the unit of the CRS. */
    private String falseOrigin() {
        double metres = linearUnit().orElse(1);
        return " +x_0="
                + metres * number(GeoKeys.FALSE_EASTING, GeoKeys.FALSE_ORIGIN_EASTING, GeoKeys.CENTRE_EASTING)
                + " +y_0="
                + metres * number(GeoKeys.FALSE_NORTHING, GeoKeys.FALSE_ORIGIN_NORTHING, GeoKeys.CENTRE_NORTHING);
    }

    /** The first number present, 0 when none is: absent parameters are zero in GeoTIFF as GDAL reads it. */
    private double number(int... candidates) {
        return keys.number(candidates).orElse(0);
    }

    private Optional<String> datum() {
        int geographic = keys.code(GeoKeys.GEODETIC_CRS);
        int datum = keys.code(GeoKeys.GEODETIC_DATUM);
        if (DATUMS.containsKey(geographic)) {
            return Optional.of(DATUMS.get(geographic));
        }
        if (DATUMS.containsKey(datum)) {
            return Optional.of(DATUMS.get(datum));
        }
        if (keys.hasEpsgCode(GeoKeys.GEODETIC_CRS) || keys.hasEpsgCode(GeoKeys.GEODETIC_DATUM)) {
            return Optional.empty(); // a datum that this class does not know; its ellipsoid alone may be 100 m off
        }
        return ellipsoid();
    }

    private Optional<String> ellipsoid() {
        String name = ELLIPSOIDS.get(keys.code(GeoKeys.ELLIPSOID));
        if (name != null) {
            return Optional.of("+ellps=" + name);
        }
        OptionalDouble major = keys.number(GeoKeys.SEMI_MAJOR_AXIS);
        OptionalDouble flattening = keys.number(GeoKeys.INVERSE_FLATTENING);
        OptionalDouble minor = keys.number(GeoKeys.SEMI_MINOR_AXIS);
        if (major.isEmpty() || (flattening.isEmpty() && minor.isEmpty())) {
            return Optional.empty();
        }
        if (flattening.isPresent() && flattening.getAsDouble() != 0) {
            return Optional.of("+a=" + major.getAsDouble() + " +rf=" + flattening.getAsDouble());
        }
        return Optional.of("+a=" + major.getAsDouble() + " +b=" + minor.orElse(major.getAsDouble()));
    }

    private String primeMeridian() {
        double longitude = number(GeoKeys.PRIME_MERIDIAN_LONGITUDE);
        return longitude == 0 ? "" : " +pm=" + longitude;
    }

    private boolean isInDegrees() {
        int unit = keys.code(GeoKeys.ANGULAR_UNITS);
        return unit == 0 || unit == DEGREE;
    }

    private OptionalDouble linearUnit() {
        int unit = keys.code(GeoKeys.LINEAR_UNITS);
        if (unit == GeoKeys.USER_DEFINED) {
            return keys.number(GeoKeys.LINEAR_UNIT_SIZE);
        }
        Double metres = unit == 0 ? Double.valueOf(1) : METRES.get(unit);
        return metres == null ? OptionalDouble.empty() : OptionalDouble.of(metres);
    }

    private String units() {
        return switch (keys.code(GeoKeys.LINEAR_UNITS)) {
            case 0, 9001 -> " +units=m";
            case 9002 -> " +units=ft";
            case 9003 -> " +units=us-ft";
            case 9036 -> " +units=km";
            default -> " +to_meter=" + linearUnit().orElse(1);
        };
    }
}
