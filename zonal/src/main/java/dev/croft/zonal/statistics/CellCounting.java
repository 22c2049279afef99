package dev.croft.zonal.statistics;

/** What a cell counts for, which decides the type of counts and the definition of quantiles. */
public enum CellCounting {
    /** Every cell counts one. */
    WHOLE,
    /** A cell counts by the part of it that is covered, by a weight, or by both. */
    WEIGHTED
}
