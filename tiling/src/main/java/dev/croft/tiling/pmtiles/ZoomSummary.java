package dev.croft.tiling.pmtiles;

/**
 * What an archive holds at one zoom.
 *
 * @param tileCount addressed tiles
 * @param entryBytes stored bytes that the entries name; what a run of tiles shares counts once, what entries share each time
 * @param largestTileId a tile with the most stored bytes, the first of them
 * @param largestTileBytes its stored bytes
 */
public record ZoomSummary(int zoom, long tileCount, long entryBytes, long largestTileId, int largestTileBytes) {}
