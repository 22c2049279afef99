package dev.croft.core.crs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproximateTransformTest {
    private static final int POINTS = 100_000;

    private static double[] random(long seed, int count, double from, double to) {
        return new Random(seed).doubles(count, from, to).toArray();
    }

    private static CoordinateTransform exact(String source, String target) {
        return CoordinateTransform.between(Crs.parse(source), Crs.parse(target));
    }

    private static CoordinateTransform approximate(String source, String target, double tolerance) {
        return ApproximateTransform.of(exact(source, target), Crs.parse(source), tolerance);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "USA to Albers, EPSG:4326, EPSG:5070, 0.3, -125, 24, -66, 50",
        "tight, EPSG:4326, EPSG:5070, 0.001, -100, 40, -95, 43",
        "UTM, EPSG:4326, EPSG:32632, 0.1, 5, 35, 13, 60",
        "southern UTM, EPSG:4326, EPSG:32722, 0.1, -54, -40, -48, 0",
        "web map, EPSG:4326, EPSG:3857, 0.1, -100, -60, -60, 60",
        "web map around the antimeridian, EPSG:4326, EPSG:3857, 0.1, 177, -20, 183, -14",
        "near Mercator's pole, EPSG:4326, EPSG:3857, 0.1, 0, 84, 5, 90",
        "polar stereographic at the pole, EPSG:4326, EPSG:3413, 0.1, -180, 85, 180, 90",
        "antarctic, EPSG:4326, EPSG:3031, 0.1, -180, -90, 180, -85",
        "cut of the cone, EPSG:4326, EPSG:5070, 0.3, 80, 10, 90, 30",
        "cut off whole degrees, EPSG:4326, +proj=laea +lat_0=50 +lon_0=-100.3 +datum=WGS84, 1, 75, -55, 84, -45",
        "UTM to LAEA, EPSG:25832, EPSG:3035, 0.1, 200000, 5000000, 800000, 6000000",
        "feet to LAEA, EPSG:2264, EPSG:5070, 0.1, 400000, 0, 3000000, 1000000",
        "projected to degrees, EPSG:5070, EPSG:4326, 1e-6, -2000000, 500000, 2000000, 3000000",
        "polar map to degrees with pole and cut, EPSG:3413, EPSG:4326, 1e-6, -300000, -300000, 300000, 300000",
        "British grid, EPSG:4326, EPSG:27700, 0.1, -6, 50, 2, 58"
    })
    void errorStaysBelowTheTolerance(
            String name,
            String source,
            String target,
            double tolerance,
            double west,
            double south,
            double east,
            double north) {
        double[] x = random(1, POINTS, west, east);
        double[] y = random(2, POINTS, south, north);
        double[] exactX = x.clone();
        double[] exactY = y.clone();
        approximate(source, target, tolerance).transform(x, y, 0, POINTS);
        exact(source, target).transform(exactX, exactY, 0, POINTS);
        double worst = 0;
        for (int i = 0; i < POINTS; i++) {
            assertEquals(Double.isNaN(exactX[i]), Double.isNaN(x[i]), name);
            if (!Double.isNaN(x[i])) {
                worst = Math.max(worst, Math.hypot(x[i] - exactX[i], y[i] - exactY[i]));
            }
        }
        assertTrue(worst <= tolerance, name + ": " + worst + " > " + tolerance);
    }

    @Test
    void polynomialsAreUsedWhereTheyServe() {
        double[] x = {-96.3};
        double[] y = {40.2};
        approximate("EPSG:4326", "EPSG:5070", 0.3).transform(x, y, 0, 1);
        double[] exactX = {-96.3};
        double[] exactY = {40.2};
        exact("EPSG:4326", "EPSG:5070").transform(exactX, exactY, 0, 1);
        assertTrue(x[0] != exactX[0] || y[0] != exactY[0]);
    }

    @Test
    void resultOfAPointDependsOnThatPointAlone() {
        int count = 20_000;
        double[] x = random(3, count, 170, 190);
        double[] y = random(4, count, -70, 90);
        double[] together = x.clone();
        double[] togetherY = y.clone();
        CoordinateTransform transform = approximate("EPSG:4326", "EPSG:3857", 0.2);
        transform.transform(together, togetherY, 0, count);
        CoordinateTransform fresh = approximate("EPSG:4326", "EPSG:3857", 0.2);
        for (int i = count - 1; i >= 0; i--) {
            fresh.transform(x, y, i, 1);
        }
        assertArrayEquals(together, x);
        assertArrayEquals(togetherY, y);
    }

    @Test
    void threadsSharingItGetWhatOneThreadGets() throws InterruptedException {
        int count = 50_000;
        double[] expectedX = random(5, count, -120, -80);
        double[] expectedY = random(6, count, 25, 50);
        approximate("EPSG:4326", "EPSG:5070", 0.05).transform(expectedX, expectedY, 0, count);
        CoordinateTransform shared = approximate("EPSG:4326", "EPSG:5070", 0.05);
        double[] x = random(5, count, -120, -80);
        double[] y = random(6, count, 25, 50);
        List<Thread> threads = new ArrayList<>();
        int slice = count / 4;
        for (int t = 0; t < 4; t++) {
            int from = t * slice;
            threads.add(new Thread(() -> shared.transform(x, y, from, slice)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertArrayEquals(expectedX, x);
        assertArrayEquals(expectedY, y);
    }

    /** More cells than are kept, so that all are dropped and built again at least once. */
    @Test
    void droppingCellsChangesNothing() {
        CoordinateTransform transform = approximate("EPSG:4326", "EPSG:3857", 1e-7);
        double[] firstX = random(9, 500, 0, 1);
        double[] firstY = random(10, 500, 50, 51);
        transform.transform(firstX, firstY, 0, 500);
        double[] x = random(11, 100_000, -180, 180);
        double[] y = random(12, 100_000, -80, 80);
        transform.transform(x, y, 0, x.length);
        double[] againX = random(9, 500, 0, 1);
        double[] againY = random(10, 500, 50, 51);
        transform.transform(againX, againY, 0, 500);
        assertArrayEquals(firstX, againX);
        assertArrayEquals(firstY, againY);
    }

    @Test
    void pointsOnCellBordersBelongToOneCell() {
        double[] x = {
            -96, Math.nextDown(-96.0), -0.0, Math.nextDown(0.0), -Double.MIN_VALUE, Double.MIN_VALUE, 180, -180
        };
        double[] y = {40, 40, 40, 40, 0, -Double.MIN_VALUE, 0, 0};
        double[] reversedX = x.clone();
        double[] reversedY = y.clone();
        CoordinateTransform transform = approximate("EPSG:4326", "EPSG:3857", 0.3);
        transform.transform(x, y, 0, x.length);
        for (int i = x.length - 1; i >= 0; i--) {
            transform.transform(reversedX, reversedY, i, 1);
        }
        assertArrayEquals(x, reversedX);
        assertArrayEquals(y, reversedY);
    }

    @Test
    void pointsThatAreNotFiniteBecomeNaN() {
        double[] x = {Double.NaN, 1, Double.POSITIVE_INFINITY, 1e300, 2};
        double[] y = {1, Double.NaN, 1, 1e300, Double.NEGATIVE_INFINITY};
        approximate("EPSG:4326", "EPSG:5070", 0.3).transform(x, y, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            assertTrue(Double.isNaN(x[i]) && Double.isNaN(y[i]));
        }
    }

    @Test
    void identityIsNotApproximated() {
        assertTrue(ApproximateTransform.between(Crs.parse("EPSG:4326"), Crs.parse("OGC:CRS84"), 0.1)
                .isIdentity());
    }

    @Test
    void toleranceMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> approximate("EPSG:4326", "EPSG:3857", 0));
        assertThrows(IllegalArgumentException.class, () -> approximate("EPSG:4326", "EPSG:3857", Double.NaN));
    }
}
