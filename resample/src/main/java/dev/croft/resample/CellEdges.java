package dev.croft.resample;

import java.util.Arrays;
import java.util.Optional;

/**
 * Points along the edges of a target cell, in order around it, and where they lie in the source: as many as it takes for straight
 * lines between them. Beside a point that the projection spreads over the rim of the globe, an edge runs along the rim within a
 * small part of its length. Immutable.
 */
final class CellEdges {
    static final int FEWEST_POINTS = 128;
    private static final int MOST_POINTS = 2048;

    /** Share of its area by which the outline may change when the points between its points are added. */
    private static final double MOST_MISSED = 0.002;

    private final CellMapping mapping;
    private final int column;
    private final int row;
    private final double inset;

    /** Of each point how many edges it is from the north-western corner, clockwise: from 0.5 to 4.5. */
    private final double[] places;

    private final double[] columns;
    private final double[] rows;

    private CellEdges(CellMapping mapping, int column, int row, double inset, double[] places) {
        this.mapping = mapping;
        this.column = column;
        this.row = row;
        this.inset = inset;
        this.places = places;
        this.columns = new double[places.length];
        this.rows = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            double along = places[i] - Math.floor(places[i]);
            int edge = (int) places[i] & 3;
            double across = edge == 0 ? along : edge == 1 ? 1 : edge == 2 ? 1 - along : 0;
            double down = edge == 0 ? 0 : edge == 1 ? along : edge == 2 ? 1 : 1 - along;
            columns[i] = column + inset + (1 - 2 * inset) * across;
            rows[i] = row + inset + (1 - 2 * inset) * down;
        }
        mapping.toSourceCells(columns, rows);
    }

    /**
     * Nothing when no number of points is enough, as where one lies nowhere. In degrees edges turn sharply at a pole alone, which is
     * a line there: the fewest will do.
     *
     * @param inset how far inside the edges of the cell the points are, in cells
     */
    static Optional<CellEdges> of(CellMapping mapping, int column, int row, double inset) {
        double[] places = new double[FEWEST_POINTS];
        for (int i = 0; i < FEWEST_POINTS; i++) {
            // From half an edge on, so that the first point is no corner, which may be a pole.
            places[i] = 0.5 + 4.0 * i / FEWEST_POINTS;
        }
        CellEdges edges = new CellEdges(mapping, column, row, inset, places);
        return mapping.repeats() || edges.areSmooth() ? Optional.of(edges) : edges.refined();
    }

    /** Whether half as many points would do: then these do, and none between them need be looked at. */
    private boolean areSmooth() {
        double missed = 0;
        for (int i = 0; i < places.length; i += 2) {
            missed += triangle(i, columns[i + 1], rows[i + 1], (i + 2) % places.length);
        }
        return missed <= MOST_MISSED * area();
    }

    /** Points are added between those where the outline changes most, again and again. */
    private Optional<CellEdges> refined() {
        CellEdges between = new CellEdges(mapping, column, row, inset, placesBetween());
        double[] missed = missed(between);
        double most = MOST_MISSED * area();
        double sum = Arrays.stream(missed).sum();
        if (sum <= most) {
            return Optional.of(this);
        }
        // NaN: a point has no transform.
        if (Double.isNaN(sum) || places.length > MOST_POINTS) {
            return Optional.empty();
        }
        double[] more = Arrays.copyOf(places, 2 * places.length);
        int count = places.length;
        for (int i = 0; i < places.length; i++) {
            if (missed[i] > most / places.length) {
                more[count++] = between.places[i];
            }
        }
        Arrays.sort(more, 0, count);
        return new CellEdges(mapping, column, row, inset, Arrays.copyOf(more, count)).refined();
    }

    private double[] placesBetween() {
        double[] between = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            double next = i + 1 == places.length ? places[0] + 4 : places[i + 1];
            between[i] = (places[i] + next) / 2;
        }
        return between;
    }

    /** The areas between the outline and that with points added. */
    private double[] missed(CellEdges between) {
        double[] areas = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            areas[i] = triangle(i, between.columns[i], between.rows[i], (i + 1) % places.length);
        }
        return areas;
    }

    /** The area between two points and a place. */
    private double triangle(int from, double x, double y, int to) {
        double across = columns[to] - columns[from];
        double down = rows[to] - rows[from];
        return Math.abs(across * (y - rows[from]) - down * (x - columns[from])) / 2;
    }

    private double area() {
        double twice = 0;
        for (int i = 1; i + 1 < places.length; i++) {
            twice += (columns[i] - columns[0]) * (rows[i + 1] - rows[0])
                    - (columns[i + 1] - columns[0]) * (rows[i] - rows[0]);
        }
        return Math.abs(twice) / 2;
    }

    /** Of the points; not to be written. */
    double[] columns() {
        return columns;
    }

    double[] rows() {
        return rows;
    }
}
