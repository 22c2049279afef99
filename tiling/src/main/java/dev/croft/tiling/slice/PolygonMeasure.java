package dev.croft.tiling.slice;

import dev.croft.core.vector.PolygonBuffer;
import java.util.Arrays;

/**
 * Box, area and a point inside of a polygon in world coordinates. Confined to one thread.
 *
 * <p>The point is the centroid of the largest part if that lies inside, clear of the border; otherwise the middle of the widest
 * stretch inside on a horizontal line half-way between the two vertices nearest to the centroid in {@code y} (or, should that
 * line have none, half-way in the largest gap between vertices in {@code y}), as JTS's InteriorPointArea does. Inside is by the
 * even-odd rule. Neither the first vertex of a ring nor its direction matter but for the last bits, as sums are rounded.
 */
final class PolygonMeasure {
    /** How far from the border, in widths of the part, the centroid must be; a few times what rounding can be off. */
    private static final double CLEAR = 1e-12;

    /** Spacing of doubles just below 1, a few times; world coordinates are no finer. */
    private static final double FINEST = 1e-15;

    private double west;
    private double north;
    private double east;
    private double south;
    private double area;
    private double insideX;
    private double insideY;
    private boolean anyInside;

    private double partArea;
    private double centroidX;
    private double centroidY;
    private double[] sorted = new double[64];

    /** Measures a polygon; says whether all its coordinates are numbers. */
    boolean measure(PolygonBuffer polygon) {
        findBox(polygon);
        double largest = -1;
        int largestPart = 0;
        double bestX = 0;
        double bestY = 0;
        area = 0;
        for (int part = 0; part < polygon.partCount(); part++) {
            measurePart(polygon, part);
            area += partArea;
            if (partArea > largest) {
                largest = partArea;
                largestPart = part;
                bestX = centroidX;
                bestY = centroidY;
            }
        }
        if (!Double.isFinite(area)) {
            return false;
        }
        anyInside = polygon.vertexCount() > 0 && findInside(polygon, largestPart, bestX, bestY);
        return true;
    }

    double west() {
        return west;
    }

    double north() {
        return north;
    }

    double east() {
        return east;
    }

    double south() {
        return south;
    }

    double area() {
        return area;
    }

    /** Whether there is a point inside, as far as doubles tell. */
    boolean anyInside() {
        return anyInside;
    }

    double insideX() {
        return insideX;
    }

    double insideY() {
        return insideY;
    }

