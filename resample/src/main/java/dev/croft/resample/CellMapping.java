package dev.croft.resample;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GridGeometry;

/**
 * Where cells of the target lie in the source, in its columns and rows. Positions come from polynomials over squares of target
 * cells, see {@link SquareFit}; a square that does not fit is quartered, down to exact transforms. The squares are counted from
 * the first corner of the target, so a position does not depend on the window in which it is asked for. Immutable.
 */
final class CellMapping {
    /** Largest error of a position, as measured, in the smaller of source cell and target cell. */
    static final double MOST_ERROR = 0.001;

    private static final int LARGEST_SQUARE = 256;
    private static final int SMALLEST_SQUARE = 8;

    /** One half of a cell is that many times longer in the source than the other when a seam runs through it. */
    private static final double BEYOND_SEAM = 4;

    /** Rows by which rounding may put a pole. */
    private static final double POLE_SLACK = 1e-9;

    private final GridGeometry target;
    private final GridGeometry source;
    private final CoordinateTransform toSource;

    /** Columns after which a geographic source repeats; infinite for others. */
    private final double period;

    private final Seam seam = new Seam(this);

    private CellMapping(GridGeometry target, GridGeometry source, CoordinateTransform toSource) {
        this.target = target;
        this.source = source;
        this.toSource = toSource;
        this.period = source.crs().isGeographic() ? 360 / source.transform().cellWidth() : Double.POSITIVE_INFINITY;
    }

    static CellMapping between(GridGeometry target, GridGeometry source) {
        return new CellMapping(target, source, CoordinateTransform.between(target.crs(), source.crs()));
    }

    /** Columns after which the source repeats; infinite when it does not. */
    double period() {
        return period;
    }

    CellWindow sourceWindow() {
        return source.window();
    }

    AxisWeights.Axis columnAxis() {
        double size = source.transform().columnX();
        double origin = (target.transform().originX() - source.transform().originX()) / size;
        double step = target.transform().columnX() / size;
        return new AxisWeights.Axis(origin, step, target.columnCount(), source.columnCount());
    }

    AxisWeights.Axis rowAxis() {
        double size = source.transform().rowY();
        double origin = (target.transform().originY() - source.transform().originY()) / size;
        double step = target.transform().rowY() / size;
        return new AxisWeights.Axis(origin, step, target.rowCount(), source.rowCount());
    }

    /** Whether the CRS is the same and no cell lies in the source only a turn of the globe further. */
    boolean isParallel() {
        return toSource.isIdentity() && !isAcrossSeam();
    }

    private boolean isAcrossSeam() {
        AxisWeights.Axis axis = columnAxis();
        double from = Math.min(axis.edge(0), axis.edge(axis.targetCount()));
        double to = Math.max(axis.edge(0), axis.edge(axis.targetCount()));
        boolean west = from < 0 && from + period < axis.sourceCount();
        boolean east = to > axis.sourceCount() && to - period > 0;
        return west || east;
    }

    /** Whether it is certain that every cell lies wholly in the source. */
    boolean isInsideSource() {
        return isParallel() && isInside(columnAxis()) && isInside(rowAxis());
    }

    private static boolean isInside(AxisWeights.Axis axis) {
        double from = Math.min(axis.edge(0), axis.edge(axis.targetCount()));
        double to = Math.max(axis.edge(0), axis.edge(axis.targetCount()));
        return from >= 0 && to <= axis.sourceCount();
    }

    /** Positions of the centres of the cells of {@code window}, with the ratio of cell sizes there. */
    Positions centres(CellWindow window) {
        Positions positions = Positions.ofCentres(window);
        locate(positions);
        return positions;
    }

    /** Positions of the corners of the cells of {@code window}, one more than cells each way. */
    Positions corners(CellWindow window) {
        Positions positions = Positions.ofCorners(window);
        locate(positions);
        return positions;
    }

    private void locate(Positions positions) {
        CellWindow window = positions.window();
        int firstColumn = window.column() / LARGEST_SQUARE * LARGEST_SQUARE;
        int firstRow = window.row() / LARGEST_SQUARE * LARGEST_SQUARE;
        for (int row = firstRow; row < window.rowEnd(); row += LARGEST_SQUARE) {
            for (int column = firstColumn; column < window.columnEnd(); column += LARGEST_SQUARE) {
                locate(positions, column, row, LARGEST_SQUARE);
            }
        }
    }

    private void locate(Positions positions, int column, int row, int size) {
        CellWindow square = new CellWindow(column, row, size, size).intersection(positions.window());
        if (square.isEmpty()) {
            return;
        }
        SquareFit fit = SquareFit.of(this, column, row, size);
        if (fit.worstError() <= MOST_ERROR) {
            positions.add(fit.part(square, positions.offset(), this));
        } else if (size > SMALLEST_SQUARE) {
            int half = size / 2;
            locate(positions, column, row, half);
            locate(positions, column + half, row, half);
            locate(positions, column, row + half, half);
            locate(positions, column + half, row + half, half);
        } else {
            positions.add(exactly(square, positions.offset()));
        }
    }

