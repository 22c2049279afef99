/**
 * Statistics of raster cells inside polygons. Which cells belong to a polygon is decided in one place,
 * {@code cells}, ties and quantiles in another, {@code statistics}. Kernels know no files and no threads.
 * Begin with {@code ZonalJob}.
 */
package dev.croft.zonal;
