package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;

/**
 * The grid of an input, and what people call the input.
 *
 * @param bytesPerCell over all bands
 */
record InputGrid(String name, GridGeometry grid, int bytesPerCell) {}
