/**
 * Small files that stand for a raster elsewhere: {@code NAME.reference.json}, as rasters leave them that pass through by reference.
 * Begin with {@link dev.croft.core.raster.reference.RasterReference}.
 */
package dev.croft.core.raster.reference;
