package dev.croft.core.grid;

/**
 * Whether the cells of one grid are cells of another: same CRS, same cell size and same phase, whatever the extents.
 * Differences are measured in fractions of a reference cell at the origin and at the far corner of the candidate, because
 * an error of the cell size accumulates over the grid.
 */
public sealed interface GridAlignment {
    /** Cells coincide; cell (0, 0) of the candidate is cell ({@code columnOffset}, {@code rowOffset}) of the reference. */
    record Aligned(long columnOffset, long rowOffset) implements GridAlignment {}

    /** Cells do not coincide. */
    record Misaligned(GridDifference difference) implements GridAlignment {
        /** Why, in words and numbers. */
        public String reason() {
            return difference.text();
        }
    }

    /**
     * Compares {@code candidate} with {@code reference}.
     *
     * @param toleranceCells largest accepted distance between a candidate's corner and the nearest reference corner, in
     *     reference cells, inclusive; what the coordinates of that corner cannot express counts as no distance
     */
    static GridAlignment of(GridGeometry candidate, GridGeometry reference, double toleranceCells) {
        if (!candidate.crs().isEquivalentTo(reference.crs())) {
            return new Misaligned(new GridDifference.DifferentCrs(
                    candidate.crs().name(), reference.crs().name()));
        }
        GeoTransform from = candidate.transform();
        GeoTransform to = reference.transform();
        if (from.isRotated() || to.isRotated()) {
            return new Misaligned(new GridDifference.Rotated());
        }
        if (from.columnX() / to.columnX() < 0 || from.rowY() / to.rowY() < 0) {
            return new Misaligned(new GridDifference.OppositeDirections());
        }
        double accepted = toleranceCells + rounding(candidate, reference);
        double columnDrift = (from.columnX() / to.columnX() - 1) * candidate.columnCount();
        double rowDrift = (from.rowY() / to.rowY() - 1) * candidate.rowCount();
        if (Math.abs(columnDrift) > accepted || Math.abs(rowDrift) > accepted) {
            return new Misaligned(new GridDifference.CellSize(columnDrift, rowDrift, from, to));
        }
        double column = to.column(from.originX(), from.originY());
        double row = to.row(from.originX(), from.originY());
        double columnShift = column - Math.rint(column);
        double rowShift = row - Math.rint(row);
        double worst = Math.max(
                Math.max(Math.abs(columnShift), Math.abs(columnShift + columnDrift)),
                Math.max(Math.abs(rowShift), Math.abs(rowShift + rowDrift)));
        if (worst > accepted) {
            return new Misaligned(new GridDifference.Shifted(worst));
        }
        return new Aligned((long) Math.rint(column), (long) Math.rint(row));
    }

    /** Cells that a few units in the last place of the coordinates amount to, so that a limit met exactly is met. */
    private static double rounding(GridGeometry candidate, GridGeometry reference) {
        Bounds one = candidate.bounds();
        Bounds other = reference.bounds();
        double farthestX = Math.max(farthest(one.west(), one.east()), farthest(other.west(), other.east()));
        double farthestY = Math.max(farthest(one.south(), one.north()), farthest(other.south(), other.north()));
        GeoTransform to = reference.transform();
        return 4 * Math.max(Math.ulp(farthestX) / to.cellWidth(), Math.ulp(farthestY) / to.cellHeight());
    }

    private static double farthest(double low, double high) {
        return Math.max(Math.abs(low), Math.abs(high));
    }
}
