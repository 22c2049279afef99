package dev.croft.fields;

import dev.croft.core.run.Digests;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the raster of a year comes from: a file, or a download.
 *
 * @param text as the configuration has it, with the year filled in; may hold secrets, so it serves to ask for the raster only
 * @param file the file, when it is one
 * @param sha256 of the download, when that is known
 */
public record RasterLocation(String text, Optional<Path> file, Optional<String> sha256) {
    /** Stands for the year. */
    static final String YEAR = "{year}";

    /** Scheme, what may be shown, and around it user info, query and fragment (RFC 3986, section 3). */
    private static final Pattern HIDDEN = Pattern.compile("(?s)^([^/?#]*//)?(?:[^/?#]*@)?([^?#]*).*$");

    private static final String ZIP = ".zip";
    private static final String TIFF = ".tif";

    /** What downloads may be. */
    static final List<String> SUFFIXES = List.of(ZIP, TIFF);

    /** @param pattern path as seen from {@code folder}, or URL */
    static RasterLocation of(String pattern, int year, Path folder, Optional<String> sha256) {
        String text = pattern.replace(YEAR, Integer.toString(year));
        return isUrl(pattern)
                ? new RasterLocation(text, Optional.empty(), sha256)
                : new RasterLocation(text, Optional.of(folder.resolve(text).normalize()), sha256);
    }

    static boolean isUrl(String text) {
        return text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8);
    }

    boolean isDownload() {
        return file.isEmpty();
    }

    URI uri() {
        return URI.create(text);
    }

    /** The text as it may be shown and recorded: of a URL, neither user info nor query, which may be secrets. */
    String shown() {
        return isDownload() ? shown(text) : text;
    }

    /** What tells it from others, in words that may be recorded. */
    String essence() {
        return isDownload() ? essence(text) : text;
    }

    static String shown(String url) {
        return HIDDEN.matcher(url).replaceFirst("$1$2");
    }

    /** The URL as it may be shown; when that is not all of it, a digest of the whole. */
    static String essence(String url) {
        String shown = shown(url);
        return shown.equals(url) ? url : shown + " " + Digests.sha256(url);
    }

    @Override
    public String toString() {
        return shown();
    }

    /** The end of its name, which says what it is. */
    String suffix() {
        return uri().getPath().toLowerCase(Locale.ROOT).endsWith(ZIP) ? ZIP : TIFF;
    }
}
