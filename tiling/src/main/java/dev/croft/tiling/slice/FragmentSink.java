package dev.croft.tiling.slice;

/** Takes what {@link TileSlicer#slice} makes of one polygon, zoom by zoom from the lowest. */
public interface FragmentSink {
    /**
     * A fragment: geometry commands of Mapbox Vector Tiles 2.1, section 4.3, as the payload of the packed field.
     *
     * @param tileId as {@link dev.croft.tiling.tile.TileId} numbers tiles; at most one fragment per tile and polygon
     * @param commands lent until this method returns
     */
    void polygon(long tileId, byte[] commands, int offset, int length);

    /** The polygon has no geometry at a zoom: too small, or nothing was left of it. */
    void dust(int zoom);
}
