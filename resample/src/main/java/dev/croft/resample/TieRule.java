package dev.croft.resample;

/** Which of several values that cover equally much is the mode. */
public enum TieRule {
    /** The value that is first to reach that much, row by row from the first corner, as in GDAL. */
    FIRST,
    /** The smallest value. */
    SMALLEST,
    /** The largest value. */
    LARGEST
}
