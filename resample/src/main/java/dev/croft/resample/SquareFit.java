package dev.croft.resample;

import dev.croft.core.crs.Biquadratic;
import dev.croft.core.grid.CellWindow;
import java.util.Arrays;

/**
 * Biquadratic polynomials for the positions of a square of target cells in the source, through the exact transforms of nine
 * Chebyshev nodes, and how far they are from exact transforms elsewhere in the square.
 */
final class SquareFit {
    private static final double[] NODES = Biquadratic.nodes();

    /** Where a quadratic errs most, and a little beyond the edges, so that a cut that enters between two of them shows. */
    private static final double[] CHECKS = {-1.02, -0.45, 0.45, 1.02};

    private final int column;
    private final int row;
    private final int size;

    /** Of u^0 v^0, u^1 v^0, u^2 v^0, u^0 v^1, ... with u and v from -1 to 1 across the square. */
    private final double[] columns;

    private final double[] rows;
    private final double columnRatio;
    private final double rowRatio;
    private double worstError;

    private SquareFit(int column, int row, int size, double[] columns, double[] rows) {
        this.column = column;
        this.row = row;
        this.size = size;
        this.columns = columns;
        this.rows = rows;
        this.columnRatio = 2 * Math.hypot(columns[1], columns[3]) / size;
        this.rowRatio = 2 * Math.hypot(rows[1], rows[3]) / size;
    }

    static SquareFit of(CellMapping mapping, int column, int row, int size) {
        double[] columns = Biquadratic.grid(NODES, column, size, true);
        double[] rows = Biquadratic.grid(NODES, row, size, false);
        mapping.toSourceCells(columns, rows);
        for (int i = 1; i < columns.length; i++) {
            columns[i] = columns[0] + mapping.turn(columns[i] - columns[0]);
        }
        Biquadratic.solve(columns);
        Biquadratic.solve(rows);
        SquareFit fit = new SquareFit(column, row, size, columns, rows);
        fit.worstError = fit.measured(mapping);
        return fit;
    }

    /** Largest error at the check points, in the smaller of both cells; infinite when a point has no transform. */
    double worstError() {
        return worstError;
    }

    private double measured(CellMapping mapping) {
        double[] x = Biquadratic.grid(CHECKS, column, size, true);
        double[] y = Biquadratic.grid(CHECKS, row, size, false);
        mapping.toSourceCells(x, y);
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            double u = CHECKS[i % CHECKS.length];
            double v = CHECKS[i / CHECKS.length];
            double columnError =
                    Math.abs(mapping.turn(Biquadratic.value(columns, 0, u, v) - x[i])) / Math.min(1, columnRatio);
            double rowError = Math.abs(Biquadratic.value(rows, 0, u, v) - y[i]) / Math.min(1, rowRatio);
            double error = Math.max(columnError, rowError);
            worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
        }
        return worst;
    }

    /**
     * The positions of points in the square.
     *
     * @param offset from the first corner of a cell to its point, in cells
     */
    Positions.Part part(CellWindow window, double offset, CellMapping mapping) {
        return new Fitted(this, window, offset, mapping);
    }

    /** Computed when asked for: a row has polynomials of one variable. */
    private static final class Fitted implements Positions.Part {
        private final SquareFit fit;
        private final CellWindow window;
        private final double offset;
        private final CellMapping mapping;

        /** Of u^0, u^1 and u^2 in the present row. */
        private final double[] column = new double[3];

        private final double[] row = new double[3];

        Fitted(SquareFit fit, CellWindow window, double offset, CellMapping mapping) {
            this.fit = fit;
            this.window = window;
            this.offset = offset;
            this.mapping = mapping;
        }

        @Override
        public CellWindow window() {
            return window;
        }

        private void moveTo(int y) {
            double v = 2 * (y + offset - fit.row) / fit.size - 1;
            for (int i = 0; i < 3; i++) {
                column[i] = fit.columns[i] + v * (fit.columns[i + 3] + v * fit.columns[i + 6]);
                row[i] = fit.rows[i] + v * (fit.rows[i + 3] + v * fit.rows[i + 6]);
            }
        }

        private double u(int x) {
            return 2 * (x + offset - fit.column) / fit.size - 1;
        }

        private static double value(double[] polynomial, double u) {
            return polynomial[0] + u * (polynomial[1] + u * polynomial[2]);
        }

        @Override
        public void fill(int y, Positions positions, int at) {
            moveTo(y);
            double[] columns = positions.columns();
            double[] rows = positions.rows();
            int count = window.columnCount();
            double shift = offset - fit.column;
            double scale = 2.0 / fit.size; // a power of two
            double c0 = column[0];
            double c1 = column[1];
            double c2 = column[2];
            double r0 = row[0];
            double r1 = row[1];
            double r2 = row[2];
            for (int i = 0; i < count; i++) {
                double u = (window.column() + i + shift) * scale - 1;
                columns[at + i] = c0 + u * (c1 + u * c2);
                rows[at + i] = r0 + u * (r1 + u * r2);
            }
            if (mapping.repeats()) {
                for (int i = at; i < at + count; i++) {
                    columns[i] = mapping.home(columns[i]);
                }
            }
            Arrays.fill(positions.columnRatios(), at, at + count, (float) fit.columnRatio);
            Arrays.fill(positions.rowRatios(), at, at + count, (float) fit.rowRatio);
        }

        @Override
        public void addTo(Reach reach) {
            double west = u(window.column());
            double east = u(window.columnEnd() - 1);
            for (int y = window.row(); y < window.rowEnd(); y++) {
                moveTo(y);
                // A quadratic is extreme at the ends or at its vertex.
                double columnVertex = Math.max(west, Math.min(east, vertex(column)));
                double rowVertex = Math.max(west, Math.min(east, vertex(row)));
                boolean isHome = mapping.isHome(value(column, west))
                        && mapping.isHome(value(column, east))
                        && mapping.isHome(value(column, columnVertex));
                if (isHome) {
                    add(west, reach);
                    add(east, reach);
                    add(columnVertex, reach);
                    add(rowVertex, reach);
                } else {
                    for (int x = window.column(); x < window.columnEnd(); x++) {
                        add(u(x), reach);
                    }
                }
            }
        }

        /** Where a polynomial has its extreme; anywhere when it has none. */
        private static double vertex(double[] polynomial) {
            return polynomial[2] == 0 ? 0 : -polynomial[1] / (2 * polynomial[2]);
        }

        private void add(double u, Reach reach) {
            reach.add(mapping.home(value(column, u)), value(row, u), fit.columnRatio, fit.rowRatio);
        }
    }
}
