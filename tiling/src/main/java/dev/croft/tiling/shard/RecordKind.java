package dev.croft.tiling.shard;

/** What a record says about a feature in a tile. */
public enum RecordKind {
    /** A polygon, its geometry commands are the payload. */
    POLYGON,
    /** A polygon too small to be drawn at this zoom, in the tile of its interior point. */
    DUST,
    /** The interior point of a polygon. */
    POINT;

    private static final RecordKind[] KINDS = values();

    int code() {
        return switch (this) {
            case POLYGON -> 0;
            case DUST -> 1;
            case POINT -> 2;
        };
    }

    static RecordKind ofCode(int code) {
        return KINDS[code];
    }
}
