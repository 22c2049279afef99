package dev.croft.tiling.slice;

import java.util.Arrays;

/**
 * Rebuilds rings that touch, overlap or cross into valid polygons, on the lattice: splits edges where they meet (crossings are
 * rounded to the lattice, and edges that this bends are split again), cancels those that run to and fro, finds how often the
 * rings turn around either side of each edge, keeps edges between inside and outside, and follows them so that the inside
 * stays on one hand. Rings that come back to a vertex are parted there; a ring of negative area is a hole of the smallest
 * shell around it. Edges are kept as one long each, so the rings must fit in a square of 2^15 units. Confined to one thread.
 *
 * <p>The work grows with the square of the long edges that lie side by side. Rings with more of them than a map can show, such as
 * 100,000 spikes in a few pixels, are rounded to a lattice four times as wide until the work stays within bounds;
 * so are those, if there are any, whose edges go on bending into each other.
 */
final class Arrangement {
    /** Which points are inside, by how often the rings turn around them. */
    enum Rule {
        /** However they turn: for one ring that crosses itself. */
        NONZERO,
        /** More often forth than back: for shells joined, holes taken off. */
        POSITIVE
    }

    private static final int BITS = 15;
    private static final int MASK = (1 << BITS) - 1;

    /** Bits of a point: x, then y. */
    private static final int POINT_BITS = 2 * BITS;

    /** Splitting bends edges, which may meet others then; two or three rounds are usual. */
    private static final int MOST_ROUNDS = 16;

    /** Comparisons and splits in a round above which rings are too dense: so many in any case, and so many for each edge. */
    private static final long MOST_COMPARISONS = 1L << 22;

    private static final int MOST_COMPARISONS_PER_EDGE = 200;
    private static final int MOST_SPLITS = 1 << 14;
    private static final int MOST_SPLITS_PER_EDGE = 2;

    /** By how many bits a lattice is wider than the one tried before, and the widest. */
    private static final int WIDENING = 2;

    private static final int WIDEST = 12;

    /** Flags of a loose edge: it runs from its upper end to its lower; it was not there in the round before. */
    private static final long BACK = 2;

    private static final long FRESH = 1;

    private long originX;
    private long originY;
    private long sizeX;
    private long sizeY;

    /** Edges from their lower to their upper end in the order of x, then y, with two flags as the last bits; repeated, unsorted. */
    private long[] loose = new long[128];

    private int looseCount;

    /** Different edges in order; how often they run up less how often down, never 0. */
    private int[] x0 = new int[128];

    private int[] y0 = new int[128];
    private int[] x1 = new int[128];
    private int[] y1 = new int[128];
    private int[] net = new int[128];
    private int edgeCount;

    /** Edges not compared with others yet: pairs of those that the last round left whole do not meet. */
    private boolean[] fresh = new boolean[128];

    /** Edge, then point in the order along the edge. */
    private long[] splits = new long[64];

    private int splitCount;
    private boolean widened;
    private final EdgeGrid grid = new EdgeGrid();

    /** Edges the sweep is on; by edge, how often the rings turn around the place above; the end of each edge and the edge. */
    private int[] active = new int[128];

    private int activeCount;
    private int[] turnsAbove = new int[128];
    private long[] ends = new long[128];

    /** Kept edges, inside on the left when x points east and y north; sorted by their first point. Points are x, then y. */
    private long[] directed = new long[128];

    private int directedCount;
    private boolean[] used = new boolean[128];

    /** For the first edge from each point: where on the path the point is, or -1. */
    private int[] placeOnPath = new int[128];

    private int[] path = new int[128];
    private int pathLength;
    private final LatticeRings shells = new LatticeRings();
    private final LatticeRings holes = new LatticeRings();

    /** A point on each hole and on no other ring: the middle of an edge, coordinates doubled. */
    private long[] onHoleX = new long[16];

    private long[] onHoleY = new long[16];

    /**
     * Appends the polygons that rings make to {@code out}, shells of positive area and holes negative.
     *
     * @return whether it came to an end; if not, {@code out} is as before
     */
    boolean rebuild(LatticeRings rings, int firstRing, int endRing, Rule rule, LatticeRings out) {
        for (int widening = 0; widening <= WIDEST; widening += WIDENING) {
            load(rings, firstRing, endRing, widening);
            if (splitAll()) {
                widened |= widening > 0;
                keepBorders(rule);
                return follow() && assemble(out);
            }
        }
        return false;
    }

