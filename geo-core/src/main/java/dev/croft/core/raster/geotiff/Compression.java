package dev.croft.core.raster.geotiff;

import java.util.Map;
import java.util.Optional;

/** How the bytes of a block are stored. All can be read; {@link GeoTiffOptions} says which can be written. */
public enum Compression {
    NONE(1, false),
    /** TIFF 6.0 section 13. */
    LZW(5, true),
    /** The zlib format of RFC 1950; tag value 8, or 32946 in files older than its registration. */
    DEFLATE(8, true),
    /** TIFF 6.0 section 9. */
    PACKBITS(32773, false),
    /** One frame of RFC 8878; tag value 50000 as GDAL and libtiff use it. */
    ZSTD(50000, true);

    private static final int OLD_DEFLATE = 32946;

    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(2, "CCITT RLE"),
            Map.entry(3, "CCITT fax 3"),
            Map.entry(4, "CCITT fax 4"),
            Map.entry(6, "old-style JPEG"),
            Map.entry(7, "JPEG"),
            Map.entry(32766, "NeXT RLE"),
            Map.entry(32809, "ThunderScan RLE"),
            Map.entry(34661, "JBIG"),
            Map.entry(34712, "JPEG 2000"),
            Map.entry(34887, "LERC"),
            Map.entry(34925, "LZMA"),
            Map.entry(50001, "WebP"),
            Map.entry(50002, "JPEG XL"),
            Map.entry(52546, "JPEG XL"));

    private final int tagValue;
    private final boolean predicted;

    Compression(int tagValue, boolean predicted) {
        this.tagValue = tagValue;
        this.predicted = predicted;
    }

    /** The scheme of a value of the compression tag; empty when Croft does not read it. */
    static Optional<Compression> ofTag(long value) {
        for (Compression compression : values()) {
            if (compression.tagValue == value) {
                return Optional.of(compression);
            }
        }
        return value == OLD_DEFLATE ? Optional.of(DEFLATE) : Optional.empty();
    }

    /** What a value of the compression tag is called, also when Croft does not read it. */
    static String nameOfTag(long value) {
        return OTHERS.getOrDefault((int) value, "scheme number " + value);
    }

    int tagValue() {
        return tagValue;
    }

    /** Whether a predictor applies; with the other schemes libtiff ignores the predictor tag, and so does Croft. */
    boolean isPredicted() {
        return predicted;
    }

    /** A new decompressor; {@link #NONE} has none, because its bytes are read in place. */
    Decompressor newDecompressor() {
        return switch (this) {
            case NONE -> throw new IllegalStateException("Cannot decompress what is not compressed");
            case LZW -> new LzwDecompressor();
            case DEFLATE -> new DeflateDecompressor();
            case PACKBITS -> new PackBitsDecompressor();
            case ZSTD -> new ZstdDecompressor();
        };
    }
}
