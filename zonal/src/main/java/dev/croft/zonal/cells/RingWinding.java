package dev.croft.zonal.cells;

/**
 * Which way a ring runs, decided as OGR does (OGRSimpleCurve::isClockwise): by the turn at its lowest and then rightmost
 * vertex, and by the signed area where that vertex repeats or the turn is straight. The two differ only for rings that cross
 * themselves.
 */
final class RingWinding {
    private static final double SAME_PLACE = 1e-5;

    private RingWinding() {}

    /**
     * Whether the ring runs clockwise, seen with north up.
     *
     * @param from first vertex
     * @param to after the last vertex; the ring may repeat its first vertex at the end or not
     * @param northIsUp whether a smaller {@code y} lies further north, as rows do in most grids
     */
    static boolean isClockwise(double[] x, double[] y, int from, int to, boolean northIsUp) {
        int count = to - from;
        if (count > 1 && x[from] == x[to - 1] && y[from] == y[to - 1]) {
            count--;
        }
        double sign = northIsUp ? -1 : 1;
        int pivot = from;
        boolean pivotRepeats = false;
        for (int i = from + 1; i < from + count; i++) {
            double higher = sign * (y[i] - y[pivot]);
            if (higher < 0 || (higher == 0 && x[i] > x[pivot])) {
                pivot = i;
                pivotRepeats = false;
            } else if (higher == 0 && x[i] == x[pivot]) {
                pivotRepeats = true;
            }
        }
        int before = pivot == from ? from + count - 1 : pivot - 1;
        int after = pivot == from + count - 1 ? from : pivot + 1;
        if (!pivotRepeats && !samePlace(x, y, pivot, before) && !samePlace(x, y, pivot, after)) {
            double turn =
                    ((x[after] - x[pivot]) * (y[before] - y[pivot]) - (x[before] - x[pivot]) * (y[after] - y[pivot]))
                            * sign;
            if (turn != 0) {
                return turn < 0;
            }
        }
        return sign * doubledArea(x, y, from, count) < 0;
    }

    private static boolean samePlace(double[] x, double[] y, int a, int b) {
        return Math.abs(x[a] - x[b]) < SAME_PLACE && Math.abs(y[a] - y[b]) < SAME_PLACE;
    }

    /** Twice the signed area, positive when the ring runs counter-clockwise with y growing upwards. */
    private static double doubledArea(double[] x, double[] y, int from, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            int next = i + 1 == count ? 0 : i + 1;
            sum += (x[from + i] - x[from]) * (y[from + next] - y[from])
                    - (x[from + next] - x[from]) * (y[from + i] - y[from]);
        }
        return sum;
    }
}
