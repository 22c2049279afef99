/**
 * GeoTIFF without a library: TIFF 6.0 and BigTIFF, GeoTIFF 1.1 (OGC 19-008r4) and GDAL's own tags. Blocks are read by
 * position, so that threads share no lock; what a file claims is checked against its size before memory is taken for it.
 * Coordinates and cells follow {@code dev.croft.core.grid}; the raster is the first image that is neither overview nor mask.
 * Begin with {@link dev.croft.core.raster.geotiff.GeoTiffSource} and {@link dev.croft.core.raster.geotiff.GeoTiffWriter}.
 */
package dev.croft.core.raster.geotiff;
