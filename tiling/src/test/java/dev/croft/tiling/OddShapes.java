package dev.croft.tiling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Polygons as WKT that trip those who cut, round and wind them; each about a quarter of a degree wide. */
final class OddShapes {
    private OddShapes() {}

    static List<String> all() {
        List<String> shapes = new ArrayList<>(
                List.of(
                        // Holes: two that touch each other and the shell, one in another's corner.
                        "POLYGON ((10 50, 10.2 50, 10.2 50.2, 10 50.2, 10 50),"
                                + " (10.1 50, 10.15 50.05, 10.1 50.1, 10.05 50.05, 10.1 50),"
                                + " (10.1 50.1, 10.15 50.15, 10.1 50.19, 10.05 50.15, 10.1 50.1))",
                        // A hole as large as its shell, and one outside of it.
                        "POLYGON ((11 50, 11.2 50, 11.2 50.2, 11 50.2, 11 50), (11 50, 11.2 50, 11.2 50.2, 11 50.2, 11 50))",
                        "POLYGON ((12 50, 12.2 50, 12.2 50.2, 12 50.2, 12 50),"
                                + " (12.3 50.3, 12.35 50.3, 12.35 50.35, 12.3 50.35, 12.3 50.3))",
                        // Parts that touch along a side, at a corner, that overlap, that are the same, one in the
                        // other's hole.
                        "MULTIPOLYGON (((13 50, 13.1 50, 13.1 50.1, 13 50.1, 13 50)),"
                                + " ((13.1 50, 13.2 50, 13.2 50.1, 13.1 50.1, 13.1 50)),"
                                + " ((13.2 50.1, 13.25 50.1, 13.25 50.15, 13.2 50.15, 13.2 50.1)))",
                        "MULTIPOLYGON (((14 50, 14.2 50, 14.2 50.2, 14 50.2, 14 50)),"
                                + " ((14.1 50.1, 14.3 50.1, 14.3 50.3, 14.1 50.3, 14.1 50.1)),"
                                + " ((14 50, 14.2 50, 14.2 50.2, 14 50.2, 14 50)))",
                        "MULTIPOLYGON (((15 50, 15.2 50, 15.2 50.2, 15 50.2, 15 50),"
                                + " (15.05 50.05, 15.15 50.05, 15.15 50.15, 15.05 50.15, 15.05 50.05)),"
                                + " ((15.08 50.08, 15.12 50.08, 15.12 50.12, 15.08 50.12, 15.08 50.08)))",
                        // A bow tie, a pentagram, a ring that runs around twice, one with a spike and one that repeats
                        // its points.
                        "POLYGON ((16 50, 16.2 50.2, 16.2 50, 16 50.2, 16 50))",
                        "POLYGON ((17 50.1, 17.2 50.1, 17.03 50, 17.1 50.17, 17.17 50, 17 50.1))",
                        "POLYGON ((18 50, 18.2 50, 18.2 50.2, 18 50.2, 18 50, 18.2 50, 18.2 50.2, 18 50.2, 18 50))",
                        "POLYGON ((19 50, 19.1 50, 19.3 50, 19.1 50, 19.2 50.2, 19 50))",
                        "POLYGON ((20 50, 20 50, 20.2 50, 20.2 50, 20.2 50, 20.2 50.2, 20 50))",
                        // Slivers: along an axis, across, and so narrow that rounding closes it here and there.
                        "POLYGON ((21 50, 21.3 50, 21.3 50.000001, 21 50.000001, 21 50))",
                        "POLYGON ((22 50, 22.3 50.3, 22.300001 50.3, 22.000001 50, 22 50))",
                        "POLYGON ((23 50, 23.1 50.00002, 23.2 50, 23.3 50.00002, 23.2 50.00001, 23.1 50.00001, 23 50))",
                        // On the edges of tiles of all zooms.
                        "POLYGON ((0 0, 0.17578125 0, 0.17578125 0.1757809, 0 0.1757809, 0 0))",
                        "POLYGON ((-0.1 -0.1, 0.1 -0.1, 0.1 0.1, -0.1 0.1, -0.1 -0.1), (-0.05 -0.05, 0 -0.05, 0 0, -0.05 0, -0.05 -0.05))"));
        shapes.add(star(24, 50, 0.12, 100_000));
        shapes.add(comb(25, 50, 60));
        for (int i = 0; i < 12; i++) {
            shapes.add(scribble(26 + i * 0.4, 50, 8 + 4 * i, i));
        }
        return shapes;
    }

    private static String star(double x, double y, double radius, int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<String> ring = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            double wave = 0.3 * Math.sin(9 * angle) + 0.05 * Math.sin(700 * angle);
            double distance = radius * (0.6 + wave + 1e-5 * random.nextDouble());
            ring.add(point(x + distance * Math.cos(angle), y + distance * Math.sin(angle)));
        }
        return polygon(ring);
    }

    /** Teeth, every one narrower than the one before. */
    private static String comb(double x, double y, int teeth) {
        List<String> ring = new ArrayList<>();
        double at = 0;
        double width = 0.02;
        for (int i = 0; i < teeth; i++) {
            ring.add(point(x + 0.01, y + at));
            ring.add(point(x + 0.2, y + at));
            ring.add(point(x + 0.2, y + at + width));
            ring.add(point(x + 0.01, y + at + width));
            at += 2 * width;
            width *= 0.85;
        }
        ring.add(point(x, y + at));
        ring.add(point(x, y));
        return polygon(ring);
    }

    private static String scribble(double x, double y, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> ring = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ring.add(point(x + 0.2 * random.nextDouble(), y + 0.2 * random.nextDouble()));
        }
        return polygon(ring);
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.9f %.9f", x, y);
    }

    private static String polygon(List<String> ring) {
        return "POLYGON ((" + String.join(", ", ring) + ", " + ring.get(0) + "))";
    }
}
