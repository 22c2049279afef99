package dev.croft.tiling.pmtiles;

import java.util.Optional;
import java.util.stream.Stream;

/** How directories and metadata, or tiles, are compressed (PMTiles 3, section 3.3). */
public enum Compression {
    UNKNOWN(0, "unknown"),
    NONE(1, "none"),
    GZIP(2, "gzip"),
    BROTLI(3, "brotli"),
    ZSTD(4, "zstd");

    private final int code;
    private final String title;

    Compression(int code, String title) {
        this.code = code;
        this.title = title;
    }

    /** What stands for it in a header. */
    public int code() {
        return code;
    }

    /** What a code stands for; empty for codes that the specification does not have. */
    static Optional<Compression> ofCode(int code) {
        return Stream.of(values()).filter(value -> value.code == code).findFirst();
    }

    /** The name that the specification gives it. */
    public String title() {
        return title;
    }

    /** Whether stored bytes are the bytes themselves; of an unknown compression nothing better is known. */
    boolean isStoredAsIs() {
        return this == NONE || this == UNKNOWN;
    }
}
