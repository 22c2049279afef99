package dev.croft.tiling;

/** What happens, at a zoom, to a polygon that is too small to be drawn: smaller than the smallest area, or nothing is left of it. */
public enum TinyRule {
    /**
     * Tiny polygons of a tile are gathered along the Hilbert curve until their area is the smallest area, or the larger one with
     * which all squares of the tile fit into their share of its limit. A square of their area stands for them, where the largest of
     * them lies, with its id and attributes. No area is lost.
     */
    ACCUMULATE,
    /** It is left out. */
    DROP,
    /** It is drawn as a square of its own area, of one unit at least. */
    KEEP
}
