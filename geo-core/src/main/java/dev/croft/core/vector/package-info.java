/**
 * Zones: polygons with an id, read in batches from files. Coordinates are always x, y (longitude, latitude), whatever
 * the axis order of the CRS. The interfaces know no files and no threads; formats implement them, one package each.
 * Begin with {@link dev.croft.core.vector.ZoneSource}; {@code WkbPolygons} is the hot part.
 */
package dev.croft.core.vector;
