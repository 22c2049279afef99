package dev.croft.core.raster.geotiff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.crs.Crs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The GeoKeys that state a CRS, GeoTIFF 1.1 sections 7.4 to 7.6: its EPSG code where it has one, otherwise projection, datum or
 * ellipsoid, and units one by one, with the keys that GDAL expects of each projection. The other direction of {@link GeoKeyCrs},
 * which is asked whether the keys mean the CRS before they are given away. Immutable.
 */
final class GeoKeyDirectory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int DEGREE = 9102;
    private static final int METRE = 9001;

    /** EPSG codes of the lengths that have one in {@link GeoKeyCrs}, by metres. */
    private static final Map<Double, Integer> LINEAR_UNITS =
            Map.of(1.0, METRE, 0.3048, 9002, 1200.0 / 3937, 9003, 1000.0, 9036);

    /** Geographic CRSs by the codes of their datums. */
    private static final Map<Integer, Integer> GEODETIC_CRS_OF_DATUM =
            Map.of(6326, 4326, 6269, 4269, 6267, 4267, 6258, 4258, 6283, 4283);

    /** A method's code and the key of each of EPSG's parameters. */
    private record Method(int code, Map<Integer, Integer> keys) {
        static Method of(int code, Integer... parametersAndKeys) {
            Map<Integer, Integer> keys = new TreeMap<>(
                    Map.of(8806, GeoKeys.FALSE_EASTING, 8807, GeoKeys.FALSE_NORTHING)); // of all but one method
            for (int i = 0; i < parametersAndKeys.length; i += 2) {
                keys.put(parametersAndKeys[i], parametersAndKeys[i + 1]);
            }
            return new Method(code, keys);
        }

        static Method ofNaturalOrigin(int code) {
            return of(
                    code,
                    8801,
                    GeoKeys.NATURAL_ORIGIN_LATITUDE,
                    8802,
                    GeoKeys.NATURAL_ORIGIN_LONGITUDE,
                    8805,
                    GeoKeys.SCALE_AT_NATURAL_ORIGIN);
        }
    }

    /** By EPSG's names, for EPSG has no code for all. */
    private static final Map<String, Method> METHODS = Map.of(
            "Transverse Mercator", Method.ofNaturalOrigin(GeoKeys.METHOD_TRANSVERSE_MERCATOR),
            "Mercator (variant A)", Method.ofNaturalOrigin(GeoKeys.METHOD_MERCATOR),
            "Lambert Conic Conformal (1SP)", Method.ofNaturalOrigin(GeoKeys.METHOD_LAMBERT_CONFORMAL_ONE_PARALLEL),
            "Lambert Conic Conformal (2SP)",
                    Method.of(
                            GeoKeys.METHOD_LAMBERT_CONFORMAL_TWO_PARALLELS,
                            8821,
                            GeoKeys.FALSE_ORIGIN_LATITUDE,
                            8822,
                            GeoKeys.FALSE_ORIGIN_LONGITUDE,
                            8823,
                            GeoKeys.STANDARD_PARALLEL_1,
                            8824,
                            GeoKeys.STANDARD_PARALLEL_2,
                            8826,
                            GeoKeys.FALSE_ORIGIN_EASTING,
                            8827,
                            GeoKeys.FALSE_ORIGIN_NORTHING),
            "Albers Equal Area",
                    Method.of(
                            GeoKeys.METHOD_ALBERS,
                            8821,
                            GeoKeys.NATURAL_ORIGIN_LATITUDE,
                            8822,
                            GeoKeys.NATURAL_ORIGIN_LONGITUDE,
                            8823,
                            GeoKeys.STANDARD_PARALLEL_1,
                            8824,
                            GeoKeys.STANDARD_PARALLEL_2,
                            8826,
                            GeoKeys.FALSE_EASTING,
                            8827,
                            GeoKeys.FALSE_NORTHING),
            "Lambert Azimuthal Equal Area",
                    Method.of(
                            GeoKeys.METHOD_LAMBERT_AZIMUTHAL_EQUAL_AREA,
                            8801,
                            GeoKeys.CENTRE_LATITUDE,
                            8802,
                            GeoKeys.CENTRE_LONGITUDE),
            "Polar Stereographic (variant A)",
                    Method.of(
                            GeoKeys.METHOD_POLAR_STEREOGRAPHIC,
                            8801,
                            GeoKeys.NATURAL_ORIGIN_LATITUDE,
                            8802,
                            GeoKeys.STRAIGHT_VERTICAL_POLE_LONGITUDE,
                            8805,
                            GeoKeys.SCALE_AT_NATURAL_ORIGIN),
            "Polar Stereographic (variant B)",
                    Method.of(
                            GeoKeys.METHOD_POLAR_STEREOGRAPHIC,
                            8832,
                            GeoKeys.NATURAL_ORIGIN_LATITUDE,
                            8833,
                            GeoKeys.STRAIGHT_VERTICAL_POLE_LONGITUDE),
            "Sinusoidal", Method.of(GeoKeys.METHOD_SINUSOIDAL, 8802, GeoKeys.CENTRE_LONGITUDE));

    private final SortedMap<Integer, Integer> codes = new TreeMap<>();
    private final SortedMap<Integer, Double> numbers = new TreeMap<>();
    private final SortedMap<Integer, String> texts = new TreeMap<>();

    private GeoKeyDirectory() {
        codes.put(GeoKeys.RASTER_TYPE, GeoKeys.RASTER_PIXEL_IS_AREA);
    }

    /** The keys of a CRS; empty when it is unknown or no keys mean it exactly. */
    static Optional<GeoKeyDirectory> of(Crs crs) {
        if (!crs.isKnown()) {
            return Optional.empty();
        }
        GeoKeyDirectory keys = new GeoKeyDirectory();
        OptionalInt code = crs.epsgCode();
        if (code.isPresent() && code.getAsInt() < GeoKeys.USER_DEFINED) {
            keys.putCode(crs.isGeographic(), code.getAsInt());
            return Optional.of(keys);
        }
        return keys.describe(crs) && keys.mean(crs) ? Optional.of(keys) : Optional.empty();
    }

    private void putCode(boolean geographic, int code) {
        codes.put(GeoKeys.MODEL_TYPE, geographic ? GeoKeys.MODEL_GEOGRAPHIC : GeoKeys.MODEL_PROJECTED);
        codes.put(geographic ? GeoKeys.GEODETIC_CRS : GeoKeys.PROJECTED_CRS, code);
    }

    /** False when there is no key for something. */
    private boolean describe(Crs crs) {
        JsonNode root = json(crs);
        JsonNode stated = root.has("source_crs") ? root.get("source_crs") : root; // a shift to WGS84 has no key
        putCode(crs.isGeographic(), GeoKeys.USER_DEFINED);
        texts.put(crs.isGeographic() ? GeoKeys.GEODETIC_CITATION : GeoKeys.PROJECTED_CITATION, citation(crs));
        putFrame(
                crs.isGeographic()
                        ? stated.get("datum")
                        : stated.get("base_crs").get("datum"));
        return crs.isGeographic() || putProjection(stated.get("conversion"), crs.metresPerUnit());
    }

    private static JsonNode json(Crs crs) {
        try {
            return JSON.readTree(crs.toProjJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PROJJSON of " + crs + " is no JSON", e);
        }
    }

    /** ASCII without the character that ends a text in the tag. */
    private static String citation(Crs crs) {
        return crs.name().replaceAll("[^ -{}~]", "_");
    }

    private void putFrame(JsonNode datum) {
        codes.put(GeoKeys.ANGULAR_UNITS, DEGREE);
        double meridian = datum.path("prime_meridian").path("longitude").asDouble(0);
        Integer geodetic =
                GEODETIC_CRS_OF_DATUM.get(datum.path("id").path("code").asInt());
        if (geodetic != null && meridian == 0) {
            codes.put(GeoKeys.GEODETIC_CRS, geodetic);
            return;
        }
        codes.put(GeoKeys.GEODETIC_CRS, GeoKeys.USER_DEFINED);
        codes.put(GeoKeys.GEODETIC_DATUM, datum.path("id").path("code").asInt(GeoKeys.USER_DEFINED));
        codes.put(GeoKeys.ELLIPSOID, GeoKeys.USER_DEFINED);
        JsonNode ellipsoid = datum.get("ellipsoid");
        if (ellipsoid.has("radius")) {
            numbers.put(GeoKeys.SEMI_MAJOR_AXIS, ellipsoid.get("radius").asDouble());
            numbers.put(GeoKeys.SEMI_MINOR_AXIS, ellipsoid.get("radius").asDouble());
        } else {
            numbers.put(
                    GeoKeys.SEMI_MAJOR_AXIS, ellipsoid.get("semi_major_axis").asDouble());
            numbers.put(
                    GeoKeys.INVERSE_FLATTENING,
                    ellipsoid.get("inverse_flattening").asDouble());
        }
        if (meridian != 0) {
            codes.put(GeoKeys.PRIME_MERIDIAN, GeoKeys.USER_DEFINED);
            numbers.put(GeoKeys.PRIME_MERIDIAN_LONGITUDE, meridian);
        }
    }

    private boolean putProjection(JsonNode conversion, double metresPerUnit) {
        Method method = METHODS.get(conversion.get("method").get("name").asText());
        if (method == null) {
            return false;
        }
        codes.put(GeoKeys.PROJECTION, GeoKeys.USER_DEFINED);
        codes.put(GeoKeys.PROJECTION_METHOD, method.code());
        for (JsonNode parameter : conversion.get("parameters")) {
            Integer key = method.keys().get(parameter.get("id").get("code").asInt());
            if (key == null) {
                return false;
            }
            boolean isLength = parameter.get("unit").asText().equals("metre");
            double value = parameter.get("value").asDouble();
            numbers.put(key, isLength ? value / metresPerUnit : value); // GeoTIFF has lengths in the unit of the CRS
        }
        if (method.code() == GeoKeys.METHOD_POLAR_STEREOGRAPHIC) {
            numbers.putIfAbsent(GeoKeys.SCALE_AT_NATURAL_ORIGIN, 1.0);
        }
        putLinearUnit(metresPerUnit);
        return true;
    }

    private void putLinearUnit(double metres) {
        Integer unit = LINEAR_UNITS.get(metres);
        codes.put(GeoKeys.LINEAR_UNITS, unit == null ? GeoKeys.USER_DEFINED : unit);
        if (unit == null) {
            numbers.put(GeoKeys.LINEAR_UNIT_SIZE, metres);
        }
    }

    /** Whether Croft itself reads them as the CRS. */
    private boolean mean(Crs crs) {
        return GeoKeyCrs.definition(GeoKeys.of(codes, numbers))
                .map(Crs::parse)
                .filter(crs::isEquivalentTo)
                .isPresent();
    }

    /** Version 1.1.0, then the keys in ascending order: number, tag of the value, count, value or its index. */
    void putInto(DirectoryBuilder tags) {
        SortedMap<Integer, int[]> entries = new TreeMap<>();
        codes.forEach((key, code) -> entries.put(key, new int[] {0, 1, code}));
        List<Double> doubles = new ArrayList<>();
        numbers.forEach((key, number) -> {
            entries.put(key, new int[] {TiffTag.GEO_DOUBLE_PARAMS.number(), 1, doubles.size()});
            doubles.add(number);
        });
        StringBuilder ascii = new StringBuilder();
        texts.forEach((key, text) -> {
            entries.put(key, new int[] {TiffTag.GEO_ASCII_PARAMS.number(), text.length() + 1, ascii.length()});
            ascii.append(text).append('|');
        });
        List<Integer> directory = new ArrayList<>(List.of(1, 1, 0, entries.size()));
        entries.forEach((key, entry) -> directory.addAll(List.of(key, entry[0], entry[1], entry[2])));
        tags.putShorts(
                TiffTag.GEO_KEY_DIRECTORY,
                directory.stream().mapToInt(value -> value).toArray());
        if (!doubles.isEmpty()) {
            tags.putDoubles(
                    TiffTag.GEO_DOUBLE_PARAMS,
                    doubles.stream().mapToDouble(value -> value).toArray());
        }
        if (!ascii.isEmpty()) {
            tags.putText(TiffTag.GEO_ASCII_PARAMS, ascii.toString());
        }
    }
}
