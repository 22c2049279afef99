package dev.croft.resample;

/** Which of several values that are equally frequent is the mode. */
public enum TieRule {
    FIRST,
    SMALLEST,
    LARGEST
}
