package dev.croft.tiling.pmtiles;

/**
 * What a writer is told about its tiles.
 *
 * @param metadata a JSON object (PMTiles 3, chapter 5); of vector tiles it has {@code vector_layers}
 * @param tileCompression how the tiles were compressed that were added
 * @param minZoom first zoom of an archive without tiles; one with tiles has those of its tiles
 * @param maxZoom last zoom of an archive without tiles
 */
public record PmtilesDescription(
        String metadata,
        ArchiveExtent extent,
        Compression tileCompression,
        TileType tileType,
        int minZoom,
        int maxZoom) {
    /** The description of an archive that has tiles. */
    public PmtilesDescription(String metadata, ArchiveExtent extent, Compression tileCompression, TileType tileType) {
        this(metadata, extent, tileCompression, tileType, 0, 0);
    }
}
