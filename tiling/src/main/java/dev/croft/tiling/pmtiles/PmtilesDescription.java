package dev.croft.tiling.pmtiles;

/**
 * What a writer is told about its tiles.
 *
 * @param metadata a JSON object (PMTiles 3, chapter 5); of vector tiles it has {@code vector_layers}
 * @param tileCompression how the tiles were compressed that were added
 */
public record PmtilesDescription(
        String metadata, ArchiveExtent extent, Compression tileCompression, TileType tileType) {}
