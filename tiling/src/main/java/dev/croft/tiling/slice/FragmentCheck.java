package dev.croft.tiling.slice;

import java.util.Arrays;

/**
 * Tells whether a fragment is a valid polygon or multipolygon (OGC 06-103r4, section 6.1.11; Mapbox Vector Tiles 2.1, section
 * 4.3.4.4), exactly. Most rings are star-shaped around the mean of their vertices, which one look at each edge shows. Edges of
 * other single rings are compared by their boxes, all of them when they are few, else those near by ({@link EdgeGrid}). Several rings, and rings of many long edges side by
 * side, are swept: the edges that a vertical line from west to east is on are kept in their order along it, and edges that
 * become neighbours there are compared (Shamos and Hoey 1976), vertices that edges share or lie on included. Rings must be clean
 * and directed, shells of positive area and holes negative, in a square of 2^15 units. Confined to one thread.
 */
final class FragmentCheck {
    /** What was found. */
    enum Verdict {
        VALID,
        /** Rings touch each other at points, which may be valid and may not. */
        TOUCHING,
        BROKEN
    }

    /** Parts of a unit to which the mean of vertices is taken. */
    private static final long FINE = 16;

    private static final int BITS = 15;

    /** Edges looked at in the grid for each edge entered beyond which sweeping is faster. */
    private static final int MOST_LOOKS = 24;

    /** The largest number of 15 bits, and the bits above four of them. */
    private static final long FAR = (1 << BITS) - 1;

    private static final long BORROWS = 0x8000_8000_8000_8000L;

    /** Rings of at most so many edges compare each with all others: that is half the square of it, but half a nanosecond each. */
    private static final int FEW_EDGES = 96;

    private final EdgeGrid grid = new EdgeGrid();
    private final long[] boxes = new long[FEW_EDGES];

    /** Vertices by x, then y, then number, which is the low half. */
    private long[] order = new long[64];

    /** By the number of an edge, that of the vertex it starts from: its end where the sweep begins, and the other. */
    private int[] low = new int[64];

    private int[] high = new int[64];
    private int[] ringOf = new int[64];

    /** Edges the sweep is on, from the least y. */
    private int[] active = new int[64];

    private int activeCount;

    /** Edges that leave the vertex at hand, from the least slope. */
    private int[] leaving = new int[64];

    private int leavingCount;

    /** By ring: the smallest ring around it, or -1; whether it is a shell; whether the sweep met it; the shell of its part. */
    private int[] around = new int[8];

    private int[] shellOf = new int[8];
    private boolean[] begun = new boolean[8];

    private LatticeRings rings;
    private long[] x;
    private long[] y;
    private long west;
    private long north;
    private long east;
    private long south;
    private boolean touching;
    private boolean nested;

    /** The verdict on all rings together. */
    Verdict check(LatticeRings fragment) {
        if (fragment.ringCount() == 1) {
            return isStar(fragment, 0, 1) || isSimpleByEdges(fragment, 0) ? Verdict.VALID : Verdict.BROKEN;
        }
        begin(fragment);
        Verdict verdict = sweep(0, fragment.ringCount());
        return verdict == Verdict.VALID && !nested ? Verdict.BROKEN : verdict;
    }

    /** Whether a ring, seen alone, neither crosses nor touches itself. */
    boolean isSimple(LatticeRings fragment, int ring) {
        return isStar(fragment, ring, 1) || isStar(fragment, ring, -1) || isSimpleByEdges(fragment, ring);
    }

    /** Whether all edges turn the same way around the mean of the vertices, and once in all; then the ring is simple. */
    private static boolean isStar(LatticeRings rings, int ring, int sign) {
        long[] x = rings.x;
        long[] y = rings.y;
        int start = rings.ringStart(ring);
        int end = rings.ringEnd(ring);
        long sumX = 0;
        long sumY = 0;
        for (int i = start; i < end; i++) {
            sumX += x[i];
            sumY += y[i];
        }
        long centreX = FINE * sumX / (end - start);
        long centreY = FINE * sumY / (end - start);
        long ax = FINE * x[end - 1] - centreX;
        long ay = FINE * y[end - 1] - centreY;
        int turns = 0;
        for (int i = start; i < end; i++) {
            long bx = FINE * x[i] - centreX;
            long by = FINE * y[i] - centreY;
            if (sign * (ax * by - bx * ay) <= 0) {
                return false;
            }
            turns += (int) ((ay & ~by) >>> 63);
            ax = bx;
            ay = by;
        }
        return turns == 1;
    }

    private boolean isSimpleByEdges(LatticeRings fragment, int ring) {
        begin(fragment);
        int start = fragment.ringStart(ring);
        int count = fragment.ringEnd(ring) - start;
        findBox(start, count);
        return count <= FEW_EDGES ? isSimpleByBoxes(start, count) : isSimpleByGrid(ring, start, count);
    }

