package dev.croft.resample;

import java.util.Optional;

/**
 * Where the CRS of the source is cut, as along the meridian opposite its central one: neighbours on the globe are far apart there,
 * and the quadrilateral through the corners of a cell is not where the cell is. Immutable.
 */
final class Seam {
    /** Share of a quadrilateral's size by which the middle of a cell without a seam hardly misses that of its corners. */
    private static final double SUSPECT = 0.05;

    /** How far inside its edges, in cells, a cell has to lie on one side: an edge along a seam may be put on either. */
    private static final double INSET = CellMapping.MOST_ERROR;

    private static final int HALVINGS = 10;

    /** Share of its length that a cut edge keeps however often it is halved; any other keeps much less. */
    private static final double MOST_KEPT = 0.5;

    private final CellMapping mapping;

    Seam(CellMapping mapping) {
        this.mapping = mapping;
    }

    /** Whether the corners of a target cell lie on different sides of a seam; not when one of them lies nowhere. */
    boolean touches(int column, int row) {
        return runsThrough(column, row, 0);
    }

    /** The outline of a cell that a seam touches, taken a little inside its edges; nothing when the seam runs through it. */
    Optional<Outline> outline(int column, int row) {
        return runsThrough(column, row, INSET) ? Optional.empty() : Outline.of(mapping, column, row, INSET);
    }

    private boolean runsThrough(int column, int row, double inset) {
        double west = column + inset;
        double east = column + 1 - inset;
        double north = row + inset;
        double south = row + 1 - inset;
        double[] columns = {west, east, east, west, column + 0.5};
        double[] rows = {north, north, south, south, row + 0.5};
        double[] x = columns.clone();
        double[] y = rows.clone();
        mapping.toSourceCells(x, y);
        double offX = (x[0] + x[1] + x[2] + x[3]) / 4 - x[4];
        double offY = (y[0] + y[1] + y[2] + y[3]) / 4 - y[4];
        double size = Math.max(Math.hypot(x[2] - x[0], y[2] - y[0]), Math.hypot(x[3] - x[1], y[3] - y[1]));
        if (!(Math.hypot(offX, offY) > SUSPECT * size)) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            int next = (i + 1) & 3;
            if (isCut(columns[i], rows[i], columns[next], rows[next])) {
                return true;
            }
        }
        return false;
    }

    /** Halves an edge of a cell again and again, and keeps the half that is longer in the source. */
    private boolean isCut(double column0, double row0, double column1, double row1) {
        double[] columns = {column0, 0, column1};
        double[] rows = {row0, 0, row1};
        double whole = Double.NaN;
        double longer = Double.NaN;
        for (int i = 0; i < HALVINGS; i++) {
            columns[1] = (columns[0] + columns[2]) / 2;
            rows[1] = (rows[0] + rows[2]) / 2;
            double[] x = columns.clone();
            double[] y = rows.clone();
            mapping.toSourceCells(x, y);
            double first = Math.hypot(x[1] - x[0], y[1] - y[0]);
            double second = Math.hypot(x[2] - x[1], y[2] - y[1]);
            whole = i == 0 ? Math.hypot(x[2] - x[0], y[2] - y[0]) : whole;
            longer = Math.max(first, second);
            int dropped = first > second ? 2 : 0;
            columns[dropped] = columns[1];
            rows[dropped] = rows[1];
        }
        return longer > MOST_KEPT * whole;
    }
}
