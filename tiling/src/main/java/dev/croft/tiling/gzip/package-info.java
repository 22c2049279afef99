/** Compression of tiles. Begin with {@code TileCompressor}. */
package dev.croft.tiling.gzip;
