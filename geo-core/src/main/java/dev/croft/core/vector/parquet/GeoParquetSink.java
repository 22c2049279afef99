package dev.croft.core.vector.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.core.parquet.ParquetWriter;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes zones as GeoParquet 1.1: a WKB column {@value #GEOMETRY} and then the carried columns, ZSTD-compressed. Equal
 * zones give equal bytes. Confined to one thread at a time.
 */
public final class GeoParquetSink implements Closeable {
    /** Name of the geometry column. */
    public static final String GEOMETRY = "geometry";

    private final ParquetWriter writer;
    private final JsonNode crs;
    private final ColumnVector geometry = new ColumnVector(new Column(GEOMETRY, ColumnType.BINARY));
    private final GeometrySummary summary = new GeometrySummary();

    private GeoParquetSink(ParquetWriter writer, JsonNode crs) {
        this.writer = writer;
        this.crs = crs;
    }

    /**
     * Starts a file at {@code path}, replacing what is there.
     *
     * @param columns carried columns; none may be named {@value #GEOMETRY}
     * @param projJson the CRS as PROJJSON; empty for an unknown one
     */
    public static GeoParquetSink create(
            Path path, List<Column> columns, Optional<String> projJson, RowGroupLimits limits) throws IOException {
        List<Column> all = new ArrayList<>();
        all.add(new Column(GEOMETRY, ColumnType.BINARY));
        all.addAll(columns);
        JsonNode crs = GeometrySummary.parseCrs(path, projJson.orElse("null"));
        return new GeoParquetSink(ParquetWriter.create(path, all, limits), crs);
    }

    /** Appends the zones of {@code batch}. */
    public void write(ZoneBatch batch) throws IOException {
        geometry.clear();
        for (int row = 0; row < batch.rowCount(); row++) {
            if (batch.isNull(row)) {
                geometry.appendNull();
            } else {
                geometry.appendBytes(batch.wkb(), batch.wkbOffset(row), batch.wkbLength(row));
                summary.add(batch.wkb(), batch.wkbOffset(row), batch.wkbLength(row));
            }
        }
        List<ColumnVector> vectors = new ArrayList<>();
        vectors.add(geometry);
        vectors.addAll(batch.columns());
        writer.write(vectors);
    }

    /** Completes the file. */
    @Override
    public void close() throws IOException {
        writer.putMetadata(GeoMetadata.KEY, summary.metadata(GEOMETRY, crs, Optional.empty()));
        writer.close();
    }
}
