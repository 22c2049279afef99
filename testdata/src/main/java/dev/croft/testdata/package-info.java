/**
 * Seeded fields and rasters, and fixtures small enough to see. Everything is a function of seed and index: nothing is
 * held in memory, any piece can be made alone, and the same seed gives the same bytes. Cells are {@code column, row} of
 * one grid in EPSG:5070. Begin with {@link dev.croft.testdata.FieldsDataset}; tests of other modules begin with
 * {@link dev.croft.testdata.ArrayRaster} and {@link dev.croft.testdata.ListZones}.
 */
package dev.croft.testdata;
