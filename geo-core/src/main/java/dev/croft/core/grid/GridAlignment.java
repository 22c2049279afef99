package dev.croft.core.grid;

import java.util.Locale;

/**
 * Whether the cells of one grid are cells of another: same CRS, same cell size and same phase, whatever the extents.
 * Differences are measured in fractions of a reference cell at the origin and at the far corner of the candidate, because
 * an error of the cell size accumulates over the grid.
 */
public sealed interface GridAlignment {
    /** Cells coincide; cell (0, 0) of the candidate is cell ({@code columnOffset}, {@code rowOffset}) of the reference. */
    record Aligned(long columnOffset, long rowOffset) implements GridAlignment {}

    /** Cells do not coincide; {@code reason} says why in words and numbers. */
    record Misaligned(String reason) implements GridAlignment {}

    /**
     * Compares {@code candidate} with {@code reference}.
     *
     * @param toleranceCells largest accepted distance between a candidate's corner and the nearest reference corner, in
     *     reference cells, inclusive
     */
    static GridAlignment of(GridGeometry candidate, GridGeometry reference, double toleranceCells) {
        if (!candidate.crs().isEquivalentTo(reference.crs())) {
            return new Misaligned("CRS differs: " + candidate.crs().name() + " and "
                    + reference.crs().name());
        }
        GeoTransform from = candidate.transform();
        GeoTransform to = reference.transform();
        if (from.isRotated() || to.isRotated()) {
            return new Misaligned("rotated");
        }
        if (from.columnX() / to.columnX() < 0 || from.rowY() / to.rowY() < 0) {
            return new Misaligned("rows or columns run in opposite directions, as in south-up and north-up grids");
        }
        double columnDrift = (from.columnX() / to.columnX() - 1) * candidate.columnCount();
        double rowDrift = (from.rowY() / to.rowY() - 1) * candidate.rowCount();
        if (Math.abs(columnDrift) > toleranceCells || Math.abs(rowDrift) > toleranceCells) {
            return new Misaligned(String.format(
                    Locale.ROOT,
                    "cell size differs by %.3g columns over the width and %.3g rows over the height",
                    columnDrift,
                    rowDrift));
        }
        double column = to.column(from.originX(), from.originY());
        double row = to.row(from.originX(), from.originY());
        double columnShift = column - Math.rint(column);
        double rowShift = row - Math.rint(row);
        double worst = Math.max(
                Math.max(Math.abs(columnShift), Math.abs(columnShift + columnDrift)),
                Math.max(Math.abs(rowShift), Math.abs(rowShift + rowDrift)));
        if (worst > toleranceCells) {
            return new Misaligned(String.format(Locale.ROOT, "shifted by %.3g cell", worst));
        }
        return new Aligned((long) Math.rint(column), (long) Math.rint(row));
    }
}
