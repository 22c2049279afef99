package dev.croft.zonal.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.vector.PolygonBuffer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TouchedCellsTest {
    private static final int SIZE = 24;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "square on cell edges        | POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))                     | ..../.##./.##./....",
                "square on cell centres      | POLYGON ((0.5 0.5, 2.5 0.5, 2.5 2.5, 0.5 2.5, 0.5 0.5)) | ###./###./###./....",
                "sliver without a centre     | POLYGON ((0.2 1.6, 3.2 1.6, 3.2 1.9, 0.2 1.6))          | ..../####/..../....",
                "smaller than a cell         | POLYGON ((1.1 1.1, 1.2 1.1, 1.2 1.2, 1.1 1.1))          | ..../.#../..../....",
                "hole within one cell        | POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1), (1.4 1.4, 1.6 1.4, 1.6 1.6, 1.4 1.6, 1.4 1.4)) | ..../.##./.##./....",
                "edge that ends on a border  | POLYGON ((0.5 0.5, 2 0.5, 2 1, 0.5 1, 0.5 0.5))         | ###./#.../..../....",
                "falls through corners       | POLYGON ((0 0, 4 4, 0 4, 0 0))                          | #.../##../###./####",
                "reaches over every side     | POLYGON ((-9 -9, 9 -9, 9 9, -9 9, -9 -9))               | ####/####/####/####",
                "outside the grid            | POLYGON ((-9 0, -1 0, -1 4, -9 4, -9 0))                | ..../..../..../....",
                "parts overlap               | MULTIPOLYGON (((0.2 0.2, 2.5 0.2, 2.5 1.5, 0.2 0.2)), ((1.2 0.4, 3.5 0.4, 3.5 2.5, 1.2 0.4))) | ####/.###/..##/....",
            })
    void takesTheCellsThatRingsPassThrough(String situation, String wkt, String expected) {
        assertEquals(expected.replace("/", "\n") + "\n", mask(Polygons.buffer(wkt), 4));
    }

    /** Away from cell borders the rule is what it is called: the centre, or any point of a ring inside the cell. */
    @Test
    void equalsTheSlowTwinWhereNoVertexIsOnABorder() {
        for (int seed = 0; seed < 600; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PolygonBuffer polygon = Polygons.buffer(wkt(random, () -> awayFromBorders(random)));
            assertEquals(BruteForceMask.text(twin(polygon)), mask(polygon, SIZE), "seed " + seed);
        }
    }

    @ParameterizedTest(name = "coordinates on multiples of 1/{0}")
    @ValueSource(ints = {1, 2, 4, 1000})
    void equalsGdal(int denominator) throws IOException, InterruptedException, URISyntaxException {
        try (Gdal gdal = gdal36()) {
            for (int seed = 0; seed < 200; seed++) {
                SplittableRandom random = new SplittableRandom(seed * 31L + denominator);
                assertEqualsGdal(gdal, PixelRule.ALL_TOUCHED, wkt(random, () -> onLattice(random, denominator)), seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CENTER", "ALL_TOUCHED"})
    void equalsGdalNearCellBordersAndCentres(PixelRule rule)
            throws IOException, InterruptedException, URISyntaxException {
        try (Gdal gdal = gdal36()) {
            for (int seed = 0; seed < 200; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                assertEqualsGdal(gdal, rule, wkt(random, () -> nearBorders(random)), seed);
            }
        }
    }

    @Test
    void bandsTogetherEqualTheWhole() {
        SplittableRandom random = new SplittableRandom(5);
        String tall = wkt(random, () -> random.nextDouble(-10, 10_000));
        PolygonBuffer polygon = Polygons.buffer(tall);
        TouchedCells cells = new TouchedCells(9_000, 9_000, true);
        Polygons.begin(cells, polygon);
        List<String> inBands = new ArrayList<>();
        int bands = 0;
        while (cells.nextBand()) {
            addRuns(cells, inBands);
            bands++;
        }
        assertTrue(bands > 1, bands + " bands");
        assertTrue(cells.computeBand(0, 9_000));
        List<String> atOnce = new ArrayList<>();
        addRuns(cells, atOnce);
        assertEquals(atOnce, inBands);
    }

    @Test
    void aRingThatIsNotClosedIsJoinedToItsStart() {
        PolygonBuffer open = new PolygonBuffer();
        System.arraycopy(new double[] {0.2, 2.2, 2.2, 0.2}, 0, open.x(), 0, 4);
        System.arraycopy(new double[] {0.2, 0.2, 2.2, 2.2}, 0, open.y(), 0, 4);
        open.addRing(4);
        open.addPart();
        assertEquals("###.\n###.\n###.\n....\n", mask(open, 4));
    }

    private static Gdal gdal36() throws IOException, InterruptedException, URISyntaxException {
        Gdal gdal = Gdal.running();
        assumeTrue(
                gdal.version().startsWith("3.6."),
                "skipped: the rule at cell borders is that of GDAL 3.6, this is " + gdal.version());
        return gdal;
    }

    private static void assertEqualsGdal(Gdal gdal, PixelRule rule, String wkt, int seed) throws IOException {
        // GDAL's raster has y growing with the rows here, so north is down.
        ZoneCells cells = ZoneCells.of(rule, SIZE, SIZE, false);
        Polygons.begin(cells, Polygons.buffer(wkt));
        String mask = BruteForceMask.text(BruteForceMask.of(cells, SIZE, SIZE));
        assertEquals(gdal.mask(rule, SIZE, SIZE, wkt), mask, () -> "seed " + seed + " " + wkt);
    }

    private static void addRuns(ZoneCells cells, List<String> texts) {
        for (int run = 0; run < cells.runCount(); run++) {
            texts.add(cells.row(run) + ":" + cells.start(run) + "-" + cells.end(run));
        }
    }

    private static String mask(PolygonBuffer polygon, int size) {
        ZoneCells cells = ZoneCells.of(PixelRule.ALL_TOUCHED, size, size, true);
        Polygons.begin(cells, polygon);
        return BruteForceMask.text(BruteForceMask.of(cells, size, size));
    }

    private static boolean[][] twin(PolygonBuffer polygon) {
        boolean[][] mask = BruteForceMask.of(polygon, SIZE, SIZE);
        double[] x = polygon.x();
        double[] y = polygon.y();
        for (int ring = 0; ring < polygon.ringCount(); ring++) {
            for (int i = polygon.ringStart(ring) + 1; i < polygon.ringEnd(ring); i++) {
                for (int row = 0; row < SIZE; row++) {
                    for (int column = 0; column < SIZE; column++) {
                        mask[row][column] |= entersCell(column, row, x[i - 1], y[i - 1], x[i], y[i]);
                    }
                }
            }
        }
        return mask;
    }

    /** Cuts the edge by the cell's four sides and asks whether anything is left. */
    private static boolean entersCell(int column, int row, double x1, double y1, double x2, double y2) {
        double[] shares = {0, 1};
        cut(shares, column - x1, column + 1 - x1, x2 - x1);
        cut(shares, row - y1, row + 1 - y1, y2 - y1);
        return shares[0] < shares[1];
    }

    private static void cut(double[] shares, double low, double high, double step) {
        if (step == 0) {
            shares[1] = low < 0 && high > 0 ? shares[1] : -1;
        } else {
            shares[0] = Math.max(shares[0], Math.min(low / step, high / step));
            shares[1] = Math.min(shares[1], Math.max(low / step, high / step));
        }
    }

    private interface Coordinates {
        double next();
    }

    /** Polygons of every awkward kind, right angles among them. */
    private static String wkt(SplittableRandom random, Coordinates coordinates) {
        StringBuilder text = new StringBuilder("MULTIPOLYGON (");
        int parts = random.nextInt(1, 3);
        for (int part = 0; part < parts; part++) {
            text.append(part == 0 ? "(" : ", (");
            int rings = random.nextInt(1, 3);
            for (int ring = 0; ring < rings; ring++) {
                text.append(ring == 0 ? "" : ", ").append(ring(random, coordinates));
            }
            text.append(')');
        }
        return text.append(')').toString();
    }

    private static String ring(SplittableRandom random, Coordinates coordinates) {
        int count = random.nextInt(3, 10);
        boolean rightAngles = random.nextInt(5) < 2;
        List<String> vertices = new ArrayList<>();
        double x = coordinates.next();
        double y = coordinates.next();
        for (int i = 0; i < count; i++) {
            vertices.add(x + " " + y);
            x = rightAngles && i % 2 == 0 ? x : coordinates.next();
            y = rightAngles && i % 2 == 1 ? y : coordinates.next();
        }
        vertices.add(vertices.get(0));
        return "(" + String.join(", ", vertices) + ")";
    }

    private static double awayFromBorders(SplittableRandom random) {
        return random.nextInt(-3, SIZE + 3) + 0.1 * random.nextInt(1, 10) + random.nextDouble(0.03);
    }

    private static double onLattice(SplittableRandom random, int denominator) {
        return notTheLastBorder(random.nextInt(-3 * denominator, (SIZE + 3) * denominator) / (double) denominator);
    }

    private static double nearBorders(SplittableRandom random) {
        double[] offsets = {0, 0, 1e-7, 1e-5, 2e-4, 0.005, 0.009, 0.011};
        double offset = offsets[random.nextInt(offsets.length)];
        return notTheLastBorder(
                random.nextInt(-3, SIZE + 3) + random.nextInt(2) / 2.0 + (random.nextBoolean() ? offset : -offset));
    }

    /** From a vertex on the right border of the grid GDAL 3.6 may run on into the first column of the next row. */
    private static double notTheLastBorder(double coordinate) {
        return coordinate == SIZE ? SIZE - 0.25 : coordinate;
    }
}
