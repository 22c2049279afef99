package dev.croft.core.raster.geotiff;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The keys of the GeoKey directory, GeoTIFF 1.1 section 7.1.2: a version, a count, then per key its number, the tag that
 * holds its value (0 when the value is in the entry itself), the number of values and the value or its index.
 */
final class GeoKeys {
    static final int MODEL_TYPE = 1024;
    static final int RASTER_TYPE = 1025;
    static final int GEODETIC_CRS = 2048;
    static final int GEODETIC_CITATION = 2049;
    static final int GEODETIC_DATUM = 2050;
    static final int PRIME_MERIDIAN = 2051;
    static final int ANGULAR_UNITS = 2054;
    static final int ELLIPSOID = 2056;
    static final int SEMI_MAJOR_AXIS = 2057;
    static final int SEMI_MINOR_AXIS = 2058;
    static final int INVERSE_FLATTENING = 2059;
    static final int PRIME_MERIDIAN_LONGITUDE = 2061;
    static final int PROJECTED_CRS = 3072;
    static final int PROJECTED_CITATION = 3073;
    static final int PROJECTION = 3074;
    static final int PROJECTION_METHOD = 3075;
    static final int LINEAR_UNITS = 3076;
    static final int LINEAR_UNIT_SIZE = 3077;
    static final int STANDARD_PARALLEL_1 = 3078;
    static final int STANDARD_PARALLEL_2 = 3079;
    static final int NATURAL_ORIGIN_LONGITUDE = 3080;
    static final int NATURAL_ORIGIN_LATITUDE = 3081;
    static final int FALSE_EASTING = 3082;
    static final int FALSE_NORTHING = 3083;
    static final int FALSE_ORIGIN_LONGITUDE = 3084;
    static final int FALSE_ORIGIN_LATITUDE = 3085;
    static final int FALSE_ORIGIN_EASTING = 3086;
    static final int FALSE_ORIGIN_NORTHING = 3087;
    static final int CENTRE_LONGITUDE = 3088;
    static final int CENTRE_LATITUDE = 3089;
    static final int CENTRE_EASTING = 3090;
    static final int CENTRE_NORTHING = 3091;
    static final int SCALE_AT_NATURAL_ORIGIN = 3092;
    static final int STRAIGHT_VERTICAL_POLE_LONGITUDE = 3095;

    static final int METHOD_TRANSVERSE_MERCATOR = 1;
    static final int METHOD_MERCATOR = 7;
    static final int METHOD_LAMBERT_CONFORMAL_TWO_PARALLELS = 8;
    static final int METHOD_LAMBERT_CONFORMAL_ONE_PARALLEL = 9;
    static final int METHOD_LAMBERT_AZIMUTHAL_EQUAL_AREA = 10;
    static final int METHOD_ALBERS = 11;
    static final int METHOD_POLAR_STEREOGRAPHIC = 15;
    static final int METHOD_SINUSOIDAL = 24;

    static final int MODEL_PROJECTED = 1;
    static final int MODEL_GEOGRAPHIC = 2;
    static final int RASTER_PIXEL_IS_AREA = 1;
    static final int RASTER_PIXEL_IS_POINT = 2;
    static final int USER_DEFINED = 32767;

    private static final int MOST_NUMBERS = 65_536;

    private final Map<Integer, Integer> codes = new HashMap<>();
    private final Map<Integer, Double> numbers = new HashMap<>();

    private GeoKeys() {}

    /** Keys that are to be written: codes, and numbers. */
    static GeoKeys of(Map<Integer, Integer> codes, Map<Integer, Double> numbers) {
        GeoKeys keys = new GeoKeys();
        keys.codes.putAll(codes);
        keys.numbers.putAll(numbers);
        return keys;
    }

    static GeoKeys of(TiffFile file, TiffDirectory tags) throws IOException {
        GeoKeys keys = new GeoKeys();
        if (!tags.has(TiffTag.GEO_KEY_DIRECTORY)) {
            return keys;
        }
        int count = (int) Math.min(tags.count(TiffTag.GEO_KEY_DIRECTORY), MOST_NUMBERS);
        long[] directory = tags.numbers(TiffTag.GEO_KEY_DIRECTORY, count);
        double[] doubles = tags.doubles(TiffTag.GEO_DOUBLE_PARAMS, MOST_NUMBERS);
        if (count < 4 || 4 + 4 * directory[3] > count) {
            throw file.damaged("TIFF_GEOKEYS", TiffTag.GEO_KEY_DIRECTORY + " is shorter than it says");
        }
        for (int at = 4; at < 4 + 4 * directory[3]; at += 4) {
            keys.add(file, (int) directory[at], directory[at + 1], (int) directory[at + 3], doubles);
        }
        return keys;
    }

    private void add(TiffFile file, int key, long holder, int value, double[] doubles) {
        if (holder == 0) {
            codes.put(key, value);
        } else if (holder == TiffTag.GEO_DOUBLE_PARAMS.number()) {
            if (value >= doubles.length) {
                throw file.damaged("TIFF_GEOKEYS", "GeoKey " + key + " is number " + value + " of " + doubles.length);
            }
            numbers.put(key, doubles[value]);
        }
    }

    boolean isEmpty() {
        return codes.isEmpty();
    }

    /** The code that {@code key} holds, 0 (which GeoTIFF calls undefined) when the file lacks it. */
    int code(int key) {
        return codes.getOrDefault(key, 0);
    }

    /** Whether {@code key} holds a code of the EPSG register: not undefined, user-defined or private. */
    boolean hasEpsgCode(int key) {
        return code(key) > 0 && code(key) < USER_DEFINED;
    }

    /** The number of the first of {@code keys} that the file has. */
    OptionalDouble number(int... keys) {
        for (int key : keys) {
            Double number = numbers.get(key);
            if (number != null) {
                return OptionalDouble.of(number);
            }
            Integer code = codes.get(key); // some writers put whole numbers into the entry
            if (code != null) {
                return OptionalDouble.of(code);
            }
        }
        return OptionalDouble.empty();
    }
}
