package dev.croft.zonal.cells;

import java.util.Arrays;

/**
 * Decides whether rings bound an area: whether every point of the plane is covered once or not at all, counted as
 * {@link EdgeTree} weighs edges. Then, and only then, do the areas that single edges add up to in a cell equal the covered area.
 *
 * <ol>
 *   <li>Edges that cross make it fail, because the four sides of a crossing are covered in three different ways.
 *   <li>Edges may touch, and may overlap along a line. What is within {@link #TOUCH} of a cell counts as touching, because
 *       coordinates were rounded on their way here. On both sides of every piece of edge next to such a place, the cover is
 *       counted outright and must be 0 or 1: this finds rings that cross in a common vertex or along a common line.
 *   <li>Rings that touch nothing are counted once: this finds holes outside their shell and inside another hole.
 * </ol>
 *
 * <p>A ring that touches itself, and a line run there and back, are therefore taken; a bow tie and a hole reaching out of its
 * shell are not.
 */
final class RingCheck {
    /** In cells. */
    private static final double TOUCH = 1e-6;

    /** Relative error of the product that tells the side of a line, from Shewchuk, Adaptive Precision, section 4. */
    private static final double SIDE_ERROR = 3.3306690738754716e-16;

    private final EdgeTree tree;

    /** Places where edges touch others, as edge number plus half the share of its length. */
    private double[] touches = new double[64];

    private int touchCount;
    private boolean[] touched = new boolean[16];

    private double pointX;
    private double pointY;
    private boolean isLevelEdge;
    private double beside;
    private double through;

    RingCheck(EdgeTree tree) {
        this.tree = tree;
    }

    /** Whether the rings now in the tree bound an area. */
    boolean boundArea() {
        touchCount = 0;
        if (tree.edgeCount == 0) {
            return true;
        }
        if (!compareWithin(tree.top, 0)) {
            return false;
        }
        return (touchCount == 0 && tree.ringCount == 1) || (touchesAreCoveredOnce() && othersAreCoveredOnce());
    }

