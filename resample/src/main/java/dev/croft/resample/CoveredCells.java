package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.Arrays;

/**
 * The source cells under one transformed quadrilateral after the other, and how much of each is covered. Confined to a thread;
 * the arrays are good until the next quadrilateral.
 */
final class CoveredCells {
    /** Smaller shares of a target cell are rounding. */
    private static final double LEAST_SHARE = 1e-7;

    private final CellMapping mapping;
    private final Positions corners;
    private final SourceWindow source;
    private final QuadCover quad = new QuadCover();
    private int[] indices = new int[64];
    private double[] areas = new double[64];
    private int count;

    CoveredCells(CellMapping mapping, Positions corners, SourceWindow source) {
        this.mapping = mapping;
        this.corners = corners;
        this.source = source;
    }

    /** Takes the quadrilateral whose north-western corner is number {@code northWest}. */
    void cover(int northWest) {
        count = 0;
        if (source.window().isEmpty()) {
            return;
        }
        if (corners.isUneven(northWest)) {
            corners.outline(northWest).ifPresent(this::cover);
        } else {
            coverQuadrilateral(northWest);
        }
    }

    private void cover(Outline outline) {
        quad.begin(outline.size());
        for (int i = 0; i < outline.size(); i++) {
            quad.corner(i, outline.column(i), outline.row(i));
        }
        addPlaced();
    }

    private void coverQuadrilateral(int northWest) {
        int southWest = northWest + corners.window().columnCount();
        double x = corners.columns()[northWest];
        quad.begin(4);
        quad.corner(0, x, corners.rows()[northWest]);
        quad.corner(1, x + across(northWest + 1, x), corners.rows()[northWest + 1]);
        quad.corner(2, x + across(southWest + 1, x), corners.rows()[southWest + 1]);
        quad.corner(3, x + across(southWest, x), corners.rows()[southWest]);
        addPlaced();
    }

    private void addPlaced() {
        double width = quad.eastmost() - quad.westmost();
        // Also false for NaN: a corner has no transform.
        boolean placed = width < mapping.period() / 2 && quad.area() > 0;
        boolean isBeside = !mapping.repeats() && quad.isBeside(source.window());
        if (!placed || isBeside) {
            return;
        }
        double[] grid = quad.isHuge() ? quad.coverWithin(reachable()) : quad.cover();
        add(grid, 0);
        if (mapping.repeats()) {
            addRepeated(grid);
        }
    }

    /** The cells of the source and, if it repeats, those a turn further; whatever the window, for it is not to show in results. */
    private CellWindow reachable() {
        CellWindow all = mapping.sourceWindow();
        if (!mapping.repeats()) {
            return all;
        }
        int turn = (int) Math.ceil(mapping.period());
        return new CellWindow(-turn, 0, Math.addExact(all.columnCount(), 2 * turn), all.rowCount());
    }

    private double across(int index, double x) {
        return mapping.turn(corners.columns()[index] - x);
    }

    private void addRepeated(double[] grid) {
        int turn = (int) Math.rint(mapping.period());
        if (quad.column() < 0) {
            add(grid, turn);
        }
        if (quad.column() + quad.columnCount() > mapping.sourceWindow().columnCount()) {
            add(grid, -turn);
        }
    }

    private void add(double[] grid, int turn) {
        CellWindow window = source.window();
        int west = quad.column() + turn;
        int from = Math.max(west, window.column());
        int end = Math.min(west + quad.columnCount(), window.columnEnd());
        int bottom = Math.min(quad.row() + quad.rowCount(), window.rowEnd());
        double least = LEAST_SHARE * quad.area();
        for (int row = Math.max(quad.row(), window.row()); row < bottom; row++) {
            int at = (row - quad.row()) * (quad.columnCount() + 1) - west;
            int index = source.index(0, row);
            reserve(end - from);
            for (int column = from; column < end; column++) {
                // Written in any case and kept by counting on: a branch here is guessed wrong too often.
                double area = grid[at + column];
                indices[count] = index + column;
                areas[count] = area;
                count += area > least ? 1 : 0;
            }
        }
    }

    private void reserve(int further) {
        if (further > 0 && count + further > indices.length) {
            int length = 2 * (count + further);
            indices = Arrays.copyOf(indices, length);
            areas = Arrays.copyOf(areas, length);
        }
    }

    /** How many cells are covered. */
    int count() {
        return count;
    }

    /** Their places in the source window. */
    int[] indices() {
        return indices;
    }

    double[] areas() {
        return areas;
    }
}
