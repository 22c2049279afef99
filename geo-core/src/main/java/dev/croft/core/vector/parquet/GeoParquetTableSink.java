package dev.croft.core.vector.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.core.crs.Crs;
import dev.croft.core.parquet.ParquetWriter;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableSink;
import dev.croft.core.vector.WkbEnvelope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a table one of whose columns holds WKB as GeoParquet 1.1. A last column {@code bbox} is added, a group with the
 * envelope of each geometry, so that readers can skip the row groups that lie elsewhere; its fields are null for an empty
 * or unreadable geometry. The geometries are kept byte by byte. Parquet's own type GEOMETRY is not stated: a
 * reader that does not know a logical type may refuse the whole file, and the boxes serve as well to skip by.
 */
public final class GeoParquetTableSink implements TableSink {
    private static final String BOXES = "bbox";

    private final ParquetWriter writer;
    private final String geometryColumn;
    private final int geometryIndex;
    private final JsonNode crs;
    private final ColumnVector boxes;
    private final GeometrySummary summary = new GeometrySummary();
    private boolean failed;

    private GeoParquetTableSink(ParquetWriter writer, String geometryColumn, JsonNode crs) {
        List<Column> columns = writer.columns();
        this.writer = writer;
        this.geometryColumn = geometryColumn;
        this.geometryIndex = columns.stream().map(Column::name).toList().indexOf(geometryColumn);
        this.crs = crs;
        this.boxes = new ColumnVector(columns.get(columns.size() - 1));
    }

    /**
     * Starts a file, replacing what is there.
     *
     * @param geometryColumn the one of {@code columns} that holds WKB
     * @param crs of the geometries, stated as unknown when it is
     * @param metadata more key/value pairs of the footer, written in the map's order
     */
    public static GeoParquetTableSink create(
            Path file, List<Column> columns, String geometryColumn, Crs crs, Map<String, String> metadata)
            throws IOException {
        if (!columns.contains(new Column(geometryColumn, ColumnType.BINARY))) {
            throw new IllegalArgumentException("No binary column \"" + geometryColumn + "\" among " + columns);
        }
        JsonNode projJson = GeometrySummary.parseCrs(file, crs.isKnown() ? crs.toProjJson() : "null");
        Column boxes = boxes(columns);
        List<Column> all = new ArrayList<>(columns);
        all.add(boxes);
        ParquetWriter writer = ParquetWriter.create(file, all, Set.of(boxes.name()), RowGroupLimits.ZONES);
        metadata.forEach(writer::putMetadata);
        return new GeoParquetTableSink(writer, geometryColumn, projJson);
    }

    /** Named {@value #BOXES}, or as often with a "_" behind as that name is taken. */
    private static Column boxes(List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        String name = BOXES;
        while (names.contains(name)) {
            name += "_";
        }
        return Column.list(
                name,
                GeometrySummary.BOX.stream()
                        .map(field -> new Column(field, ColumnType.FLOAT64))
                        .toList());
    }

    @Override
    public void write(RowBatch batch) throws IOException {
        boolean failedBefore = failed;
        failed = true;
        boxes.clear();
        ColumnVector geometry = batch.columns().get(geometryIndex);
        for (int row = 0; row < batch.rowCount(); row++) {
            addBox(geometry, row);
        }
        List<ColumnVector> all = new ArrayList<>(batch.columns());
        all.add(boxes);
        writer.write(all);
        failed = failedBefore;
    }

    @Override
    public void close() throws IOException {
        if (failed) {
            writer.abandon();
        }
        Optional<String> covering = Optional.of(boxes.column().name());
        writer.putMetadata(GeoMetadata.KEY, summary.metadata(geometryColumn, crs, covering));
        writer.close();
    }

    /** A box is there if and only if a geometry is; section "Bounding Box Columns". */
    private void addBox(ColumnVector geometry, int row) {
        if (geometry.isNull(row)) {
            boxes.appendNull();
            return;
        }
        if (summary.add(geometry.bytes(), geometry.bytesStart(row), geometry.bytesLength(row))) {
            WkbEnvelope envelope = summary.envelope();
            boxes.elements().get(0).appendDouble(envelope.smallestX());
            boxes.elements().get(1).appendDouble(envelope.smallestY());
            boxes.elements().get(2).appendDouble(envelope.largestX());
            boxes.elements().get(3).appendDouble(envelope.largestY());
        } else {
            boxes.elements().forEach(ColumnVector::appendNull);
        }
        boxes.appendList();
    }
}
