package dev.croft.resample;

/** How values of source cells become the value of a target cell. */
public enum Method {
    NEAR,
    BILINEAR,
    CUBIC,
    AVERAGE,
    MODE,
    SUM,
    MIN,
    MAX,
    MED,
    Q1,
    Q3
}
