package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;

/** The grid of an input, and what people call the input. */
record InputGrid(String name, GridGeometry grid) {}
