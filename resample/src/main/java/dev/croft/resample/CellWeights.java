package dev.croft.resample;

/** What a source cell counts in a target cell that it covers in part, for average and mode. */
public enum CellWeights {
    /** Its covered area. */
    AREA,
    /** One, however little is covered, as in the mode of GDAL before 3.10. */
    EQUAL
}
