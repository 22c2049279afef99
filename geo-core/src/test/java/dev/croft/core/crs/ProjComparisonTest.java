package dev.croft.core.crs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with PROJ 9 what it is there to compare; see {@link Proj}. */
class ProjComparisonTest {
    private static final int POINTS = 40;
    private static final double METRES_PER_DEGREE = 111_320;

    private static Proj points;

    @BeforeAll
    static void startProj() throws Exception {
        points = Proj.running("proj_points.py");
    }

    @AfterAll
    static void endProj() throws IOException {
        if (points != null) {
            points.close();
        }
    }

    /**
     * Source, target and the rectangle of source coordinates in which points are drawn. Same datum, or one that PROJ takes for
     * the other: a millimetre.
     */
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "EPSG:4326, EPSG:5070, -180, -90, 180, 90",
        "EPSG:4269, EPSG:5070, -125, 24, -66, 50",
        "EPSG:5070, EPSG:4269, -2300000, 300000, 2200000, 3100000",
        "EPSG:4326, EPSG:6350, -125, 24, -66, 50",
        "EPSG:4326, EPSG:32632, -20, -80, 40, 84",
        "EPSG:32755, EPSG:4326, 200000, 1200000, 800000, 9900000",
        "EPSG:4269, EPSG:26915, -100, 24, -86, 50",
        "EPSG:4267, EPSG:26715, -100, 24, -86, 50",
        "EPSG:4258, EPSG:25832, 0, 40, 20, 60",
        "EPSG:4283, EPSG:28355, 140, -45, 155, -10",
        "EPSG:7844, EPSG:7855, 140, -45, 155, -10",
        "EPSG:4283, EPSG:7844, 112, -44, 154, -10",
        "EPSG:6668, EPSG:6677, 136, 30, 143, 40",
        "EPSG:4612, EPSG:2459, 125, 24, 133, 28",
        "EPSG:4674, EPSG:31982, -60, -30, -45, 0",
        "EPSG:4326, EPSG:3857, -180, -85, 180, 85",
        "EPSG:3857, EPSG:4326, -30000000, -20000000, 30000000, 20000000",
        "EPSG:4326, EPSG:3395, -180, -80, 180, 84",
        "EPSG:4326, EPSG:6933, -180, -90, 180, 90",
        "EPSG:6933, EPSG:4326, -17000000, -7000000, 17000000, 7000000",
        "EPSG:4258, EPSG:3035, -30, 30, 50, 75",
        "EPSG:3035, EPSG:4258, 2500000, 1500000, 7000000, 5200000",
        "EPSG:25832, EPSG:3035, 200000, 5000000, 800000, 6000000",
        "EPSG:4258, EPSG:3034, -30, 30, 50, 75",
        "EPSG:4171, EPSG:2154, -5, 41, 10, 52",
        "EPSG:4277, EPSG:27700, -8, 49, 2, 61",
        "EPSG:4289, EPSG:28992, 3, 50, 7, 54",
        "EPSG:4313, EPSG:31370, 2, 49, 7, 52",
        "EPSG:4312, EPSG:31287, 9, 46, 17, 49",
        "EPSG:4149, EPSG:21781, 5, 45, 11, 48",
        "EPSG:4150, EPSG:2056, 5, 45, 11, 48",
        "EPSG:4326, EPSG:2056, 5, 45, 11, 48",
        "EPSG:4258, EPSG:3006, 10, 55, 25, 69",
        "EPSG:4258, EPSG:3067, 19, 59, 32, 70",
        "EPSG:4167, EPSG:2193, 166, -48, 179, -34",
        "EPSG:4283, EPSG:3577, 110, -45, 155, -10",
        "EPSG:4269, EPSG:3347, -140, 40, -50, 80",
        "EPSG:4269, EPSG:3978, -140, 40, -50, 80",
        "EPSG:4269, EPSG:3005, -140, 48, -114, 60",
        "EPSG:4269, EPSG:3310, -125, 32, -114, 42",
        "EPSG:4326, EPSG:3413, -180, 30, 180, 90",
        "EPSG:3413, EPSG:4326, -4000000, -4000000, 4000000, 4000000",
        "EPSG:4326, EPSG:3031, -180, -90, 180, -30",
        "EPSG:4326, EPSG:32661, -180, 60, 180, 90",
        "EPSG:4156, EPSG:5514, 12, 47, 23, 51",
        "EPSG:4326, EPSG:5514, 14, 49.2, 17, 50.5",
        "EPSG:4269, EPSG:3078, -91, 41, -82, 48",
        "EPSG:4298, EPSG:29873, 109, 1, 119, 7",
        "EPSG:4269, EPSG:2264, -84, 33, -75, 37",
        "EPSG:4326, EPSG:2048, 15, -35, 25, -25",
        "EPSG:4302, EPSG:2314, -62, 9.8, -60, 11.6",
        "EPSG:4326, ESRI:54009, -180, -90, 180, 90",
        "EPSG:4326, ESRI:54008, -180, -90, 180, 90",
        "EPSG:4326, +proj=sinu +R=6371007.181, -180, -90, 180, 90",
        "EPSG:4326, EPSG:4087, -180, -90, 180, 90",
        "EPSG:4326, +proj=aeqd +lat_0=40 +lon_0=-100 +datum=WGS84, -180, -90, 180, 90",
        "EPSG:4326, +proj=laea +lat_0=45 +lon_0=-100 +R=6370997, -180, -80, 180, 90",
        "EPSG:4326, +proj=laea +lat_0=90 +datum=WGS84, -180, -80, 180, 90",
        "EPSG:4326, +proj=cass +lat_0=10 +lon_0=-61 +datum=WGS84, -64, 8, -58, 12",
        "EPSG:4326, +proj=stere +lat_0=45 +lon_0=20 +k=0.9996 +datum=WGS84, -10, 10, 50, 80",
        "EPSG:4326, +proj=lcc +lat_1=-30 +lat_2=-50 +lat_0=-40 +lon_0=135 +datum=WGS84, -180, -85, 180, 85",
        "EPSG:4326, +proj=lcc +lat_1=38.5 +lat_2=38.5 +lat_0=38.5 +lon_0=-97.5 +R=6371229, -130, 20, -60, 55",
        "EPSG:4326, +proj=tmerc +lat_0=10 +lon_0=9 +k=0.9996 +R=6371229, -10, -80, 30, 80",
        "EPSG:4326, +proj=aea +lat_1=18 +lat_2=36 +lon_0=132 +R=6371229, 100, -50, 160, 60",
        "+proj=aea +lat_1=18 +lat_2=36 +R=6371229 +units=us-ft, EPSG:4326, -9000000, -4000000, 3000000, 3000000",
        "EPSG:4326, +proj=merc +lat_ts=40 +lon_0=150 +datum=WGS84, -180, -80, 180, 80"
    })
    void pointsAgreeWithinAMillimetre(
            String source, String target, double west, double south, double east, double north) throws IOException {
        assertTrue(worstMetres(source, target, west, south, east, north) < 1e-3);
    }

    /**
     * Datum shifts by Helmert transformations where PROJ may choose another one by place, or use a grid file that is
     * installed: we differ by what the transformations differ, at most the last column in metres.
     */
    @ParameterizedTest(name = "{0} to {1} within {6} m")
    @CsvSource({
        "EPSG:4326, EPSG:27700, -3, 51, 1, 53, 0.01",
        "EPSG:4326, EPSG:28992, 3.5, 51, 7, 53.5, 0.02",
        "EPSG:4326, EPSG:31370, 2.6, 49.6, 6.3, 51.4, 0.01",
        "EPSG:4326, EPSG:31287, 9.6, 46.5, 17, 48.9, 1",
        "EPSG:4326, EPSG:31467, 7.6, 47.5, 10.4, 55, 5",
        "EPSG:4326, EPSG:3979, -140, 42, -55, 75, 2"
    })
    void datumShiftsAgreeWithinTheirAccuracy(
            String source, String target, double west, double south, double east, double north, double within)
            throws IOException {
        assertTrue(worstMetres(source, target, west, south, east, north) < within);
    }

    private static double worstMetres(
            String source, String target, double west, double south, double east, double north) throws IOException {
        Random random = new Random(42);
        double[] x = random.doubles(POINTS, west, east).toArray();
        double[] y = random.doubles(POINTS, south, north).toArray();
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            questions.add(source + "\t" + target + "\t" + x[i] + "\t" + y[i]);
        }
        List<String> answers = points.answers(questions);
        Crs to = Crs.parse(target);
        CoordinateTransform.between(Crs.parse(source), to).transform(x, y, 0, POINTS);
        double unit = to.isGeographic() ? METRES_PER_DEGREE : to.metresPerUnit();
        double worst = 0;
        for (int i = 0; i < POINTS; i++) {
            String[] answer = answers.get(i).split("\t", -1);
            double distance = Math.hypot(x[i] - Double.parseDouble(answer[0]), y[i] - Double.parseDouble(answer[1]));
            assertTrue(Double.isFinite(distance), questions.get(i) + " gives " + answers.get(i) + ", not " + x[i]);
            worst = Math.max(worst, distance * unit);
        }
        return worst;
    }

    @Test
    void everyFormatOfProjIsReadAsTheCodeItCameFrom() throws Exception {
        int[] codes = {
            4326, 4269, 4267, 4258, 3857, 5070, 6350, 6933, 3035, 3034, 2154, 27700, 28992, 31370, 31287, 21781, 2056,
                    3006,
            3067, 25832, 26915, 32632, 32732, 28355, 7855, 3577, 6677, 2451, 3413, 3031, 32661, 2193, 3978, 3979, 3395,
                    5514,
            3078, 26729, 2236, 27572, 2048, 31467, 2100, 3832, 4087, 2263, 3174, 3375, 5041, 5042, 3571, 3163, 2062
        };
        String[] formats = {"WKT1_GDAL", "WKT1_ESRI", "WKT2_2015", "WKT2_2018", "PROJJSON"};
        List<String> questions = new ArrayList<>();
        for (int code : codes) {
            for (String format : formats) {
                questions.add(code + "\t" + format);
            }
        }
        List<String> texts;
        try (Proj writer = Proj.running("proj_texts.py")) {
            texts = writer.answers(questions);
        }
        List<String> different = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Crs expected = Crs.ofEpsg(codes[i / formats.length]);
            if (!texts.get(i).isEmpty() && !Crs.parse(texts.get(i)).isEquivalentTo(expected)) {
                different.add(questions.get(i) + ": " + texts.get(i));
            }
        }
        assertEquals(List.of(), different);
    }

    /** PROJ reads what {@link Crs#toProjJson} writes, here without codes to fall back on. */
    @ParameterizedTest
    @CsvSource({
        "+proj=aea +lat_0=23 +lat_1=29.5 +lat_2=45.5 +lon_0=-96 +datum=WGS84, -100, 40",
        "+proj=lcc +lat_0=40 +lat_1=40 +lon_0=-96 +k_0=0.9999 +datum=WGS84, -100, 40",
        "+proj=lcc +lat_0=40 +lat_1=30 +lat_2=50 +lon_0=-96 +datum=WGS84 +units=us-ft, -100, 40",
        "+proj=utm +zone=32 +south +datum=WGS84, 8, -40",
        "+proj=merc +lat_ts=40 +datum=WGS84, 8, -40",
        "+proj=webmerc +datum=WGS84, 8, -40",
        "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +datum=WGS84, 8, 40",
        "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +datum=WGS84, 8, 70",
        "+proj=stere +lat_0=-90 +k=0.994 +x_0=2000000 +datum=WGS84, 8, -70",
        "+proj=stere +lat_0=45 +lon_0=20 +k=0.9996 +datum=WGS84, 8, 40",
        "+proj=sterea +lat_0=45 +lon_0=20 +k=0.9996 +datum=WGS84, 8, 40",
        "+proj=omerc +lat_0=4 +lonc=115 +alpha=53 +gamma=52.5 +k=0.9998 +x_0=5 +datum=WGS84, 113, 5",
        "+proj=omerc +lat_0=4 +lonc=115 +alpha=53 +k=0.9998 +no_uoff +datum=WGS84, 113, 5",
        "+proj=somerc +lat_0=47 +lon_0=7 +x_0=600000 +datum=WGS84, 8, 46",
        "+proj=cass +lat_0=10 +lon_0=-61 +datum=WGS84, -60, 10",
        "'+proj=krovak +ellps=bessel +towgs84=572.2,85.3,461.9,5,1.5,5.2,3.5', 15, 50",
        "+proj=sinu +R=6371007.181, 15, 50",
        "+proj=eqc +lat_ts=30 +datum=WGS84, 15, 50",
        "+proj=cea +lat_ts=30 +datum=WGS84, 15, 50",
        "+proj=moll +datum=WGS84, 15, 50",
        "'+proj=utm +zone=33 +ellps=bessel +towgs84=577.3,90.1,463.9,5.1,1.5,5.3,2.4', 15, 50"
    })
    void projReadsOurProjJson(String text, double x, double y) throws IOException {
        Crs crs = Crs.parse(text);
        String answer = points.answers(List.of("EPSG:4326\t" + crs.toProjJson() + "\t" + x + "\t" + y))
                .get(0);
        double[] ourX = {x};
        double[] ourY = {y};
        CoordinateTransform.between(Crs.ofEpsg(4326), crs).transform(ourX, ourY, 0, 1);
        String[] theirs = answer.split("\t", -1);
        assertEquals(Double.parseDouble(theirs[0].replace("nan", "NaN")), ourX[0], 2e-3, crs.toProjJson());
        assertEquals(Double.parseDouble(theirs[1].replace("nan", "NaN")), ourY[0], 2e-3, crs.toProjJson());
    }
}
