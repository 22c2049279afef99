package dev.croft.tiling.slice;

import java.util.Arrays;

/**
 * Tells whether a fragment is a valid polygon or multipolygon (OGC 06-103r4, section 6.1.11; Mapbox Vector Tiles 2.1, section
 * 4.3.4.4), exactly. Most rings are star-shaped around the mean of their vertices, which one look at each edge shows; others
 * are swept: edges in the order of their least coordinate along the axis that separates them better, each compared with those
 * that still reach it. Rings must be clean and directed, shells of positive area and holes negative. Confined to one thread.
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

    private long[] order = new long[64];
    private int[] next = new int[64];
    private int[] ringOf = new int[64];
    private int[] active = new int[64];
    private int[] partOf = new int[8];
    private boolean[] begun = new boolean[8];

    private LatticeRings rings;
    private long[] u;
    private long[] v;
    private int turn;
    private boolean touching;
    private boolean nested;

    /** The verdict on all rings together. */
    Verdict check(LatticeRings fragment) {
        if (fragment.ringCount() == 1 && isStar(fragment, 0, 1)) {
            return Verdict.VALID;
        }
        return sweep(fragment, 0, fragment.ringCount());
    }

    /** Whether a ring, seen alone, neither crosses nor touches itself. */
    boolean isSimple(LatticeRings fragment, int ring) {
        return isStar(fragment, ring, 1)
                || isStar(fragment, ring, -1)
                || sweep(fragment, ring, ring + 1) == Verdict.VALID;
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

    private Verdict sweep(LatticeRings fragment, int firstRing, int endRing) {
        begin(fragment, firstRing, endRing);
        int start = fragment.ringStart(firstRing);
        int edgeCount = fragment.ringEnd(endRing - 1) - start;
        long least = Long.MAX_VALUE;
        for (int i = start; i < start + edgeCount; i++) {
            least = Math.min(least, u[i]);
        }
        for (int i = 0; i < edgeCount; i++) {
            order[i] = ((Math.min(u[start + i], u[next[start + i]]) - least) << 32) + start + i;
        }
        Arrays.sort(order, 0, edgeCount);
        int activeCount = 0;
        for (int i = 0; i < edgeCount; i++) {
            int edge = (int) order[i];
            activeCount = compare(edge, activeCount);
            if (activeCount < 0) {
                return Verdict.BROKEN;
            }
            active[activeCount++] = edge;
        }
        if (touching) {
            return Verdict.TOUCHING;
        }
        return nested ? Verdict.VALID : Verdict.BROKEN;
    }

    private void begin(LatticeRings fragment, int firstRing, int endRing) {
        int end = fragment.ringEnd(endRing - 1);
        if (end > next.length) {
            int capacity = Math.max(end, 2 * next.length);
            order = new long[capacity];
            next = new int[capacity];
            ringOf = new int[capacity];
            active = new int[capacity];
        }
        if (fragment.ringCount() > begun.length) {
            begun = new boolean[2 * fragment.ringCount()];
            partOf = new int[2 * fragment.ringCount()];
        }
        rings = fragment;
        for (int part = 0; part < fragment.partCount(); part++) {
            Arrays.fill(partOf, fragment.partStart(part), fragment.partEnd(part), part);
        }
        long wide = 0;
        long high = 0;
        for (int ring = firstRing; ring < endRing; ring++) {
            begun[ring] = false;
            int first = fragment.ringStart(ring);
            int last = fragment.ringEnd(ring) - 1;
            for (int i = first; i <= last; i++) {
                int to = i == last ? first : i + 1;
                next[i] = to;
                ringOf[i] = ring;
                wide += Math.abs(fragment.x[to] - fragment.x[i]);
                high += Math.abs(fragment.y[to] - fragment.y[i]);
            }
        }
        turn = wide <= high ? 1 : -1;
        u = wide <= high ? fragment.x : fragment.y;
        v = wide <= high ? fragment.y : fragment.x;
        touching = false;
        nested = true;
    }

    /** Compares an edge with those the sweep is in and drops those it has left; how many stay, or -1 when rings are broken. */
    private int compare(int edge, int activeCount) {
        int to = next[edge];
        long least = Math.min(u[edge], u[to]);
        long low = Math.min(v[edge], v[to]);
        long high = Math.max(v[edge], v[to]);
        if (!begun[ringOf[edge]]) {
            begun[ringOf[edge]] = true;
            nested &= isNested(edge, u[edge] == least ? edge : to, activeCount);
        }
        int stay = 0;
        for (int i = 0; i < activeCount; i++) {
            int other = active[i];
            int otherTo = next[other];
            if (Math.max(u[other], u[otherTo]) < least) {
                continue;
            }
            active[stay++] = other;
            boolean near = Math.max(v[other], v[otherTo]) >= low && Math.min(v[other], v[otherTo]) <= high;
            if (near && other != to && otherTo != edge && breaks(edge, to, other, otherTo)) {
                return -1;
            }
        }
        return stay;
    }

    /** Whether two edges that are not neighbours meet in a way that no valid polygon has; notes when rings touch. */
    private boolean breaks(int a, int b, int c, int d) {
        int sideC = side(a, b, c);
        int sideD = side(a, b, d);
        int sideA = side(c, d, a);
        int sideB = side(c, d, b);
        if (sideC * sideD > 0 || sideA * sideB > 0) {
            return false;
        }
        if (ringOf[a] == ringOf[c] || (sideC * sideD < 0 && sideA * sideB < 0)) {
            return true;
        }
        if (sideC == 0 && sideD == 0) {
            return overlap(a, b, c, d);
        }
        touching = true;
        return false;
    }

    /** Whether collinear edges, whose boxes touch, have more than a point in common; notes when they touch. */
    private boolean overlap(int a, int b, int c, int d) {
        long[] along = u[a] == u[b] ? v : u;
        long from = Math.max(Math.min(along[a], along[b]), Math.min(along[c], along[d]));
        long until = Math.min(Math.max(along[a], along[b]), Math.max(along[c], along[d]));
        touching |= from == until;
        return from < until;
    }

    /**
     * Whether the first vertex of a ring that the sweep meets is where the ring belongs: outside of all other rings for a shell,
     * inside of its shell and nothing else for a hole. All other rings there have begun.
     */
    private boolean isNested(int edge, int vertex, int activeCount) {
        int ring = ringOf[edge];
        int part = partOf[ring];
        int around = 0;
        int aroundInPart = 0;
        for (int i = 0; i < activeCount; i++) {
            int a = active[i];
            int b = next[a];
            if (ringOf[a] == ring || Math.min(u[a], u[b]) >= u[vertex] || Math.max(u[a], u[b]) < u[vertex]) {
                continue;
            }
            boolean ahead = u[a] < u[b];
            if (ahead ? side(a, b, vertex) > 0 : side(b, a, vertex) > 0) {
                int step = ahead ? turn : -turn;
                around += step;
                aroundInPart += partOf[ringOf[a]] == part ? step : 0;
            }
        }
        int expected = ring == rings.partStart(part) ? 0 : 1;
        return around == expected && aroundInPart == expected;
    }

    private int side(int a, int b, int c) {
        return Long.signum((u[b] - u[a]) * (v[c] - v[a]) - (v[b] - v[a]) * (u[c] - u[a]));
    }
}
