package dev.croft.zonal;

import java.util.Locale;
import java.util.SplittableRandom;

/** Seeded polygons of every awkward kind as WKT, around a square of {@code size} units. */
final class RandomPolygons {
    private RandomPolygons() {}

    static String wkt(SplittableRandom random, int size) {
        int denominator = new int[] {1, 2, 4, 1000}[random.nextInt(4)];
        return switch (random.nextInt(5)) {
            case 0 -> "POLYGON (" + blob(random, size, denominator) + ")";
            case 1 -> "POLYGON (" + blob(random, size, denominator) + ", " + blob(random, size, denominator) + ")";
            case 2 ->
                "MULTIPOLYGON ((" + blob(random, size, denominator) + "), (" + blob(random, size, denominator) + "))";
            case 3 -> "POLYGON (" + sliver(random, size, denominator) + ")";
            default -> "POLYGON (" + rectangle(random, size, denominator) + ")";
        };
    }

    private static String blob(SplittableRandom random, int size, int denominator) {
        int count = random.nextInt(3, 30);
        double x = random.nextDouble(size);
        double y = random.nextDouble(size);
        double[] ring = new double[2 * count];
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * (i + random.nextDouble()) / count;
            double radius = random.nextDouble(0.3, size / 3.0);
            ring[2 * i] = x + radius * Math.cos(angle);
            ring[2 * i + 1] = y + radius * Math.sin(angle);
        }
        return text(ring, denominator);
    }

    private static String sliver(SplittableRandom random, int size, int denominator) {
        double x = random.nextDouble(size);
        double y = random.nextDouble(size);
        double length = random.nextDouble(size);
        double width = random.nextDouble(0.6);
        return text(
                new double[] {x, y, x + length, y + length / 3, x + length, y + length / 3 + width, x, y + width},
                denominator);
    }

    private static String rectangle(SplittableRandom random, int size, int denominator) {
        double west = random.nextDouble(size);
        double south = random.nextDouble(size);
        double east = west + random.nextDouble(size);
        double north = south + random.nextDouble(size);
        return text(new double[] {west, south, east, south, east, north, west, north}, denominator);
    }

    private static String text(double[] ring, int denominator) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i <= ring.length / 2; i++) {
            int at = i % (ring.length / 2) * 2;
            text.append(i == 0 ? "" : ", ")
                    .append(String.format(
                            Locale.ROOT, "%s %s", round(ring[at], denominator), round(ring[at + 1], denominator)));
        }
        return text.append(')').toString();
    }

    private static double round(double value, int denominator) {
        return Math.rint(value * denominator) / denominator;
    }
}
