/** Polygons to their fragments in tiles, on integers: simplified alike on both sides of a border, clipped, valid. Begin with {@code TileSlicer}. */
package dev.croft.tiling.slice;
