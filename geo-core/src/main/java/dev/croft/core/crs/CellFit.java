package dev.croft.core.crs;

/**
 * {@link Biquadratic} polynomials through the exact transforms of a square's nine Chebyshev nodes, and how far they are from exact
 * transforms elsewhere.
 */
final class CellFit {
    private static final double[] NODES = Biquadratic.nodes();

    /**
     * Where the error of a quadratic is largest, and a little beyond the edges: a cut of the projection that enters the square
     * between two check points on the edge, bulging by metres, still parts those outside from the others.
     */
    private static final double[] CHECKS = {-1.02, -0.6, -0.2, 0.2, 0.6, 1.02};

    private final double[] coefficients;
    private final double worstDistance;

    private CellFit(double[] coefficients, double worstDistance) {
        this.coefficients = coefficients;
        this.worstDistance = worstDistance;
    }

    /**
     * Of x, then of y: of u^0 v^0, u^1 v^0, u^2 v^0, u^0 v^1, ... with u and v from -1 to 1 across the square. The caller owns
     * the array.
     */
    double[] coefficients() {
        return coefficients;
    }

    /** Largest distance at the check points; infinite when one of the points has no transform. */
    double worstDistance() {
        return worstDistance;
    }

    static CellFit of(CoordinateTransform exact, double west, double south, double size) {
        double[] x = Biquadratic.grid(NODES, west, size, true);
        double[] y = Biquadratic.grid(NODES, south, size, false);
        exact.transform(x, y, 0, x.length);
        Biquadratic.solve(x);
        Biquadratic.solve(y);
        double[] coefficients = new double[2 * x.length];
        System.arraycopy(x, 0, coefficients, 0, x.length);
        System.arraycopy(y, 0, coefficients, x.length, y.length);
        return new CellFit(coefficients, worstDistance(exact, coefficients, west, south, size));
    }

    private static double worstDistance(
            CoordinateTransform exact, double[] coefficients, double west, double south, double size) {
        double[] x = Biquadratic.grid(CHECKS, west, size, true);
        double[] y = Biquadratic.grid(CHECKS, south, size, false);
        exact.transform(x, y, 0, x.length);
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            double u = CHECKS[i % CHECKS.length];
            double v = CHECKS[i / CHECKS.length];
            double distance = Math.hypot(
                    Biquadratic.value(coefficients, 0, u, v) - x[i], Biquadratic.value(coefficients, 9, u, v) - y[i]);
            worst = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : Math.max(worst, distance);
        }
        return worst;
    }
}
