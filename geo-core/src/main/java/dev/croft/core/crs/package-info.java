/**
 * Coordinate reference systems and transforms between them. Coordinates are always in the order x, y: longitude before
 * latitude, easting before northing, whatever axis order the CRS's authority states; this is the order of GeoTIFF and
 * GeoParquet. Knows no files and no threads. Begin with {@link dev.croft.core.crs.Crs}.
 */
package dev.croft.core.crs;
