package dev.croft.zonal;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.grid.GeoTransform;

/** From the zones' CRS to fractional columns and rows of a north-up or south-up grid. */
final class CellTransform implements CoordinateTransform {
    private final CoordinateTransform toGridCrs;
    private final GeoTransform grid;

    CellTransform(CoordinateTransform toGridCrs, GeoTransform grid) {
        this.toGridCrs = toGridCrs;
        this.grid = grid;
    }

    @Override
    public void transform(double[] x, double[] y, int from, int count) {
        toGridCrs.transform(x, y, from, count);
        scale(x, from, count, grid.originX(), grid.columnX());
        scale(y, from, count, grid.originY(), grid.rowY());
    }

    private static void scale(double[] coordinates, int from, int count, double origin, double step) {
        for (int i = from; i < from + count; i++) {
            coordinates[i] = (coordinates[i] - origin) / step;
        }
    }

    /** Whether the zones are in the CRS of the grid, so that their edges stay straight. */
    boolean keepsEdgesStraight() {
        return toGridCrs.isIdentity();
    }

    @Override
    public boolean isIdentity() {
        return false;
    }
}
