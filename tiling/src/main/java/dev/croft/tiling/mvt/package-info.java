/** Mapbox Vector Tiles, version 2.1: reading any tile, writing layers of this project. Begin with {@code VectorTile} and {@code LayerEncoder}. */
package dev.croft.tiling.mvt;
