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
    /** The polygon has no area, or none within 85.05 degrees of the equator. */
    NO_AREA
}
