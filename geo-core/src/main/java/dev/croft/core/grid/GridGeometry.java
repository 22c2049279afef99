package dev.croft.core.grid;

import dev.croft.core.crs.Crs;
import java.util.Objects;

/** Where every cell of a raster lies: CRS, affine map and size. Compared with {@link GridAlignment}, not with equals. */
public record GridGeometry(Crs crs, GeoTransform transform, int columnCount, int rowCount) {
    public GridGeometry {
        Objects.requireNonNull(crs, "crs");
        Objects.requireNonNull(transform, "transform");
        if (columnCount < 1 || rowCount < 1) {
            throw new IllegalArgumentException("Cannot have a grid of " + columnCount + " x " + rowCount + " cells");
        }
    }

    /** All cells. */
    public CellWindow window() {
        return new CellWindow(0, 0, columnCount, rowCount);
    }

    /** Smallest rectangle in the CRS that holds all cells. */
    public Bounds bounds() {
        return bounds(window());
    }

    /** Smallest rectangle in the CRS that holds the cells of {@code window}. */
    public Bounds bounds(CellWindow window) {
        double west = Double.POSITIVE_INFINITY;
        double south = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        double north = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 4; corner++) {
            int column = (corner & 1) == 0 ? window.column() : window.columnEnd();
            int row = (corner & 2) == 0 ? window.row() : window.rowEnd();
            double x = transform.x(column, row);
            double y = transform.y(column, row);
            west = Math.min(west, x);
            east = Math.max(east, x);
            south = Math.min(south, y);
            north = Math.max(north, y);
        }
        return new Bounds(west, south, east, north);
    }
}