    private void findBox(int start, int count) {
        west = Long.MAX_VALUE;
        north = Long.MAX_VALUE;
        east = Long.MIN_VALUE;
        south = Long.MIN_VALUE;
        for (int i = start; i < start + count; i++) {
            west = Math.min(west, x[i]);
            east = Math.max(east, x[i]);
            north = Math.min(north, y[i]);
            south = Math.max(south, y[i]);
        }
    }

    /**
     * Compares the box of each edge with those of all before but its neighbours: a box is four numbers of 15 bits, larger ones for
     * sides further out, so that one subtraction with a bit to borrow from above each number tells whether two boxes overlap.
     */
    private boolean isSimpleByBoxes(int start, int count) {
        for (int i = 0; i < count; i++) {
            int from = start + i;
            int to = i == count - 1 ? start : from + 1;
            long left = Math.min(x[from], x[to]) - west;
            long right = Math.max(x[from], x[to]) - west;
            long top = Math.min(y[from], y[to]) - north;
            long bottom = Math.max(y[from], y[to]) - north;
            boxes[i] = left | (top << 16) | ((FAR - right) << 32) | ((FAR - bottom) << 48);
            long reach = right | (bottom << 16) | ((FAR - left) << 32) | ((FAR - top) << 48) | BORROWS;
            for (int j = i == count - 1 ? 1 : 0; j < i - 1; j++) {
                if (((reach - boxes[j]) & BORROWS) == BORROWS && meet(from, to, start + j, start + j + 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isSimpleByGrid(int ring, int start, int count) {
        grid.begin(west, north, east, south, count);
        long mostLooks = (long) MOST_LOOKS * count;
        for (int i = 0; i < count; i++) {
            int from = start + i;
            int to = i == count - 1 ? start : from + 1;
            int nearCount = grid.enter(i, x[from], y[from], x[to], y[to]);
            for (int j = 0; j < nearCount; j++) {
                int other = start + grid.near[j];
                int otherTo = other == start + count - 1 ? start : other + 1;
                if (other != to
                        && otherTo != from
                        && overlap(from, to, other, otherTo)
                        && meet(from, to, other, otherTo)) {
                    return false;
                }
            }
            if (grid.looks() > mostLooks) {
                return sweep(ring, ring + 1) == Verdict.VALID;
            }
        }
        return true;
    }

    /** Whether the boxes of two edges overlap. */
    private boolean overlap(int a, int b, int c, int d) {
        return Math.max(x[a], x[b]) >= Math.min(x[c], x[d])
                && Math.max(x[c], x[d]) >= Math.min(x[a], x[b])
                && Math.max(y[a], y[b]) >= Math.min(y[c], y[d])
                && Math.max(y[c], y[d]) >= Math.min(y[a], y[b]);
    }

    /** Whether two edges whose boxes overlap have a point in common. */
    private boolean meet(int a, int b, int c, int d) {
        return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
    }

    private void begin(LatticeRings fragment) {
        rings = fragment;
        x = fragment.x;
        y = fragment.y;
    }

    private Verdict sweep(int firstRing, int endRing) {
        beginSweep(firstRing, endRing);
        int start = rings.ringStart(firstRing);
        int count = rings.ringEnd(endRing - 1) - start;
        sortVertices(start, count);
        for (int first = 0; first < count; ) {
            int end = first + 1;
            while (end < count && order[end] >>> 32 == order[first] >>> 32) {
                touching = true;
                if (ringOf[(int) order[end]] == ringOf[(int) order[end - 1]]) {
                    return Verdict.BROKEN;
                }
                end++;
            }
            if (!pass(first, end)) {
                return Verdict.BROKEN;
            }
            first = end;
        }
        return touching ? Verdict.TOUCHING : Verdict.VALID;
    }

    private void beginSweep(int firstRing, int endRing) {
        int end = rings.ringEnd(endRing - 1);
        if (end > order.length) {
            int capacity = Math.max(end, 2 * order.length);
            order = new long[capacity];
            low = new int[capacity];
            high = new int[capacity];
            ringOf = new int[capacity];
            active = new int[capacity];
            leaving = new int[capacity];
        }
        if (rings.ringCount() > begun.length) {
            int capacity = Math.max(rings.ringCount(), 2 * begun.length);
            begun = new boolean[capacity];
            around = new int[capacity];
            shellOf = new int[capacity];
        }
        for (int part = 0; part < rings.partCount(); part++) {
            int shell = rings.partStart(part);
            Arrays.fill(shellOf, shell, rings.partEnd(part), shell);
        }
        Arrays.fill(begun, firstRing, endRing, false);
        for (int ring = firstRing; ring < endRing; ring++) {
            int first = rings.ringStart(ring);
            int last = rings.ringEnd(ring) - 1;
            for (int i = first; i <= last; i++) {
                int to = i == last ? first : i + 1;
                boolean ahead = x[i] < x[to] || (x[i] == x[to] && y[i] < y[to]);
                low[i] = ahead ? i : to;
                high[i] = ahead ? to : i;
                ringOf[i] = ring;
            }
        }
        activeCount = 0;
        touching = false;
        nested = true;
    }

    private void sortVertices(int start, int count) {
        findBox(start, count);
        for (int i = 0; i < count; i++) {
            int vertex = start + i;
            order[i] = (((x[vertex] - west) << BITS) + (y[vertex] - north)) << 32 | vertex;
        }
        Arrays.sort(order, 0, count);
    }

    /** Takes the sweep past vertices, all at one place; false when the rings are broken. */
    private boolean pass(int first, int end) {
        int vertex = (int) order[first];
        int below = countBelow(vertex);
        noteRing(ringOf[vertex], below);
        leavingCount = 0;
        int above = below;
        for (; above < activeCount && side(low[active[above]], high[active[above]], vertex) == 0; above++) {
            int edge = active[above];
            if (x[high[edge]] != x[vertex] || y[high[edge]] != y[vertex]) {
                touching = true;
                if (leavingCount > 0 || isOnRing(ringOf[edge], first, end)) {
                    return false;
                }
                leaving[leavingCount++] = edge;
            }
        }
        for (int i = first; i < end; i++) {
            int after = (int) order[i];
            int ring = ringOf[after];
            int before = after == rings.ringStart(ring) ? rings.ringEnd(ring) - 1 : after - 1;
            if ((low[before] == after && !addLeaving(before)) || (low[after] == after && !addLeaving(after))) {
                return false;
            }
        }
        System.arraycopy(active, above, active, below + leavingCount, activeCount - above);
        System.arraycopy(leaving, 0, active, below, leavingCount);
        activeCount += leavingCount - (above - below);
        return !crossesNext(below - 1) && (leavingCount == 0 || !crossesNext(below + leavingCount - 1));
    }

    /** How many edges the sweep is on are of less y than a vertex and not through it. */
    private int countBelow(int vertex) {
        int from = 0;
        int until = activeCount;
        while (from < until) {
            int middle = (from + until) >>> 1;
            if (side(low[active[middle]], high[active[middle]], vertex) > 0) {
                from = middle + 1;
            } else {
                until = middle;
            }
        }
        return from;
    }

    private boolean isOnRing(int ring, int first, int end) {
        for (int i = first; i < end; i++) {
            if (ringOf[(int) order[i]] == ring) {
                return true;
            }
        }
        return false;
    }

    /** Adds an edge to those that leave the vertex at hand; false when another runs the same way. */
    private boolean addLeaving(int edge) {
        int at = leavingCount;
        for (; at > 0; at--) {
            int other = leaving[at - 1];
            int turn = side(low[other], high[other], high[edge]);
            if (turn == 0) {
                return false;
            }
            if (turn > 0) {
                break;
            }
            leaving[at] = other;
        }
        leaving[at] = edge;
        leavingCount++;
        return true;
    }

    /** Whether two edges the sweep is on, one after the other in their order, cross each other. */
    private boolean crossesNext(int at) {
        if (at < 0 || at + 1 >= activeCount) {
            return false;
        }
        int a = active[at];
        int b = active[at + 1];
        return side(low[a], high[a], low[b]) * side(low[a], high[a], high[b]) < 0
                && side(low[b], high[b], low[a]) * side(low[b], high[b], high[a]) < 0;
    }

    /**
     * Notes whether a ring that the sweep meets is where it belongs: in nothing or a hole for a shell, in its shell for a hole. That
     * holds of rings that do not touch; of others nothing is said.
     */
    private void noteRing(int ring, int below) {
        if (begun[ring]) {
            return;
        }
        begun[ring] = true;
        around[ring] = -1;
        if (below > 0) {
            int edge = active[below - 1];
            int other = ringOf[edge];
            boolean ahead = low[edge] == edge;
            around[ring] = ahead == isShell(other) ? other : around[other];
        }
        int outer = around[ring];
        nested &= isShell(ring) ? outer < 0 || !isShell(outer) : outer == shellOf[ring];
    }

    private boolean isShell(int ring) {
        return shellOf[ring] == ring;
    }

    /** Where a vertex lies of the line from one to another: 1 when the way on to it turns from x to y. */
    private int side(int a, int b, int c) {
        return Long.signum((x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]));
    }
}
