package dev.croft.zonal;

/** Why a zone has no majority. */
public enum ZoneReason {
    /** Its bounding box, in the raster's CRS, does not overlap the grid, or the raster's CRS cannot show it. */
    OUTSIDE_RASTER,
    /** It overlaps the grid, but no cell centre inside it holds data. */
    NO_VALID_CELL,
    NULL_GEOMETRY,
    EMPTY_GEOMETRY,
    /** A point, a line or a collection without polygons. */
    NOT_A_POLYGON,
    /** WKB that cannot be decoded, or coordinates that are not finite. */
    INVALID_GEOMETRY
}
