package dev.croft.core.raster;

/** Who reads a raster's file. */
public enum RasterBackend {
    /** Croft's own readers where they know the format, else GDAL. */
    AUTO,
    /** Croft's own readers only. */
    BUILT_IN,
    /** GDAL, whatever the format. */
    GDAL
}
