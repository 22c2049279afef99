package dev.croft.core.vector.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.crs.Crs;
import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.parquet.RandomTable;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.PyArrow;
import dev.croft.core.table.RowBatch;
import dev.croft.core.vector.WkbWriter;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

class GeoParquetTableSinkTest {
    private static final Column MAJORITY = new Column("majority", ColumnType.UINT8);
    private static final Column SHAPE = new Column("shape", ColumnType.BINARY);

    private static final List<String> FIELDS = List.of(
            "POLYGON ((0 0, 10 0, 10 8, 0 8, 0 0))",
            "MULTIPOLYGON (((20 20, 21 20, 21 21, 20 20)), ((-5 30, -4 30, -4 31, -5 30)))");

    @TempDir
    private Path folder;

    @Test
    void zonesReadBackWithColumnsAndCrs() throws IOException, ParseException {
        List<String> rows = Arrays.asList(FIELDS.get(0), null, FIELDS.get(1));
        Path file = write(List.of(MAJORITY, SHAPE), rows, Crs.parse("EPSG:2154"));

        GeoParquetZones zones = GeoParquetZones.open(file.toString(), Optional.empty());

        assertTrue(zones.crs().isEquivalentTo(Crs.parse("EPSG:2154")));
        assertEquals(List.of(MAJORITY), zones.columns());
        ZoneBatch batch = new ZoneBatch(List.of(new ColumnVector(MAJORITY)));
        try (ZoneSource.ZoneReader reader = zones.partitions().get(0).open(List.of("majority"))) {
            assertTrue(reader.next(batch, 10));
        }
        assertEquals(3, batch.rowCount());
        assertTrue(batch.isNull(1));
        for (int row : new int[] {0, 2}) {
            int start = batch.wkbOffset(row);
            assertArrayEquals(wkb(rows.get(row)), Arrays.copyOfRange(batch.wkb(), start, start + batch.wkbLength(row)));
        }
        assertEquals(2, batch.columns().get(0).intAt(2));
    }

    @Test
    void metadataTellTypesExtentAndCovering() throws IOException, ParseException {
        JsonNode geo = geo(write(List.of(SHAPE, MAJORITY), FIELDS, Crs.UNKNOWN));

        assertEquals("1.1.0", geo.get("version").asText());
        assertEquals("shape", geo.get("primary_column").asText());
        JsonNode column = geo.get("columns").get("shape");
        assertEquals(
                "{\"encoding\":\"WKB\",\"geometry_types\":[\"MultiPolygon\",\"Polygon\"],\"crs\":null,"
                        + "\"bbox\":[-5.0,0.0,21.0,31.0],\"covering\":{\"bbox\":{\"xmin\":[\"bbox\",\"xmin\"],"
                        + "\"ymin\":[\"bbox\",\"ymin\"],\"xmax\":[\"bbox\",\"xmax\"],\"ymax\":[\"bbox\",\"ymax\"]}}}",
                column.toString());
    }

    @Test
    void heightsAreInTypesAndExtent() throws IOException, ParseException {
        JsonNode column = geo(write(
                        List.of(SHAPE, MAJORITY),
                        List.of(FIELDS.get(0), "POLYGON Z ((0 0 5, 1 0 6, 1 1 7, 0 0 5))"),
                        Crs.UNKNOWN))
                .get("columns")
                .get("shape");

        assertEquals("[\"Polygon\",\"Polygon Z\"]", column.get("geometry_types").toString());
        assertEquals("[0.0,0.0,5.0,10.0,8.0,7.0]", column.get("bbox").toString());
    }

    @Test
    void unreadableGeometryIsKeptAndLeavesTypesAndExtentUnstated() throws IOException, ParseException {
        JsonNode column = geo(write(List.of(SHAPE, MAJORITY), List.of(FIELDS.get(0), "broken"), Crs.UNKNOWN))
                .get("columns")
                .get("shape");

        assertEquals("[]", column.get("geometry_types").toString());
        assertFalse(column.has("bbox"));
    }

    @Test
    void columnCalledBboxIsKept() throws IOException, ParseException {
        Column taken = new Column("bbox", ColumnType.UINT8);
        Path file = write(List.of(taken, SHAPE), FIELDS, Crs.UNKNOWN);

        assertEquals(
                List.of("bbox", "shape", "bbox_"),
                ParquetFile.open(file).columns().stream()
                        .map(column -> column.name())
                        .toList());
        assertEquals(
                "[\"bbox_\",\"xmin\"]",
                geo(file).at("/columns/shape/covering/bbox/xmin").toString());
    }

