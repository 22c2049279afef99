package dev.croft.core.crs;

/**
 * Polynomials of degree two in u and in v over a square, both from -1 to 1 across it, through values at its nine Chebyshev
 * nodes. Coefficients are those of u^0 v^0, u^1 v^0, u^2 v^0, u^0 v^1, ...
 */
public final class Biquadratic {
    private static final double NODE = Math.sqrt(3) / 2;

    private Biquadratic() {}

    /** The Chebyshev nodes in one direction, in a new array. */
    public static double[] nodes() {
        return new double[] {-NODE, 0, NODE};
    }

    /**
     * One coordinate of a grid of points in a square, row by row.
     *
     * @param steps places along a side, from -1 to 1
     * @param alongRow whether it is the one that changes along rows
     */
    public static double[] grid(double[] steps, double start, double size, boolean alongRow) {
        double[] coordinates = new double[steps.length * steps.length];
        for (int i = 0; i < coordinates.length; i++) {
            double step = steps[alongRow ? i % steps.length : i / steps.length];
            coordinates[i] = start + size / 2 + step * size / 2;
        }
        return coordinates;
    }

    /** Replaces the values at the nodes, row by row, by the coefficients: first along rows, then along columns. */
    public static void solve(double[] values) {
        for (int row = 0; row < 3; row++) {
            parabola(values, 3 * row, 1);
        }
        for (int column = 0; column < 3; column++) {
            parabola(values, column, 3);
        }
    }

    private static void parabola(double[] values, int first, int step) {
        double low = values[first];
        double middle = values[first + step];
        double high = values[first + 2 * step];
        values[first] = middle;
        values[first + step] = (high - low) / (2 * NODE);
        values[first + 2 * step] = (high - 2 * middle + low) / (2 * NODE * NODE);
    }

    /** The value at a point of the polynomial whose coefficients begin at {@code offset}. */
    public static double value(double[] coefficients, int offset, double u, double v) {
        double value = 0;
        for (int power = 2; power >= 0; power--) {
            int at = offset + 3 * power;
            value = value * v + coefficients[at] + u * (coefficients[at + 1] + u * coefficients[at + 2]);
        }
        return value;
    }
}
