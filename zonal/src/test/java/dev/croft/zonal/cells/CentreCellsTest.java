package dev.croft.zonal.cells;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.vector.PolygonBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

class CentreCellsTest {
    private static final int SIZE = 24;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "square on cell edges        | POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))                       | ..../.##./.##./....",
                "square on cell centres      | POLYGON ((0.5 0.5, 2.5 0.5, 2.5 2.5, 0.5 2.5, 0.5 0.5))   | .##./.##./.##./....",
                "sliver without a centre     | POLYGON ((0 1.6, 4 1.6, 4 2.4, 0 2.4, 0 1.6))             | ..../..../..../....",
                "triangle through centres    | POLYGON ((0.5 0.5, 3.5 3.5, 0.5 3.5, 0.5 0.5))            | ..../.#../.##./.###",
                "hole on cell edges          | POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1)) | ####/#..#/#..#/####",
                "outside the grid to the west| POLYGON ((-9 0, -1 0, -1 4, -9 4, -9 0))                  | ..../..../..../....",
                "reaches over every side     | POLYGON ((-9 -9, 9 -9, 9 9, -9 9, -9 -9))                 | ####/####/####/####",
                "parts overlap               | MULTIPOLYGON (((0 0, 3 0, 3 2, 0 2, 0 0)), ((1 1, 4 1, 4 3, 1 3, 1 1))) | ###./####/.###/....",
                "parts touch                 | MULTIPOLYGON (((0 0, 2 0, 2 4, 0 4, 0 0)), ((2 0, 4 0, 4 4, 2 4, 2 0))) | ####/####/####/####",
                "crosses itself              | POLYGON ((0 0.2, 4 3.8, 4 0.2, 0 3.8, 0 0.2))             | ..../#..#/#..#/....",
            })
    void fillsTheCellsWhoseCentreIsInside(String situation, String wkt, String expected) {
        assertEquals(expected.replace("/", "\n") + "\n", maskText(runsMask(Polygons.buffer(wkt), 4)));
    }

    @ParameterizedTest(name = "coordinates on multiples of 1/{0}")
    @ValueSource(ints = {1, 2, 4, 1000})
    void equalsTheSlowTwinOnRandomRings(int denominator) {
        for (int seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed * 31L + denominator);
            PolygonBuffer polygon = randomRings(random, denominator);
            String message = "seed " + seed + ", denominator " + denominator;
            assertEquals(maskText(BruteForceMask.of(polygon, SIZE, SIZE)), maskText(runsMask(polygon, SIZE)), message);
        }
    }

    @Test
    void equalsPointInPolygonOfJtsOnValidPolygons() {
        GeometryFactory factory = new GeometryFactory();
        for (int seed = 0; seed < 1000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Geometry polygon = randomStar(factory, random);
            boolean[][] mask = runsMask(Polygons.buffer(polygon), SIZE);
            IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(polygon);
            for (int row = 0; row < SIZE; row++) {
                for (int column = 0; column < SIZE; column++) {
                    int location = locator.locate(new Coordinate(column + 0.5, row + 0.5));
                    if (location != Location.BOUNDARY) {
                        assertEquals(
                                location == Location.INTERIOR,
                                mask[row][column],
                                "seed " + seed + " cell (" + column + ", " + row + ")");
                    }
                }
            }
        }
    }

    @Test
    void windingEqualsThatOfJtsOnValidRings() {
        GeometryFactory factory = new GeometryFactory();
        for (int seed = 0; seed < 1000; seed++) {
            Polygon polygon = randomStar(factory, new SplittableRandom(seed));
            Geometry ring = seed % 2 == 0 ? polygon : polygon.reverse();
            PolygonBuffer buffer = Polygons.buffer(ring);
            boolean clockwise = RingWinding.isClockwise(buffer.x(), buffer.y(), 0, buffer.vertexCount(), false);
            assertEquals(!Orientation.isCCW(ring.getCoordinates()), clockwise, "seed " + seed);
        }
    }

    @Test
    void aTallZigzagComesInBandsThatTogetherEqualTheTwin() {
        // 600 teeth over 9,000 rows: more crossings than one band may hold.
        PolygonBuffer comb = new PolygonBuffer();
        int teeth = 600;
        comb.reserve(2 * teeth + 2);
        for (int i = 0; i < 2 * teeth; i++) {
            comb.x()[i] = i / 100.0;
            comb.y()[i] = i % 2 == 0 ? 10.3 : 8990.7;
        }
        comb.x()[2 * teeth] = 12.1;
        comb.y()[2 * teeth] = 9000;
        comb.x()[2 * teeth + 1] = 0;
        comb.y()[2 * teeth + 1] = 9000;
        comb.addRing(2 * teeth + 2);
        comb.addPart();
        CentreCells runs = new CentreCells(20, 9100, true);
        Polygons.begin(runs, comb);
        int bands = 0;
        boolean[][] mask = new boolean[9100][20];
        while (runs.nextBand()) {
            bands++;
            BruteForceMask.add(runs, mask);
        }
        assertTrue(bands > 9100 / 4096 + 1, bands + " bands");
        boolean[][] twin = BruteForceMask.of(comb, 20, 9100);
        for (int row = 0; row < 9100; row++) {
            assertArrayEquals(twin[row], mask[row], "row " + row);
        }
    }

    @Test
    void windingDoesNotMatter() {
        String clockwise = "POLYGON ((0.5 0.5, 0.5 2.5, 2.5 2.5, 2.5 0.5, 0.5 0.5))";
        String counterClockwise = "POLYGON ((0.5 0.5, 2.5 0.5, 2.5 2.5, 0.5 2.5, 0.5 0.5))";
        assertEquals(
                maskText(runsMask(Polygons.buffer(clockwise), 4)),
                maskText(runsMask(Polygons.buffer(counterClockwise), 4)));
    }

    @Test
    void aRingThatIsNotClosedIsJoinedToItsStart() {
        PolygonBuffer open = new PolygonBuffer();
        open.reserve(4);
        double[] x = {1, 3, 3, 1};
        double[] y = {1, 1, 3, 3};
        System.arraycopy(x, 0, open.x(), 0, 4);
        System.arraycopy(y, 0, open.y(), 0, 4);
        open.addRing(4);
        open.addPart();
        assertEquals("....\n.##.\n.##.\n....\n", maskText(runsMask(open, 4)));
    }

    private static PolygonBuffer randomRings(SplittableRandom random, int denominator) {
        PolygonBuffer polygon = new PolygonBuffer();
        int parts = random.nextInt(1, 4);
        for (int part = 0; part < parts; part++) {
            int rings = random.nextInt(1, 4);
            for (int ring = 0; ring < rings; ring++) {
                int count = random.nextInt(3, 12);
                polygon.reserve(count + 1);
                int from = polygon.vertexCount();
                for (int i = 0; i < count; i++) {
                    polygon.x()[from + i] = coordinate(random, denominator);
                    polygon.y()[from + i] = coordinate(random, denominator);
                }
                polygon.x()[from + count] = polygon.x()[from];
                polygon.y()[from + count] = polygon.y()[from];
                polygon.addRing(count + 1);
            }
            polygon.addPart();
        }
        return polygon;
    }

    private static double coordinate(SplittableRandom random, int denominator) {
        return random.nextInt(-3 * denominator, (SIZE + 3) * denominator) / (double) denominator;
    }

    private static Polygon randomStar(GeometryFactory factory, SplittableRandom random) {
        int count = random.nextInt(3, 40);
        Coordinate[] ring = new Coordinate[count + 1];
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / count;
            double radius = random.nextDouble(0.2, 11);
            ring[i] = new Coordinate(12 + radius * Math.cos(angle), 12 + radius * Math.sin(angle));
        }
        ring[count] = ring[0];
        return factory.createPolygon(ring);
    }

    private static boolean[][] runsMask(PolygonBuffer polygon, int size) {
        CentreCells runs = new CentreCells(size, size, true);
        Polygons.begin(runs, polygon);
        return BruteForceMask.of(runs, size, size);
    }

    private static String maskText(boolean[][] mask) {
        return BruteForceMask.text(mask);
    }
}
