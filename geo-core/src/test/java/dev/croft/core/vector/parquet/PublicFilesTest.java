package dev.croft.core.vector.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.parquet.ParquetTable;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.ZoneSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKTReader;

/** Files that others wrote and published, with the answers they state. */
class PublicFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"})
    void geoParquetExamplesEqualTheirText(String type) throws IOException, ParseException {
        Path file = shared("geoparquet/data-" + type + "-encoding_wkb.parquet");
        List<Optional<Geometry>> expected = new ArrayList<>();
        List<String> lines = Files.readAllLines(shared("geoparquet/data-" + type + "-wkt.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String wkt = line.substring(line.indexOf(',') + 1).replace("\"", "");
            expected.add(wkt.isEmpty() ? Optional.empty() : Optional.of(new WKTReader().read(wkt)));
        }

        List<Optional<Geometry>> actual = geometries(file);

        assertEquals(expected.size(), actual.size());
        for (int row = 0; row < expected.size(); row++) {
            assertEquals(expected.get(row).isPresent(), actual.get(row).isPresent(), "row " + row);
            if (expected.get(row).isPresent()) {
                Geometry geometry = expected.get(row).get();
                assertTrue(geometry.equalsExact(actual.get(row).get()) || geometry.isEmpty(), "row " + row);
                assertEquals(geometry.isEmpty(), actual.get(row).get().isEmpty(), "row " + row);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "lz4hadoop", "lz4raw", "snappy", "zstd", "customgeometryname"})
    void everyCodecHoldsTheSameRows(String codec) throws IOException, ParseException {
        Path plain = shared("geoparquet/planetiler/boston.none.parquet");
        Path compressed = shared("geoparquet/planetiler/boston." + codec + ".parquet");

        assertEquals(geometries(plain), geometries(compressed));
        assertEquals(firstRows(plain), firstRows(compressed));
    }

    @Test
    void geoArrowIsRefusedByName() {
        Path file = shared("geoparquet/planetiler/boston.geoarrow_from_gdal.parquet");

        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> ZoneSources.open(file.toString(), Optional.empty()));

        assertTrue(e.getMessage().contains("GeoArrow \"multipolygon\""), e.getMessage());
    }

    @Test
    void everyFlatTypeIsReadAndOthersAreNot() throws IOException {
        Path file = shared("geoparquet/planetiler/all_data_types.parquet");

        assertEquals(
                List.of(
                        "bigint=9223372036854775807",
                        "boolean=1",
                        "date=10957",
                        "double=123456.789",
                        "hugeint=9.223372036854776E37",
                        "integer=123",
                        "real=123.456",
                        "smallint=1234",
                        "timestamp_with_timezone=946722610123456",
                        "timestamp=946722610123456",
                        "tinyint=123",
                        "ubigint=9223372036854775807",
                        "uhugeint=9.223372036854776E37",
                        "uinteger=123",
                        "usmallint=123",
                        "utinyint=123",
                        "varchar=string"),
                firstRows(file));
        List<String> unread = ParquetFile.open(file).columns().stream()
                .filter(column -> column.type().isEmpty())
                .map(column -> column.name() + "=" + column.typeText())
                .toList();
        assertEquals(
                List.of(
                        "decimal=decimal(18, 3)",
                        "interval=interval",
                        "time=time",
                        "list_of_items=list",
                        "map=map",
                        "array=list",
                        "struct=struct",
                        "complex=list"),
                unread);
    }

    @ParameterizedTest
    @CsvSource({
        "be_vlg_2024, geometry, 100, 10, BD72 / Belgian Lambert 72",
        "dk_2024, geometry, 100, 6, ETRS89 / UTM zone 32N",
        "jp_field_polygons_2024, GEOM, 100, 14, JGD2011",
        "iti1_2023, geometry, 100, 5, LAEA Europe",
        "kansas_fields_5070, geometry, 3882, 2, NAD83",
        "kansas_fields_4326, geometry, 3882, 2, CRS84"
    })
    void nationalFieldsAreReadAsPublished(String name, String geometry, int rows, int columns, String crs)
            throws IOException {
        Path file = shared("fields/" + name + ".parquet");
        try (ZoneSource zones = ZoneSources.open(file.toString(), Optional.empty())) {
            assertEquals(geometry, zones.geometryColumn());
            assertEquals(rows, zones.rowCount());
            assertEquals(columns, zones.columns().size());
            assertTrue(zones.crs().name().replace("\\/", "/").contains(crs), zones.crs()::name);
            assertEquals(rows, polygons(zones));
        }
    }

    private static int polygons(ZoneSource zones) throws IOException {
        List<Column> columns = zones.columns();
        ZoneBatch batch = new ZoneBatch(columns.stream().map(ColumnVector::new).toList());
        PolygonBuffer polygon = new PolygonBuffer();
        int polygons = 0;
        for (ZonePartition partition : zones.partitions()) {
            try (ZoneReader reader =
                    partition.open(columns.stream().map(Column::name).toList())) {
                while (reader.next(batch, 77)) {
                    for (int row = 0; row < batch.rowCount(); row++) {
                        WkbPolygons.Result result =
                                WkbPolygons.read(batch.wkb(), batch.wkbOffset(row), batch.wkbLength(row), polygon);
                        polygons += result == WkbPolygons.Result.POLYGON ? 1 : 0;
                    }
                }
            }
        }
        return polygons;
    }

    private static List<Optional<Geometry>> geometries(Path file) throws IOException, ParseException {
        List<Optional<Geometry>> geometries = new ArrayList<>();
        ZoneBatch batch = new ZoneBatch(List.of());
        try (ZoneSource zones = ZoneSources.open(file.toString(), Optional.empty());
                ZoneReader reader = zones.partitions().get(0).open(List.of())) {
            while (reader.next(batch, 2)) {
                for (int row = 0; row < batch.rowCount(); row++) {
                    byte[] wkb = Arrays.copyOfRange(
                            batch.wkb(), batch.wkbOffset(row), batch.wkbOffset(row) + batch.wkbLength(row));
                    geometries.add(batch.isNull(row) ? Optional.empty() : Optional.of(new WKBReader().read(wkb)));
                }
            }
        }
        return geometries;
    }

    /** The columns of the first rows that are not binary, as "name=value". */
    private static List<String> firstRows(Path file) throws IOException {
        List<String> values = new ArrayList<>();
        try (ParquetTable table = ParquetTable.open(file)) {
            assertTrue(table.next(10));
            for (ColumnVector vector : table.batch().columns()) {
                for (int row = 0; row < vector.size() && vector.column().type() != ColumnType.BINARY; row++) {
                    values.add(vector.column().name() + "=" + text(vector, row));
                }
            }
        }
        return values;
    }

    private static String text(ColumnVector vector, int row) {
        if (vector.isNull(row)) {
            return "null";
        }
        return switch (vector.column().type().storage()) {
            case INT -> Integer.toString(vector.intAt(row));
            case LONG -> Long.toString(vector.longAt(row));
            case FLOAT -> Float.toString(vector.floatAt(row));
            case DOUBLE -> Double.toString(vector.doubleAt(row));
            case BYTES -> vector.stringAt(row);
            case LIST -> vector.text(row);
        };
    }

    private static Path shared(String name) {
        Path path = Path.of(System.getProperty("croft.sharedData"), name);
        assumeTrue(Files.exists(path), () -> "public test data is absent: " + path);
        return path;
    }
}
