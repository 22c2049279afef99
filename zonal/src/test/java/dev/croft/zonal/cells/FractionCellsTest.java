package dev.croft.zonal.cells;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.zonal.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

class FractionCellsTest {
    private static final int SIZE = 24;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "plain                          | true  | POLYGON ((1 1, 9 1, 9 9, 1 9, 1 1))",
                "bow tie                        | false | POLYGON ((0 0, 8 8, 8 0, 0 8, 0 0))",
                "bow tie with a vertex between  | false | POLYGON ((0 0, 4 4, 8 8, 8 0, 4 4, 0 8, 0 0))",
                "lobes that touch in a vertex   | true  | POLYGON ((0 0, 4 4, 8 0, 8 8, 4 4, 0 8, 0 0))",
                "spike outwards                 | true  | POLYGON ((0 0, 8 0, 12 0, 8 0, 8 8, 0 8, 0 0))",
                "hole touches in one vertex     | true  | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 4 2, 2 4, 0 0))",
                "hole shares an edge, inside    | true  | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 2, 4 2, 4 6, 0 6, 0 2))",
                "hole shares an edge, outside   | false | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 2, -4 2, -4 6, 0 6, 0 2))",
                "hole crosses its shell         | false | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (-1 2, 4 2, 4 6, -1 6, -1 2))",
                "hole outside its shell         | false | POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (6 6, 8 6, 8 8, 6 6))",
                "hole in a hole                 | false | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1), (3 3, 5 3, 5 5, 3 3))",
                "holes overlap                  | false | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 5 1, 5 5, 1 5, 1 1), (3 3, 7 3, 7 7, 3 7, 3 3))",
                "holes share an edge            | true  | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 4 1, 4 5, 1 5, 1 1), (4 1, 7 1, 7 5, 4 5, 4 1))",
                "hole equals its shell          | true  | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 9 0, 9 9, 0 9, 0 0))",
                "run around twice               | false | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0, 9 0, 9 9, 0 9, 0 0))",
                "overlap below a millionth      | true  | POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (-1e-8 2, 4 2, 4 6, -1e-8 6, -1e-8 2))",
                "a part crosses itself          | false | MULTIPOLYGON (((20 0, 24 0, 24 4, 20 0)), ((0 0, 8 8, 8 0, 0 8, 0 0)))",
                "parts overlap                  | true  | MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((2 2, 6 2, 6 6, 2 6, 2 2)))",
            })
    void takesRingsThatBoundAnArea(String situation, boolean taken, String wkt) {
        assertEquals(taken, Polygons.begin(new FractionCells(SIZE, SIZE), Polygons.buffer(wkt)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "half a cell on each side | POLYGON ((0.5 0.5, 2.5 0.5, 2.5 2.5, 0.5 2.5, 0.5 0.5)) | 0.25 0.5 0.25 0.5 1 0.5 0.25 0.5 0.25",
                "whole cells              | POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))                     | 0 0 0 0 1 1 0 1 1",
                "diagonal                 | POLYGON ((0 0, 3 3, 0 3, 0 0))                          | 0.5 0 0 1 0.5 0 1 1 0.5",
                "within one cell          | POLYGON ((1.25 1.25, 1.75 1.25, 1.75 1.75, 1.25 1.75, 1.25 1.25)) | 0 0 0 0 0.25 0 0 0 0",
                "over every side          | POLYGON ((-9 -9, 9 -9, 9 9, -9 9, -9 -9))               | 1 1 1 1 1 1 1 1 1",
                "over the left side       | POLYGON ((-2 -2, 1 1, -2 4, -2 -2))                     | 0.5 0 0 0.5 0 0 0 0 0",
                "over the right side      | POLYGON ((5 -2, 2 1, 5 4, 5 -2))                        | 0 0 0.5 0 0 0.5 0 0 0",
                "outside                  | POLYGON ((5 5, 6 5, 6 6, 5 5))                          | 0 0 0 0 0 0 0 0 0",
                "parts overlap            | MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 1, 2.5 1, 2.5 2.5, 1 2.5, 1 1))) | 1 1 0 1 1 0.5 0 0.5 0.25",
                "a part within another    | MULTIPOLYGON (((0 0, 3 0, 3 3, 0 3, 0 0)), ((1 1, 2 1, 2 2, 1 1))) | 1 1 1 1 1 1 1 1 1",
                "a part in another's hole | MULTIPOLYGON (((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)), ((1 1, 2 1, 2 2, 1 1))) | 1 1 1 1 0.5 1 1 1 1",
            })
    void coversSharesOfCells(String situation, String wkt, String expected) {
        assertEquals(expected, text(cover(Polygons.buffer(wkt), 3)));
    }

    @ParameterizedTest(name = "coordinates on multiples of 1/{0}; 0: any")
    @ValueSource(ints = {0, 1, 2, 4})
    void equalsTheIntersectionAreasOfJts(int denominator) {
        int compared = 0;
        for (int seed = 0; seed < 80; seed++) {
            SplittableRandom random = new SplittableRandom(seed * 31L + denominator);
            Geometry polygon = randomPolygon(random, denominator);
            if (partsAreValid(polygon)) {
                assertEqualsJts(polygon, "seed " + seed + " " + polygon);
                compared++;
            }
        }
        assertTrue(compared > 20, compared + " polygons");
    }

    @Test
    void neitherDirectionNorStartOfARingMatters() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Polygon polygon = star(random, 12, 12, 2, 14, 0);
            double[][] cover = cover(Polygons.buffer(polygon), SIZE);
            double[][] turned = cover(Polygons.buffer(polygon.reverse()), SIZE);
            Coordinate[] ring = polygon.getCoordinates();
            Coordinate[] shifted = new Coordinate[ring.length];
            for (int i = 0; i < ring.length; i++) {
                shifted[i] = ring[(i + 2) % (ring.length - 1)];
            }
            double[][] begunElsewhere = cover(Polygons.buffer(FACTORY.createPolygon(shifted)), SIZE);
            for (int row = 0; row < SIZE; row++) {
                assertArrayEquals(cover[row], turned[row], 1e-12, "seed " + seed);
                assertArrayEquals(cover[row], begunElsewhere[row], 1e-12, "seed " + seed);
            }
        }
    }

    /** A small part far to the right makes the window so wide that each row is a band. */
    @Test
    void splittingIntoBandsChangesNoBit() {
        for (int seed = 0; seed < 20; seed++) {
            Polygon polygon = star(new SplittableRandom(seed), 12, 12, 2, 12, 0);
            Geometry far = Polygons.geometry("POLYGON ((1500000 1, 1500001 1, 1500001 23, 1500000 1))");
            Geometry both = FACTORY.createMultiPolygon(new Polygon[] {polygon, (Polygon) far});
            FractionCells cells = new FractionCells(1_600_000, SIZE);
            assertTrue(Polygons.begin(cells, Polygons.buffer(both)));
            double[][] cover = new double[SIZE][SIZE];
            int bands = 0;
            while (cells.nextBand()) {
                bands++;
                add(cells, cover);
            }
            assertTrue(bands > SIZE / 2, bands + " bands");
            assertArrayEquals(cover(Polygons.buffer(polygon), SIZE), cover, "seed " + seed);
        }
    }

    @Test
    void aHundredThousandVerticesAreCheckedWithinSeconds() {
        int count = 100_000;
        PolygonBuffer polygon = new PolygonBuffer();
        polygon.reserve(count);
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            double radius = 900 + 90 * Math.sin(40 * angle) + (i % 2);
            polygon.x()[i] = 1000 + radius * Math.cos(angle);
            polygon.y()[i] = 1000 + radius * Math.sin(angle);
        }
        polygon.addRing(count);
        polygon.addPart();
        FractionCells cells = new FractionCells(2000, 2000);
        assertTimeout(Duration.ofSeconds(5), () -> assertTrue(Polygons.begin(cells, polygon)));
        polygon.x()[50_000] = 2500;
        assertTimeout(Duration.ofSeconds(5), () -> assertFalse(Polygons.begin(cells, polygon)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"russia", "regression6"})
    void coversTheAreaOfPublicPolygons(String name) throws IOException {
        String text = Files.readString(SharedData.file("zonal/exactextract/" + name + ".wkt"));
        Geometry world = Polygons.geometry(text.replace("\"", ""));
        // Cells of a tenth of a degree, rows running south from 90 north.
        Geometry polygon = new AffineTransformation(10, 0, 1800, 0, -10, 900).transform(world);
        FractionCells cells = new FractionCells(3600, 1800);
        assertTrue(Polygons.begin(cells, Polygons.buffer(polygon)));
        double sum = 0;
        while (cells.nextBand()) {
            for (int run = 0; run < cells.runCount(); run++) {
                sum += cells.coverage(run) * (cells.end(run) - cells.start(run));
            }
        }
        assertEquals(polygon.getArea(), sum, 1e-9 * polygon.getArea());
    }

    @TestFactory
    List<DynamicTest> equalsTheCoverageThatPeersExpect() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        JsonNode cases = new ObjectMapper()
                .readTree(SharedData.file("zonal/cases_zonal.json").toFile())
                .get("cases");
        for (JsonNode peerCase : cases) {
            if (peerCase.path("expected").has("coverage")) {
                tests.add(DynamicTest.dynamicTest(peerCase.get("id").asText(), () -> checkPeer(peerCase)));
            }
        }
        assertEquals(2, tests.size());
        return tests;
    }

    private static void checkPeer(JsonNode peerCase) {
        JsonNode grid = peerCase.get("grid");
        Geometry polygon = new AffineTransformation(
                        1, 0, -grid.get(0).asDouble(), 0, -1, grid.get(1).asDouble())
                .transform(Polygons.geometry(peerCase.get("wkt").asText()));
        double[][] cover = cover(Polygons.buffer(polygon), 5);
        List<Double> shares = new ArrayList<>();
        for (int row = 0; row < peerCase.get("rows").size(); row++) {
            for (int column = 0; column < peerCase.get("rows").get(row).size(); column++) {
                boolean isNoData = peerCase.get("rows").get(row).get(column).equals(peerCase.get("nodata"));
                if (cover[row][column] > 0 && !isNoData) {
                    shares.add(cover[row][column]);
                }
            }
        }
        List<Double> expected = new ArrayList<>();
        peerCase.get("expected").get("coverage").forEach(share -> expected.add(share.asDouble()));
        assertEquals(expected, shares);
    }

    private static void assertEqualsJts(Geometry polygon, String message) {
        List<Geometry> parts = new ArrayList<>();
        for (int part = 0; part < polygon.getNumGeometries(); part++) {
            parts.add(polygon.getGeometryN(part));
        }
        Geometry united = OverlayNGRobust.union(parts);
        double[][] cover = cover(Polygons.buffer(polygon), SIZE);
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                Geometry cell = FACTORY.toGeometry(new Envelope(column, column + 1, row, row + 1));
                double area = OverlayNGRobust.overlay(united, cell, OverlayNG.INTERSECTION)
                        .getArea();
                assertEquals(area, cover[row][column], 1e-9, message);
            }
        }
    }

    private static boolean partsAreValid(Geometry polygon) {
        for (int part = 0; part < polygon.getNumGeometries(); part++) {
            if (!polygon.getGeometryN(part).isValid()) {
                return false;
            }
        }
        return true;
    }

    /** A star with holes, alone or with others, most often over its neighbours. */
    private static Geometry randomPolygon(SplittableRandom random, int denominator) {
        Polygon[] parts = new Polygon[random.nextInt(1, 4)];
        Polygon first = star(random, 12, 12, random.nextDouble(4, 8), random.nextDouble(8.1, 16), denominator);
        LinearRing[] holes = new LinearRing[random.nextInt(3)];
        for (int i = 0; i < holes.length; i++) {
            double x = random.nextDouble(8, 16);
            double y = random.nextDouble(8, 16);
            holes[i] = star(random, x, y, 0.3, random.nextDouble(0.5, 3), denominator)
                    .getExteriorRing();
        }
        parts[0] = FACTORY.createPolygon(first.getExteriorRing(), holes);
        for (int i = 1; i < parts.length; i++) {
            double x = random.nextDouble(SIZE);
            double y = random.nextDouble(SIZE);
            parts[i] = star(random, x, y, 0.5, random.nextDouble(1, 8), denominator);
        }
        return parts.length == 1 ? parts[0] : FACTORY.createMultiPolygon(parts);
    }

    private static Polygon star(
            SplittableRandom random, double x, double y, double least, double most, int denominator) {
        int count = random.nextInt(3, 40);
        Coordinate[] ring = new Coordinate[count + 1];
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / count;
            double radius = random.nextDouble(least, most);
            ring[i] = new Coordinate(
                    onLattice(x + radius * Math.cos(angle), denominator),
                    onLattice(y + radius * Math.sin(angle), denominator));
        }
        ring[count] = ring[0];
        return FACTORY.createPolygon(ring);
    }

    /** Never a negative zero, which JTS takes for another place than zero. */
    private static double onLattice(double value, int denominator) {
        return denominator == 0 ? value : Math.rint(value * denominator) / denominator + 0.0;
    }

    private static double[][] cover(PolygonBuffer polygon, int size) {
        FractionCells cells = new FractionCells(size, size);
        assertTrue(Polygons.begin(cells, polygon));
        double[][] cover = new double[size][size];
        while (cells.nextBand()) {
            add(cells, cover);
        }
        return cover;
    }

    /** Adds the cells of a band that lie in {@code cover}, none of which may have been there. */
    private static void add(ZoneCells cells, double[][] cover) {
        for (int run = 0; run < cells.runCount(); run++) {
            double[] row = cover[cells.row(run)];
            for (int column = cells.start(run); column < Math.min(row.length, cells.end(run)); column++) {
                assertEquals(0, row[column], "cell in two runs");
                assertTrue(cells.coverage(run) > 0 && cells.coverage(run) <= 1);
                row[column] = cells.coverage(run);
            }
        }
    }

    private static String text(double[][] cover) {
        List<String> shares = new ArrayList<>();
        for (double[] row : cover) {
            for (double share : row) {
                shares.add(share == Math.rint(share) ? Integer.toString((int) share) : Double.toString(share));
            }
        }
        return String.join(" ", shares);
    }
}
