package dev.croft.core.grid;

/**
 * Affine map from cell corners to world coordinates, in GDAL's order of coefficients:
 * {@code x = originX + column * columnX + row * rowX} and {@code y = originY + column * columnY + row * rowY}.
 * Cell (0, 0) has its first corner at the origin and its centre at (0.5, 0.5). A grid of image rows running south has a
 * negative {@code rowY}.
 *
 * @param originX world x of the first corner of cell (0, 0)
 * @param columnX world x gained per column
 * @param rowX world x gained per row, 0 unless rotated
 * @param originY world y of the first corner of cell (0, 0)
 * @param columnY world y gained per column, 0 unless rotated
 * @param rowY world y gained per row
 */
public record GeoTransform(double originX, double columnX, double rowX, double originY, double columnY, double rowY) {
    public GeoTransform {
        double determinant = columnX * rowY - rowX * columnY;
        if (!Double.isFinite(originX) || !Double.isFinite(originY) || !Double.isFinite(determinant)) {
            throw new IllegalArgumentException("Cannot use a geotransform with non-finite coefficients: " + originX
                    + " " + columnX + " " + rowX + " " + originY + " " + columnY + " " + rowY);
        }
        if (determinant == 0) {
            throw new IllegalArgumentException("Cannot use a geotransform whose cells have no area: " + columnX + " "
                    + rowX + " / " + columnY + " " + rowY);
        }
    }

    /** A grid of image rows running south from its north-west corner, with cells of the given positive size. */
    public static GeoTransform northUp(double west, double north, double cellWidth, double cellHeight) {
        return new GeoTransform(west, cellWidth, 0, north, 0, -cellHeight);
    }

    public double x(double column, double row) {
        return originX + column * columnX + row * rowX;
    }

    public double y(double column, double row) {
        return originY + column * columnY + row * rowY;
    }

    /** Column of a world point, fractional; exact when the point is a cell corner and the cell size is exact. */
    public double column(double x, double y) {
        if (rowX == 0 && columnY == 0) {
            return (x - originX) / columnX;
        }
        return ((x - originX) * rowY - (y - originY) * rowX) / determinant();
    }

    /** Row of a world point, fractional. */
    public double row(double x, double y) {
        if (rowX == 0 && columnY == 0) {
            return (y - originY) / rowY;
        }
        return ((y - originY) * columnX - (x - originX) * columnY) / determinant();
    }

    /** Whether columns or rows do not run along the axes. */
    public boolean isRotated() {
        return rowX != 0 || columnY != 0;
    }

    /** Whether columns run east and rows run south. */
    public boolean isNorthUp() {
        return !isRotated() && columnX > 0 && rowY < 0;
    }

    /** Width of a cell in world units, positive. */
    public double cellWidth() {
        return Math.hypot(columnX, columnY);
    }

    /** Height of a cell in world units, positive. */
    public double cellHeight() {
        return Math.hypot(rowX, rowY);
    }

    private double determinant() {
        return columnX * rowY - rowX * columnY;
    }
}
