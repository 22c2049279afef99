package dev.croft.testdata;

/** A bijection from the rows of a table to fields; every field is in exactly one row. */
@FunctionalInterface
interface RowPermutation {
    long fieldOf(long row);
}
