package dev.croft.tiling.slice;

import java.util.Arrays;

/**
 * Finds edges that may meet: square cells over a box, about as many as edges; each edge is entered in the cells it passes and
 * told of those entered there before. Edges that have a point in common share the cell of that point. Confined to one thread.
 */
final class EdgeGrid {
    /** Cells of fewer edges are not worth finer ones. */
    private static final int LEAST_CELLS = 16;

    /** Edges near the one last entered; lent. */
    int[] near = new int[64];

    /** Last entry of each cell, entries from 1; 0 for none. */
    private int[] heads = new int[64];

    /** Entry before in the same cell, and the edge. */
    private int[] links = new int[256];

    private int[] edges = new int[256];
    private int entryCount;

    /** The edge that was last told of an edge, plus 1. */
    private int[] toldTo = new int[64];

    private int nearCount;
    private long minX;
    private long minY;
    private int columns;
    private int shift;
    private long looks;

    /** Empties the grid and lays it over a box, for edges numbered from 0 to less than {@code edgeEnd}. */
    void begin(long west, long north, long east, long south, int edgeEnd) {
        minX = west;
        minY = north;
        long most = Math.max(LEAST_CELLS, edgeEnd);
        shift = 0;
        while ((((east - west) >> shift) + 1) * (((south - north) >> shift) + 1) > most) {
            shift++;
        }
        columns = (int) ((east - west) >> shift) + 1;
        int cells = columns * ((int) ((south - north) >> shift) + 1);
        if (cells > heads.length) {
            heads = new int[Math.max(cells, 2 * heads.length)];
        }
        Arrays.fill(heads, 0, cells, 0);
        if (edgeEnd > toldTo.length) {
            toldTo = new int[Math.max(edgeEnd, 2 * toldTo.length)];
            near = new int[toldTo.length];
        }
        Arrays.fill(toldTo, 0, edgeEnd, 0);
        entryCount = 0;
        looks = 0;
    }

    /** Enters an edge within the box and puts those entered before that may meet it into {@link #near}; how many. */
    int enter(int edge, long ax, long ay, long bx, long by) {
        nearCount = 0;
        pass(edge, ax, ay, bx, by, true);
        return nearCount;
    }

    /** Enters an edge within the box and asks for none. */
    void put(int edge, long ax, long ay, long bx, long by) {
        pass(edge, ax, ay, bx, by, false);
    }

    private void pass(int edge, long ax, long ay, long bx, long by, boolean looking) {
        int x0 = (int) (Math.min(ax, bx) - minX);
        int x1 = (int) (Math.max(ax, bx) - minX);
        int firstRow = (int) (Math.min(ay, by) - minY) >> shift;
        int lastRow = (int) (Math.max(ay, by) - minY) >> shift;
        int first = x0 >> shift;
        int last = x1 >> shift;
        if (lastRow - firstRow <= 1 || last - first <= 1) {
            for (int row = firstRow; row <= lastRow; row++) {
                passRow(edge, row, first, last, looking);
            }
            return;
        }
        boolean down = ay < by;
        long topX = (down ? ax : bx) - minX;
        long topY = (down ? ay : by) - minY;
        long wide = (down ? bx : ax) - minX - topX;
        long high = (down ? by : ay) - minY - topY;
        long here = topX;
        for (int row = firstRow; row <= lastRow; row++) {
            long below = row == lastRow ? high : ((long) (row + 1) << shift) - topY;
            long next = topX + Math.floorDiv(wide * below, high);
            // The edge is up to a unit east of the rounded crossings.
            int from = (int) (Math.min(here, next) >> shift);
            int to = (int) ((Math.max(here, next) + 1) >> shift);
            passRow(edge, row, from, Math.min(to, last), looking);
            here = next;
        }
    }

    /** How many edges were looked at in cells since the grid was emptied, one as often as cells are shared. */
    long looks() {
        return looks;
    }

    private void passRow(int edge, int row, int firstColumn, int lastColumn, boolean looking) {
        for (int cell = row * columns + firstColumn; cell <= row * columns + lastColumn; cell++) {
            for (int entry = looking ? heads[cell] : 0; entry != 0; entry = links[entry]) {
                int other = edges[entry];
                looks++;
                if (toldTo[other] != edge + 1) {
                    toldTo[other] = edge + 1;
                    near[nearCount++] = other;
                }
            }
            if (++entryCount == links.length) {
                links = Arrays.copyOf(links, 2 * entryCount);
                edges = Arrays.copyOf(edges, 2 * entryCount);
            }
            links[entryCount] = heads[cell];
            edges[entryCount] = edge;
            heads[cell] = entryCount;
        }
    }
}
