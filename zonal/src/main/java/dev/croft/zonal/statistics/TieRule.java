package dev.croft.zonal.statistics;

/** Which value is the majority when several cover the same number of cells. */
public enum TieRule {
    /** The smallest value, as numpy's argmax over unique values answers. */
    SMALLEST,
    /** The largest value. */
    LARGEST,
    /** The value met first, row by row from the grid's first corner. */
    FIRST
}
