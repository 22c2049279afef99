package dev.croft.zonal.cells;

import dev.croft.core.vector.PolygonBuffer;

/**
 * The slow obvious twin of {@link CentreCells}: asks of each cell by itself whether its centre is inside, edge by edge, under the
 * stated rule. North is up.
 */
public final class BruteForceMask {
    private BruteForceMask() {}

    public static boolean[][] of(PolygonBuffer polygon, int columnCount, int rowCount) {
        boolean[][] mask = new boolean[rowCount][columnCount];
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                for (int part = 0; part < polygon.partCount(); part++) {
                    mask[row][column] |= isInside(polygon, part, column + 0.5, row + 0.5);
                }
            }
        }
        return mask;
    }

    /** The cells of all bands of a polygon that {@code runs} was begun with. */
    static boolean[][] of(ZoneCells runs, int columnCount, int rowCount) {
        boolean[][] mask = new boolean[rowCount][columnCount];
        while (runs.nextBand()) {
            add(runs, mask);
        }
        return mask;
    }

    static void add(ZoneCells runs, boolean[][] mask) {
        for (int run = 0; run < runs.runCount(); run++) {
            for (int column = runs.start(run); column < runs.end(run); column++) {
                if (mask[runs.row(run)][column]) {
                    throw new AssertionError("cell (" + column + ", " + runs.row(run) + ") is in two runs");
                }
                mask[runs.row(run)][column] = true;
            }
        }
    }

    static String text(boolean[][] mask) {
        StringBuilder text = new StringBuilder();
        for (boolean[] row : mask) {
            for (boolean cell : row) {
                text.append(cell ? '#' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static boolean isInside(PolygonBuffer polygon, int part, double centreX, double centreY) {
        boolean inside = false;
        boolean onBottomEdge = false;
        for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
            int from = polygon.ringStart(ring);
            int to = polygon.ringEnd(ring);
            for (int i = from; i < to; i++) {
                int j = i + 1 == to ? from : i + 1;
                inside ^= crossesWestOf(polygon, i, j, centreX, centreY);
                onBottomEdge |= isBottomEdgeOver(polygon, ring, i, j, centreX, centreY);
            }
        }
        return inside || onBottomEdge;
    }

    private static boolean crossesWestOf(PolygonBuffer polygon, int i, int j, double centreX, double centreY) {
        int low = polygon.y()[i] <= polygon.y()[j] ? i : j;
        int high = low == i ? j : i;
        double y1 = polygon.y()[low];
        double y2 = polygon.y()[high];
        if (!(y1 <= centreY && centreY < y2)) {
            return false;
        }
        double x1 = polygon.x()[low];
        double x2 = polygon.x()[high];
        return (centreY - y1) * (x2 - x1) / (y2 - y1) + x1 < centreX;
    }

    /** Whether the edge i-j is level with the centre, spans it, and runs west in a clockwise ring or east in another. */
    private static boolean isBottomEdgeOver(
            PolygonBuffer polygon, int ring, int i, int j, double centreX, double centreY) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        if (y[i] != centreY || y[j] != centreY) {
            return false;
        }
        if (!(Math.min(x[i], x[j]) < centreX && centreX <= Math.max(x[i], x[j]))) {
            return false;
        }
        boolean clockwise = RingWinding.isClockwise(x, y, polygon.ringStart(ring), polygon.ringEnd(ring), true);
        return clockwise == x[j] < x[i];
    }
}
