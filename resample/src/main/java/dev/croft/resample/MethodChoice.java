package dev.croft.resample;

import dev.croft.core.config.DataType;
import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import java.util.List;
import java.util.Optional;

/** The method that the values of a raster ask for. */
final class MethodChoice {
    private MethodChoice() {}

    /**
     * Counts are summed, measures averaged going coarser and interpolated otherwise, classes take the most frequent. Nobody
     * can see from numbers which of them they are; only a palette tells classes.
     *
     * @return empty when nothing says what the values are
     */
    static Optional<Method> automatic(
            Optional<DataType> dataType, List<RasterBand> bands, GridGeometry raster, GridGeometry target) {
        Optional<DataType> known =
                dataType.or(() -> isClassified(bands) ? Optional.of(DataType.CATEGORICAL) : Optional.empty());
        return known.map(type -> switch (type) {
            case RICHNESS -> Method.SUM;
            case CATEGORICAL -> Method.MODE;
            case CONTINUOUS -> sourceCellsPerTargetCell(raster, target) > 1 ? Method.AVERAGE : Method.BILINEAR;
        });
    }

    private static boolean isClassified(List<RasterBand> bands) {
        return bands.stream()
                .allMatch(band -> !band.palette().isEmpty() && !band.type().isFloating());
    }

    /**
     * How the overviews of an output are made: classes by the most frequent, all else by averages. Where nothing says what
     * whole numbers are and the method made no new ones, they may be classes.
     *
     * @param bands of the output
     * @param method that made the output; empty when cells were copied
     */
    static Method forOverviews(Optional<DataType> dataType, List<RasterBand> bands, Optional<Method> method) {
        boolean namesClasses = bands.stream()
                .anyMatch(
                        band -> !band.palette().isEmpty() || !band.classNames().isEmpty());
        if (namesClasses || method.equals(Optional.of(Method.MODE))) {
            return Method.MODE;
        }
        if (dataType.isPresent()) {
            return dataType.get() == DataType.CATEGORICAL ? Method.MODE : Method.AVERAGE;
        }
        boolean isMeasured = bands.stream().anyMatch(band -> band.type().isFloating());
        boolean mayBeClasses = method.isEmpty() || method.equals(Optional.of(Method.NEAR));
        return mayBeClasses && !isMeasured ? Method.MODE : Method.AVERAGE;
    }

    /** By area, at the centre of the raster; what rounding leaves over 1 is 1. */
    static double sourceCellsPerTargetCell(GridGeometry raster, GridGeometry target) {
        GeoTransform cells = raster.transform();
        double column = raster.columnCount() / 2.0;
        double row = raster.rowCount() / 2.0;
        double[] x = {cells.x(column, row), cells.x(column + 1, row), cells.x(column, row + 1)};
        double[] y = {cells.y(column, row), cells.y(column + 1, row), cells.y(column, row + 1)};
        if (!raster.crs().isEquivalentTo(target.crs())) {
            CoordinateTransform.between(raster.crs(), target.crs()).transform(x, y, 0, 3);
        }
        double area = Math.abs((x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]));
        double targetArea = target.transform().cellWidth() * target.transform().cellHeight();
        double ratio = targetArea / area;
        return Math.abs(ratio - 1) < 1e-6 ? 1 : ratio;
    }
}
