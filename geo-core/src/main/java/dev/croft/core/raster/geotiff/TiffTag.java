package dev.croft.core.raster.geotiff;

import java.util.Locale;

/** The tags that Croft reads or writes: TIFF 6.0 part 1 to 3, GeoTIFF 1.1 section 7, and GDAL's two private ones. */
enum TiffTag {
    NEW_SUBFILE_TYPE(254),
    IMAGE_WIDTH(256),
    IMAGE_LENGTH(257),
    BITS_PER_SAMPLE(258),
    COMPRESSION(259),
    PHOTOMETRIC_INTERPRETATION(262),
    FILL_ORDER(266),
    STRIP_OFFSETS(273),
    SAMPLES_PER_PIXEL(277),
    ROWS_PER_STRIP(278),
    STRIP_BYTE_COUNTS(279),
    PLANAR_CONFIGURATION(284),
    PREDICTOR(317),
    COLOR_MAP(320),
    TILE_WIDTH(322),
    TILE_LENGTH(323),
    TILE_OFFSETS(324),
    TILE_BYTE_COUNTS(325),
    EXTRA_SAMPLES(338),
    SAMPLE_FORMAT(339),
    TILE_DEPTH(32998),
    MODEL_PIXEL_SCALE(33550),
    MODEL_TIEPOINT(33922),
    MODEL_TRANSFORMATION(34264),
    GEO_KEY_DIRECTORY(34735),
    GEO_DOUBLE_PARAMS(34736),
    GEO_ASCII_PARAMS(34737),
    GDAL_METADATA(42112),
    GDAL_NODATA(42113);

    private final int number;

    TiffTag(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** As in {@code tag 324 (tile offsets)}. */
    @Override
    public String toString() {
        return "tag " + number + " (" + name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
    }
}
