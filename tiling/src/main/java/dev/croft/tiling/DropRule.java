package dev.croft.tiling;

/** Which features a tile that is too large loses. Decided per tile and layer, see {@link TilingOptions}. */
public enum DropRule {
    /** Those nearest to the feature before them on the Hilbert curve. */
    DENSEST,
    /** Those of the least area. */
    SMALLEST,
    /** None: the tile stays too large. */
    NONE
}
