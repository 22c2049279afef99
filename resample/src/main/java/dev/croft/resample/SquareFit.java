package dev.croft.resample;

import dev.croft.core.crs.Biquadratic;
import dev.croft.core.grid.CellWindow;

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
        double[] columns = grid(NODES, column, size, true);
        double[] rows = grid(NODES, row, size, false);
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
        double[] x = grid(CHECKS, column, size, true);
        double[] y = grid(CHECKS, row, size, false);
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

    /** Writes the positions of the points in {@code part} of the square. */
    void fill(Positions positions, CellWindow part, CellMapping mapping) {
        for (int y = part.row(); y < part.rowEnd(); y++) {
            double v = 2 * (y + positions.offset() - row) / size - 1;
            double columnConstant = columns[0] + v * (columns[3] + v * columns[6]);
            double columnLinear = columns[1] + v * (columns[4] + v * columns[7]);
            double columnSquare = columns[2] + v * (columns[5] + v * columns[8]);
            double rowConstant = rows[0] + v * (rows[3] + v * rows[6]);
            double rowLinear = rows[1] + v * (rows[4] + v * rows[7]);
            double rowSquare = rows[2] + v * (rows[5] + v * rows[8]);
            int index = positions.index(part.column(), y);
            for (int x = part.column(); x < part.columnEnd(); x++, index++) {
                double u = 2 * (x + positions.offset() - column) / size - 1;
                positions.columns()[index] = mapping.home(columnConstant + u * (columnLinear + u * columnSquare));
                positions.rows()[index] = rowConstant + u * (rowLinear + u * rowSquare);
                positions.columnRatios()[index] = (float) columnRatio;
                positions.rowRatios()[index] = (float) rowRatio;
            }
        }
    }

    private static double[] grid(double[] steps, int start, int size, boolean alongRow) {
        double[] coordinates = new double[steps.length * steps.length];
        for (int i = 0; i < coordinates.length; i++) {
            double step = steps[alongRow ? i % steps.length : i / steps.length];
            coordinates[i] = start + size / 2.0 * (1 + step);
        }
        return coordinates;
    }
}
