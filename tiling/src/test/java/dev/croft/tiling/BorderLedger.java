package dev.croft.tiling;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up the directed edges of rings, line by line, in exact arithmetic. Where polygons lie side by side every stretch of a border
 * is run through once each way, and nothing is left of it.
 */
final class BorderLedger {
    /** A line through lattice points: its direction, shortest and to the east or due south, and its distance from the origin. */
    private record Line(long dx, long dy, long offset) {}

    /** By line, where along it the number of edges there changes, and by how much. */
    private final Map<Line, TreeMap<Long, Integer>> changes = new HashMap<>();

    void add(List<int[]> rings) {
        for (int[] ring : rings) {
            for (int i = 0; i < ring.length; i += 2) {
                int next = i + 2 == ring.length ? 0 : i + 2;
                add(ring[i], ring[i + 1], ring[next], ring[next + 1]);
            }
        }
    }

    private void add(long x0, long y0, long x1, long y1) {
        boolean forth = x1 > x0 || (x1 == x0 && y1 > y0);
        long divisor =
                BigInteger.valueOf(x1 - x0).gcd(BigInteger.valueOf(y1 - y0)).longValueExact();
        long dx = (forth ? x1 - x0 : x0 - x1) / divisor;
        long dy = (forth ? y1 - y0 : y0 - y1) / divisor;
        TreeMap<Long, Integer> line =
                changes.computeIfAbsent(new Line(dx, dy, dx * y0 - dy * x0), key -> new TreeMap<>());
        line.merge(dx != 0 ? x0 : y0, 1, Integer::sum);
        line.merge(dx != 0 ? x1 : y1, -1, Integer::sum);
    }

    /** Length of what is left within a square from 0 to {@code extent}, its edges not included. */
    double leftWithin(int extent) {
        double left = 0;
        for (Map.Entry<Line, TreeMap<Long, Integer>> line : changes.entrySet()) {
            int edges = 0;
            long from = 0;
            for (Map.Entry<Long, Integer> change : line.getValue().entrySet()) {
                if (edges != 0) {
                    left += lengthWithin(line.getKey(), from, change.getKey(), extent);
                }
                edges += change.getValue();
                from = change.getKey();
            }
        }
        return left;
    }

    private static double lengthWithin(Line line, long from, long to, int extent) {
        if (line.dx() == 0) {
            double x = -line.offset() / (double) line.dy();
            return x > 0 && x < extent ? Math.max(0, Math.min(to, extent) - Math.max(from, 0)) : 0;
        }
        double slope = line.dy() / (double) line.dx();
        double level = line.offset() / (double) line.dx();
        double low = Math.max(from, 0);
        double high = Math.min(to, extent);
        if (slope == 0) {
            return level > 0 && level < extent ? Math.max(0, high - low) : 0;
        }
        double atZero = -level / slope;
        double atExtent = (extent - level) / slope;
        low = Math.max(low, Math.min(atZero, atExtent));
        high = Math.min(high, Math.max(atZero, atExtent));
        return Math.max(0, high - low) * Math.hypot(1, slope);
    }
}
