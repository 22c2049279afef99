/**
 * Rasters as grids of typed cells, read block by block. The interfaces know no files and no threads; formats implement
 * them, one package each. Begin with {@link dev.croft.core.raster.RasterSource}; the door for callers that have a path is
 * {@code RasterSources}.
 */
package dev.croft.core.raster;
