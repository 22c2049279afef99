package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnType;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.ZonalSummary.Affected;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

/** Zones of unusual form, from well-known binary to statistics. Cells hold their own number, so that none is counted twice unseen. */
class OddZonesTest {
    private static final Crs DEGREES = Crs.parse("OGC:CRS84");
    private static final int SIZE = 12;
    private static final String SQUARE = "POLYGON ((1.2 1.2, 6.7 1.2, 6.7 6.7, 1.2 6.7, 1.2 1.2))";
    private static final String HOLED =
            "POLYGON ((1.2 1.2, 9.7 1.2, 9.7 9.7, 1.2 9.7, 1.2 1.2), (3.1 3.1, 7.4 3.1, 7.4 7.4, 3.1 7.4, 3.1 3.1))";

    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void holesAreLeftOut(PixelRule rule) throws IOException {
        ZonalRow row = row(HOLED, rule);
        double expected =
                switch (rule) {
                    // Centres from 1.5 to 9.5 are inside the shell, from 3.5 to 6.5 inside the hole.
                    case CENTER -> 9 * 9 - 4 * 4;
                    case ALL_TOUCHED -> 9 * 9 - 3 * 3;
                    case FRACTION -> 8.5 * 8.5 - 4.3 * 4.3;
                };
        assertEquals(expected, count(row), 1e-9);
    }

    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void overlappingPartsAreUnited(PixelRule rule) throws IOException {
        String parts =
                "MULTIPOLYGON (((1.2 1.2, 5 1.2, 5 6.7, 1.2 6.7, 1.2 1.2)), ((3 1.2, 6.7 1.2, 6.7 6.7, 3 6.7, 3 1.2)),"
                        + " ((1.2 1.2, 5 1.2, 5 6.7, 1.2 6.7, 1.2 1.2)))";
        assertSame(row(SQUARE, rule), row(parts, rule));
    }

    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void polygonsOfACollectionAreUnited(PixelRule rule) throws IOException, ParseException {
        String collection = "GEOMETRYCOLLECTION (POINT (11 11), POLYGON ((1.2 1.2, 5 1.2, 5 6.7, 1.2 6.7, 1.2 1.2)),"
                + " GEOMETRYCOLLECTION (LINESTRING (0 0, 9 9),"
                + " MULTIPOLYGON (((3 1.2, 6.7 1.2, 6.7 6.7, 3 6.7, 3 1.2)))))";
        assertSame(row(SQUARE, rule), row(hex(collection, 2), rule));
    }

    @Test
    void collectionWithoutPolygonsSaysSo() throws IOException, ParseException {
        ZonalRow row = row(hex("GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (0 0, 9 9))", 2), PixelRule.CENTER);
        assertEquals(Optional.of(ZoneReason.NOT_A_POLYGON), row.reason());
    }

    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void heightsAndMeasuresArePassedOver(PixelRule rule) throws IOException {
        String flat = wkb(3, "");
        String height = "0000000000001440";
        for (String other : List.of(wkb(1003, height), wkb(2003, height), wkb(3003, height + height))) {
            assertSame(row(flat, rule), row(other, rule));
        }
        assertTrue(count(row(flat, rule)) > 0);
    }

