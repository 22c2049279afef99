package dev.croft.resample;

/** What a source cell counts in a target cell that it covers in part. */
public enum CellWeights {
    AREA,
    EQUAL
}
