package dev.croft.core.vector;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.vector.parquet.GeoParquetZones;
import dev.croft.core.vector.parquet.ZoneFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens files of zones; every format Croft reads is reached through here. */
public final class ZoneSources {
    private ZoneSources() {}

    /**
     * Opens a GeoParquet file, a directory of part files, or a glob such as {@code fields/*.parquet}.
     *
     * @param geometryColumn the column that holds WKB; if empty it is found by the file's metadata or its name
     * @throws dev.croft.core.problem.ConfigurationException when there is no file or no geometry, or two files disagree
     * @throws dev.croft.core.problem.InputDataException when a file is damaged
     */
    public static ZoneSource open(String pathOrGlobOrDirectory, Optional<String> geometryColumn) throws IOException {
        return GeoParquetZones.open(pathOrGlobOrDirectory, geometryColumn);
    }

    /**
     * Looks whether {@link #open} would find files, and opens none.
     *
     * @throws dev.croft.core.problem.ConfigurationException when there is none
     */
    public static void requirePresent(String pathOrGlobOrDirectory) throws IOException {
        for (Path file : ZoneFiles.find(pathOrGlobOrDirectory)) {
            if (!Files.exists(file)) {
                throw new ConfigurationException("Cannot open " + file + ": there is no such file.");
            }
        }
    }
}
