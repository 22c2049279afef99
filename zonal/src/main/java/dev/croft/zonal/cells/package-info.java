/**
 * Which cells belong to a polygon, and how much of each. One class per {@code PixelRule}, all lending sorted runs of cells
 * band by band; coordinates are cells, x the column and y the row of the grid's first corner. No files, no threads, nothing
 * allocated per polygon once buffers have grown. Begin with {@code ZoneCells}.
 */
package dev.croft.zonal.cells;
