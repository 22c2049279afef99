package dev.croft.resample;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.SampleType;
import dev.croft.testdata.ArrayRaster;
import java.util.Optional;

/** Rasters whose cells hold what their place on the globe says, so that any shift shows. */
final class Places {
    static final Crs DEGREES = Crs.ofEpsg(4326);

    private Places() {}

    /**
     * A raster of {@link #value}.
     *
     * @param base added to each cell
     */
    static ArrayRaster raster(Crs crs, GeoTransform transform, int columnCount, int rowCount, double base) {
        CoordinateTransform toDegrees = CoordinateTransform.between(crs, DEGREES);
        double[][] rows = new double[rowCount][columnCount];
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                double[] x = {transform.x(column + 0.5, row + 0.5)};
                double[] y = {transform.y(column + 0.5, row + 0.5)};
                toDegrees.transform(x, y, 0, 1);
                rows[row][column] = base + value(x[0], y[0]);
            }
        }
        return ArrayRaster.of(SampleType.FLOAT64, rows).withGrid(crs, transform);
    }

    /** Goes on across the antimeridian and changes by at most 2.01 in a degree. */
    static double value(double longitude, double latitude) {
        return 2 * latitude + 10 * Math.sin(Math.toRadians(longitude));
    }

    static ResampledRaster resampled(ArrayRaster source, GridGeometry target, Method method) {
        ResampleOptions options = new ResampleOptions(method, CellWeights.AREA, TieRule.FIRST, Optional.empty());
        return ResampledRaster.of(source, target, options, 1 << 22);
    }
}
