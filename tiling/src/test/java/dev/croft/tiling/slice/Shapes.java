package dev.croft.tiling.slice;

import dev.croft.core.vector.PolygonBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Polygons for tests, as parts of rings of x and y in turn. */
final class Shapes {
    private Shapes() {}

    /** One part, its shell first. */
    static PolygonBuffer polygon(double[]... rings) {
        PolygonBuffer polygon = new PolygonBuffer();
        addPart(polygon, rings);
        return polygon;
    }

    static void addPart(PolygonBuffer polygon, double[]... rings) {
        for (double[] ring : rings) {
            polygon.reserve(ring.length / 2);
            int at = polygon.vertexCount();
            for (int i = 0; i < ring.length / 2; i++) {
                polygon.x()[at + i] = ring[2 * i];
                polygon.y()[at + i] = ring[2 * i + 1];
            }
            polygon.addRing(ring.length / 2);
        }
        polygon.addPart();
    }

    static double[] rectangle(double west, double north, double east, double south) {
        return new double[] {west, north, east, north, east, south, west, south};
    }

    /** Vertices by angle at random distances: simple, star-shaped. */
    static double[] star(Random random, int count, double x, double y, double radius, double least) {
        double[] ring = new double[2 * count];
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / count;
            double distance = radius * (least + (1 - least) * random.nextDouble());
            ring[2 * i] = x + distance * Math.cos(angle);
            ring[2 * i + 1] = y + distance * Math.sin(angle);
        }
        return ring;
    }

    /** Vertices anywhere in a square. */
    static double[] scribble(Random random, int count, double x, double y, double side) {
        double[] ring = new double[2 * count];
        for (int i = 0; i < count; i++) {
            ring[2 * i] = x + side * random.nextDouble();
            ring[2 * i + 1] = y + side * random.nextDouble();
        }
        return ring;
    }

    /** A back along the west side with teeth to the east; turned by {@code angle}. */
    static double[] comb(int teeth, double x, double y, double side, double angle) {
        double[] ring = new double[2 * (4 * teeth + 2)];
        double pitch = side / teeth;
        int at = 0;
        for (int i = 0; i < teeth; i++) {
            at = put(ring, at, side * 0.1, i * pitch);
            at = put(ring, at, side, i * pitch);
            at = put(ring, at, side, (i + 0.5) * pitch);
            at = put(ring, at, side * 0.1, (i + 0.5) * pitch);
        }
        at = put(ring, at, 0, side);
        put(ring, at, 0, -pitch);
        for (int i = 0; i < ring.length; i += 2) {
            double dx = ring[i] - side / 2;
            double dy = ring[i + 1] - side / 2;
            ring[i] = x + dx * Math.cos(angle) - dy * Math.sin(angle);
            ring[i + 1] = y + dx * Math.sin(angle) + dy * Math.cos(angle);
        }
        return ring;
    }

    /** A band wound around a point. */
    static double[] spiral(int vertices, int windings, double x, double y, double radius) {
        double[] ring = new double[4 * vertices];
        for (int i = 0; i < vertices; i++) {
            double share = (double) i / vertices;
            double angle = 2 * Math.PI * windings * share;
            double outer = radius * (0.1 + 0.9 * share);
            double inner = outer - radius * 0.4 / windings;
            put(ring, 2 * i, x + outer * Math.cos(angle), y + outer * Math.sin(angle));
            put(ring, 4 * vertices - 2 - 2 * i, x + inner * Math.cos(angle), y + inner * Math.sin(angle));
        }
        return ring;
    }

    private static int put(double[] ring, int at, double x, double y) {
        ring[at] = x;
        ring[at + 1] = y;
        return at + 2;
    }

    /**
     * Cells of a partition of a square, neighbours with the same vertices on the border between them but in opposite order: corners
     * of a square grid moved about, {@code bends} vertices along each side.
     */
    static List<PolygonBuffer> partition(long seed, int across, int bends, double x, double y, double side) {
        List<PolygonBuffer> cells = new ArrayList<>();
        double cell = side / across;
        for (int row = 0; row < across; row++) {
            for (int column = 0; column < across; column++) {
                List<double[]> ring = new ArrayList<>();
                addSide(ring, seed, across, column, row, column + 1, row, bends);
                addSide(ring, seed, across, column + 1, row, column + 1, row + 1, bends);
                addSide(ring, seed, across, column + 1, row + 1, column, row + 1, bends);
                addSide(ring, seed, across, column, row + 1, column, row, bends);
                double[] flat = new double[2 * ring.size()];
                for (int i = 0; i < ring.size(); i++) {
                    put(flat, 2 * i, x + cell * ring.get(i)[0], y + cell * ring.get(i)[1]);
                }
                cells.add(polygon(flat));
            }
        }
        return cells;
    }

    private static void addSide(
            List<double[]> ring, long seed, int across, int fromX, int fromY, int toX, int toY, int bends) {
        boolean forth = fromX + fromY < toX + toY;
        double[] low = corner(seed, across, Math.min(fromX, toX), Math.min(fromY, toY));
        double[] high = corner(seed, across, Math.max(fromX, toX), Math.max(fromY, toY));
        boolean outline = fromX == toX ? fromX % across == 0 : fromY % across == 0;
        Random random =
                new Random(seed ^ (Math.min(fromX, toX) * 7919L + Math.min(fromY, toY)) * 4 + (fromX == toX ? 1 : 2));
        double[][] points = new double[bends + 1][];
        points[0] = low;
        for (int i = 1; i <= bends; i++) {
            double share = i / (bends + 1.0);
            double off = outline ? 0 : 0.1 * (random.nextDouble() - 0.5);
            points[i] = new double[] {
                low[0] + share * (high[0] - low[0]) + (fromX == toX ? off : 0),
                low[1] + share * (high[1] - low[1]) + (fromX == toX ? 0 : off)
            };
        }
        if (forth) {
            ring.addAll(List.of(points));
        } else {
            ring.add(high);
            for (int i = bends; i >= 1; i--) {
                ring.add(points[i]);
            }
        }
    }

    private static double[] corner(long seed, int across, int column, int row) {
        Random random = new Random(seed + 31L * column + 1_000_003L * row);
        random.nextDouble();
        double dx = column % across == 0 ? 0 : 0.5 * (random.nextDouble() - 0.5);
        double dy = row % across == 0 ? 0 : 0.5 * (random.nextDouble() - 0.5);
        return new double[] {column + dx, row + dy};
    }
}
