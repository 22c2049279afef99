/**
 * Statistics of raster cells inside polygons. Which cells belong to a polygon is decided in one place,
 * the sub-package {@code cells}; ties and empty zones in one place, {@code ClassHistogram}. Kernels know no files and no threads.
 * Begin with {@code ZonalJob}.
 */
package dev.croft.zonal;
