/**
 * Rasters brought to one grid: passed through untouched where they are on it already, copied cell by cell where they only have
 * another extent, resampled otherwise. A resampled raster is itself a raster source, computed block by block. Begin with
 * {@code ResampledRaster}.
 */
package dev.croft.resample;
