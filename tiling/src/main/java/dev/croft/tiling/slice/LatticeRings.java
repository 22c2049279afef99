package dev.croft.tiling.slice;

import java.util.Arrays;

/**
 * Parts of rings of integer vertices in reused arrays, clean by construction: {@link #push} leaves out what repeats or lies on
 * the line through its neighbours, spikes included, so that every ring has three vertices or more and no two edges in
 * succession are collinear. Rings are open. The first ring of a part is its shell. Confined to one thread.
 *
 * <p>Coordinates are units from the world's north-west corner; they take up to 36 bits, hence {@code long}, which the products
 * of the orientation test need anyway; no offset to a first tile is kept. Collinearity is exact at any size.
 */
final class LatticeRings {
    /** Vertices; lent, and replaced when they grow. */
    long[] x = new long[128];

    long[] y = new long[128];

    /** Box of all vertices, valid after {@link #measure}. */
    long minX;

    long minY;
    long maxX;
    long maxY;

    private int[] ringEnds = new int[8];
    private int[] partEnds = new int[8];
    private int vertexCount;
    private int ringCount;
    private int partCount;
    private int openStart;

    void clear() {
        vertexCount = 0;
        ringCount = 0;
        partCount = 0;
        openStart = 0;
    }

    /** Makes room for {@code count} more vertices, so that {@link #push} can do without looking. */
    void reserve(int count) {
        int needed = Math.addExact(vertexCount, count);
        if (needed > x.length) {
            int capacity = Math.max(needed, x.length * 2);
            x = Arrays.copyOf(x, capacity);
            y = Arrays.copyOf(y, capacity);
        }
    }

    /** Adds a vertex to the ring at hand, for which {@link #reserve} made room. */
    void push(long px, long py) {
        int count = vertexCount;
        while (count - openStart >= 2) {
            long bx = x[count - 1];
            long by = y[count - 1];
            if (bx == px && by == py) {
                vertexCount = count;
                return;
            }
            if (!areCollinear(x[count - 2], y[count - 2], bx, by, px, py)) {
                break;
            }
            count--;
        }
        if (count - openStart != 1 || x[count - 1] != px || y[count - 1] != py) {
            x[count] = px;
            y[count] = py;
            count++;
        }
        vertexCount = count;
    }

    /** Ends the ring at hand, joining its last vertex to its first; says whether anything is left of it. */
    boolean endRing() {
        int first = openStart;
        int end = vertexCount;
        while (end - first >= 3) {
            if ((x[end - 1] == x[first] && y[end - 1] == y[first])
                    || areCollinear(x[end - 2], y[end - 2], x[end - 1], y[end - 1], x[first], y[first])) {
                end--;
            } else if (areCollinear(x[end - 1], y[end - 1], x[first], y[first], x[first + 1], y[first + 1])) {
                first++;
            } else {
                break;
            }
        }
        return endRing(first, end);
    }

    /** Adds a vertex as it is; rings of such end by {@link #endLooseRing}. */
    void pushLoose(long px, long py) {
        x[vertexCount] = px;
        y[vertexCount] = py;
        vertexCount++;
    }

    /** Ends a ring that need not be clean; says whether anything is left of it. */
    boolean endLooseRing() {
        return endRing(openStart, vertexCount);
    }

    private boolean endRing(int first, int end) {
        if (end - first < 3) {
            vertexCount = openStart;
            return false;
        }
        if (first > openStart) {
            System.arraycopy(x, first, x, openStart, end - first);
            System.arraycopy(y, first, y, openStart, end - first);
        }
        vertexCount = openStart + end - first;
        openStart = vertexCount;
        if (ringCount == ringEnds.length) {
            ringEnds = Arrays.copyOf(ringEnds, ringCount * 2);
        }
        ringEnds[ringCount++] = vertexCount;
        return true;
    }

    /** Ends a part: all rings since the last one belong to it. Without a ring there is no part. */
    void endPart() {
        if (ringCount == (partCount == 0 ? 0 : partEnds[partCount - 1])) {
            return;
        }
        if (partCount == partEnds.length) {
            partEnds = Arrays.copyOf(partEnds, partCount * 2);
        }
        partEnds[partCount++] = ringCount;
    }

    /** Adds a ring of another as it is. */
    void copyRing(LatticeRings other, int ring) {
        copyRing(other, ring, 0);
    }

    /** Adds a ring of another, moved east. */
    void copyRing(LatticeRings other, int ring, long east) {
        int start = other.ringStart(ring);
        int count = other.ringEnd(ring) - start;
        reserve(count);
        System.arraycopy(other.x, start, x, vertexCount, count);
        System.arraycopy(other.y, start, y, vertexCount, count);
        for (int i = vertexCount; east != 0 && i < vertexCount + count; i++) {
            x[i] += east;
        }
        vertexCount += count;
        endRing(openStart, vertexCount);
    }

    /** Runs through a ring the other way, from the same first vertex. */
    void reverse(int ring) {
        for (int i = ringStart(ring) + 1, j = ringEnd(ring) - 1; i < j; i++, j--) {
            long swapX = x[i];
            long swapY = y[i];
            x[i] = x[j];
            y[i] = y[j];
            x[j] = swapX;
            y[j] = swapY;
        }
    }

    /** Finds the box of all vertices. */
    void measure() {
        long west = Long.MAX_VALUE;
        long north = Long.MAX_VALUE;
        long east = Long.MIN_VALUE;
        long south = Long.MIN_VALUE;
        for (int i = 0; i < vertexCount; i++) {
            west = Math.min(west, x[i]);
            east = Math.max(east, x[i]);
            north = Math.min(north, y[i]);
            south = Math.max(south, y[i]);
        }
        minX = west;
        minY = north;
        maxX = east;
        maxY = south;
    }

    /**
     * Twice the area of a ring by the surveyor's formula: positive when it runs from east to south, y pointing south. For rings
     * less than 2^30 units across.
     */
    long doubleArea(int ring) {
        int start = ringStart(ring);
        int end = ringEnd(ring);
        long x0 = x[start];
        long y0 = y[start];
        long sum = 0;
        long ax = 0;
        long ay = 0;
        for (int i = start + 1; i < end; i++) {
            long bx = x[i] - x0;
            long by = y[i] - y0;
            sum += ax * by - bx * ay;
            ax = bx;
            ay = by;
        }
        return sum;
    }

    boolean isEmpty() {
        return ringCount == 0;
    }

    int vertexCount() {
        return vertexCount;
    }

    int ringCount() {
        return ringCount;
    }

    int ringStart(int ring) {
        return ring == 0 ? 0 : ringEnds[ring - 1];
    }

    int ringEnd(int ring) {
        return ringEnds[ring];
    }

    int partCount() {
        return partCount;
    }

    int partStart(int part) {
        return part == 0 ? 0 : partEnds[part - 1];
    }

    int partEnd(int part) {
        return partEnds[part];
    }

    /** Exact for differences of up to 63 bits: products are compared by their low halves and, if those are equal, the high ones. */
    private static boolean areCollinear(long ax, long ay, long bx, long by, long cx, long cy) {
        long abX = bx - ax;
        long abY = by - ay;
        long bcX = cx - bx;
        long bcY = cy - by;
        return abX * bcY == abY * bcX && Math.multiplyHigh(abX, bcY) == Math.multiplyHigh(abY, bcX);
    }
}
