package dev.croft.resample;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GridGeometry;
import java.util.Optional;

/** Where a grid lies in another CRS, from a lattice of its points. */
final class ProjectedBounds {
    /** Points per side; the envelope of a continent in degrees is then right within a thousandth of its size. */
    private static final int POINTS = 65;

    private ProjectedBounds() {}

    /** Smallest rectangle around the points that {@code crs} can show; empty when there are none. */
    static Optional<Bounds> of(GridGeometry grid, Crs crs) {
        if (grid.crs().isEquivalentTo(crs)) {
            return Optional.of(grid.bounds());
        }
        double[] x = new double[POINTS * POINTS];
        double[] y = new double[POINTS * POINTS];
        for (int i = 0; i < x.length; i++) {
            int across = i % POINTS;
            int down = i / POINTS;
            double column = (double) across / (POINTS - 1) * grid.columnCount();
            double row = (double) down / (POINTS - 1) * grid.rowCount();
            x[i] = grid.transform().x(column, row);
            y[i] = grid.transform().y(column, row);
        }
        CoordinateTransform.between(grid.crs(), crs).transform(x, y, 0, x.length);
        Optional<Bounds> seen = envelope(x, y);
        return crs.isGeographic() ? seen.map(bounds -> withPoles(bounds, grid, crs)) : seen;
    }

    /** Around a pole all longitudes are, though the lattice has but some of them. */
    private static Bounds withPoles(Bounds bounds, GridGeometry grid, Crs crs) {
        Bounds all = bounds;
        for (double pole : new double[] {-90, 90}) {
            if (holds(grid, crs, pole)) {
                all = union(all, new Bounds(-180, Math.min(all.north(), pole), 180, Math.max(all.south(), pole)));
            }
        }
        return all;
    }

    private static boolean holds(GridGeometry grid, Crs crs, double latitude) {
        double[] x = new double[8];
        double[] y = new double[8];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * 45 - 180;
            y[i] = latitude;
        }
        CoordinateTransform.between(crs, grid.crs()).transform(x, y, 0, x.length);
        double slack = 1e-6 * grid.transform().cellWidth();
        for (int i = 0; i < x.length; i++) {
            double column = grid.transform().column(x[i], y[i]);
            double row = grid.transform().row(x[i], y[i]);
            boolean inside = column > 0 && column < grid.columnCount() && row > 0 && row < grid.rowCount();
            // Where a pole is a line, longitudes there are apart.
            boolean isPoint = Math.abs(x[i] - x[0]) <= slack && Math.abs(y[i] - y[0]) <= slack;
            if (!inside || !isPoint) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Bounds> envelope(double[] x, double[] y) {
        double west = Double.POSITIVE_INFINITY;
        double south = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        double north = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                west = Math.min(west, x[i]);
                east = Math.max(east, x[i]);
                south = Math.min(south, y[i]);
                north = Math.max(north, y[i]);
            }
        }
        return west <= east ? Optional.of(new Bounds(west, south, east, north)) : Optional.empty();
    }

    static boolean shareArea(Bounds one, Bounds other) {
        return one.west() < other.east()
                && other.west() < one.east()
                && one.south() < other.north()
                && other.south() < one.north();
    }

    /** Whether they share more than {@code slack} degrees of longitude once one of them is a turn further, east or west. */
    static boolean shareTurned(Bounds one, Bounds other, double slack) {
        for (int turn : new int[] {-360, 360}) {
            Bounds turned = new Bounds(one.west() + turn + slack, one.south(), one.east() + turn - slack, one.north());
            if (turned.west() < turned.east() && shareArea(turned, other)) {
                return true;
            }
        }
        return false;
    }

    static Bounds union(Bounds one, Bounds other) {
        return new Bounds(
                Math.min(one.west(), other.west()),
                Math.min(one.south(), other.south()),
                Math.max(one.east(), other.east()),
                Math.max(one.north(), other.north()));
    }

    /** Whether {@code outer} holds all of {@code inner}, but for a hundredth of a cell. */
    static boolean covers(Bounds outer, Bounds inner, double cell) {
        double slack = 0.01 * cell;
        return outer.west() <= inner.west() + slack
                && outer.south() <= inner.south() + slack
                && outer.east() >= inner.east() - slack
                && outer.north() >= inner.north() - slack;
    }
}
