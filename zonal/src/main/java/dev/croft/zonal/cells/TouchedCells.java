package dev.croft.zonal.cells;

/**
 * The cells of {@link CentreCells} and those a ring passes through. The rule is that of GDAL's polygons with ALL_TOUCHED
 * (GDALdllImageLineAllTouched in alg/llrasterize.cpp, with bIntersectOnly), so that answers equal those of rasterio. Of each
 * edge, taken from left to right:
 *
 * <ul>
 *   <li>an upright edge, its ends in one column or less than {@link #NEARLY} apart, fills the column of its right end from
 *       floor(top) to floor(bottom); it fills nothing when both ends are within {@link #ON_BORDER} of a cell border;
 *   <li>a level edge, its ends in one row or less than {@link #NEARLY} apart, fills the row of its left end from floor(left) to
 *       floor(right), or nothing likewise;
 *   <li>any other edge is followed from cell to cell. A corner it runs through belongs to the cell below and right of it, so
 *       an edge that rises to the left of a corner touches one cell more than its mirror image;
 *   <li>an edge wholly outside the grid, on one side of it, fills nothing.
 * </ul>
 *
 * <p>This is GDAL 3.6. Later versions take 0.0001 for {@link #ON_BORDER} and for the end of upright and level edges, which then
 * leave out a cell that they only end on.
 *
 * <p>The steps add up rounding as GDAL's do: which cell an edge through a corner falls into depends on it. An edge is therefore
 * followed from its beginning in every band.
 */
final class TouchedCells extends CentreCells {
    private static final double NEARLY = 0.01;
    private static final double ON_BORDER = 0.01;

    /** Least step across a border between rows, so that an edge never stays where it is. */
    private static final double LEAST_STEP = 1e-9;

    /** Runs held at once; only a single row may have more. */
    private static final int MOST_RUNS = 1 << 20;

    /** The run being followed along an edge. */
    private int openRow;

    private int openStart;
    private int openEnd;

    TouchedCells(int columnCount, int rowCount, boolean northIsUp) {
        super(columnCount, rowCount, northIsUp);
    }

    @Override
    double firstRowOf(double low) {
        return Math.floor(low) - 1;
    }

    @Override
    double endRowOf(double high) {
        return Math.floor(high) + 1;
    }

    @Override
    boolean computeBand(int fromRow, int toRow) {
        if (!super.computeBand(fromRow, toRow)) {
            return false;
        }
        for (int ring = 0; ring < polygon.ringCount(); ring++) {
            if (!touchRing(polygon.ringStart(ring), polygon.ringEnd(ring))) {
                return false;
            }
        }
        runs.unite(0);
        return true;
    }

    /** False when the band has more runs than may be held at once. */
    private boolean touchRing(int from, int to) {
        double[] x = polygon.x();
        double[] y = polygon.y();
        for (int i = from + 1; i < to; i++) {
            touchEdge(x[i - 1], y[i - 1], x[i], y[i]);
            if (runs.count() > MOST_RUNS && endRow - firstRow > 1) {
                return false;
            }
        }
        if (x[to - 1] != x[from] || y[to - 1] != y[from]) {
            touchEdge(x[to - 1], y[to - 1], x[from], y[from]);
        }
        return true;
    }

    private void touchEdge(double x1, double y1, double x2, double y2) {
        if (x1 > x2) {
            touchRightward(x2, y2, x1, y1);
        } else {
            touchRightward(x1, y1, x2, y2);
        }
    }

    private void touchRightward(double x1, double y1, double x2, double y2) {
        double top = y1 < y2 ? y1 : y2;
        double bottom = y1 < y2 ? y2 : y1;
        boolean beside = x2 < 0 || x1 > columnCount || bottom < 0 || top > rowCount;
        if (beside || bottom < firstRow - 1 || top > endRow + 1) {
            return;
        }
        if (Math.floor(x1) == Math.floor(x2) || x2 - x1 < NEARLY) {
            touchUpright(x1, x2, top, bottom);
        } else if (Math.floor(y1) == Math.floor(y2) || bottom - top < NEARLY) {
            touchLevel(x1, y1, x2, y2);
        } else {
            touchSloped(x1, y1, x2, y2);
        }
    }

    private void touchUpright(double x1, double x2, double top, double bottom) {
        if ((isOnBorder(x1) && isOnBorder(x2)) || x2 < 0 || x2 >= columnCount) {
            return;
        }
        int column = (int) x2;
        int end = (int) Math.min(endRow, Math.floor(bottom) + 1);
        for (int row = (int) Math.max(firstRow, Math.floor(top)); row < end; row++) {
            runs.append(row, column, column + 1);
        }
    }

    private void touchLevel(double x1, double y1, double x2, double y2) {
        double row = Math.floor(y1);
        if ((isOnBorder(y1) && isOnBorder(y2)) || row < firstRow || row >= endRow) {
            return;
        }
        int start = (int) Math.max(0, Math.floor(x1));
        int end = (int) Math.min(columnCount, Math.floor(x2) + 1);
        if (start < end) {
            runs.append((int) row, start, end);
        }
    }

    private static boolean isOnBorder(double coordinate) {
        return Math.abs(coordinate - Math.floor(coordinate + 0.5)) < ON_BORDER;
    }

    /** Cuts the edge off at the grid's sides and follows the rest. */
    private void touchSloped(double x1, double y1, double x2, double y2) {
        double slope = (y2 - y1) / (x2 - x1);
        double x = x1;
        double y = y1;
        double endX = x2;
        double endY = y2;
        if (endX > columnCount) {
            endY -= (endX - columnCount) * slope;
            endX = columnCount;
        }
        if (x < 0) {
            y += (0.0 - x) * slope;
            x = 0;
        }
        if (endY > y) {
            if (y < 0) {
                x += (0.0 - y) / slope;
                y = 0;
            }
            if (endY >= rowCount) {
                // As in GDAL the end moves right, not left; the rows end the walk.
                endX = Math.min(columnCount, endX + (endY - rowCount) / slope);
            }
        } else {
            if (y >= rowCount) {
                x += (rowCount - y) / slope;
                y = rowCount;
            }
            if (endY < 0) {
                endX -= endY / slope;
            }
        }
        follow(x, y, endX, slope);
    }

    private void follow(double fromX, double fromY, double endX, double slope) {
        double x = fromX;
        double y = fromY;
        openEnd = -1;
        while (x >= 0 && x < endX) {
            int row = (int) Math.floor(y);
            if (slope < 0 ? row < firstRow : row >= endRow) {
                break;
            }
            visit(row, (int) x);
            double stepX = Math.floor(x + 1.0) - x;
            double stepY = stepX * slope;
            if ((int) Math.floor(y + stepY) != row) {
                stepY = slope < 0 ? Math.min(row - y, -LEAST_STEP) : Math.max(row + 1 - y, LEAST_STEP);
                stepX = stepY / slope;
            }
            x += stepX;
            y += stepY;
        }
        closeRun();
    }

    private void visit(int row, int column) {
        if (openEnd >= 0 && row == openRow && column <= openEnd) {
            openEnd = Math.max(openEnd, column + 1);
            return;
        }
        closeRun();
        openRow = row;
        openStart = column;
        openEnd = column + 1;
    }

    private void closeRun() {
        if (openEnd >= 0 && openRow >= firstRow && openRow < endRow && openStart < columnCount) {
            runs.append(openRow, openStart, Math.min(openEnd, columnCount));
        }
        openEnd = -1;
    }
}