    @Test
    void pyArrowFindsTheEnvelopesAndTheirStatistics() throws IOException, ParseException, InterruptedException {
        List<String> rows = Arrays.asList(FIELDS.get(0), null, FIELDS.get(1), "POLYGON EMPTY", "broken");
        Path file = write(List.of(MAJORITY, SHAPE), rows, Crs.parse("EPSG:4326"));

        List<String> actual = PyArrow.lines("""
                import sys, pyarrow.parquet as pq
                file = pq.ParquetFile(sys.argv[1])
                print(file.schema_arrow.field('bbox').type)
                table = file.read()
                for box, shape in zip(table.column('bbox').to_pylist(), table.column('shape').to_pylist()):
                    print(None if box is None else list(box.values()), None if shape is None else shape.hex().upper())
                group = file.metadata.row_group(0)
                for i in range(group.num_columns):
                    column = group.column(i)
                    if column.path_in_schema.startswith('bbox'):
                        s = column.statistics
                        print(column.path_in_schema, s.min, s.max, s.null_count)
                """, file);

        List<String> expected = new ArrayList<>();
        expected.add("struct<xmin: double, ymin: double, xmax: double, ymax: double>");
        for (String wkt : rows) {
            expected.add(box(wkt) + " " + (wkt == null ? "None" : WKBWriter.toHex(wkb(wkt))));
        }
        // Minus zero: bounds of zero are signed outwards, as the format asks.
        expected.addAll(List.of(
                "bbox.xmin -5.0 0.0 3", "bbox.ymin -0.0 20.0 3", "bbox.xmax 10.0 21.0 3", "bbox.ymax 8.0 31.0 3"));
        assertEquals(expected, actual);
    }

    @Test
    void manyRowGroupsHaveBoxesEqualToEnvelopes() throws IOException, InterruptedException {
        int rows = 250_000;
        Path file = folder.resolve("many.parquet");
        ColumnVector shape = new ColumnVector(SHAPE);
        for (int i = 0; i < rows; i++) {
            if (i % 7 == 0) {
                shape.appendNull();
            } else {
                byte[] wkb = square(i);
                shape.appendBytes(wkb, 0, wkb.length);
            }
        }
        try (GeoParquetTableSink sink =
                GeoParquetTableSink.create(file, List.of(SHAPE), "shape", Crs.UNKNOWN, Map.of())) {
            for (int from = 0; from < rows; from += 50_000) {
                sink.write(new RowBatch(RandomTable.slice(List.of(shape), from, from + 50_000)));
            }
        }

        List<String> actual = PyArrow.lines("""
                import sys, struct, pyarrow.parquet as pq
                file = pq.ParquetFile(sys.argv[1])
                print(file.num_row_groups)
                wrong = 0
                table = file.read()
                for box, shape in zip(table.column('bbox').to_pylist(), table.column('shape').to_pylist()):
                    if shape is None: wrong += box is not None; continue
                    numbers = struct.unpack('<10d', shape[13:])
                    expected = [min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])]
                    wrong += list(box.values()) != expected
                print(wrong, table.num_rows)
                """, file);

        assertEquals(List.of("3", "0 250000"), actual);
    }

    @Test
    void failedWriteLeavesAFileThatDoesNotOpen() throws IOException {
        Path file = folder.resolve("table.parquet");
        try (GeoParquetTableSink sink =
                GeoParquetTableSink.create(file, List.of(MAJORITY, SHAPE), "shape", Crs.UNKNOWN, Map.of())) {
            RowBatch wrong = new RowBatch(List.of(new ColumnVector(MAJORITY)));
            assertThrows(IndexOutOfBoundsException.class, () -> sink.write(wrong));
        }

        assertThrows(InputDataException.class, () -> ParquetFile.open(file));
    }

    @Test
    void geometryColumnMustBeThere() {
        assertThrows(
                IllegalArgumentException.class,
                () -> GeoParquetTableSink.create(
                        folder.resolve("a.parquet"), List.of(MAJORITY), "shape", Crs.UNKNOWN, Map.of()));
    }

    private Path write(List<Column> columns, List<String> rows, Crs crs) throws IOException, ParseException {
        Path file = folder.resolve("table.parquet");
        List<ColumnVector> vectors = columns.stream().map(ColumnVector::new).toList();
        for (int row = 0; row < rows.size(); row++) {
            for (ColumnVector vector : vectors) {
                if (vector.column().type() != ColumnType.BINARY) {
                    vector.appendInt(row);
                } else if (rows.get(row) == null) {
                    vector.appendNull();
                } else {
                    byte[] wkb = wkb(rows.get(row));
                    vector.appendBytes(wkb, 0, wkb.length);
                }
            }
        }
        try (GeoParquetTableSink sink = GeoParquetTableSink.create(file, columns, "shape", crs, Map.of("a", "b"))) {
            sink.write(new RowBatch(vectors));
        }
        assertEquals("b", ParquetFile.open(file).metadata().get("a"));
        return file;
    }

    private static JsonNode geo(Path file) throws IOException {
        return new ObjectMapper().readTree(ParquetFile.open(file).metadata().get("geo"));
    }

    private static byte[] wkb(String wkt) throws ParseException {
        if (wkt.equals("broken")) {
            return new byte[] {1, 2, 3};
        }
        return new WKBWriter(wkt.contains(" Z ") ? 3 : 2, ByteOrderValues.LITTLE_ENDIAN)
                .write(new WKTReader().read(wkt));
    }

    private static String box(String wkt) throws ParseException {
        if (wkt == null) {
            return "None";
        }
        Geometry geometry = wkt.equals("broken") ? null : new WKTReader().read(wkt);
        if (geometry == null || geometry.isEmpty()) {
            return "[None, None, None, None]";
        }
        Envelope box = geometry.getEnvelopeInternal();
        return List.of(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY())
                .toString();
    }

    private static byte[] square(int i) {
        double x = i * 0.37;
        double y = -i * 0.11;
        return WkbWriter.polygon(new double[] {x, x + 1, x + 1, x, x}, new double[] {y, y, y + 1, y + 1, y});
    }
}
