/** PMTiles archives, version 3: one file with a header, directories, metadata and tiles. Begin with {@code PmtilesReader} and {@code PmtilesWriter}. */
package dev.croft.tiling.pmtiles;
