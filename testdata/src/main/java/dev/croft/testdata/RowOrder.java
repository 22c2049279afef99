package dev.croft.testdata;

/** In which order the rows of a generated zone table hold the fields. Ids stay with their fields. */
public enum RowOrder {
    /** Neighbours in the table are neighbours on the ground; ids rise from 1. */
    SPATIAL,

    /** A row may hold any field; the worst case for readers that cache blocks of a raster. */
    RANDOM;

    /** The order as a function; for {@link #RANDOM} the seed chooses one of many. */
    RowPermutation permutation(long seed, long rowCount) {
        return this == SPATIAL ? row -> row : new FeistelPermutation(seed, rowCount);
    }
}