    /** Splits edges until they meet at their ends only; false when that takes too much. */
    private boolean splitAll() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            merge();
            if (!findSplits()) {
                return false;
            }
            if (splitCount == 0) {
                return true;
            }
            split();
        }
        return false;
    }

    /** Whether any rings were rounded to a wider lattice since this was last asked. */
    boolean hasWidened() {
        boolean answer = widened;
        widened = false;
        return answer;
    }

    private void load(LatticeRings rings, int firstRing, int endRing, int widening) {
        int start = rings.ringStart(firstRing);
        int end = rings.ringEnd(endRing - 1);
        originX = Long.MAX_VALUE;
        originY = Long.MAX_VALUE;
        long mostX = Long.MIN_VALUE;
        long mostY = Long.MIN_VALUE;
        for (int i = start; i < end; i++) {
            originX = Math.min(originX, rings.x[i]);
            originY = Math.min(originY, rings.y[i]);
            mostX = Math.max(mostX, rings.x[i]);
            mostY = Math.max(mostY, rings.y[i]);
        }
        sizeX = mostX - originX;
        sizeY = mostY - originY;
        looseCount = 0;
        for (int ring = firstRing; ring < endRing; ring++) {
            int last = rings.ringEnd(ring) - 1;
            int ax = widened(rings.x[last] - originX, widening, sizeX);
            int ay = widened(rings.y[last] - originY, widening, sizeY);
            for (int i = rings.ringStart(ring); i <= last; i++) {
                int bx = widened(rings.x[i] - originX, widening, sizeX);
                int by = widened(rings.y[i] - originY, widening, sizeY);
                addLoose(ax, ay, bx, by, true);
                ax = bx;
                ay = by;
            }
        }
    }

    /** Rounds to a lattice of 2^widening units without leaving the box of the rings. */
    private static int widened(long value, int widening, long most) {
        long half = (1L << widening) >> 1;
        return (int) Math.min(most, ((value + half) >> widening) << widening);
    }

    private void addLoose(int ax, int ay, int bx, int by, boolean isFresh) {
        if ((ax | ay | bx | by) >>> BITS != 0) {
            throw new IllegalStateException("Rings reach beyond 2^" + BITS + " units");
        }
        long a = (long) ax << BITS | ay;
        long b = (long) bx << BITS | by;
        if (a == b) {
            return;
        }
        if (looseCount == loose.length) {
            loose = Arrays.copyOf(loose, 2 * looseCount);
        }
        loose[looseCount++] = (a < b ? pair(a, b) << 2 : (pair(b, a) << 2) + BACK) + (isFresh ? FRESH : 0);
    }

    /** Makes sorted, different edges of the loose ones. */
    private void merge() {
        Arrays.sort(loose, 0, looseCount);
        growEdges(looseCount);
        edgeCount = 0;
        for (int i = 0; i < looseCount; ) {
            long edge = loose[i] >>> 2;
            int sum = 0;
            long flags = FRESH;
            for (; i < looseCount && loose[i] >>> 2 == edge; i++) {
                sum += (loose[i] & BACK) == 0 ? 1 : -1;
                flags &= loose[i];
            }
            if (sum != 0) {
                x0[edgeCount] = x((int) (edge >>> POINT_BITS));
                y0[edgeCount] = y((int) (edge >>> POINT_BITS));
                x1[edgeCount] = (int) (edge >>> BITS) & MASK;
                y1[edgeCount] = (int) edge & MASK;
                fresh[edgeCount] = flags != 0;
                net[edgeCount++] = sum;
            }
        }
    }

    private void growEdges(int count) {
        if (count > net.length) {
            int capacity = Math.max(count, 2 * net.length);
            x0 = new int[capacity];
            y0 = new int[capacity];
            x1 = new int[capacity];
            y1 = new int[capacity];
            net = new int[capacity];
            fresh = new boolean[capacity];
            active = new int[capacity];
            turnsAbove = new int[capacity];
            ends = new long[capacity];
        }
    }

    /** Notes where edges meet that the last round did not compare; false when there is too much to compare or to split. */
    private boolean findSplits() {
        splitCount = 0;
        long mostComparisons = MOST_COMPARISONS + (long) MOST_COMPARISONS_PER_EDGE * edgeCount;
        long mostSplits = MOST_SPLITS + (long) MOST_SPLITS_PER_EDGE * edgeCount;
        grid.begin(0, 0, sizeX, sizeY, edgeCount);
        for (int edge = 0; edge < edgeCount; edge++) {
            if (!fresh[edge]) {
                grid.put(edge, x0[edge], y0[edge], x1[edge], y1[edge]);
            }
        }
        for (int edge = 0; edge < edgeCount; edge++) {
            if (!fresh[edge]) {
                continue;
            }
            int west = x0[edge];
            int east = x1[edge];
            int low = Math.min(y0[edge], y1[edge]);
            int high = Math.max(y0[edge], y1[edge]);
            int nearCount = grid.enter(edge, west, y0[edge], east, y1[edge]);
            for (int i = 0; i < nearCount; i++) {
                int other = grid.near[i];
                if (x0[other] <= east
                        && x1[other] >= west
                        && Math.max(y0[other], y1[other]) >= low
                        && Math.min(y0[other], y1[other]) <= high) {
                    splitWhereTheyMeet(edge, other);
                }
            }
            if (grid.looks() > mostComparisons || splitCount > mostSplits) {
                return false;
            }
        }
        return true;
    }

    private void splitWhereTheyMeet(int a, int b) {
        long a0 = side(b, x0[a], y0[a]);
        long a1 = side(b, x1[a], y1[a]);
        long b0 = side(a, x0[b], y0[b]);
        long b1 = side(a, x1[b], y1[b]);
        if (opposed(a0, a1) && opposed(b0, b1)) {
            long whole = a0 - a1;
            int x = x0[a] + rounded((x1[a] - x0[a]) * a0, whole);
            int y = y0[a] + rounded((y1[a] - y0[a]) * a0, whole);
            addSplit(a, x, y);
            addSplit(b, x, y);
            return;
        }
        splitIfBetween(b, a0, x0[a], y0[a]);
        splitIfBetween(b, a1, x1[a], y1[a]);
        splitIfBetween(a, b0, x0[b], y0[b]);
        splitIfBetween(a, b1, x1[b], y1[b]);
    }

    private static boolean opposed(long a, long b) {
        return Long.signum(a) * Long.signum(b) < 0;
    }

    private static int rounded(long dividend, long divisor) {
        long sign = divisor < 0 ? -1 : 1;
        return (int) Math.floorDiv(2 * sign * dividend + sign * divisor, 2 * sign * divisor);
    }

    private void splitIfBetween(int edge, long side, int x, int y) {
        if (side == 0
                && x >= x0[edge]
                && x <= x1[edge]
                && y >= Math.min(y0[edge], y1[edge])
                && y <= Math.max(y0[edge], y1[edge])) {
            addSplit(edge, x, y);
        }
    }

    private void addSplit(int edge, int x, int y) {
        if ((x == x0[edge] && y == y0[edge]) || (x == x1[edge] && y == y1[edge])) {
            return;
        }
        if (splitCount == splits.length) {
            splits = Arrays.copyOf(splits, 2 * splitCount);
        }
        int along = y1[edge] >= y0[edge] ? y : MASK - y;
        splits[splitCount++] = ((long) edge << BITS | x) << BITS | along;
    }

    /** Makes loose edges of the sorted ones and the points that split them. */
    private void split() {
        Arrays.sort(splits, 0, splitCount);
        looseCount = 0;
        int at = 0;
        for (int edge = 0; edge < edgeCount; edge++) {
            int x = x0[edge];
            int y = y0[edge];
            boolean isSplit = at < splitCount && splits[at] >>> POINT_BITS == edge;
            for (; at < splitCount && splits[at] >>> POINT_BITS == edge; at++) {
                int toX = (int) (splits[at] >>> BITS) & MASK;
                int along = (int) splits[at] & MASK;
                int toY = y1[edge] >= y0[edge] ? along : MASK - along;
                addLoose(x, y, toX, toY, net[edge], true);
                x = toX;
                y = toY;
            }
            addLoose(x, y, x1[edge], y1[edge], net[edge], isSplit);
        }
    }

    private void addLoose(int ax, int ay, int bx, int by, int times, boolean isFresh) {
        for (int i = 0; i < Math.abs(times); i++) {
            if (times > 0) {
                addLoose(ax, ay, bx, by, isFresh);
            } else {
                addLoose(bx, by, ax, ay, isFresh);
            }
        }
    }

    /**
     * Sweeps over edges that meet at their ends only, keeping those it is on in their order along y, each with how often the rings
     * turn around the place above it (y pointing up): that is the same all along the edge.
     */
    private void keepBorders(Rule rule) {
        directedCount = 0;
        activeCount = 0;
        for (int edge = 0; edge < edgeCount; edge++) {
            ends[edge] = ((long) x1[edge] << BITS | y1[edge]) << 32 | edge;
        }
        Arrays.sort(ends, 0, edgeCount);
        int ended = 0;
        for (int first = 0; first < edgeCount; ) {
            int end = first + 1;
            while (end < edgeCount && x0[end] == x0[first] && y0[end] == y0[first]) {
                end++;
            }
            long point = (long) x0[first] << BITS | y0[first];
            for (; ends[ended] >>> 32 <= point; ended++) {
                endEdges((int) ends[ended]);
            }
            startEdges(first, end, rule);
            first = end;
        }
    }

    /** Takes the edges that end where one does off those the sweep is on, if that was not done for another of them. */
    private void endEdges(int edge) {
        int from = countBelow(x1[edge], y1[edge]);
        int until = from;
        while (until < activeCount && x1[active[until]] == x1[edge] && y1[active[until]] == y1[edge]) {
            until++;
        }
        System.arraycopy(active, until, active, from, activeCount - until);
        activeCount -= until - from;
    }

    /** Puts edges from one point, from the lowest to one that runs straight up, among those the sweep is on. */
    private void startEdges(int first, int end, Rule rule) {
        int from = countBelow(x0[first], y0[first]);
        System.arraycopy(active, from, active, from + end - first, activeCount - from);
        activeCount += end - first;
        for (int edge = first; edge < end; edge++) {
            int at = from + edge - first;
            for (; at > from && side(active[at - 1], x1[edge], y1[edge]) < 0; at--) {
                active[at] = active[at - 1];
            }
            active[at] = edge;
        }
        int under = from == 0 ? 0 : turnsAbove[active[from - 1]];
        for (int at = from; at < from + end - first; at++) {
            int edge = active[at];
            int above = under + net[edge];
            turnsAbove[edge] = above;
            keepIfBorder(edge, under, above, rule);
            under = above;
        }
    }

    /** How many of the edges the sweep is on lie below a point where edges end or start. */
    private int countBelow(int x, int y) {
        int from = 0;
        int until = activeCount;
        while (from < until) {
            int middle = (from + until) >>> 1;
            if (side(active[middle], x, y) > 0) {
                from = middle + 1;
            } else {
                until = middle;
            }
        }
        return from;
    }

    private void keepIfBorder(int edge, int turnsRight, int turnsLeft, Rule rule) {
        boolean right = isInside(turnsRight, rule);
        boolean left = isInside(turnsLeft, rule);
        if (right == left) {
            return;
        }
        if (directedCount == directed.length) {
            directed = Arrays.copyOf(directed, 2 * directedCount);
        }
        long lower = (long) x0[edge] << BITS | y0[edge];
        long upper = (long) x1[edge] << BITS | y1[edge];
        directed[directedCount++] = left ? pair(lower, upper) : pair(upper, lower);
    }

    private static boolean isInside(int turns, Rule rule) {
        return rule == Rule.NONZERO ? turns != 0 : turns > 0;
    }

    /** Makes shells and holes of the directed edges. */
    private boolean follow() {
        shells.clear();
        holes.clear();
        Arrays.sort(directed, 0, directedCount);
        if (directedCount > used.length) {
            int capacity = Math.max(directedCount, 2 * used.length);
            used = new boolean[capacity];
            placeOnPath = new int[capacity];
            path = new int[capacity];
        }
        Arrays.fill(used, 0, directedCount, false);
        Arrays.fill(placeOnPath, 0, directedCount, -1);
        for (int edge = 0; edge < directedCount; edge++) {
            if (!used[edge] && !followFrom(edge)) {
                return false;
            }
        }
        return true;
    }

    private boolean followFrom(int first) {
        pathLength = 0;
        int edge = first;
        do {
            int from = firstFrom(from(edge));
            used[edge] = true;
            placeOnPath[from] = pathLength;
            path[pathLength++] = from;
            int to = firstFrom(to(edge));
            if (to < 0) {
                return false;
            }
            if (placeOnPath[to] >= 0) {
                endRing(placeOnPath[to]);
            }
            edge = next(edge, to);
            if (used[edge] && edge != first) {
                return false;
            }
        } while (edge != first);
        return pathLength == 0;
    }

    /** Takes a ring off the end of the path. */
    private void endRing(int start) {
        int count = pathLength - start;
        long doubleArea = 0;
        int before = from(path[pathLength - 1]);
        for (int i = start; i < pathLength; i++) {
            int point = from(path[i]);
            doubleArea += (long) x(before) * y(point) - (long) x(point) * y(before);
            before = point;
            placeOnPath[path[i]] = -1;
        }
        LatticeRings rings = doubleArea > 0 ? shells : holes;
        rings.reserve(count);
        for (int i = start; i < pathLength; i++) {
            int point = from(path[i]);
            rings.push(originX + x(point), originY + y(point));
        }
        if (rings.endRing() && rings == holes) {
            noteOnHole(from(path[start]), from(path[start + 1]));
        }
        pathLength = start;
    }

    private void noteOnHole(int a, int b) {
        int hole = holes.ringCount() - 1;
        if (hole == onHoleX.length) {
            onHoleX = Arrays.copyOf(onHoleX, 2 * hole);
            onHoleY = Arrays.copyOf(onHoleY, 2 * hole);
        }
        onHoleX[hole] = 2 * originX + x(a) + x(b);
        onHoleY[hole] = 2 * originY + y(a) + y(b);
    }

    /** Of the edges from the end of an edge the one that keeps the same inside: the first clockwise from where it came. */
    private int next(int edge, int firstOut) {
        int best = firstOut;
        for (int out = firstOut + 1; out < directedCount && from(out) == from(firstOut); out++) {
            if (comesFirst(out, best, edge)) {
                best = out;
            }
        }
        return best;
    }

    private boolean comesFirst(int a, int b, int edge) {
        int here = to(edge);
        long backX = (long) x(from(edge)) - x(here);
        long backY = (long) y(from(edge)) - y(here);
        long ax = (long) x(to(a)) - x(here);
        long ay = (long) y(to(a)) - y(here);
        long bx = (long) x(to(b)) - x(here);
        long by = (long) y(to(b)) - y(here);
        int halfA = half(backX * ay - backY * ax, backX * ax + backY * ay);
        int halfB = half(backX * by - backY * bx, backX * bx + backY * by);
        return halfA != halfB ? halfA < halfB : ax * by - ay * bx < 0;
    }

    private static int half(long cross, long dot) {
        if (cross == 0) {
            return dot < 0 ? 1 : 3;
        }
        return cross < 0 ? 0 : 2;
    }

    private boolean assemble(LatticeRings out) {
        long[] owners = new long[holes.ringCount()];
        for (int hole = 0; hole < owners.length; hole++) {
            int owner = shells.ringCount() == 1 ? 0 : smallestShellAround(onHoleX[hole], onHoleY[hole]);
            if (owner < 0) {
                return false;
            }
            owners[hole] = (long) owner << 32 | hole;
        }
        Arrays.sort(owners);
        int at = 0;
        for (int shell = 0; shell < shells.ringCount(); shell++) {
            out.copyRing(shells, shell);
            for (; at < owners.length && owners[at] >>> 32 == shell; at++) {
                out.copyRing(holes, (int) owners[at]);
            }
            out.endPart();
        }
        return true;
    }

    private int smallestShellAround(long doubleX, long doubleY) {
        int smallest = -1;
        long least = Long.MAX_VALUE;
        for (int shell = 0; shell < shells.ringCount(); shell++) {
            if (isInside(shell, doubleX, doubleY) && shells.doubleArea(shell) < least) {
                least = shells.doubleArea(shell);
                smallest = shell;
            }
        }
        return smallest;
    }

    private boolean isInside(int shell, long doubleX, long doubleY) {
        boolean inside = false;
        int end = shells.ringEnd(shell);
        long ax = 2 * shells.x[end - 1] - doubleX;
        long ay = 2 * shells.y[end - 1] - doubleY;
        for (int i = shells.ringStart(shell); i < end; i++) {
            long bx = 2 * shells.x[i] - doubleX;
            long by = 2 * shells.y[i] - doubleY;
            if (ay > 0 != by > 0 && ax * by - bx * ay > 0 == by > ay) {
                inside = !inside;
            }
            ax = bx;
            ay = by;
        }
        return inside;
    }

    /** The first directed edge from a point, or -1. */
    private int firstFrom(int point) {
        int low = 0;
        int high = directedCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (from(middle) < point) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < directedCount && from(low) == point ? low : -1;
    }

    private int from(int edge) {
        return (int) (directed[edge] >>> POINT_BITS);
    }

    private int to(int edge) {
        return (int) directed[edge] & ((1 << POINT_BITS) - 1);
    }

    private static long pair(long first, long second) {
        return (first << POINT_BITS) + second;
    }

    private static int x(int point) {
        return point >>> BITS;
    }

    private static int y(int point) {
        return point & MASK;
    }

    /** Positive when a point is on the left of an edge run through from its lower end to its upper, x pointing east and y north. */
    private long side(int edge, int x, int y) {
        return (long) (x1[edge] - x0[edge]) * (y - y0[edge]) - (long) (y1[edge] - y0[edge]) * (x - x0[edge]);
    }
}
