package dev.croft.core.validation;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Which format a file has, told by its first bytes, or by its name when those are damaged. */
public enum FileKind {
    PARQUET,
    GEOTIFF,
    /** A zip, which may hold a GeoTIFF. */
    ZIP;

    /**
     * Looks at a file.
     *
     * @throws ConfigurationException when there is no such file, or it is none of these
     */
    public static FileKind of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("Cannot open " + file + ": "
                    + (Files.exists(file) ? "it is no regular file." : "there is no such file."));
        }
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (start.equals("PAR1") || name.endsWith(".parquet")) {
            return PARQUET;
        }
        if (start.startsWith("II") || start.startsWith("MM") || name.endsWith(".tif") || name.endsWith(".tiff")) {
            return GEOTIFF;
        }
        if (start.startsWith("PK") || name.endsWith(".zip")) {
            return ZIP;
        }
        throw new ConfigurationException(
                "Cannot tell what " + file + " is: it begins like neither Parquet nor GeoTIFF nor a zip.");
    }
}