    private boolean compareWithin(int level, int box) {
        if (level == 0) {
            return compareEdgesWithin(tree.firstEdge(box), tree.endEdge(box));
        }
        int start = tree.levelStart[level - 1];
        int end = tree.endChild(level - 1, box) - start;
        for (int a = tree.firstChild(level - 1, box) - start; a < end; a++) {
            if (!compareWithin(level - 1, a)) {
                return false;
            }
            for (int b = a + 1; b < end; b++) {
                if (!compareBetween(level - 1, a, b)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean compareBetween(int level, int boxA, int boxB) {
        int a = tree.levelStart[level] + boxA;
        int b = tree.levelStart[level] + boxB;
        if (tree.lowX[a] > tree.highX[b]
                || tree.lowX[b] > tree.highX[a]
                || tree.lowY[a] > tree.highY[b]
                || tree.lowY[b] > tree.highY[a]) {
            return true;
        }
        if (level == 0) {
            return compareEdgesBetween(boxA, boxB);
        }
        int start = tree.levelStart[level - 1];
        for (int i = tree.firstChild(level - 1, boxA) - start; i < tree.endChild(level - 1, boxA) - start; i++) {
            for (int j = tree.firstChild(level - 1, boxB) - start; j < tree.endChild(level - 1, boxB) - start; j++) {
                if (!compareBetween(level - 1, i, j)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean compareEdgesWithin(int from, int to) {
        for (int edge = from; edge < to; edge++) {
            if (!compareEdge(edge, edge + 1, to)) {
                return false;
            }
        }
        return true;
    }

    private boolean compareEdgesBetween(int boxA, int boxB) {
        double west = tree.lowX[boxB];
        double east = tree.highX[boxB];
        double low = tree.lowY[boxB];
        double high = tree.highY[boxB];
        int from = tree.firstEdge(boxB);
        int to = tree.endEdge(boxB);
        for (int edge = tree.firstEdge(boxA); edge < tree.endEdge(boxA); edge++) {
            double a = tree.x1[edge];
            double b = tree.x2[edge];
            boolean apart =
                    tree.y1[edge] > high || tree.y2[edge] < low || (a < west && b < west) || (a > east && b > east);
            if (!apart && !compareEdge(edge, from, to)) {
                return false;
            }
        }
        return true;
    }

    /** Compares one edge with others; false when it crosses one. */
    private boolean compareEdge(int edge, int from, int to) {
        double a = tree.x1[edge];
        double b = tree.x2[edge];
        double west = a < b ? a : b;
        double east = a < b ? b : a;
        double low = tree.y1[edge];
        double high = tree.y2[edge];
        double[] x1 = tree.x1;
        double[] y1 = tree.y1;
        double[] x2 = tree.x2;
        double[] y2 = tree.y2;
        for (int other = from; other < to; other++) {
            boolean apart = y1[other] > high
                    || y2[other] < low
                    || (x1[other] < west && x2[other] < west)
                    || (x1[other] > east && x2[other] > east);
            if (!apart && !tree.areNeighbours(edge, other) && !compare(edge, other)) {
                return false;
            }
        }
        return true;
    }

    /** False when two edges cross; notes where they touch. */
    private boolean compare(int a, int b) {
        int start = side(a, tree.x1[b], tree.y1[b]);
        int end = side(a, tree.x2[b], tree.y2[b]);
        if (start * end > 0) {
            return true;
        }
        int otherStart = side(b, tree.x1[a], tree.y1[a]);
        int otherEnd = side(b, tree.x2[a], tree.y2[a]);
        if (otherStart * otherEnd > 0) {
            return true;
        }
        boolean touch = noteTouch(a, tree.x1[b], tree.y1[b], b, 0);
        touch |= noteTouch(a, tree.x2[b], tree.y2[b], b, 1);
        touch |= noteTouch(b, tree.x1[a], tree.y1[a], a, 0);
        touch |= noteTouch(b, tree.x2[a], tree.y2[a], a, 1);
        return touch || start * end == 0 || otherStart * otherEnd == 0;
    }

    /** On which side of the edge's line a point lies: -1, 1, or 0 where doubles cannot tell. */
    private int side(int edge, double x, double y) {
        double left = (tree.x1[edge] - x) * (tree.y2[edge] - y);
        double right = (tree.y1[edge] - y) * (tree.x2[edge] - x);
        double difference = left - right;
        double error = SIDE_ERROR * (Math.abs(left) + Math.abs(right));
        return difference > error ? 1 : difference < -error ? -1 : 0;
    }

    /** Notes that an end of another edge touches {@code edge}, if it does. */
    private boolean noteTouch(int edge, double x, double y, int other, int otherEnd) {
        double dx = tree.x2[edge] - tree.x1[edge];
        double dy = tree.y2[edge] - tree.y1[edge];
        double share = ((x - tree.x1[edge]) * dx + (y - tree.y1[edge]) * dy) / (dx * dx + dy * dy);
        share = Math.max(0, Math.min(1, share));
        if (Math.hypot(tree.x1[edge] + share * dx - x, tree.y1[edge] + share * dy - y) > TOUCH) {
            return false;
        }
        addTouch(edge, share);
        addTouch(other, otherEnd);
        return true;
    }

    private void addTouch(int edge, double share) {
        if (touchCount == touches.length) {
            touches = Arrays.copyOf(touches, 2 * touchCount);
        }
        touches[touchCount++] = edge + share / 2;
    }

    /** Looks at all pieces of the edges that touch something. */
    private boolean touchesAreCoveredOnce() {
        if (touched.length < tree.ringCount) {
            touched = new boolean[2 * tree.ringCount];
        }
        Arrays.fill(touched, 0, tree.ringCount, false);
        Arrays.sort(touches, 0, touchCount);
        for (int i = 0; i < touchCount; ) {
            int edge = (int) touches[i];
            touched[tree.ring[edge]] = true;
            double share = 0;
            for (; i < touchCount && (int) touches[i] == edge; i++) {
                double next = 2 * (touches[i] - edge);
                if (!isCoveredOnce(edge, share, next)) {
                    return false;
                }
                share = next;
            }
            if (!isCoveredOnce(edge, share, 1)) {
                return false;
            }
        }
        return true;
    }

    /** Looks at one edge, the longest, of each ring that touches nothing. */
    private boolean othersAreCoveredOnce() {
        for (int ring = 0; ring < tree.ringCount; ring++) {
            int from = tree.ringEdges[ring];
            int to = tree.ringEdges[ring + 1];
            if (touched[ring] || from == to) {
                continue;
            }
            int longest = from;
            for (int edge = from + 1; edge < to; edge++) {
                longest = squaredLength(edge) > squaredLength(longest) ? edge : longest;
            }
            if (!isCoveredOnce(longest, 0, 1)) {
                return false;
            }
        }
        return true;
    }

    private double squaredLength(int edge) {
        double dx = tree.x2[edge] - tree.x1[edge];
        double dy = tree.y2[edge] - tree.y1[edge];
        return dx * dx + dy * dy;
    }

    /** Whether both sides of a piece of an edge are covered once or not at all; pieces too short to tell are taken so. */
    private boolean isCoveredOnce(int edge, double from, double to) {
        if ((to - from) * Math.sqrt(squaredLength(edge)) <= 4 * TOUCH) {
            return true;
        }
        double dx = tree.x2[edge] - tree.x1[edge];
        double dy = tree.y2[edge] - tree.y1[edge];
        pointX = tree.x1[edge] + (from + to) / 2 * dx;
        pointY = tree.y1[edge] + (from + to) / 2 * dy;
        isLevelEdge = Math.abs(dx) > dy;
        beside = 0;
        through = 0;
        count(tree.top, 0);
        return isOnceOrNot(beside) && isOnceOrNot(beside + through);
    }

    private static boolean isOnceOrNot(double cover) {
        return cover == 0 || cover == 1;
    }

    /** Adds up the edges of a box that lie left of the point (below it for a level edge), and apart those through it. */
    private void count(int level, int box) {
        int at = tree.levelStart[level] + box;
        boolean apart = isLevelEdge
                ? tree.lowX[at] > pointX || tree.highX[at] < pointX || tree.lowY[at] > pointY + TOUCH
                : tree.lowY[at] > pointY || tree.highY[at] < pointY || tree.lowX[at] > pointX + TOUCH;
        if (apart) {
            return;
        }
        if (level > 0) {
            int start = tree.levelStart[level - 1];
            for (int i = tree.firstChild(level - 1, box); i < tree.endChild(level - 1, box); i++) {
                count(level - 1, i - start);
            }
            return;
        }
        for (int edge = tree.firstEdge(box); edge < tree.endEdge(box); edge++) {
            if (!isLevelEdge) {
                count(pointX, pointY, tree.x1[edge], tree.y1[edge], tree.x2[edge], tree.y2[edge], tree.weight[edge]);
            } else if (tree.x1[edge] <= tree.x2[edge]) {
                count(pointY, pointX, tree.y1[edge], tree.x1[edge], tree.y2[edge], tree.x2[edge], -tree.weight[edge]);
            } else {
                count(pointY, pointX, tree.y2[edge], tree.x2[edge], tree.y1[edge], tree.x1[edge], tree.weight[edge]);
            }
        }
    }

    /** Counts an edge whose v does not fall, against a point, u being the direction of sight. */
    private void count(double u, double v, double u1, double v1, double u2, double v2, double weight) {
        if (v < v1 || v >= v2) {
            return;
        }
        double width = u2 - u1;
        double height = v2 - v1;
        double distance = (u1 - u) + (v - v1) * width / height;
        if (distance * distance * height * height <= TOUCH * TOUCH * (width * width + height * height)) {
            through += weight;
        } else if (distance < 0) {
            beside += weight;
        }
    }
}