    private ExactPositions exactly(CellWindow square, double offset) {
        ExactPositions positions = new ExactPositions(square);
        boolean areCorners = offset == 0;
        for (int row = square.row(); row < square.rowEnd(); row++) {
            for (int column = square.column(); column < square.columnEnd(); column++) {
                place(positions, column, row, offset);
                if (areCorners) {
                    markUneven(positions, column, row);
                }
            }
        }
        return positions;
    }

    private void markUneven(ExactPositions positions, int column, int row) {
        if (!repeats() && seam.touches(column, row)) {
            positions.markUneven(column, row, seam.outline(column, row));
        } else if (Outline.isBent(this, column, row)) {
            positions.markUneven(column, row, Outline.of(this, column, row, 0));
        }
    }

    /** One point, and how far half a cell further is. That is measured away from a seam, where one side is far off. */
    private void place(ExactPositions positions, int column, int row, double offset) {
        double x = column + offset;
        double y = row + offset;
        double[] columns = {x, x + 0.5, x, x - 0.5, x};
        double[] rows = {y, y, y + 0.5, y, y - 0.5};
        toSourceCells(columns, rows);
        int across = distance(columns, rows, 1) > BEYOND_SEAM * distance(columns, rows, 3) ? 3 : 1;
        int down = distance(columns, rows, 2) > BEYOND_SEAM * distance(columns, rows, 4) ? 4 : 2;
        double columnRatio = 2 * Math.hypot(turn(columns[across] - columns[0]), turn(columns[down] - columns[0]));
        double rowRatio = 2 * Math.hypot(rows[across] - rows[0], rows[down] - rows[0]);
        positions.put(column, row, home(columns[0]), atPole(rows[0]), columnRatio, rowRatio);
    }

    private double distance(double[] columns, double[] rows, int index) {
        return Math.hypot(turn(columns[index] - columns[0]), rows[index] - rows[0]);
    }

    /** A pole that is the outer edge of the first or last row lies in that row; the half-open cells would have but one of both. */
    private double atPole(double row) {
        int count = source.rowCount();
        boolean isOutside = row < 0 || row >= count;
        double edge = row < 0 ? 0 : count;
        if (!isOutside || Math.abs(row - edge) > POLE_SLACK) {
            return row;
        }
        return !isPole(edge) ? row : row < 0 ? 0 : Math.nextDown((double) count);
    }

    /** Whether a row of the source is a pole. */
    boolean isPole(double row) {
        double latitude = Math.abs(source.transform().y(0, row));
        return source.crs().isGeographic()
                && Math.abs(latitude - 90) <= POLE_SLACK * source.transform().cellHeight();
    }

    /** Turns positions in the target into positions in the source, exactly; NaN where there is none. */
    void toSourceCells(double[] columns, double[] rows) {
        for (int i = 0; i < columns.length; i++) {
            double x = target.transform().x(columns[i], rows[i]);
            rows[i] = onGlobe(target.transform().y(columns[i], rows[i]));
            columns[i] = x;
        }
        toSource.transform(columns, rows, 0, columns.length);
        for (int i = 0; i < columns.length; i++) {
            double column = source.transform().column(columns[i], rows[i]);
            rows[i] = source.transform().row(columns[i], rows[i]);
            columns[i] = column;
        }
    }

    /** A latitude that is beyond a pole by rounding, or by a part of its cell, is taken as the pole. */
    private double onGlobe(double y) {
        boolean isBeyond = target.crs().isGeographic() && !toSource.isIdentity() && Math.abs(y) > 90;
        return isBeyond && Math.abs(y) <= 90 + target.transform().cellHeight() / 2 ? Math.copySign(90, y) : y;
    }

    /** A difference of columns the short way round the globe. */
    double turn(double difference) {
        return repeats() ? difference - period * Math.rint(difference / period) : difference;
    }

    /** Whether columns that lie a turn of the globe apart are the same place. */
    boolean repeats() {
        return Double.isFinite(period);
    }

    /** Whether a column is {@link #home} as it is. */
    boolean isHome(double column) {
        return !repeats() || (column >= 0 && column < source.columnCount());
    }

    /** The column that is the same place, nearest to the middle of the source. */
    double home(double column) {
        if (isHome(column)) {
            return column;
        }
        int count = source.columnCount();
        double middle = count / 2.0;
        double nearest = middle + turn(column - middle);
        // Where the source goes around the globe, the end of its last column is the start of its first.
        return nearest == count && nearest >= period ? nearest - period : nearest;
    }
}
