package dev.croft.tiling.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.tiling.slice.FragmentCheck.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;

class FragmentCheckTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final long FAR = 5_000_000_000L;

    @ParameterizedTest
    @CsvSource({"4, 4, 4000", "6, 8, 4000", "9, 30, 4000", "30, 1000, 300", "150, 10000, 20"})
    void ringIsSimpleWhenJtsFindsItValid(int vertices, int side, int times) {
        Random random = new Random(vertices);
        FragmentCheck check = new FragmentCheck();
        for (int i = 0; i < times; i++) {
            LatticeRings rings = new LatticeRings();
            boolean star = i % 2 == 0;
            addRing(rings, 1, star ? jagged(random, vertices, side) : scattered(random, vertices, side));
            rings.endPart();
            if (!rings.isEmpty()) {
                boolean valid = isValid(rings);
                assertEquals(valid ? Verdict.VALID : Verdict.BROKEN, check.check(rings));
                rings.reverse(0);
                assertEquals(valid, check.isSimple(rings, 0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 10, 24, 60})
    void severalRingsAreValidWhenJtsFindsThemSo(int side) {
        Random random = new Random(side);
        FragmentCheck check = new FragmentCheck();
        int valid = 0;
        for (int i = 0; i < 6000; i++) {
            LatticeRings rings = new LatticeRings();
            for (int part = random.nextInt(3); part >= 0; part--) {
                boolean kept = addRing(rings, 1, scattered(random, 3 + random.nextInt(3), side));
                for (int hole = random.nextInt(3); kept && hole > 0; hole--) {
                    addRing(rings, -1, scattered(random, 3, side / 2));
                }
                rings.endPart();
            }
            if (rings.isEmpty()) {
                continue;
            }
            Verdict verdict = check.check(rings);
            if (isValid(rings)) {
                valid++;
                assertNotEquals(Verdict.BROKEN, verdict);
            } else {
                assertNotEquals(Verdict.VALID, verdict);
            }
        }
        assertTrue(valid > 100);
    }

    /** Teeth so long and narrow that the grid gives way to the sweep. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.785, 1.5})
    void combIsSimpleUntilATipReachesIntoTheNextTooth(double angle) {
        FragmentCheck check = new FragmentCheck();
        LatticeRings rings = new LatticeRings();
        addRing(rings, 1, rounded(Shapes.comb(400, 8000, 8000, 8000, angle)));
        rings.endPart();
        assertEquals(Verdict.VALID, check.check(rings));
        int tip = rings.vertexCount() / 2;
        rings.x[tip] += Math.round(-25 * Math.sin(angle));
        rings.y[tip] += Math.round(25 * Math.cos(angle));
        rings.x[tip + 1] += Math.round(25 * Math.sin(angle));
        rings.y[tip + 1] += Math.round(-25 * Math.cos(angle));
        assertEquals(Verdict.BROKEN, check.check(rings));
    }

    @Test
    void shellMayLieInAHoleAndAHoleOnlyInItsShell() {
        assertEquals(Verdict.VALID, squares(new long[][] {{0, 30}, {2, 20}}, new long[][] {{4, 10}, {5, 7}}));
        assertEquals(Verdict.BROKEN, squares(new long[][] {{0, 30}, {2, 20}, {4, 10}}));
        assertEquals(Verdict.BROKEN, squares(new long[][] {{0, 30}}, new long[][] {{4, 10}}));
        assertEquals(Verdict.BROKEN, squares(new long[][] {{0, 30}}, new long[][] {{40, 50}, {4, 10}}));
        assertEquals(Verdict.BROKEN, squares(new long[][] {{0, 10}, {20, 30}}));
        assertEquals(Verdict.TOUCHING, squares(new long[][] {{0, 10}}, new long[][] {{10, 20}}));
    }

    @Test
    void holeThatIsNoStarIsSimple() {
        LatticeRings rings = new LatticeRings();
        addRing(rings, 1, new long[] {-1, -1, 21, -1, 21, 21, -1, 21});
        addRing(rings, -1, new long[] {0, 0, 20, 0, 20, 20, 18, 20, 18, 2, 2, 2, 2, 20, 0, 20});
        rings.endPart();
        FragmentCheck check = new FragmentCheck();
        assertTrue(check.isSimple(rings, 1));
        assertEquals(Verdict.VALID, check.check(rings));
        rings.x[rings.ringStart(1) + 3] = FAR + 25;
        assertFalse(check.isSimple(rings, 1));
    }

    private static Verdict squares(long[][]... parts) {
        LatticeRings rings = new LatticeRings();
        for (long[][] part : parts) {
            for (int i = 0; i < part.length; i++) {
                long a = part[i][0];
                long b = part[i][1];
                addRing(rings, i == 0 ? 1 : -1, new long[] {a, a, b, a, b, b, a, b});
            }
            rings.endPart();
        }
        return new FragmentCheck().check(rings);
    }

    private static long[] scattered(Random random, int vertices, int side) {
        return random.longs(2L * vertices, 0, side).toArray();
    }

    /** Round a square that is no star from its middle, pushed about. */
    private static long[] jagged(Random random, int vertices, int side) {
        double[] star = Shapes.star(random, vertices, side, side, side, 0.9 - 0.7 * random.nextDouble());
        for (int i = 0; i < star.length; i += 2) {
            star[i] += 0.8 * Math.abs(star[i + 1] - side);
        }
        return rounded(star);
    }

    private static long[] rounded(double[] ring) {
        long[] rounded = new long[ring.length];
        for (int i = 0; i < ring.length; i++) {
            rounded[i] = Math.round(ring[i]);
        }
        return rounded;
    }

    private static boolean addRing(LatticeRings rings, int sign, long[] ring) {
        rings.reserve(ring.length / 2);
        for (int i = 0; i < ring.length; i += 2) {
            rings.push(FAR + ring[i], FAR + ring[i + 1]);
        }
        if (!rings.endRing()) {
            return false;
        }
        if (sign * rings.doubleArea(rings.ringCount() - 1) < 0) {
            rings.reverse(rings.ringCount() - 1);
        }
        return true;
    }

    private static boolean isValid(LatticeRings rings) {
        Polygon[] polygons = new Polygon[rings.partCount()];
        for (int part = 0; part < polygons.length; part++) {
            List<LinearRing> read = new ArrayList<>();
            for (int ring = rings.partStart(part); ring < rings.partEnd(part); ring++) {
                int start = rings.ringStart(ring);
                Coordinate[] points = new Coordinate[rings.ringEnd(ring) - start + 1];
                for (int i = 0; i < points.length; i++) {
                    int vertex = start + i % (points.length - 1);
                    points[i] = new Coordinate(rings.x[vertex] - FAR, rings.y[vertex] - FAR);
                }
                read.add(FACTORY.createLinearRing(points));
            }
            polygons[part] = FACTORY.createPolygon(
                    read.get(0), read.subList(1, read.size()).toArray(new LinearRing[0]));
        }
        return new IsValidOp(FACTORY.createMultiPolygon(polygons)).isValid();
    }
}
