package dev.croft.core.vector;

import dev.croft.core.crs.Crs;
import dev.croft.core.table.Column;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import dev.croft.core.vector.parquet.GeoParquetTableSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts tables with a geometry column, which in Parquet are GeoParquet; other formats keep the WKB as bytes. */
public final class GeoTableSinks {
    private GeoTableSinks() {}

    /**
     * Starts a table, replacing the file that is there.
     *
     * @param geometryColumn the one of {@code columns} that holds WKB
     * @param crs of the geometries, stated as unknown when it is
     * @param metadata key/value pairs to keep in the file where the format has a place for them
     */
    public static TableSink create(
            TableFormat format,
            Path file,
            List<Column> columns,
            String geometryColumn,
            Crs crs,
            Map<String, String> metadata)
            throws IOException {
        return format == TableFormat.PARQUET
                ? GeoParquetTableSink.create(file, columns, geometryColumn, crs, metadata)
                : TableSinks.create(format, file, columns, metadata);
    }
}
