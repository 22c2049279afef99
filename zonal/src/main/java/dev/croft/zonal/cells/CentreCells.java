package dev.croft.zonal.cells;

import dev.croft.core.vector.PolygonBuffer;
import java.util.Arrays;

/**
 * The cells whose centre lies inside a polygon, as horizontal runs sorted by row and column. The rule is that of GDAL's
 * polygon fill (GDALdllImageFilledPolygon in alg/llrasterize.cpp), so that answers equal those of rasterio:
 *
 * <ul>
 *   <li>the centre line of row r is y = r + 0.5; an edge from y1 up to y2 crosses it when y1 &lt;= r + 0.5 &lt; y2;
 *   <li>crossings are sorted and paired, even-odd over all rings of one polygon; a pair fills the columns from
 *       floor(left + 0.5) to floor(right + 0.5) - 1;
 *   <li>a horizontal edge lying exactly on a centre line, with the inside of its own ring to the north, fills its columns
 *       too; a ring's winding does not matter, holes count by their own inside;
 *   <li>parts of a multipolygon are united: no cell counts twice.
 * </ul>
 *
 * <p>A band is bounded by the crossings it holds.
 */
class CentreCells extends ZoneCells {
    private static final int FEW_CROSSINGS = 4;
    private static final int BAND_ROWS = 4096;

    /** Crossings held at once, 8 MiB of them; only a single row may have more. */
    private static final int MOST_CROSSINGS = 1 << 20;

    final int columnCount;
    final int rowCount;
    private final boolean northIsUp;

    private double[] crossings = new double[1024];
    private int[] crossingCounts = new int[256];
    private int stride;
    private boolean hasLevelEdge;
    PolygonBuffer polygon;
    private int nextRow;
    private int lastRow;
    int firstRow;
    int endRow;

    /**
     * Prepares for one grid.
     *
     * @param northIsUp whether rows run south, so that north of an edge is the smaller row
     */
    CentreCells(int columnCount, int rowCount, boolean northIsUp) {
        this.columnCount = columnCount;
        this.rowCount = rowCount;
        this.northIsUp = northIsUp;
    }

    @Override
    public final boolean begin(PolygonBuffer newPolygon, double west, double south, double east, double north) {
        polygon = newPolygon;
        nextRow = (int) Math.max(0, firstRowOf(south));
        lastRow = (int) Math.min(rowCount, endRowOf(north));
        return true;
    }

    /** First row that can have cells of a polygon whose smallest y is {@code low}. */
    double firstRowOf(double low) {
        return Math.ceil(low - 0.5);
    }

    /** Row after the last that can have cells of a polygon whose largest y is {@code high}. */
    double endRowOf(double high) {
        return Math.floor(high - 0.5) + 1;
    }

    @Override
    public final boolean nextBand() {
        if (nextRow >= lastRow) {
            return false;
        }
        int bandRows = Math.min(BAND_ROWS, lastRow - nextRow);
        while (!computeBand(nextRow, nextRow + bandRows)) {
            bandRows = Math.max(1, bandRows / 2);
        }
        nextRow += bandRows;
        return true;
    }

    /** False when the band has more crossings than may be held at once; then nothing was computed. */
    boolean computeBand(int fromRow, int toRow) {
        firstRow = fromRow;
        endRow = toRow;
        runs.clear();
        for (int part = 0; part < polygon.partCount(); part++) {
            if (!addPart(polygon.partStart(part), polygon.partEnd(part))) {
                return false;
            }
        }
        if (polygon.partCount() > 1) {
            runs.unite(0);
        }
        return true;
    }

    private boolean addPart(int ringStart, int ringEnd) {
        int partStart = runs.count();
        stride = FEW_CROSSINGS;
        while (!collectCrossings(ringStart, ringEnd)) {
            stride *= 2;
            if (endRow - firstRow > 1 && (long) (endRow - firstRow) * stride > MOST_CROSSINGS) {
                return false;
            }
        }
        fillRows();
        if (hasLevelEdge) {
            addLevelEdges(ringStart, ringEnd);
            runs.unite(partStart);
        }
        return true;
    }

    /** Notes where edges cross the centre lines; false when a row has more crossings than {@link #stride}. */
    private boolean collectCrossings(int ringStart, int ringEnd) {
        int rowSpan = endRow - firstRow;
        if (crossings.length < rowSpan * stride) {
            crossings = new double[Math.max(rowSpan * stride, 2 * crossings.length)];
        }
        if (crossingCounts.length < rowSpan) {
            crossingCounts = new int[Math.max(rowSpan, 2 * crossingCounts.length)];
        }
        Arrays.fill(crossingCounts, 0, rowSpan, 0);
        hasLevelEdge = false;
        for (int ring = ringStart; ring < ringEnd; ring++) {
            if (!collectRing(polygon.x(), polygon.y(), polygon.ringStart(ring), polygon.ringEnd(ring))) {
                return false;
            }
        }
        return true;
    }

