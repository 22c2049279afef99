package dev.croft.tiling;

/** Why a zone is not in the tiles. */
public enum ZoneReason {
    NULL_GEOMETRY,
    /** The geometry has no points. */
    EMPTY_GEOMETRY,
    /** The geometry is no polygon. */
    NOT_A_POLYGON,
    /** The geometry is broken: not decodable, or with a coordinate that is not finite or that Web Mercator cannot show. */
    INVALID_GEOMETRY,
    /** The polygon has no area. */
    NO_AREA,
    /** The polygon lies wholly beyond 85.05 degrees from the equator, where Web Mercator ends. */
    OUTSIDE_MAP,
    /** The polygon lies in more tiles of a zoom than anybody waits for; its coordinates are mostly wrong. */
    TOO_MANY_TILES;

    /** Whether a zone of that kind is one that {@link TilingOptions.BadZonePolicy} is about. */
    boolean isBad() {
        return this == INVALID_GEOMETRY || this == TOO_MANY_TILES;
    }
}
