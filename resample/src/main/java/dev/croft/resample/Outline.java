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
     * Nothing for a cell around a pole, which has no outline in longitudes, one with a point that lies nowhere, and one around a
     * point that the projection spreads over the rim of the globe: its edges run along the rim and enclose all but the cell.
     *
     * @param inset how far inside the edges of the cell the points are, in cells
     */
    static Optional<Outline> of(CellMapping mapping, int column, int row, double inset) {
        return CellEdges.of(mapping, column, row, inset)
                .flatMap(edges -> joined(mapping, edges.columns(), edges.rows()))
                .filter(outline -> outline.encloses(column + 0.5, row + 0.25)
                        // The other half may lie beyond a pole.
                        || outline.encloses(column + 0.5, row + 0.75));
    }

    /** Whether a point of the target lies inside; not when it lies nowhere. */
    private boolean encloses(double targetColumn, double targetRow) {
        double[] x = {targetColumn};
        double[] y = {targetRow};
        mapping.toSourceCells(x, y);
        double west = Arrays.stream(columns).min().orElseThrow();
        double east = Arrays.stream(columns).max().orElseThrow();
        double middle = (west + east) / 2;
        double column = middle + mapping.turn(x[0] - middle);
        boolean isInside = false;
        for (int i = 0; i < size(); i++) {
            int next = (i + 1) % size();
            if (rows[i] > y[0] != rows[next] > y[0]) {
                double share = (y[0] - rows[i]) / (rows[next] - rows[i]);
                isInside ^= column < columns[i] + share * (columns[next] - columns[i]);
            }
        }
        return isInside;
    }

    /** This one, whose points are so far inside the edges of the cell, put on its edges; as it is where they turn sharply. */
    Outline movedOut(double inset) {
        return size() > CellEdges.FEWEST_POINTS
                ? this
                : new Outline(mapping, movedOut(columns, inset), movedOut(rows, inset));
    }

    private static double[] movedOut(double[] values, double inset) {
        double middle = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> middle + (value - middle) / (1 - 2 * inset))
                .toArray();
    }

    private static Optional<Outline> joined(CellMapping mapping, double[] x, double[] y) {
        int pointCount = x.length;
        double[] columns = new double[2 * pointCount];
        double[] rows = new double[2 * pointCount];
        columns[0] = mapping.home(x[0]);
        rows[0] = y[0];
        int count = 1;
        for (int i = 1; i < pointCount; i++) {
            double before = columns[count - 1];
            if (mapping.isPole(y[i])) {
                // All longitudes at once: along the pole from that of the point before to that of the point after.
                columns[count] = before;
                rows[count++] = y[i];
                before += mapping.turn(x[(i + 1) % pointCount] - before);
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