    @Test
    void zoneSmallerThanACellDependsOnTheRule() throws IOException {
        String small = "POLYGON ((3.1 3.1, 3.3 3.1, 3.3 3.3, 3.1 3.3, 3.1 3.1))";
        assertEquals(
                Optional.of(ZoneReason.NO_VALID_CELL),
                row(small, PixelRule.CENTER).reason());
        assertEquals(1, count(row(small, PixelRule.ALL_TOUCHED)));
        assertEquals(0.04, count(row(small, PixelRule.FRACTION)), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"CENTER, 16", "ALL_TOUCHED, 25", "FRACTION, 20.25"})
    void onlyTheInsideOfAZoneThatSticksOutCounts(PixelRule rule, double expected) throws IOException {
        for (String out : List.of(
                "POLYGON ((-7 -7, 4.5 -7, 4.5 4.5, -7 4.5, -7 -7))",
                "POLYGON ((7.5 7.5, 99 7.5, 99 99, 7.5 99, 7.5 7.5))")) {
            // Centres that lie on an edge belong to one side of it; the expectation leaves half a cell of room.
            double count = count(row(out, rule));
            assertTrue(rule == PixelRule.CENTER ? count >= 16 && count <= 25 : count == expected, out + ": " + count);
        }
    }

    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void aHundredThousandVerticesAreOneZone(PixelRule rule) throws IOException {
        StringBuilder wkt = new StringBuilder("POLYGON ((");
        int count = 100_000;
        for (int i = 0; i <= count; i++) {
            double angle = 2 * Math.PI * (i % count) / count;
            wkt.append(i == 0 ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%.9f %.9f", 6 + 5 * Math.cos(angle), 6 + 5 * Math.sin(angle)));
        }
        double found = count(row(wkt.append("))").toString(), rule));
        double area = Math.PI * 25;
        assertEquals(area, found, rule == PixelRule.FRACTION ? 1e-5 : 20);
    }

    /** A country on a grid of 30 m: 1.1 thousand million cells. */
    @Test
    void aZoneOfMoreCellsThanFitIntoMemoryIsCountedExactly() throws IOException {
        GridGeometry grid = new GridGeometry(ArrayRaster.CRS, GeoTransform.northUp(0, 34_000, 1, 1), 40_000, 34_000);
        RasterSource raster = new StripedRaster(grid);
        String country = "POLYGON ((1000 1000, 39000 1000, 39000 30000, 1000 30000, 1000 1000))";
        List<ZonalRow> rows;
        ListZones zones = ListZones.of(country);
        try (RunContext context = RunContext.named("test")
                .threads(2)
                .memory(MemoryBudget.ofBytes(32 << 20))
                .build()) {
            ZonalJob job = ZonalJob.plan(zones, zones.crs(), LabelledBand.of(raster), ZonalOptions.defaults());
            rows = job.rows(context);
        }
        long cells = 38_000L * 29_000;
        assertEquals(cells, rows.get(0).whole("pixel_count"));
        assertEquals(Optional.of(2), rows.get(0).value("majority"));
        // Rows 4000 to 33000 from the top, of which every third is of class 1 and the others of class 2.
        long ofOne = 0;
        for (int row = 4000; row < 33_000; row++) {
            ofOne += row % 3 == 0 ? 1 : 0;
        }
        assertEquals((29_000 - ofOne) * 38_000, rows.get(0).whole("majority_count"));
    }

    /** Cells of one degree; the zone is two wide and one high, its edges in the middle of cells. */
    @ParameterizedTest(name = "{0} from {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CENTER      | -180 | 179.2 10.2 181.2 12.2",
                "ALL_TOUCHED | -180 | 179.2 10.2 181.2 12.2",
                "FRACTION    | -180 | 179.2 10.2 181.2 12.2",
                "CENTER      | -180 | -180.8 10.2 -178.8 12.2",
                "ALL_TOUCHED | -180 | -180.8 10.2 -178.8 12.2",
                "FRACTION    | -180 | -180.8 10.2 -178.8 12.2",
                "CENTER      | 0    | -180.8 10.2 -178.8 12.2",
                "ALL_TOUCHED | 0    | -180.8 10.2 -178.8 12.2",
                "FRACTION    | 0    | -180.8 10.2 -178.8 12.2",
                "CENTER      | 0    | 179.2 10.2 181.2 12.2",
                "ALL_TOUCHED | 0    | 179.2 10.2 181.2 12.2",
                "FRACTION    | 0    | 179.2 10.2 181.2 12.2",
                "CENTER      | 0    | -0.8 10.2 1.2 12.2",
                "ALL_TOUCHED | 0    | -0.8 10.2 1.2 12.2",
                "FRACTION    | 0    | -0.8 10.2 1.2 12.2",
            })
    void zonesAcrossTheEdgeOfTheMapFindAllTheirCells(PixelRule rule, double west, String box) throws IOException {
        double expected =
                switch (rule) {
                    case CENTER -> 2 * 2;
                    case ALL_TOUCHED -> 3 * 3;
                    case FRACTION -> 2 * 2;
                };
        ZonalRow row = globalRow(box(box), rule, west);
        assertEquals(expected, count(row), 1e-9);
        assertEquals(rule == PixelRule.CENTER ? 4 : 9, row.whole("variety"), "different cells");
    }

    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void zoneSplitAtTheAntimeridianEqualsTheWholeOne(PixelRule rule) throws IOException {
        String split = "MULTIPOLYGON (((179.2 10.2, 180 10.2, 180 12.2, 179.2 12.2, 179.2 10.2)),"
                + " ((-180 10.2, -178.8 10.2, -178.8 12.2, -180 12.2, -180 10.2)))";
        for (double west : new double[] {-180, 0}) {
            ZonalRow row = globalRow(split, rule, west);
            ZonalRow whole = globalRow(box("179.2 10.2 181.2 12.2"), rule, west);
            if (rule == PixelRule.ALL_TOUCHED) {
                // An edge along the antimeridian touches what it runs along, as GDAL has it.
                assertTrue(count(row) >= count(whole), row + " and " + whole);
                assertEquals(row.whole("variety"), row.whole("pixel_count"));
            } else {
                assertSame(whole, row);
            }
        }
    }

