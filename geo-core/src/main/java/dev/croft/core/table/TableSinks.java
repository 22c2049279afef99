package dev.croft.core.table;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.csv.CsvTableSink;
import dev.croft.core.table.parquet.ParquetTableSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts tables in the format that a file's name asks for. */
public final class TableSinks {
    private TableSinks() {}

    /**
     * Starts a {@code .parquet} or {@code .csv} file, replacing what is there.
     *
     * @param metadata key/value pairs to keep in the file; CSV has no place for them and drops them
     * @throws ConfigurationException when the name ends in neither
     */
    public static TableSink create(Path file, List<Column> columns, Map<String, String> metadata) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return ParquetTableSink.create(file, columns, metadata);
        }
        if (name.endsWith(".csv")) {
            return CsvTableSink.create(file, columns);
        }
        throw new ConfigurationException(
                "Cannot write " + file + ": no table format has that ending. Name the file .parquet or .csv.");
    }
}
