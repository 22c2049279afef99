package dev.croft.core.crs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinateTransformTest {
    private static double[] transformed(String source, String target, double x, double y) {
        double[] xs = {x};
        double[] ys = {y};
        CoordinateTransform.between(Crs.parse(source), Crs.parse(target)).transform(xs, ys, 0, 1);
        return new double[] {xs[0], ys[0]};
    }

    /** Worked examples of IOGP Guidance Note 7-2, within the rounding of the note. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'Transverse Mercator, 9807', EPSG:4277, EPSG:27700, 0.5, 50.5, 577274.99, 69740.50, 0.01",
        "'Mercator A, 9804', '+proj=longlat +ellps=bessel', '+proj=merc +lon_0=110 +k=0.997 +x_0=3900000 +y_0=900000"
                + " +ellps=bessel', 120, -3, 5009726.58, 569150.82, 0.01",
        "'Mercator B, 9805', '+proj=longlat +ellps=krass', '+proj=merc +lat_ts=42 +lon_0=51 +ellps=krass', 53, 53,"
                + " 165704.29, 5171848.07, 0.01",
        "'Pseudo Mercator, 1024', EPSG:4326, EPSG:3857, -100.333333333333, 24.381786944444, -11169055.58, 2800000.00,"
                + " 0.01",
        "'Polar stereographic A, 9810', EPSG:4326, EPSG:5041, 44, 73, 3320416.75, 632668.43, 0.01",
        "'Polar stereographic B, 9829', EPSG:4326, '+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=70 +x_0=6000000"
                + " +y_0=6000000 +datum=WGS84', 120, -75, 7255380.79, 7053389.56, 0.01",
        "'Oblique stereographic, 9809', EPSG:4289, EPSG:28992, 6, 53, 196105.283, 557057.739, 0.01",
        "'LAEA, 9820', EPSG:4258, EPSG:3035, 5, 50, 3962799.45, 2999718.85, 0.01",
        "'Lambert 2SP, 9802', EPSG:4267, EPSG:32040, -96, 28.5, 2963503.91, 254759.80, 0.03",
        "'Hotine B, 9815', '+proj=longlat +ellps=evrstSS', '+proj=omerc +lat_0=4 +lonc=115 +alpha=53.3158204722222"
                + " +gamma=53.1301023611111 +k=0.99984 +x_0=590476.87 +y_0=442857.65 +ellps=evrstSS', 115.805505444444,"
                + " 5.387253611111, 679245.73, 596562.78, 0.02",
        "'Cassini, 9806', '+proj=longlat +a=6378293.645208759 +rf=294.2606763692569', '+proj=cass"
                + " +lat_0=10.4416666666667 +lon_0=-61.3333333333333 +x_0=86501.46392 +y_0=65379.0134283"
                + " +a=6378293.645208759 +rf=294.2606763692569 +to_meter=0.201166195164', -62, 10, 66644.94, 82536.22, 0.01"
    })
    void agreesWithPublishedExamples(
            String method, String source, String target, double x, double y, double east, double north, double within) {
        double[] result = transformed(source, target, x, y);
        assertEquals(east, result[0], within);
        assertEquals(north, result[1], within);
        double[] back = transformed(target, source, result[0], result[1]);
        assertEquals(x, back[0], 1e-7);
        assertEquals(y, back[1], 1e-7);
    }

    @Test
    void equivalentCrssGiveTheIdentity() {
        assertTrue(CoordinateTransform.between(Crs.parse("EPSG:4326"), Crs.parse("OGC:CRS84"))
                .isIdentity());
        assertTrue(CoordinateTransform.between(Crs.parse(CrsTest.ALBERS_ESRI), Crs.parse("EPSG:5070"))
                .isIdentity());
        assertFalse(CoordinateTransform.between(Crs.parse("EPSG:4326"), Crs.parse("EPSG:3857"))
                .isIdentity());
    }

    @Test
    void nad83IsTakenForWgs84() {
        assertTrue(CoordinateTransform.between(Crs.parse("EPSG:4269"), Crs.parse("EPSG:4326"))
                .isIdentity());
        assertArrayEquals(
                transformed("EPSG:4269", "EPSG:5070", -100, 40), transformed("EPSG:4326", "EPSG:5070", -100, 40));
    }

    @Test
    void latitudesOnSpheresAreThoseOfTheData() {
        assertArrayEquals(
                new double[] {6371007.181 * Math.PI / 180, 6371007.181 * Math.PI / 6},
                transformed("EPSG:4326", "+proj=eqc +R=6371007.181", 1, 30),
                1e-6);
    }

    @Test
    void australianDatumsAreShiftedDirectly() {
        double[] moved = transformed("EPSG:4283", "EPSG:7844", 145, -37);
        assertEquals(145.000006018, moved[0], 1e-9);
        assertEquals(-36.999986835, moved[1], 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "EPSG:4267, EPSG:4326, conus",
        "EPSG:26715, EPSG:5070, conus",
        "+proj=longlat +ellps=clrk66 +nadgrids=ntv2_0.gsb, EPSG:4326, ntv2_0.gsb",
        "+proj=longlat +ellps=clrk66 +nadgrids=@conus, EPSG:4326, conus",
        "+proj=longlat +ellps=bessel, EPSG:4326, towgs84"
    })
    void shiftsThatAreNotKnownAreRefused(String source, String target, String named) {
        Crs from = Crs.parse(source);
        Crs to = Crs.parse(target);
        String message = assertThrows(ConfigurationException.class, () -> CoordinateTransform.between(from, to))
                .getMessage();
        assertTrue(message.contains(named), message);
        assertThrows(ConfigurationException.class, () -> CoordinateTransform.between(to, from));
    }

    @Test
    void projectingWithinADatumThatNeedsGridsIsNotRefused() {
        assertFalse(Double.isNaN(transformed("EPSG:4267", "EPSG:26715", -93, 40)[0]));
    }

    @Test
    void unknownCrsIsRefused() {
        Crs known = Crs.parse("EPSG:4326");
        assertThrows(ConfigurationException.class, () -> CoordinateTransform.between(Crs.UNKNOWN, known));
        assertThrows(ConfigurationException.class, () -> CoordinateTransform.between(known, Crs.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "EPSG:4326, EPSG:3857, 0, 90",
        "EPSG:4326, EPSG:3857, 0, 90.0001",
        "EPSG:4326, EPSG:5070, 0, -91",
        "EPSG:4326, EPSG:5070, 1e17, 0",
        "EPSG:4326, EPSG:5070, NaN, 0",
        "EPSG:4326, EPSG:5070, 0, Infinity",
        "EPSG:4326, EPSG:2154, 3, -90",
        "EPSG:3035, EPSG:4326, 1e9, 1e9",
        "EPSG:32632, EPSG:4326, 1e9, 0",
        "EPSG:5514, EPSG:4326, 1e12, 1e12",
        "+proj=sinu +R=6371007.181, EPSG:4326, 19000000, 9000000",
        "+proj=moll +datum=WGS84, EPSG:4326, 17000000, 8000000",
        "EPSG:4326, EPSG:4326, NaN, 1"
    })
    void pointsThatCannotBeShownAreNaN(String source, String target, double x, double y) {
        double[] result = transformed(source, target, x, y);
        assertTrue(Double.isNaN(result[0]) && Double.isNaN(result[1]), () -> result[0] + ", " + result[1]);
    }

    @ParameterizedTest
    @CsvSource({
        "EPSG:4326, EPSG:3857, 190, 10, EPSG:4326, -170, 10",
        "EPSG:3857, EPSG:4326, 21000000, 0, EPSG:3857, -19075016.685578488, 0",
        "EPSG:4326, EPSG:5070, 264, 40, EPSG:4326, -96, 40"
    })
    void longitudesBeyondTheAntimeridianAreBroughtBack(
            String source, String target, double x, double y, String same, double sameX, double sameY) {
        double[] result = transformed(source, target, x, y);
        double[] expected = transformed(same, target, sameX, sameY);
        assertArrayEquals(expected, result, 1e-6);
    }

    @Test
    void onlyTheGivenRangeIsTouched() {
        double[] x = {1, 2, 3};
        double[] y = {4, 5, 6};
        CoordinateTransform.between(Crs.parse("EPSG:4326"), Crs.parse("EPSG:3857"))
                .transform(x, y, 1, 1);
        assertEquals(1, x[0]);
        assertEquals(6, y[2]);
        assertEquals(2 * 111319.49, x[1], 0.01);
    }

    @Test
    void threadsDoNotDisturbEachOther() throws InterruptedException {
        for (String target : List.of(
                "EPSG:5070",
                "EPSG:32615",
                "EPSG:2154",
                "EPSG:3035",
                "EPSG:28992",
                "EPSG:2056",
                "EPSG:5514",
                "EPSG:3413",
                "EPSG:6933",
                "EPSG:29873",
                "+proj=cass +datum=WGS84",
                "+proj=moll +datum=WGS84",
                "+proj=aeqd +lat_0=40 +datum=WGS84",
                "+proj=stere +lat_0=45 +datum=WGS84",
                "+proj=sinu +datum=WGS84")) {
            CoordinateTransform transform = CoordinateTransform.between(Crs.parse("EPSG:4326"), Crs.parse(target));
            double[] expectedX = randomDegrees(7, 2000, 10);
            double[] expectedY = randomDegrees(8, 2000, 60);
            transform.transform(expectedX, expectedY, 0, expectedX.length);
            List<Thread> threads = new ArrayList<>();
            List<String> wrong = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                threads.add(new Thread(() -> {
                    double[] x = randomDegrees(7, 2000, 10);
                    double[] y = randomDegrees(8, 2000, 60);
                    transform.transform(x, y, 0, x.length);
                    if (!Arrays.equals(x, expectedX) || !Arrays.equals(y, expectedY)) {
                        synchronized (wrong) {
                            wrong.add(target);
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), wrong);
        }
    }

    private static double[] randomDegrees(long seed, int count, double max) {
        return new Random(seed).doubles(count, 0, max).toArray();
    }
}
