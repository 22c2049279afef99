package dev.croft.zonal.cells;

/** When a cell belongs to a polygon. */
public enum PixelRule {
    /**
     * When its centre lies inside, as GDAL fills polygons; every such cell counts whole. Centres on the boundary fall as they
     * do in GDAL, to one of two neighbours as a rule.
     */
    CENTER,
    /**
     * When its centre lies inside or a ring passes through it, as GDAL's {@code ALL_TOUCHED}; every such cell counts whole.
     * Edges that run along a cell border touch neither side.
     */
    ALL_TOUCHED,
    /**
     * When any of its area lies inside, counting by that share of its area. Holes are left out, overlapping parts of a
     * multipolygon count once, and rings that cross are refused.
     */
    FRACTION
}
