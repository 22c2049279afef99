/**
 * Polygons and their attributes to vector tiles in one PMTiles archive. One pass over the polygons cuts them into fragments per
 * tile ({@code slice}), which are spilled in sorted runs ({@code shard}), joined with their attributes ({@code attribute}),
 * encoded ({@code mvt}), compressed ({@code gzip}) and written in order of the tiles ({@code pmtiles}). What a tile holds depends
 * on its features alone, never on threads, memory or the order of the input. Begin with {@code TilingJob}.
 */
package dev.croft.tiling;
