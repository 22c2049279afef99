package dev.croft.core.vector.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.parquet.ParquetWriter;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes zones as GeoParquet 1.1: a WKB column {@value #GEOMETRY} and then the carried columns, ZSTD-compressed. Equal
 * zones give equal bytes. Confined to one thread at a time.
 */
public final class GeoParquetSink implements Closeable {
    /** Name of the geometry column. */
    public static final String GEOMETRY = "geometry";

    private static final String VERSION = "1.1.0";

    private final ParquetWriter writer;
    private final JsonNode crs;
    private final ColumnVector geometry = new ColumnVector(new Column(GEOMETRY, ColumnType.BINARY));
    private final PolygonBuffer polygon = new PolygonBuffer();
    private final TreeSet<String> types = new TreeSet<>();
    private boolean onlyPolygons = true;
    private double smallestX = Double.POSITIVE_INFINITY;
    private double smallestY = Double.POSITIVE_INFINITY;
    private double largestX = Double.NEGATIVE_INFINITY;
    private double largestY = Double.NEGATIVE_INFINITY;

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
        JsonNode crs = parseCrs(path, projJson.orElse("null"));
        return new GeoParquetSink(ParquetWriter.create(path, all, limits), crs);
    }

    private static JsonNode parseCrs(Path path, String projJson) {
        try {
            return new ObjectMapper().readTree(projJson);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException("Cannot write " + path + ": its CRS is not PROJJSON.", e);
        }
    }

    /** Appends the zones of {@code batch}. */
    public void write(ZoneBatch batch) throws IOException {
        geometry.clear();
        for (int row = 0; row < batch.rowCount(); row++) {
            if (batch.isNull(row)) {
                geometry.appendNull();
            } else {
                geometry.appendBytes(batch.wkb(), batch.wkbOffset(row), batch.wkbLength(row));
                note(batch, row);
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
        writer.putMetadata(GeoMetadata.KEY, metadata().toString());
        writer.close();
    }

    private void note(ZoneBatch batch, int row) {
        WkbPolygons.Result result = WkbPolygons.read(batch.wkb(), batch.wkbOffset(row), batch.wkbLength(row), polygon);
        if (result == WkbPolygons.Result.POLYGON) {
            noteExtent();
        }
        onlyPolygons &= result == WkbPolygons.Result.POLYGON;
        if (onlyPolygons) {
            noteType(batch.wkb(), batch.wkbOffset(row));
        }
    }

    private void noteExtent() {
        for (int i = 0; i < polygon.vertexCount(); i++) {
            smallestX = Math.min(smallestX, polygon.x()[i]);
            largestX = Math.max(largestX, polygon.x()[i]);
            smallestY = Math.min(smallestY, polygon.y()[i]);
            largestY = Math.max(largestY, polygon.y()[i]);
        }
    }

    /** Two-dimensional little-endian polygons are told apart; all else makes the list of types unknown. */
    private void noteType(byte[] wkb, int offset) {
        boolean plain = wkb[offset] == 1 && wkb[offset + 2] == 0 && wkb[offset + 3] == 0 && wkb[offset + 4] == 0;
        onlyPolygons &= plain;
        types.add(wkb[offset + 1] == 3 ? "Polygon" : "MultiPolygon");
    }

    private ObjectNode metadata() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("version", VERSION).put("primary_column", GEOMETRY);
        ObjectNode column = root.putObject("columns").putObject(GEOMETRY);
        column.put("encoding", "WKB");
        // An empty list says that the types are not known.
        (onlyPolygons ? types : new TreeSet<String>()).forEach(column.putArray("geometry_types")::add);
        column.set("crs", crs);
        if (onlyPolygons && smallestX <= largestX) {
            column.putArray("bbox").add(smallestX).add(smallestY).add(largestX).add(largestY);
        }
        return root;
    }
}
