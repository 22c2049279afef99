package dev.croft.store;

import java.util.Locale;

/**
 * What a store says with an object when a browser reads it. Folders have no place for it.
 *
 * @param contentType media type
 * @param cacheControl value of the header {@code Cache-Control} (RFC 9111, section 5.2.2)
 */
public record ObjectHeaders(String contentType, String cacheControl) {
    /** For objects that another version may replace under the same key: caches ask before they use what they have. */
    public static final String REVALIDATED = "no-cache";

    /** For objects that never change. */
    public static final String IMMUTABLE = "public, max-age=31536000, immutable";

    /**
     * Headers for an object that may be replaced, its type told from its name.
     *
     * @param name file name or key
     */
    public static ObjectHeaders of(String name) {
        return new ObjectHeaders(contentType(name.toLowerCase(Locale.ROOT)), REVALIDATED);
    }

    /** The same for an object that never changes. */
    public ObjectHeaders immutable() {
        return new ObjectHeaders(contentType, IMMUTABLE);
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "pmtiles" -> "application/vnd.pmtiles";
            case "parquet" -> "application/vnd.apache.parquet";
            case "json" -> "application/json";
            case "html" -> "text/html; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "csv" -> "text/csv; charset=utf-8";
            case "tif", "tiff" -> "image/tiff";
            case "png" -> "image/png";
            case "svg" -> "image/svg+xml";
            default -> "application/octet-stream";
        };
    }
}
