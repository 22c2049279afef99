package dev.croft.tiling.pmtiles;

import java.util.Optional;
import java.util.stream.Stream;

/** What the tiles of an archive are (PMTiles 3, section 3.2, "Tile Type"). */
public enum TileType {
    OTHER(0, "unknown"),
    MVT(1, "Mapbox Vector Tile"),
    PNG(2, "PNG"),
    JPEG(3, "JPEG"),
    WEBP(4, "WebP"),
    AVIF(5, "AVIF"),
    MLT(6, "MapLibre Vector Tile");

    private final int code;
    private final String title;

    TileType(int code, String title) {
        this.code = code;
        this.title = title;
    }

    /** What stands for it in a header. */
    public int code() {
        return code;
    }

    /** What a code stands for; empty for codes that the specification does not have. */
    static Optional<TileType> ofCode(int code) {
        return Stream.of(values()).filter(value -> value.code == code).findFirst();
    }

    /** The name that people know it by. */
    public String title() {
        return title;
    }
}
