package dev.croft.core.crs;

/**
 * A map from the coordinates of one CRS to those of another, x before y, degrees for geographic CRSs. Implementations are
 * thread-safe, and the result for a point depends on that point alone.
 */
public interface CoordinateTransform {
    /**
     * Replaces the points {@code from} to {@code from + count - 1} in place. A point that is not finite, or that the
     * target CRS cannot show, becomes NaN in both coordinates; nothing is thrown for it.
     */
    void transform(double[] x, double[] y, int from, int count);

    /** Whether every point keeps its coordinates, so that a caller may leave out the call. */
    boolean isIdentity();

    /** The transform that leaves every point where it is. */
    static CoordinateTransform identity() {
        return ExactTransform.IDENTITY;
    }

    /**
     * The exact transform: projections as in PROJ, datums by Helmert shifts.
     *
     * @throws dev.croft.core.problem.ConfigurationException when a CRS is unknown, or the shift between the datums is not
     *     known or needs grid files
     */
    static CoordinateTransform between(Crs source, Crs target) {
        return ExactTransform.between(source, target);
    }
}
