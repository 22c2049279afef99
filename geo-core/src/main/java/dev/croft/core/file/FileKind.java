package dev.croft.core.file;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which format a file has: what its first bytes say, else its name, so that a cut or overwritten file is reported as damaged
 * rather than as something else.
 */
public enum FileKind {
    PARQUET("PAR[1E]", "parquet|geoparquet|parq"),
    GEOTIFF("II|MM", "tif|tiff"),
    /** A zip, which may hold a GeoTIFF; it begins with an entry, or with the end record when it is empty. */
    ZIP("PK[\\x03\\x05]", "zip"),
    /** Tiles in one file, whatever the version. */
    PMTILES("PMTiles", "pmtiles"),
    /** The file format of Arrow IPC, not its stream. */
    ARROW("ARROW1", "arrow"),
    /** A JSON file that names a raster elsewhere; only its name tells it from other JSON. */
    RASTER_REFERENCE("(?!)", "reference\\.json");

    private static final int LONGEST_MAGIC = 7;

    private final Pattern start;
    private final Pattern name;

    FileKind(String start, String suffixes) {
        this.start = Pattern.compile(start);
        this.name = Pattern.compile("\\.(" + suffixes + ")$", Pattern.CASE_INSENSITIVE);
    }

    /**
     * Looks at a file; empty when it is none of these.
     *
     * @throws ConfigurationException when there is no such file
     */
    public static Optional<FileKind> find(Path file) throws IOException {
        String start = start(file);
        Optional<FileKind> told = Optional.empty();
        for (FileKind kind : values()) {
            if (kind.start.matcher(start).lookingAt()) {
                return Optional.of(kind);
            }
            if (kind.isNameOf(file)) {
                told = Optional.of(kind);
            }
        }
        return told;
    }

    /** Whether the file is called as files of this kind are. */
    public boolean isNameOf(Path file) {
        return name.matcher(file.getFileName().toString()).find();
    }

    private static String start(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("Cannot open " + file + ": " + whyNot(file) + ".");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_MAGIC), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IOException("Cannot open " + file + ": " + e, e);
        }
    }

    private static String whyNot(Path file) {
        if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        return Files.exists(file) ? "it is no regular file" : "no such file";
    }
}
