package dev.croft.core.table;

import dev.croft.core.table.arrow.ArrowTableSink;
import dev.croft.core.table.csv.CsvTableSink;
import dev.croft.core.table.parquet.ParquetTableSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts tables in any format that Croft writes. */
public final class TableSinks {
    private TableSinks() {}

    /**
     * Starts a table, replacing the file that is there.
     *
     * @param metadata key/value pairs to keep in the file; CSV has no place for them and drops them
     */
    public static TableSink create(TableFormat format, Path file, List<Column> columns, Map<String, String> metadata)
            throws IOException {
        return switch (format) {
            case PARQUET -> ParquetTableSink.create(file, columns, metadata);
            case CSV -> CsvTableSink.create(file, columns);
            case ARROW -> ArrowTableSink.create(file, columns, metadata);
        };
    }
}
