package dev.croft.zonal.cells;

import dev.croft.core.vector.PolygonBuffer;
import java.util.Arrays;

/**
 * The edges of a polygon's rings in order, under a tree of bounding boxes of {@link #FANOUT} each: neighbours along a ring are
 * neighbours in space, so no sorting is needed. Edges without length are left out. Buffers are reused.
 *
 * <p>Edges are turned so that y does not fall from end 1 to end 2. Their weight is what a point right of the edge (of larger x,
 * level with it) gains by it: 1 or -1, such that a shell gives 1 to its inside and a hole takes 1 from its own, whichever way
 * the rings run. The sum over all edges is then the number of times that a point is covered.
 */
final class EdgeTree {
    static final int FANOUT = 8;
    private static final int SHIFT = 3;

    /** Eight to the eleventh exceeds any array. */
    private static final int MOST_LEVELS = 12;

    double[] x1 = new double[256];
    double[] y1 = new double[256];
    double[] x2 = new double[256];
    double[] y2 = new double[256];
    double[] weight = new double[256];
    int[] ring = new int[256];
    int edgeCount;

    /** Where the edges of each ring begin; one more than there are rings. */
    int[] ringEdges = new int[16];

    int ringCount;

    /** Boxes of all levels; those of level 0 hold edges, and the last level is one box. */
    double[] lowX = new double[64];

    double[] lowY = new double[64];
    double[] highX = new double[64];
    double[] highY = new double[64];
    final int[] levelStart = new int[MOST_LEVELS];
    final int[] levelCount = new int[MOST_LEVELS];
    int top;

    /** Takes the rings of the parts from {@code firstPart} to {@code endPart - 1}. */
    void build(PolygonBuffer polygon, int firstPart, int endPart) {
        edgeCount = 0;
        ringCount = 0;
        for (int part = firstPart; part < endPart; part++) {
            int shell = polygon.partStart(part);
            for (int r = shell; r < polygon.partEnd(part); r++) {
                addRing(polygon.x(), polygon.y(), polygon.ringStart(r), polygon.ringEnd(r), r == shell);
            }
        }
        ringEdges[ringCount] = edgeCount;
        buildBoxes();
    }

    private void addRing(double[] x, double[] y, int from, int to, boolean isShell) {
        reserve(to - from);
        ringEdges[ringCount] = edgeCount;
        double rising = (doubledArea(x, y, from, to) > 0) == isShell ? -1 : 1;
        double previousX = x[to - 1];
        double previousY = y[to - 1];
        for (int i = from; i < to; i++) {
            double thisX = x[i];
            double thisY = y[i];
            if (previousY < thisY || (previousY == thisY && previousX < thisX)) {
                add(previousX, previousY, thisX, thisY, rising);
            } else if (previousX != thisX || previousY != thisY) {
                add(thisX, thisY, previousX, previousY, -rising);
            }
            previousX = thisX;
            previousY = thisY;
        }
        ringCount++;
    }

    private void add(double fromX, double fromY, double toX, double toY, double edgeWeight) {
        int edge = edgeCount++;
        x1[edge] = fromX;
        y1[edge] = fromY;
        x2[edge] = toX;
        y2[edge] = toY;
        weight[edge] = edgeWeight;
        ring[edge] = ringCount;
    }

    private void reserve(int more) {
        if (edgeCount + more > x1.length) {
            int capacity = Math.max(edgeCount + more, 2 * x1.length);
            x1 = Arrays.copyOf(x1, capacity);
            y1 = Arrays.copyOf(y1, capacity);
            x2 = Arrays.copyOf(x2, capacity);
            y2 = Arrays.copyOf(y2, capacity);
            weight = Arrays.copyOf(weight, capacity);
            ring = Arrays.copyOf(ring, capacity);
        }
        if (ringCount + 2 > ringEdges.length) {
            ringEdges = Arrays.copyOf(ringEdges, 2 * ringEdges.length);
        }
    }

    /** Twice the signed area, measured from the first vertex so that distance from the origin costs no digits. */
    private static double doubledArea(double[] x, double[] y, int from, int to) {
        double originX = x[from];
        double originY = y[from];
        double previousX = 0;
        double previousY = 0;
        double sum = 0;
        for (int i = from + 1; i < to; i++) {
            double thisX = x[i] - originX;
            double thisY = y[i] - originY;
            sum += previousX * thisY - thisX * previousY;
            previousX = thisX;
            previousY = thisY;
        }
        return sum;
    }

    private void buildBoxes() {
        top = 0;
        levelStart[0] = 0;
        levelCount[0] = (edgeCount + FANOUT - 1) >> SHIFT;
        reserveBoxes(2 * levelCount[0] + MOST_LEVELS);
        for (int box = 0; box < levelCount[0]; box++) {
            boxEdges(box);
        }
        while (levelCount[top] > 1) {
            int below = top++;
            levelStart[top] = levelStart[below] + levelCount[below];
            levelCount[top] = (levelCount[below] + FANOUT - 1) >> SHIFT;
            for (int box = 0; box < levelCount[top]; box++) {
                boxBoxes(levelStart[top] + box, firstChild(below, box), endChild(below, box));
            }
        }
    }

    private void reserveBoxes(int needed) {
        if (needed > lowX.length) {
            int capacity = Math.max(needed, 2 * lowX.length);
            lowX = new double[capacity];
            lowY = new double[capacity];
            highX = new double[capacity];
            highY = new double[capacity];
        }
    }

    private void boxEdges(int box) {
        int from = firstEdge(box);
        int to = endEdge(box);
        double west = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int edge = from; edge < to; edge++) {
            double a = x1[edge];
            double b = x2[edge];
            double left = a < b ? a : b;
            double right = a < b ? b : a;
            west = left < west ? left : west;
            east = right > east ? right : east;
            low = y1[edge] < low ? y1[edge] : low;
            high = y2[edge] > high ? y2[edge] : high;
        }
        lowX[box] = west;
        highX[box] = east;
        lowY[box] = low;
        highY[box] = high;
    }

    private void boxBoxes(int box, int from, int to) {
        double west = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int child = from; child < to; child++) {
            west = lowX[child] < west ? lowX[child] : west;
            east = highX[child] > east ? highX[child] : east;
            low = lowY[child] < low ? lowY[child] : low;
            high = highY[child] > high ? highY[child] : high;
        }
        lowX[box] = west;
        highX[box] = east;
        lowY[box] = low;
        highY[box] = high;
    }

    /** First edge of a box of level 0. */
    int firstEdge(int box) {
        return box << SHIFT;
    }

    /** Edge after the last of a box of level 0. */
    int endEdge(int box) {
        return Math.min(edgeCount, (box + 1) << SHIFT);
    }

    /** Where the boxes of {@code level} begin that lie in a box of the level above, counted within its level. */
    int firstChild(int level, int parent) {
        return levelStart[level] + (parent << SHIFT);
    }

    int endChild(int level, int parent) {
        return levelStart[level] + Math.min(levelCount[level], (parent + 1) << SHIFT);
    }

    /** Whether two edges follow each other in a ring. */
    boolean areNeighbours(int a, int b) {
        int low = Math.min(a, b);
        int high = Math.max(a, b);
        if (ring[low] != ring[high]) {
            return false;
        }
        int r = ring[low];
        return high - low == 1 || (low == ringEdges[r] && high == ringEdges[r + 1] - 1);
    }
}