    /** The part beyond 180 degrees and the part at -180 are one place. */
    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void noCellIsTakenTwiceWhenPartsMeetAfterATurn(PixelRule rule) throws IOException {
        String overlapping = "MULTIPOLYGON (((179.2 10.2, 181.2 10.2, 181.2 12.2, 179.2 12.2, 179.2 10.2)),"
                + " ((-179.9 10.2, -178.8 10.2, -178.8 12.2, -179.9 12.2, -179.9 10.2)))";
        for (double west : new double[] {-180, 0}) {
            assertSame(globalRow(box("179.2 10.2 181.2 12.2"), rule, west), globalRow(overlapping, rule, west));
        }
    }

    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void zoneAroundTheWorldAndMoreTakesEachCellOnce(PixelRule rule) throws IOException {
        for (double west : new double[] {-180, 0}) {
            ZonalRow row = globalRow(box("-200 0 200 5"), rule, west);
            double rows = rule == PixelRule.ALL_TOUCHED ? count(row) / 360 : 5;
            assertEquals(360 * rows, count(row), 1e-6);
            assertEquals(row.whole("variety"), Math.round(count(row)));
        }
    }

    @Test
    void duplicateIdsAreAllowedAndReported() throws IOException {
        ListZones zones =
                ListZones.of(SQUARE, HOLED, SQUARE, SQUARE).withColumn("id", ColumnType.STRING, "a", "b", "a", "a");
        List<String> ids = new ArrayList<>();
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            ZonalJob job = ZonalJob.plan(zones, zones.crs(), LabelledBand.of(cells()), ZonalOptions.defaults());
            ZonalSummary summary = job.run(context, batch -> {
                for (int row = 0; row < batch.rowCount(); row++) {
                    ids.add(batch.column("id").text(row));
                }
            });
            assertEquals(new Affected(2, 2), summary.duplicateIds());
            assertEquals(4, summary.idCheckedRows());
        }
        assertEquals(List.of("a", "b", "a", "a"), ids);
    }

    /** A triangle with more ordinates behind x and y. */
    private static String wkb(int type, String more) {
        String one = "000000000000F83F";
        String nine = "0000000000002240";
        String[][] vertices = {{one, one}, {nine, one}, {nine, nine}, {one, one}};
        StringBuilder hex = new StringBuilder("01");
        hex.append(String.format("%08X", Integer.reverseBytes(type))).append("0100000004000000");
        for (String[] vertex : vertices) {
            hex.append(vertex[0]).append(vertex[1]).append(more);
        }
        return hex.toString();
    }

    private static String hex(String wkt, int dimensions) throws ParseException {
        Geometry geometry = new WKTReader().read(wkt);
        return WKBWriter.toHex(new WKBWriter(dimensions, ByteOrderValues.LITTLE_ENDIAN).write(geometry));
    }

    private static String box(String corners) {
        String[] at = corners.split(" ", -1);
        return "POLYGON ((%1$s %2$s, %3$s %2$s, %3$s %4$s, %1$s %4$s, %1$s %2$s))"
                .formatted(at[0], at[1], at[2], at[3]);
    }

    private static void assertSame(ZonalRow expected, ZonalRow found) {
        assertEquals(expected.values().keySet(), found.values().keySet());
        expected.values()
                .forEach((name, value) -> assertEquals(
                        value.doubleValue(), found.values().get(name).doubleValue(), 1e-6, name));
    }

    private static double count(ZonalRow row) {
        return row.value("pixel_count").orElseThrow().doubleValue();
    }

    private static ZonalRow row(String zone, PixelRule rule) throws IOException {
        return row(ArrayRaster.CRS, zone, rule, cells());
    }

    private static ArrayRaster cells() {
        return ArrayRaster.of(SampleType.INT32, numbers(SIZE, SIZE)).withBlocks(5, 4);
    }

    private static ZonalRow globalRow(String zone, PixelRule rule, double west) throws IOException {
        ArrayRaster globe = ArrayRaster.of(SampleType.INT32, numbers(30, 360))
                .withGrid(DEGREES, GeoTransform.northUp(west, 20, 1, 1))
                .withBlocks(64, 8);
        return row(DEGREES, zone, rule, globe);
    }

    private static double[][] numbers(int rowCount, int columnCount) {
        double[][] numbers = new double[rowCount][columnCount];
        for (int cell = 0; cell < rowCount * columnCount; cell++) {
            numbers[cell / columnCount][cell % columnCount] = cell + 1;
        }
        return numbers;
    }

    private static ZonalRow row(Crs crs, String zone, PixelRule rule, RasterSource raster) throws IOException {
        ListZones zones = ListZones.of(crs, zone);
        ZonalOptions options = ZonalOptions.defaults()
                .withPixels(rule)
                .withStatistics(Statistic.parse(List.of("count", "sum", "min", "max", "variety"), new Problems()));
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            return ZonalJob.plan(zones, crs, LabelledBand.of(raster), options)
                    .rows(context)
                    .get(0);
        }
    }
}