    private void findBox(PolygonBuffer polygon) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        // Plain comparisons: three times as fast as Math.min, and what is not a number shows in the area.
        for (int i = 0; i < polygon.vertexCount(); i++) {
            double px = x[i];
            double py = y[i];
            left = px < left ? px : left;
            right = px > right ? px : right;
            top = py < top ? py : top;
            bottom = py > bottom ? py : bottom;
        }
        west = left;
        north = top;
        east = right;
        south = bottom;
    }

    /** Area, at least 0, and centroid of a part. Sums run from the corner of the box, the same for any first vertex. */
    private void measurePart(PolygonBuffer polygon, int part) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        double doubled = 0;
        double momentX = 0;
        double momentY = 0;
        for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
            int start = polygon.ringStart(ring);
            int end = polygon.ringEnd(ring);
            if (start == end) {
                continue;
            }
            double ringDoubled = 0;
            double ringX = 0;
            double ringY = 0;
            double ax = x[end - 1] - west;
            double ay = y[end - 1] - north;
            for (int i = start; i < end; i++) {
                double bx = x[i] - west;
                double by = y[i] - north;
                double cross = ax * by - bx * ay;
                ringDoubled += cross;
                ringX += (ax + bx) * cross;
                ringY += (ay + by) * cross;
                ax = bx;
                ay = by;
            }
            double sign = ringDoubled < 0 == (ring == polygon.partStart(part)) ? -1 : 1;
            doubled += sign * ringDoubled;
            momentX += sign * ringX;
            momentY += sign * ringY;
        }
        partArea = Double.isNaN(doubled) ? Double.NaN : Math.max(0, doubled / 2);
        centroidX = west + momentX / (3 * doubled);
        centroidY = north + momentY / (3 * doubled);
    }

    private boolean findInside(PolygonBuffer polygon, int part, double x, double y) {
        if (isClearlyInside(polygon, part, x, y)) {
            insideX = x;
            insideY = y;
            return true;
        }
        int start = polygon.ringStart(polygon.partStart(part));
        int end = polygon.ringEnd(polygon.partEnd(part) - 1);
        sort(polygon.y(), start, end);
        if (findOnLine(polygon, part, lineNear(y, end - start))) {
            return true;
        }
        sort(polygon.y(), start, end);
        return findOnLine(polygon, part, lineInLargestGap(end - start));
    }

    /** Whether the even-odd rule has the point inside and no edge comes near it along its horizontal line. */
    private boolean isClearlyInside(PolygonBuffer polygon, int part, double px, double py) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        double clear = CLEAR * (east - west) + FINEST;
        boolean inside = false;
        double nearest = Double.POSITIVE_INFINITY;
        for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
            int end = polygon.ringEnd(ring);
            int a = end - 1;
            for (int b = polygon.ringStart(ring); b < end; a = b++) {
                if (y[a] > py != y[b] > py) {
                    double distance = x[a] + (py - y[a]) / (y[b] - y[a]) * (x[b] - x[a]) - px;
                    inside ^= distance > 0;
                    nearest = Math.min(nearest, Math.abs(distance));
                } else if (y[a] == py && isNear(px, x[a], y[b] == py ? x[b] : x[a], clear)) {
                    return false;
                }
            }
        }
        return inside && nearest > clear;
    }

    private static boolean isNear(double value, double from, double until, double clear) {
        return Math.min(from, until) <= value + clear && Math.max(from, until) >= value - clear;
    }

    private void sort(double[] values, int start, int end) {
        if (end - start > sorted.length) {
            sorted = new double[Math.max(end - start, 2 * sorted.length)];
        }
        System.arraycopy(values, start, sorted, 0, end - start);
        Arrays.sort(sorted, 0, end - start);
    }

    /** Half-way between the neighbours of {@code y} among the sorted values. */
    private double lineNear(double y, int count) {
        int after = 1;
        while (after < count - 1 && !(sorted[after] > y && sorted[after] > sorted[0])) {
            after++;
        }
        int before = after;
        while (before > 0 && sorted[before] >= sorted[after]) {
            before--;
        }
        return sorted[before] + (sorted[after] - sorted[before]) / 2;
    }

    private double lineInLargestGap(int count) {
        int largest = 1;
        for (int i = 2; i < count; i++) {
            largest = sorted[i] - sorted[i - 1] > sorted[largest] - sorted[largest - 1] ? i : largest;
        }
        return sorted[largest - 1] + (sorted[largest] - sorted[largest - 1]) / 2;
    }

    /** Takes the middle of the widest stretch inside on a line that has no vertex; says whether there is one. */
    private boolean findOnLine(PolygonBuffer polygon, int part, double line) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        int count = 0;
        for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
            int end = polygon.ringEnd(ring);
            int a = end - 1;
            for (int b = polygon.ringStart(ring); b < end; a = b++) {
                if (y[a] > line != y[b] > line) {
                    sorted[count++] = x[a] + (line - y[a]) / (y[b] - y[a]) * (x[b] - x[a]);
                }
            }
        }
        Arrays.sort(sorted, 0, count);
        double widest = 0;
        for (int i = 0; i + 1 < count; i += 2) {
            if (sorted[i + 1] - sorted[i] > widest) {
                widest = sorted[i + 1] - sorted[i];
                insideX = sorted[i] + widest / 2;
                insideY = line;
            }
        }
        return widest > 0;
    }
}
