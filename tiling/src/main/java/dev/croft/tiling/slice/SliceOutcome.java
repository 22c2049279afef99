package dev.croft.tiling.slice;

/** What became of a polygon. */
public enum SliceOutcome {
    /** Each zoom got fragments or dust. */
    SLICED,
    /** No zoom got anything: there are no rings, or they have no area between {@code y} 0 and 1. */
    EMPTY,
    /** No zoom got anything: a coordinate is not a number, or {@code x} is beyond {@link TileSlicer#MOST_TURNS} turns. */
    UNPLACED
}
