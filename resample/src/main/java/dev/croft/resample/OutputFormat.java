package dev.croft.resample;

import dev.croft.core.raster.geotiff.GeoTiffOptions;
import java.util.Objects;

/** What kind of file an output is, and its tiles. */
public record OutputFormat(Kind kind, GeoTiffOptions tiles) {
    /** Side of a tile of a COG, as GDAL's COG driver has it. */
    private static final int COG_TILE_SIZE = 512;

    /** How a file is arranged. */
    public enum Kind {
        /** Tiles of one resolution. */
        GTIFF,
        /** A Cloud Optimized GeoTIFF with overviews. */
        COG
    }

    public OutputFormat {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tiles, "tiles");
    }

    /** The kind with its usual size of tiles, compressed as {@code compression} says. */
    public static OutputFormat of(Kind kind, GeoTiffOptions compression) {
        return new OutputFormat(
                kind, kind == Kind.COG ? compression.withTileSize(COG_TILE_SIZE, COG_TILE_SIZE) : compression);
    }
}
