package dev.croft.resample;

import java.util.Arrays;
import java.util.Optional;

/**
 * The outline of a target cell in the source, through many points of its edges: for cells whose edges are far from straight there, as
 * beside a pole, where all longitudes meet. Longitudes go on across the seam, so columns may lie beyond the source. Immutable.
 */
final class Outline {
    /** Share of a cell's width or height by which the middle of an edge may miss that of the straight line. */
    private static final double MOST_BENT = 0.01;

    private static final int POINTS_PER_EDGE = 32;
    private static final int POINT_COUNT = 4 * POINTS_PER_EDGE;

    private final CellMapping mapping;
    private final double[] columns;
    private final double[] rows;

    private Outline(CellMapping mapping, double[] columns, double[] rows) {
        this.mapping = mapping;
        this.columns = columns;
        this.rows = rows;
    }

    /** How many points it has. */
    int size() {
        return columns.length;
    }

    /** Of a point, in order around the cell. */
    double column(int point) {
        return columns[point];
    }

    double row(int point) {
        return rows[point];
    }

    /** Adds all points. */
    void addTo(Reach reach) {
        for (int i = 0; i < size(); i++) {
            reach.add(mapping.home(columns[i]), rows[i], 1, 1);
        }
    }

    /** Whether a quadrilateral is not good enough for a cell; not when one of its corners lies nowhere. */
    static boolean isBent(CellMapping mapping, int column, int row) {
        double[] columns = {column, column + 1, column + 1, column, column + 0.5, column + 1, column + 0.5, column};
        double[] rows = {row, row, row + 1, row + 1, row, row + 0.5, row + 1, row + 0.5};
        mapping.toSourceCells(columns, rows);
        double first = columns[0];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = mapping.turn(columns[i] - first);
        }
        double width = spread(columns);
        double height = spread(rows);
        boolean isBent = false;
        for (int i = 0; i < 4; i++) {
            int next = (i + 1) & 3;
            double across = columns[i + 4] - columns[i] - mapping.turn(columns[next] - columns[i]) / 2;
            double down = rows[i + 4] - (rows[i] + rows[next]) / 2;
            isBent |= Math.abs(mapping.turn(across)) > MOST_BENT * width || Math.abs(down) > MOST_BENT * height;
        }
        return isBent;
    }

    /** From the least to the greatest of the four corners. */
    private static double spread(double[] values) {
        double least = Math.min(Math.min(values[0], values[1]), Math.min(values[2], values[3]));
        double most = Math.max(Math.max(values[0], values[1]), Math.max(values[2], values[3]));
        return most - least;
    }

    /**
     * Nothing for a cell around a pole, which has no outline in longitudes, and one with a point that lies nowhere.
     *
     * @param inset how far inside the edges of the cell the points are transformed, in cells; they are put on its edges after that
     */
    static Optional<Outline> of(CellMapping mapping, int column, int row, double inset) {
        double[] x = new double[POINT_COUNT];
        double[] y = new double[POINT_COUNT];
        for (int i = 0; i < POINT_COUNT; i++) {
            // From half an edge on, so that the first point is no corner, which may be a pole.
            int place = (i + POINTS_PER_EDGE / 2) % POINT_COUNT;
            double along = (double) (place % POINTS_PER_EDGE) / POINTS_PER_EDGE;
            int edge = place / POINTS_PER_EDGE;
            double across = edge == 0 ? along : edge == 1 ? 1 : edge == 2 ? 1 - along : 0;
            double down = edge == 0 ? 0 : edge == 1 ? along : edge == 2 ? 1 : 1 - along;
            x[i] = column + inset + (1 - 2 * inset) * across;
            y[i] = row + inset + (1 - 2 * inset) * down;
        }
        mapping.toSourceCells(x, y);
        if (inset > 0) {
            moveOut(x, inset);
            moveOut(y, inset);
        }
        return joined(mapping, x, y);
    }

    private static void moveOut(double[] values, double inset) {
        double middle = Arrays.stream(values).average().orElseThrow();
        for (int i = 0; i < values.length; i++) {
            values[i] = middle + (values[i] - middle) / (1 - 2 * inset);
        }
    }

    private static Optional<Outline> joined(CellMapping mapping, double[] x, double[] y) {
        double[] columns = new double[2 * POINT_COUNT];
        double[] rows = new double[2 * POINT_COUNT];
        columns[0] = mapping.home(x[0]);
        rows[0] = y[0];
        int count = 1;
        for (int i = 1; i < POINT_COUNT; i++) {
            double before = columns[count - 1];
            if (mapping.isPole(y[i])) {
                // All longitudes at once: along the pole from that of the point before to that of the point after.
                columns[count] = before;
                rows[count++] = y[i];
                before += mapping.turn(x[(i + 1) % POINT_COUNT] - before);
                columns[count] = before;
            } else {
                columns[count] = before + mapping.turn(x[i] - before);
            }
            rows[count++] = y[i];
        }
        double last = columns[count - 1];
        double end = last + mapping.turn(columns[0] - last);
        boolean isClosed = Math.abs(end - columns[0]) < mapping.period() / 2;
        // False for NaN: a point has no transform.
        boolean isWhole = Arrays.stream(columns).allMatch(Double::isFinite)
                && Arrays.stream(rows).allMatch(Double::isFinite);
        return isClosed && isWhole
                ? Optional.of(new Outline(mapping, Arrays.copyOf(columns, count), Arrays.copyOf(rows, count)))
                : Optional.empty();
    }
}
