package dev.croft.zonal;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.vector.PolygonBuffer;

/**
 * Brings polygons with long edges to another CRS. An edge is straight in the zones' CRS and usually curved in the other, so it is
 * halved until the middle of each piece lies within a tolerance of the straight line between its ends. Short edges need none of
 * this: over 2 km the earth's curvature moves the middle of an edge by some centimetres. Confined to one thread.
 */
final class EdgeRefiner {
    private static final double SHORT_METRES = 2000;
    private static final double SHORT_DEGREES = 0.02;

    /** Pieces longer than so many short edges are halved whatever their middle, which may lie right by symmetry. */
    private static final double ALWAYS_HALVED = 64;

    private static final int MOST_HALVINGS = 24;

    /** A piece that was halved so often and still is no line, in cells: the other CRS is torn there. */
    private static final double TORN = 1;

    private final CoordinateTransform toCells;
    private final double shortEdge;
    private final double tolerance;
    private final PolygonBuffer refined = new PolygonBuffer();
    private final double[] pointX = new double[1];
    private final double[] pointY = new double[1];
    private int ringLength;
    private boolean isTorn;

    /**
     * Prepares for zones of one CRS.
     *
     * @param toCells from the zones' CRS to cells
     * @param tolerance in cells
     */
    EdgeRefiner(Crs zonesCrs, CoordinateTransform toCells, double tolerance) {
        this.toCells = toCells;
        this.tolerance = tolerance;
        double metres = zonesCrs.isKnown() ? zonesCrs.metresPerUnit() : Double.NaN;
        this.shortEdge = Double.isNaN(metres) ? SHORT_DEGREES : SHORT_METRES / metres;
    }

    /** Whether a polygon with this bounding box, in the zones' CRS, has short edges only. */
    boolean hasShortEdges(BoundingBox box) {
        return box.east() - box.west() <= shortEdge && box.north() - box.south() <= shortEdge;
    }

    /**
     * The polygon in cells; lent until the next call.
     *
     * @param polygon in the zones' CRS
     * @return null when an edge crosses a place where the other CRS is torn
     */
    PolygonBuffer refine(PolygonBuffer polygon) {
        refined.clear();
        isTorn = false;
        for (int part = 0; part < polygon.partCount(); part++) {
            for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
                refineRing(polygon, polygon.ringStart(ring), polygon.ringEnd(ring));
            }
            refined.addPart();
        }
        return isTorn ? null : refined;
    }

    private void refineRing(PolygonBuffer polygon, int from, int to) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        ringLength = 0;
        place(x[from], y[from]);
        double column = pointX[0];
        double row = pointY[0];
        append(column, row);
        for (int i = from + 1; i < to; i++) {
            place(x[i], y[i]);
            double nextColumn = pointX[0];
            double nextRow = pointY[0];
            halve(x[i - 1], y[i - 1], column, row, x[i], y[i], nextColumn, nextRow, 0);
            append(nextColumn, nextRow);
            column = nextColumn;
            row = nextRow;
        }
        refined.addRing(ringLength);
    }

    /** Adds what lies between two ends, given in the zones' CRS and in cells. */
    private void halve(
            double x1, double y1, double c1, double r1, double x2, double y2, double c2, double r2, int halvings) {
        double middleX = 0.5 * (x1 + x2);
        double middleY = 0.5 * (y1 + y2);
        place(middleX, middleY);
        double column = pointX[0];
        double row = pointY[0];
        double off = Math.max(Math.abs(column - 0.5 * (c1 + c2)), Math.abs(row - 0.5 * (r1 + r2)));
        boolean isLong = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)) > ALWAYS_HALVED * shortEdge;
        if (off <= tolerance && !isLong) {
            return;
        }
        if (halvings == MOST_HALVINGS) {
            isTorn |= off > TORN;
            return;
        }
        if (Double.isNaN(off)) {
            append(column, row);
            return;
        }
        halve(x1, y1, c1, r1, middleX, middleY, column, row, halvings + 1);
        append(column, row);
        halve(middleX, middleY, column, row, x2, y2, c2, r2, halvings + 1);
    }

    private void place(double x, double y) {
        pointX[0] = x;
        pointY[0] = y;
        toCells.transform(pointX, pointY, 0, 1);
    }

    private void append(double column, double row) {
        refined.reserve(ringLength + 1);
        int at = refined.vertexCount() + ringLength;
        refined.x()[at] = column;
        refined.y()[at] = row;
        ringLength++;
    }
}
