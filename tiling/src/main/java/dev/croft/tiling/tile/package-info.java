/** Where a tile lies and how tiles are numbered. World coordinates are Web Mercator's square, x east and y south, 0 to 1. */
package dev.croft.tiling.tile;
