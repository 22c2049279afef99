package dev.croft.core.table;

import dev.croft.core.problem.ConfigurationException;
import java.nio.file.Path;
import java.util.Locale;

/** Formats in which tables are written. */
public enum TableFormat {
    /** Parquet with zstd. */
    PARQUET,
    /** Comma-separated values by RFC 4180. */
    CSV,
    /** Arrow's IPC file format, also known as Feather version 2. */
    ARROW;

    /**
     * The format that a file's name asks for.
     *
     * @throws ConfigurationException when the name ends in none of {@code .parquet}, {@code .csv} and
     *     {@code .arrow}
     */
    public static TableFormat of(Path file) {
        // The whole path: a root has no file name.
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return PARQUET;
        }
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".arrow")) {
            return ARROW;
        }
        throw new ConfigurationException(
                "Cannot write " + file + ": no table format has that ending. Name the file .parquet, .csv or .arrow.");
    }
}
