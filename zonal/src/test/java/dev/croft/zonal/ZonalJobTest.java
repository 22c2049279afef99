package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.vector.ZoneSource;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.ZonalOptions.BadZonePolicy;
import dev.croft.zonal.ZonalOptions.KeptColumns;
import dev.croft.zonal.cells.Polygons;
import dev.croft.zonal.statistics.TieRule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ZonalJobTest {
    /** Six by six cells of one unit; the north-west corner is at (0, 6). */
    private static final ArrayRaster CROPS = ArrayRaster.ofText(
                    SampleType.UINT8,
                    "1 1 2 2 3 3",
                    "1 1 2 2 3 3",
                    "4 4 5 5 6 6",
                    "4 4 5 5 6 6",
                    "7 7 0 0 9 9",
                    "7 7 0 0 9 9")
            .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, 6, 1, 1))
            .withNoData("0");

    private static final String WHOLE = "POLYGON ((0 0, 6 0, 6 6, 0 6, 0 0))";
    private static final String TOP_LEFT_FOUR_COLUMNS = "POLYGON ((0 4, 4 4, 4 6, 0 6, 0 4))";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"SMALLEST, 1", "LARGEST, 2", "FIRST, 1"})
    void tieGoesTo(TieRule ties, int expected) throws IOException {
        ZonalRow row = only(run(
                ListZones.of(TOP_LEFT_FOUR_COLUMNS),
                CROPS,
                ZonalOptions.defaults().withTies(ties)));
        assertEquals(Optional.of(expected), row.value("majority"));
        assertEquals(4, row.whole("majority_count"));
        assertEquals(8, row.whole("pixel_count"));
    }

    @Test
    void firstIsTheClassOfTheNorthernmostCellWhateverTheBlocks() throws IOException {
        ArrayRaster raster = ArrayRaster.ofText(SampleType.UINT8, "1 1 9 9", "9 9 1 1")
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, 2, 1, 1));
        String right = "POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))";
        for (int blockColumns = 1; blockColumns <= 4; blockColumns++) {
            ZonalRow row = only(run(
                    ListZones.of(right),
                    raster.withBlocks(blockColumns, 1),
                    ZonalOptions.defaults().withTies(TieRule.FIRST)));
            assertEquals(Optional.of(1), row.value("majority"), blockColumns + " columns per block");
        }
        String east = "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 0))";
        assertEquals(
                Optional.of(9),
                only(run(ListZones.of(east), raster, ZonalOptions.defaults().withTies(TieRule.FIRST)))
                        .value("majority"));
    }

    @Test
    void nodataIsNotCounted() throws IOException {
        ZonalRow row = only(run(ListZones.of("POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))"), CROPS));
        assertEquals(Optional.of(7), row.value("majority"));
        assertEquals(4, row.whole("pixel_count"));
    }

    @Test
    void givenNodataReplacesTheFilesOwn() throws IOException {
        ZonalOptions options = ZonalOptions.defaults().withNoData(List.of(new NoData("7"), new NoData("1")));
        ZonalRow row = only(run(ListZones.of("POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))"), CROPS, options));
        assertEquals(Optional.of(0), row.value("majority"));
        assertEquals(4, row.whole("pixel_count"));
    }

    @Test
    void nodataThatNoCellCanHoldIsHarmless() throws IOException {
        ZonalRow row =
                only(run(ListZones.of(WHOLE), CROPS, ZonalOptions.defaults().withNoData(List.of(new NoData("-999")))));
        assertEquals(36, row.whole("pixel_count"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "POLYGON ((20 0, 26 0, 26 6, 20 0))                                   | OUTSIDE_RASTER",
                "POLYGON ((6 0, 9 0, 9 6, 6 6, 6 0))                                  | OUTSIDE_RASTER",
                "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 0))                                  | NO_VALID_CELL",
                "POLYGON ((1.6 1.6, 2.4 1.6, 2.4 1.9, 1.6 1.9, 1.6 1.6))              | NO_VALID_CELL",
                "null                                                                 | NULL_GEOMETRY",
                "POLYGON EMPTY                                                        | EMPTY_GEOMETRY",
                "MULTIPOLYGON EMPTY                                                   | EMPTY_GEOMETRY",
            })
    void zoneWithoutMajoritySaysWhy(String wkt, ZoneReason reason) throws IOException {
        ZonalRow row = run(ListZones.of(wkt, WHOLE), CROPS).get(0);
        assertEquals(Optional.of(reason), row.reason());
        assertEquals(Optional.empty(), row.value("majority"));
        assertEquals(0, row.whole("pixel_count"));
    }

    @Test
    void rowsKeepInputOrderAndCarryColumns() throws IOException {
        ListZones zones = ListZones.of(WHOLE, "POLYGON EMPTY", TOP_LEFT_FOUR_COLUMNS)
                .withColumn("id", ColumnType.INT64, 30L, 10L, 20L)
                .withColumn("name", ColumnType.STRING, "a", null, "c")
                .withColumn("area", ColumnType.FLOAT64, 1.5, 2.5, null);
        ZonalOptions options = ZonalOptions.defaults().withKept(KeptColumns.named(List.of("area", "name")));
        try (RunContext context = context(1)) {
            ZonalJob job = ZonalJob.plan(zones, zones.crs(), LabelledBand.of(CROPS), options);
            assertEquals(
                    List.of(
                            "id",
                            "area",
                            "name",
                            "majority",
                            "majority_count",
                            "pixel_count",
                            "majority_fraction",
                            "reason"),
                    job.columns().stream().map(Column::name).toList());
            StringBuilder text = new StringBuilder();
            job.run(context, batch -> {
                for (int row = 0; row < batch.rowCount(); row++) {
                    int at = row;
                    batch.columns()
                            .forEach(column -> text.append(column.text(at)).append(';'));
                    text.append('\n');
                }
            });
            assertEquals("""
                    30;1.5;a;1;4;32;0.125;;
                    10;2.5;;;0;0;;EMPTY_GEOMETRY;
                    20;;c;1;4;8;0.5;;
                    """, text.toString());
        }
    }

    @Test
    void withoutAnIdTheRowNumberIdentifies() throws IOException {
        List<ZonalRow> rows = run(ListZones.of(WHOLE, WHOLE).withoutColumns().inPartitionsOf(1), CROPS);
        assertEquals(List.of("0", "1"), rows.stream().map(ZonalRow::id).toList());
    }

    @Test
    void limitCutsAcrossPartitions() throws IOException {
        ListZones zones = ListZones.of(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE).inPartitionsOf(2);
        assertEquals(3, run(zones, CROPS, ZonalOptions.defaults().withLimit(3)).size());
    }

    @Test
    void boxKeepsTheZonesThatTouchIt() throws IOException {
        ListZones zones = ListZones.of(TOP_LEFT_FOUR_COLUMNS, "POLYGON ((5 0, 6 0, 6 1, 5 0))", null, WHOLE);
        List<ZonalRow> rows = run(zones, CROPS, ZonalOptions.defaults().withBox(new Bounds(0, 5, 1, 6)));
        assertEquals(List.of("1", "4"), rows.stream().map(ZonalRow::id).toList());
        assertEquals(
                List.of("1"),
                run(
                                zones,
                                CROPS,
                                ZonalOptions.defaults()
                                        .withBox(new Bounds(0, 5, 1, 6))
                                        .withLimit(1))
                        .stream()
                        .map(ZonalRow::id)
                        .toList());
    }

    @Test
    void southUpGridGivesTheSameAnswer() throws IOException {
        ArrayRaster flipped = ArrayRaster.ofText(
                        SampleType.UINT8,
                        "7 7 0 0 9 9",
                        "7 7 0 0 9 9",
                        "4 4 5 5 6 6",
                        "4 4 5 5 6 6",
                        "1 1 2 2 3 3",
                        "1 1 2 2 3 3")
                .withGrid(ArrayRaster.CRS, new GeoTransform(0, 1, 0, 0, 0, 1))
                .withNoData("0");
        String zone = "POLYGON ((0 1.2, 3.3 1.2, 5 5.4, 0 5.4, 0 1.2))";
        assertEquals(run(ListZones.of(zone), CROPS), run(ListZones.of(zone), flipped));
    }

    @ParameterizedTest
    @EnumSource(SampleType.class)
    void everySampleTypeGivesItsValueBack(SampleType type) throws IOException {
        String largest =
                switch (type) {
                    case UINT8 -> "200";
                    case INT8 -> "-100";
                    case UINT16 -> "33000";
                    case INT16 -> "-30000";
                    case UINT32 -> "2200000000";
                    case INT32 -> "-2000000000";
                    case UINT64, INT64 -> "2397083434877565865";
                    case FLOAT32 -> "1.5";
                    case FLOAT64 -> "1.25e300";
                };
        ArrayRaster raster = ArrayRaster.ofText(type, largest + " 1 " + largest)
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, 1, 1, 1));
        ZonalRow row = only(run(ListZones.of("POLYGON ((0 0, 3 0, 3 1, 0 1, 0 0))"), raster));
        assertEquals(
                Double.parseDouble(largest), row.value("majority").orElseThrow().doubleValue());
        assertEquals(2, row.whole("majority_count"));
        if (!type.isFloating()) {
            assertEquals(
                    Long.parseLong(largest), row.value("majority").orElseThrow().longValue());
        }
    }

    @Test
    void nanIsNodataAndNegativeZeroIsZero() throws IOException {
        ArrayRaster raster = ArrayRaster.ofText(SampleType.FLOAT32, "NaN NaN NaN 0.0 -0.0 7.5")
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, 1, 1, 1));
        ZonalRow row = only(run(ListZones.of("POLYGON ((0 0, 6 0, 6 1, 0 1, 0 0))"), raster));
        assertEquals(Optional.of(0.0f), row.value("majority"));
        assertEquals(2, row.whole("majority_count"));
        assertEquals(3, row.whole("pixel_count"));
    }

    @Test
    void aZoneOfManyValuesIsCountedRight() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        double[][] rows = new double[60][60];
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(2500);
            }
        }
        rows[3][4] = rows[50][51] = rows[20][20] = rows[21][20] = rows[22][20] = rows[23][20] = rows[24][20] = 40000;
        rows[25][20] = rows[26][20] = rows[27][20] = 40000;
        ArrayRaster raster = ArrayRaster.of(SampleType.UINT16, rows)
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, 60, 1, 1))
                .withBlocks(7, 11);
        ZonalRow row = only(run(ListZones.of("POLYGON ((0 0, 60 0, 60 60, 0 60, 0 0))"), raster));
        assertEquals(Optional.of(40000), row.value("majority"));
        assertEquals(10, row.whole("majority_count"));
        assertEquals(3600, row.whole("pixel_count"));
    }

    @Test
    void equalsTheSlowTwinAtAnyThreadCountAndBlockSize() throws IOException {
        int size = 40;
        SplittableRandom random = new SplittableRandom(11);
        double[][] cells = new double[size][size];
        for (double[] row : cells) {
            for (int i = 0; i < size; i++) {
                row[i] = random.nextInt(4);
            }
        }
        ArrayRaster raster = ArrayRaster.of(SampleType.UINT8, cells)
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, size, 1, 1))
                .withNoData("0");
        String[] wkt = IntStream.range(0, 3000)
                .mapToObj(i -> RandomPolygons.wkt(new SplittableRandom(i), size))
                .toArray(String[]::new);
        List<ZonalRow> expected = IntStream.range(0, wkt.length)
                .mapToObj(i -> SlowMajority.of(i + 1, Polygons.buffer(wkt[i]), cells))
                .toList();
        ListZones zones = ListZones.of(wkt).inPartitionsOf(170);
        for (int threads : new int[] {1, 2, 8}) {
            ArrayRaster blocks = raster.withBlocks(5 + 3 * threads, 16 - threads);
            assertEquals(
                    expected, run(zones, zones.crs(), blocks, ZonalOptions.defaults(), threads), threads + " threads");
        }
    }

    @Test
    void everythingWrongWithARequestIsNamedAtOnce() {
        ListZones zones = ListZones.of(Crs.UNKNOWN, WHOLE).withColumn("code", ColumnType.INT32, 4);
        ArrayRaster rotated = CROPS.withGrid(ArrayRaster.CRS, new GeoTransform(0, 1, 0.1, 6, 0.1, -1));
        ZonalOptions options = ZonalOptions.defaults().withId("field").withKept(KeptColumns.named(List.of("crop")));
        ConfigurationException thrown = assertThrows(
                ConfigurationException.class,
                () -> ZonalJob.plan(zones, zones.crs(), new LabelledBand("", rotated, 2), options));
        assertEquals(5, thrown.problems().size(), thrown.getMessage());
        for (String part :
                List.of("rotated", "--zones-crs", "band 2", "--band", "\"field\"", "--id", "\"crop\"", "--keep")) {
            assertTrue(thrown.getMessage().contains(part), part + " in " + thrown.getMessage());
        }
        assertTrue(thrown.problems().stream().allMatch(problem -> problem.startsWith("Cannot ")));
    }

    @Test
    void columnsOfOneNameAreRefused() {
        ListZones zones = ListZones.of(WHOLE).withColumn("majority", ColumnType.INT32, 4);
        ConfigurationException thrown = assertThrows(
                ConfigurationException.class,
                () -> ZonalJob.plan(
                        zones,
                        zones.crs(),
                        LabelledBand.of(CROPS),
                        ZonalOptions.defaults().withKept(KeptColumns.ALL)));
        assertTrue(thrown.getMessage().contains("\"majority\""), thrown.getMessage());
    }

    @Test
    void zonesThatAllLieElsewhereAreAnError() {
        ListZones zones = ListZones.of("POLYGON ((90 90, 91 90, 91 91, 90 90))", null);
        ConfigurationException thrown = assertThrows(ConfigurationException.class, () -> run(zones, CROPS));
        assertTrue(thrown.getMessage().contains("--zones-crs"), thrown.getMessage());
    }

    @Test
    void aBadZoneFailsTheRunWhenAsked() {
        ListZones zones =
                ListZones.of(WHOLE, WHOLE, "POLYGON ((0 0, 1 NaN, 1 1, 0 0))").inPartitionsOf(2);
        ZonalOptions options = ZonalOptions.defaults().withBadZones(BadZonePolicy.FAIL);
        InputDataException thrown = assertThrows(InputDataException.class, () -> run(zones, CROPS, options));
        assertEquals("INVALID_GEOMETRY", thrown.code());
        assertTrue(thrown.getMessage().contains("row 2"), thrown.getMessage());
    }

    @Test
    void zonesInLongitudeAndLatitudeAreBroughtToTheRaster() throws IOException {
        Crs albers = Crs.parse("EPSG:5070");
        // A cell of 30 m near (0, 1500000), where the central meridian of EPSG:5070 (96 W) crosses 36.5 N.
        ArrayRaster raster = ArrayRaster.ofText(SampleType.UINT8, "1 1 1", "1 2 1", "1 1 1")
                .withGrid(albers, GeoTransform.northUp(-45, 1500045, 30, 30));
        String middle =
                "POLYGON ((-96.0001 36.4996, -95.9999 36.4996, -95.9999 36.4998, -96.0001 36.4998, -96.0001 36.4996))";
        ListZones zones = ListZones.of(Crs.parse("EPSG:4326"), middle);
        double[] x = {-96};
        double[] y = {36.4997};
        CoordinateTransform.between(zones.crs(), albers).transform(x, y, 0, 1);
        ArrayRaster there = raster.withGrid(albers, GeoTransform.northUp(x[0] - 45, y[0] + 45, 30, 30));
        assertEquals(Optional.of(2), only(run(zones, there)).value("majority"));
    }

    private static ZonalRow only(List<ZonalRow> rows) {
        assertEquals(1, rows.size());
        return rows.get(0);
    }

    private static List<ZonalRow> run(ZoneSource zones, RasterSource raster) throws IOException {
        return run(zones, raster, ZonalOptions.defaults());
    }

    private static List<ZonalRow> run(ZoneSource zones, RasterSource raster, ZonalOptions options) throws IOException {
        return run(zones, zones.crs(), raster, options, 2);
    }

    private static List<ZonalRow> run(
            ZoneSource zones, Crs zonesCrs, RasterSource raster, ZonalOptions options, int threads) throws IOException {
        try (RunContext context = context(threads)) {
            return ZonalJob.plan(zones, zonesCrs, LabelledBand.of(raster), options)
                    .rows(context);
        }
    }

    private static RunContext context(int threads) throws IOException {
        return RunContext.named("test").threads(threads).build();
    }
}
