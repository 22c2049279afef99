/**
 * Where the cells of a raster lie: size, affine map and CRS as values, windows of cells, and whether two grids agree.
 * Cells are {@code column, row} counted from the first corner; world coordinates are {@code x, y}. Ranges are half-open.
 * Begin with {@link dev.croft.core.grid.GridGeometry}.
 */
package dev.croft.core.grid;
