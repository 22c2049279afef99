package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
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

    private static final int HALVINGS = 14;

    /** Share of its length that a cut edge keeps however often it is halved; any other keeps much less. */
    private static final double MOST_KEPT = 0.5;

    private final CellMapping mapping;

    Seam(CellMapping mapping) {
        this.mapping = mapping;
    }

    /** Whether the corners of a target cell lie on different sides of a seam, or one of them nowhere, though the cell does not. */
    boolean touches(int column, int row) {
        Corners corners = new Corners(column, row, 0);
        return corners.areFound() ? corners.isCut() : corners.isMiddleFound() && isBesideNowhere(column, row);
    }

    /** Whether a cell of which a corner lies nowhere lies near the source a little inside its edges; most are far off. */
    private boolean isBesideNowhere(int column, int row) {
        Corners inside = new Corners(column, row, INSET);
        return inside.areFound() && inside.areNearSource();
    }

    /** The outline of a cell that a seam touches, taken a little inside its edges; nothing when the seam runs through it. */
    Optional<Outline> outline(int column, int row) {
        if (new Corners(column, row, INSET).isCut()) {
            return Optional.empty();
        }
        Optional<Outline> inside = Outline.of(mapping, column, row, INSET);
        // A corner that lies nowhere may be infinitely far off.
        return new Corners(column, row, 0).areFound() ? inside.map(outline -> outline.movedOut(INSET)) : inside;
    }

    /** The corners of a cell, and its middle. */
    private final class Corners {
        private final double[] columns;
        private final double[] rows;
        private final double[] x;
        private final double[] y;

        Corners(int column, int row, double inset) {
            double west = column + inset;
            double east = column + 1 - inset;
            double north = row + inset;
            double south = row + 1 - inset;
            columns = new double[] {west, east, east, west, column + 0.5};
            rows = new double[] {north, north, south, south, row + 0.5};
            x = columns.clone();
            y = rows.clone();
            mapping.toSourceCells(x, y);
        }

        /** Whether all corners lie somewhere. */
        boolean areFound() {
            return Double.isFinite(x[0] + x[1] + x[2] + x[3] + y[0] + y[1] + y[2] + y[3]);
        }

        boolean isMiddleFound() {
            return Double.isFinite(x[4] + y[4]);
        }

        /** Whether the source has cells within half their extent from them. */
        boolean areNearSource() {
            CellWindow source = mapping.sourceWindow();
            return reaches(x, source.column(), source.columnEnd()) && reaches(y, source.row(), source.rowEnd());
        }

        private boolean reaches(double[] values, int from, int end) {
            double least = Math.min(Math.min(values[0], values[1]), Math.min(values[2], values[3]));
            double most = Math.max(Math.max(values[0], values[1]), Math.max(values[2], values[3]));
            double margin = (most - least) / 2;
            return least - margin < end && most + margin > from;
        }

        /** Whether a seam runs through an edge between them. */
        boolean isCut() {
            double offX = (x[0] + x[1] + x[2] + x[3]) / 4 - x[4];
            double offY = (y[0] + y[1] + y[2] + y[3]) / 4 - y[4];
            double size = Math.max(Math.hypot(x[2] - x[0], y[2] - y[0]), Math.hypot(x[3] - x[1], y[3] - y[1]));
            if (!(Math.hypot(offX, offY) > SUSPECT * size)) {
                return false;
            }
            for (int i = 0; i < 4; i++) {
                int next = (i + 1) & 3;
                // An edge along a pole is a point in most projections.
                boolean isShort = Math.hypot(x[next] - x[i], y[next] - y[i]) < SUSPECT * size;
                if (!isShort && Seam.this.isCut(columns[i], rows[i], columns[next], rows[next])) {
                    return true;
                }
            }
            return false;
        }
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