    private boolean collectRing(double[] x, double[] y, int from, int to) {
        double previousX = x[to - 1];
        double previousY = y[to - 1];
        int previousRow = rowAtOrAfter(previousY);
        for (int i = from; i < to; i++) {
            double thisX = x[i];
            double thisY = y[i];
            int thisRow = rowAtOrAfter(thisY);
            if (thisRow == previousRow) {
                hasLevelEdge |= thisY == previousY && isCentreLine(thisY);
            } else {
                boolean rising = previousRow < thisRow;
                boolean fits = rising
                        ? collectEdge(previousX, previousY, previousRow, thisX, thisY, thisRow)
                        : collectEdge(thisX, thisY, thisRow, previousX, previousY, previousRow);
                if (!fits) {
                    return false;
                }
            }
            previousX = thisX;
            previousY = thisY;
            previousRow = thisRow;
        }
        return true;
    }

    /** First row whose centre line is not before {@code y}, held within the rows in work. */
    private int rowAtOrAfter(double y) {
        double row = Math.ceil(y - 0.5);
        return row <= firstRow ? firstRow : row >= endRow ? endRow : (int) row;
    }

    /** Crossings of the edge from (x1, y1) up to (x2, y2) with rows {@code fromRow} to {@code toRow - 1}. */
    private boolean collectEdge(double x1, double y1, int fromRow, double x2, double y2, int toRow) {
        double width = x2 - x1;
        double height = y2 - y1;
        for (int row = fromRow; row < toRow; row++) {
            int slot = row - firstRow;
            int count = crossingCounts[slot];
            if (count == stride) {
                return false;
            }
            // Term by term as GDAL computes it: rounded otherwise, an edge through a centre would fall the other way.
            crossings[slot * stride + count] = (row + 0.5 - y1) * width / height + x1;
            crossingCounts[slot] = count + 1;
        }
        return true;
    }

    private void fillRows() {
        for (int row = firstRow; row < endRow; row++) {
            int slot = row - firstRow;
            int from = slot * stride;
            int count = crossingCounts[slot];
            if (count == 2) {
                double a = crossings[from];
                double b = crossings[from + 1];
                addRun(row, Math.min(a, b), Math.max(a, b));
            } else {
                sort(crossings, from, from + count);
                for (int i = from; i + 1 < from + count; i += 2) {
                    addRun(row, crossings[i], crossings[i + 1]);
                }
            }
        }
    }

    private static void sort(double[] values, int from, int to) {
        if (to - from > 32) {
            Arrays.sort(values, from, to);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            double value = values[i];
            int j = i - 1;
            while (j >= from && values[j] > value) {
                values[j + 1] = values[j];
                j--;
            }
            values[j + 1] = value;
        }
    }

    private void addRun(int row, double left, double right) {
        int start = (int) Math.max(0, Math.floor(left + 0.5));
        int end = (int) Math.min(columnCount, Math.floor(right + 0.5));
        if (start < end) {
            runs.append(row, start, end);
        }
    }

    /** Fills horizontal edges that lie on a centre line and have their ring's inside to the north. */
    private void addLevelEdges(int ringStart, int ringEnd) {
        for (int ring = ringStart; ring < ringEnd; ring++) {
            addLevelEdgesOfRing(polygon.ringStart(ring), polygon.ringEnd(ring));
        }
    }

    private void addLevelEdgesOfRing(int from, int to) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        int westward = 0;
        double previousX = x[to - 1];
        double previousY = y[to - 1];
        for (int i = from; i < to; i++) {
            if (y[i] == previousY && x[i] != previousX && isCentreLine(y[i])) {
                if (westward == 0) {
                    westward = RingWinding.isClockwise(x, y, from, to, northIsUp) ? 1 : -1;
                }
                // Seen with north up, a clockwise ring has its inside north of the edges that run west.
                if ((x[i] < previousX) == (westward > 0)) {
                    addRun((int) (y[i] - 0.5), Math.min(x[i], previousX), Math.max(x[i], previousX));
                }
            }
            previousX = x[i];
            previousY = y[i];
        }
    }

    private boolean isCentreLine(double y) {
        double row = y - 0.5;
        return row >= firstRow && row < endRow && row == Math.rint(row);
    }
}
