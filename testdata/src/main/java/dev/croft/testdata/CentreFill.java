package dev.croft.testdata;

import dev.croft.core.vector.PolygonBuffer;
import java.util.Arrays;

/**
 * Writes a value into every cell of a small square window whose centre lies inside a polygon (even-odd), row by row:
 * where the centre line of the row crosses the rings, inside and outside alternate. Confined to one thread.
 */
final class CentreFill {
    private final byte[] cells;
    private final int size;
    private final int firstColumn;
    private final int firstRow;
    private double[] crossings = new double[16];

    /** Fills into {@code cells}, {@code size} rows of {@code size}, the first of which lies at the given column and row. */
    CentreFill(byte[] cells, int size, int firstColumn, int firstRow) {
        this.cells = cells;
        this.size = size;
        this.firstColumn = firstColumn;
        this.firstRow = firstRow;
    }

    /** Fills the inside of rings {@code fromRing} up to, not including, {@code toRing}. */
    void fill(PolygonBuffer polygon, int fromRing, int toRing, byte value) {
        double north = Double.POSITIVE_INFINITY;
        double south = Double.NEGATIVE_INFINITY;
        for (int i = polygon.ringStart(fromRing); i < polygon.ringEnd(toRing - 1); i++) {
            north = Math.min(north, polygon.y()[i]);
            south = Math.max(south, polygon.y()[i]);
        }
        int first = Math.max(0, firstCentreFrom(north - firstRow));
        int end = Math.min(size, firstCentreFrom(south - firstRow));
        for (int row = first; row < end; row++) {
            fillRow(row, findCrossings(polygon, fromRing, toRing, firstRow + row + 0.5), value);
        }
    }

    private int findCrossings(PolygonBuffer polygon, int fromRing, int toRing, double line) {
        int count = 0;
        double[] x = polygon.x();
        double[] y = polygon.y();
        for (int ring = fromRing; ring < toRing; ring++) {
            for (int i = polygon.ringStart(ring) + 1; i < polygon.ringEnd(ring); i++) {
                if ((y[i - 1] <= line) != (y[i] <= line)) {
                    if (count == crossings.length) {
                        crossings = Arrays.copyOf(crossings, count * 2);
                    }
                    crossings[count++] = x[i - 1] + (x[i] - x[i - 1]) * (line - y[i - 1]) / (y[i] - y[i - 1]);
                }
            }
        }
        Arrays.sort(crossings, 0, count);
        return count;
    }

    private void fillRow(int row, int crossingCount, byte value) {
        for (int i = 0; i + 1 < crossingCount; i += 2) {
            int from = Math.max(0, firstCentreFrom(crossings[i] - firstColumn));
            int to = Math.min(size, firstCentreFrom(crossings[i + 1] - firstColumn));
            if (from < to) {
                Arrays.fill(cells, row * size + from, row * size + to, value);
            }
        }
    }

    /** Index of the first cell whose centre is at or after {@code position}. */
    private static int firstCentreFrom(double position) {
        return (int) Math.ceil(position - 0.5);
    }
}
