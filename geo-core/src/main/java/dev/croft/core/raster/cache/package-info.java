/**
 * Decoded raster blocks shared by the threads of a job, within a number of bytes. Knows any
 * {@link dev.croft.core.raster.RasterSource} and no format. Begin with {@link dev.croft.core.raster.cache.BlockCache}.
 */
package dev.croft.core.raster.cache;
