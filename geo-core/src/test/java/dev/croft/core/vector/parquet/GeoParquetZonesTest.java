package dev.croft.core.vector.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.parquet.ParquetWriter;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.parquet.RowGroupReader;
import dev.croft.core.parquet.ValueSink;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.WkbWriter;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.ZoneSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoParquetZonesTest {
    private static final Column ID = new Column("id", ColumnType.INT64);

    @TempDir
    private Path folder;

    @Test
    void sinkAndSourceAgree() throws IOException {
        Path file = write("zones.parquet", 0, 2500, new RowGroupLimits(1000, 32L << 20));

        try (ZoneSource zones = open(file)) {
            assertEquals("geometry", zones.geometryColumn());
            assertEquals(List.of(ID), zones.columns());
            assertEquals(2500, zones.rowCount());
            assertEquals(
                    List.of(0L, 1000L, 2000L),
                    zones.partitions().stream().map(ZonePartition::firstRow).toList());
            assertEquals(2500, checkRows(zones, 0));
        }
    }

    @Test
    void sinkStatesExtentAndTypes() throws IOException {
        Path file = write("zones.parquet", 0, 10, RowGroupLimits.ZONES);

        GeometryColumn geometry = GeometryColumn.find(ParquetFile.open(file), Optional.empty());

        assertEquals(Optional.of(new Bounds(0, 0, 10, 1)), geometry.bounds());
        assertTrue(ParquetFile.open(file).metadata().get("geo").contains("\"geometry_types\":[\"Polygon\"]"));
    }

    @Test
    void sinkIsDeterministic() throws IOException {
        Path a = write("a.parquet", 0, 500, RowGroupLimits.ZONES);
        Path b = write("b.parquet", 0, 500, RowGroupLimits.ZONES);

        assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
    }

    @Test
    void partFilesAreOneTableInOrderOfTheirNames() throws IOException {
        Files.createDirectory(folder.resolve("parts"));
        write("parts/part-1.parquet", 300, 200, RowGroupLimits.ZONES);
        write("parts/part-0.parquet", 0, 300, RowGroupLimits.ZONES);
        write("parts/part-2.parquet", 500, 0, RowGroupLimits.ZONES);
        Files.writeString(folder.resolve("parts/_SUCCESS"), "");
        Files.writeString(folder.resolve("parts/.part-0.parquet.crc"), "crc");

        for (String place : List.of("parts", "parts/part-?.parquet", "parts/*.parquet", "**/part-*")) {
            try (ZoneSource zones = ZoneSources.open(folder + "/" + place, Optional.empty())) {
                assertEquals(500, zones.rowCount(), place);
                assertEquals(2, zones.partitions().size(), place);
                assertEquals(500, checkRows(zones, 0), place);
            }
        }
    }

    @Test
    void otherFilesBesideThePartsAreLeftOut() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        write("parts/a.PARQUET", 0, 100, RowGroupLimits.ZONES);
        write("parts/b.geoparquet", 100, 100, RowGroupLimits.ZONES);
        write("parts/c.parq", 200, 100, RowGroupLimits.ZONES);
        Files.writeString(parts.resolve("a.PARQUET.croft.json"), "{}");
        Files.writeString(parts.resolve("crops.tif"), "II*");

        try (ZoneSource zones = open(parts)) {
            assertEquals(300, checkRows(zones, 0));
        }
    }

    @Test
    void partsWithoutASuffixAreTakenWhenNoneHasOne() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        write("parts/000000_0", 0, 100, RowGroupLimits.ZONES);
        write("parts/000001_0", 100, 100, RowGroupLimits.ZONES);
        Files.writeString(parts.resolve("000000_0.croft.json"), "{}");
        Files.writeString(parts.resolve("_SUCCESS"), "");

        try (ZoneSource zones = open(parts)) {
            assertEquals(200, checkRows(zones, 0));
        }
    }

    @Test
    void placesWithoutFilesAreTheRequestsFault() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        for (String place : List.of("empty", "empty/*.parquet", "gone/*.parquet", "gone.parquet")) {
            ConfigurationException e = assertThrows(
                    ConfigurationException.class, () -> ZoneSources.open(folder + "/" + place, Optional.empty()));
            assertTrue(e.getMessage().startsWith("Cannot read"), e.getMessage());
        }
    }

    @Test
    void filesOfDifferentCrsAreNamed() throws IOException {
        plain("a.parquet", "geometry", Optional.of(geo("geometry", "WKB", "\"EPSG:5070\"")));
        plain("b.parquet", "geometry", Optional.of(geo("geometry", "WKB", "null")));

        ConfigurationException e = assertThrows(
                ConfigurationException.class, () -> ZoneSources.open(folder + "/*.parquet", Optional.empty()));

        assertTrue(e.getMessage().contains("a.parquet") && e.getMessage().contains("b.parquet"), e.getMessage());
        assertTrue(e.getMessage().contains("Conus Albers"), e.getMessage());
    }

    @Test
    void unsupportedCrsIsToldOnlyWhenItIsNeeded() throws IOException {
        String stated = geo("geometry", "WKB", "\"EPSG:999999\"");
        Path a = plain("a.parquet", "geometry", Optional.of(stated));
        plain("b.parquet", "geometry", Optional.of(stated));

        try (ZoneSource zones = ZoneSources.open(folder + "/*.parquet", Optional.empty())) {
            assertEquals(2, zones.rowCount());
            assertEquals("unsupported: EPSG:999999", zones.crs().toString());
            Crs target = Crs.parse("EPSG:5070");
            ConfigurationException e =
                    assertThrows(ConfigurationException.class, () -> CoordinateTransform.between(zones.crs(), target));
            assertTrue(e.getMessage().startsWith("Cannot use the CRS of " + a + ": "), e.getMessage());
            assertTrue(e.getMessage().contains("--zones-crs"), e.getMessage());
        }
    }

    @Test
    void filesOfDifferentUnsupportedCrsAreNamed() throws IOException {
        plain("a.parquet", "geometry", Optional.of(geo("geometry", "WKB", "\"EPSG:999999\"")));
        plain("b.parquet", "geometry", Optional.of(geo("geometry", "WKB", "\"EPSG:999998\"")));

        ConfigurationException e = assertThrows(
                ConfigurationException.class, () -> ZoneSources.open(folder + "/*.parquet", Optional.empty()));

        assertTrue(e.getMessage().contains("EPSG:999999 and unsupported: EPSG:999998"), e.getMessage());
    }

    @Test
    void filesOfDifferentGeometryColumnsAreNamed() throws IOException {
        plain("a.parquet", "geom", Optional.empty());
        plain("b.parquet", "wkb", Optional.empty());

        ConfigurationException e = assertThrows(
                ConfigurationException.class, () -> ZoneSources.open(folder + "/*.parquet", Optional.empty()));

        assertTrue(e.getMessage().contains("\"geom\" and \"wkb\""), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"geometry", "geom", "GEOM", "wkb_geometry", "wkb", "the_geom", "way"})
    void plainParquetIsFoundByName(String name) throws IOException {
        Path file = plain("plain.parquet", name, Optional.empty());

        try (ZoneSource zones = open(file)) {
            assertEquals(name, zones.geometryColumn());
            assertFalse(zones.crs().isKnown());
        }
    }

    @Test
    void unusualNamesAreAskedForWithTheCandidates() throws IOException {
        Path file = plain("plain.parquet", "outline", Optional.empty());

        ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(file));
        assertTrue(e.getMessage().contains("--geometry-column"), e.getMessage());
        assertTrue(e.getMessage().contains("outline"), e.getMessage());

        try (ZoneSource zones = ZoneSources.open(file.toString(), Optional.of("outline"))) {
            assertEquals("outline", zones.geometryColumn());
        }
        ConfigurationException wrong =
                assertThrows(ConfigurationException.class, () -> ZoneSources.open(file.toString(), Optional.of("id")));
        assertTrue(wrong.getMessage().contains("int64, which is not WKB"), wrong.getMessage());
        ConfigurationException gone = assertThrows(
                ConfigurationException.class, () -> ZoneSources.open(file.toString(), Optional.of("gone")));
        assertTrue(gone.getMessage().contains("no column \"gone\""), gone.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\":\"1.0.0\",\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{\"encoding\":\"WKB\"}}} | OGC:CRS84",
                "{\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{\"encoding\":\"WKB\",\"crs\":null}}} | unknown",
                "{\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{\"encoding\":\"wkb\",\"crs\":\"EPSG:3035\"}}} | EPSG:3035"
            })
    void crsComesFromTheMetadata(String geo, String expected) throws IOException {
        Crs crs = expected.equals("unknown") ? Crs.UNKNOWN : Crs.parse(expected);

        try (ZoneSource zones = open(plain("zones.parquet", "geometry", Optional.of(geo)))) {
            assertEquals(crs.isKnown(), zones.crs().isKnown());
            assertEquals(crs.isKnown(), zones.crs().isEquivalentTo(crs));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{}",
                "{\"primary_column\": 5}",
                "{\"primary_column\":\"geometry\"}",
                "{\"primary_column\":\"geometry\",\"columns\":{}}",
                "{\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{}}}",
                "{\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{\"encoding\":3}}}"
            })
    void malformedMetadataIsDamage(String geo) throws IOException {
        Path file = plain("zones.parquet", "geometry", Optional.of(geo));

        InputDataException e = assertThrows(InputDataException.class, () -> open(file));

        assertEquals("GEOPARQUET_METADATA", e.code());
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"point", "linestring", "polygon", "multipolygon"})
    void geoArrowIsRefusedByName(String encoding) throws IOException {
        Path file = plain("zones.parquet", "geometry", Optional.of(geo("geometry", encoding, "null")));

        ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(file));

        assertTrue(e.getMessage().contains("GeoArrow \"" + encoding + "\""), e.getMessage());
    }

    @Test
    void columnsThatCannotBeCarriedAreRefused() throws IOException {
        try (ZoneSource zones = open(write("zones.parquet", 0, 5, RowGroupLimits.ZONES))) {
            ZonePartition partition = zones.partitions().get(0);
            assertThrows(ConfigurationException.class, () -> partition.open(List.of("geometry")));
            assertThrows(ConfigurationException.class, () -> partition.open(List.of("gone")));
        }
    }

    @Test
    void longRowGroupsAreStreamedInSmallBuffers() throws IOException {
        int rows = 300_000;
        Path file = folder.resolve("long.parquet");
        try (GeoParquetSink sink =
                GeoParquetSink.create(file, List.of(ID), Optional.empty(), new RowGroupLimits(rows, 1L << 40))) {
            fill(sink, 0, rows);
        }
        ParquetFile parquet = ParquetFile.open(file);
        assertEquals(1, parquet.rowGroupCount());
        assertTrue(parquet.column("geometry").orElseThrow().uncompressedBytes() > 25L << 20);

        long[] bytes = new long[1];
        ValueSink counting = new ValueSink() {
            @Override
            public void addNull() {}

            @Override
            public void addBytes(byte[] source, int offset, int length) {
                bytes[0] += length;
            }
        };
        try (RowGroupReader reader = parquet.read(0, List.of("geometry"))) {
            while (reader.read(1024, List.of(counting)) > 0) {
                assertTrue(reader.bufferBytes() < 3L << 20, () -> "buffers of " + reader.bufferBytes());
            }
        }
        assertTrue(bytes[0] > 25L << 20);
    }

    @Test
    void batchesOfHugePolygonsEndEarly() throws IOException {
        Path file = folder.resolve("huge.parquet");
        double[] x = new Random(1).doubles(200_000).toArray();
        byte[] huge = WkbWriter.polygon(x, x);
        try (GeoParquetSink sink = GeoParquetSink.create(file, List.of(), Optional.empty(), RowGroupLimits.ZONES)) {
            ZoneBatch one = new ZoneBatch(List.of());
            for (int i = 0; i < 10; i++) {
                one.reset(i);
                one.addGeometry(huge, 0, huge.length);
                sink.write(one);
            }
        }
        List<Integer> sizes = new ArrayList<>();
        ZoneBatch batch = new ZoneBatch(List.of());
        try (ZoneSource zones = open(file);
                ZoneReader reader = zones.partitions().get(0).open(List.of())) {
            while (reader.next(batch, 1000)) {
                sizes.add(batch.rowCount());
            }
        }
        assertEquals(10, sizes.stream().mapToInt(Integer::intValue).sum());
        assertTrue(sizes.get(0) < 10, sizes::toString);
    }

    @Test
    void batchesOfWideColumnsEndEarly() throws IOException {
        Column notes = new Column("notes", ColumnType.STRING);
        Path file = folder.resolve("wide.parquet");
        String wide = "wide ".repeat(600_000);
        try (GeoParquetSink sink =
                GeoParquetSink.create(file, List.of(notes), Optional.empty(), RowGroupLimits.ZONES)) {
            ZoneBatch one = new ZoneBatch(List.of(new ColumnVector(notes)));
            for (int i = 0; i < 10; i++) {
                one.reset(i);
                byte[] wkb = square(i);
                one.addGeometry(wkb, 0, wkb.length);
                one.columns().get(0).appendString(wide);
                sink.write(one);
            }
        }
        int rows = 0;
        ZoneBatch batch = new ZoneBatch(List.of(new ColumnVector(notes)));
        try (ZoneSource zones = open(file)) {
            for (ZonePartition partition : zones.partitions()) {
                try (ZoneReader reader = partition.open(List.of("notes"))) {
                    while (reader.next(batch, 1000)) {
                        rows += batch.rowCount();
                        assertTrue(batch.rowCount() <= 3, () -> "a batch of " + batch.rowCount() + " rows");
                        assertEquals(wide, batch.columns().get(0).stringAt(batch.rowCount() - 1));
                    }
                }
            }
        }
        assertEquals(10, rows);
    }

    private static ZoneSource open(Path file) throws IOException {
        return ZoneSources.open(file.toString(), Optional.empty());
    }

    private Path write(String name, int firstRow, int rows, RowGroupLimits limits) throws IOException {
        Path file = folder.resolve(name);
        try (GeoParquetSink sink = GeoParquetSink.create(file, List.of(ID), Optional.empty(), limits)) {
            fill(sink, firstRow, rows);
        }
        return file;
    }

    /** Row i is the unit square at x = i, every hundredth a null after the first. */
    private static void fill(GeoParquetSink sink, int firstRow, int rows) throws IOException {
        ZoneBatch batch = new ZoneBatch(List.of(new ColumnVector(ID)));
        for (int row = firstRow; row < firstRow + rows; row++) {
            if (batch.rowCount() == 1000) {
                sink.write(batch);
                batch.reset(row);
            }
            if (row % 100 == 99) {
                batch.addNullGeometry();
            } else {
                byte[] wkb = square(row);
                batch.addGeometry(wkb, 0, wkb.length);
            }
            batch.columns().get(0).appendLong(row);
        }
        sink.write(batch);
    }

    private static byte[] square(int row) {
        return WkbWriter.polygon(new double[] {row, row + 1, row + 1, row, row}, new double[] {0, 0, 1, 1, 0});
    }

    private static long checkRows(ZoneSource zones, long firstRow) throws IOException {
        ZoneBatch batch = new ZoneBatch(List.of(new ColumnVector(ID)));
        long expected = firstRow;
        for (ZonePartition partition : zones.partitions()) {
            try (ZoneReader reader = partition.open(List.of("id"))) {
                while (reader.next(batch, 300)) {
                    assertEquals(expected, batch.sourceRow(0));
                    for (int row = 0; row < batch.rowCount(); row++) {
                        assertEquals(expected, batch.columns().get(0).longAt(row));
                        assertEquals(expected % 100 == 99, batch.isNull(row));
                        assertEquals(batch.isNull(row) ? 0 : square(0).length, batch.wkbLength(row));
                        expected++;
                    }
                }
            }
        }
        return expected - firstRow;
    }

    /** A file of one row with a binary column and an id, and the geo entry if there is one. */
    private Path plain(String name, String geometryColumn, Optional<String> geo) throws IOException {
        Path file = folder.resolve(name);
        Column binary = new Column(geometryColumn, ColumnType.BINARY);
        ColumnVector geometry = new ColumnVector(binary);
        ColumnVector id = new ColumnVector(ID);
        byte[] wkb = square(0);
        geometry.appendBytes(wkb, 0, wkb.length);
        id.appendLong(0);
        try (ParquetWriter writer = ParquetWriter.create(file, List.of(ID, binary), RowGroupLimits.ZONES)) {
            geo.ifPresent(text -> writer.putMetadata("geo", text));
            writer.write(List.of(id, geometry));
        }
        return file;
    }

    private static String geo(String column, String encoding, String crs) {
        return "{\"version\":\"1.1.0\",\"primary_column\":\"" + column + "\",\"columns\":{\"" + column
                + "\":{\"encoding\":\"" + encoding + "\",\"crs\":" + crs + "}}}";
    }
}
