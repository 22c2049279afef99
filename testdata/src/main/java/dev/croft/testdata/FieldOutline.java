package dev.croft.testdata;

import dev.croft.core.vector.PolygonBuffer;

/**
 * Draws the outline of one field inside its plot: a rectangle with slightly crooked corners, a centre pivot's circle, or
 * a shape eaten into by woods and creeks; all with the small wiggles that polygonized and simplified rasters have.
 *
 * <p>The shell has 35 to 44 different vertices, and 36 to 45 points with the one that closes it. One field in thirty or so has
 * a hole; the points of both rings are then at most 45 together. Every shell is star-shaped around the middle of the plot:
 * vertices are laid out by angle and only ever moved towards the middle, hence rings are simple and stay in the plot.
 */
final class FieldOutline {
    static final int LEAST_VERTICES = 35;
    static final int MOST_VERTICES = 44;

    private static final double HOLE_CHANCE = 0.05;
    private static final double LEAST_CELLS_FOR_HOLE = 60;
    private static final double PIVOT_CHANCE = 0.4;
    private static final double LEAST_CELLS_FOR_PIVOT = 150;
    private static final double LARGEST_PIVOT_ASPECT = 1.3;
    private static final double EATEN_CHANCE = 0.25;

    /** Vertices lie on a lattice of 3 cm, fine enough to look free and coarse enough to compress. */
    private static final double SNAPS_PER_CELL = 1024;

    private final Draws draws;
    private final PolygonBuffer cells;
    private final double middleColumn;
    private final double middleRow;
    private final double halfWidth;
    private final double halfHeight;

    private FieldOutline(Draws draws, Plot plot, PolygonBuffer cells) {
        this.draws = draws;
        this.cells = cells;
        this.middleColumn = plot.column() + plot.width() / 2;
        this.middleRow = plot.row() + plot.height() / 2;
        this.halfWidth = plot.width() / 2;
        this.halfHeight = plot.height() / 2;
    }

    static void draw(Draws draws, Plot plot, PolygonBuffer cells) {
        cells.clear();
        Plot ground = plot.shrunk(draws.between(0.05, 0.25));
        new FieldOutline(draws, ground, cells).draw();
    }

    private void draw() {
        boolean hole = 4 * halfWidth * halfHeight >= LEAST_CELLS_FOR_HOLE && draws.chance(HOLE_CHANCE);
        int vertices = draws.wholeBetween(LEAST_VERTICES, hole ? LEAST_VERTICES + 2 : MOST_VERTICES);
        int points = vertices + 1;
        cells.reserve(points);
        if (isPivot()) {
            layOutCircle(vertices);
        } else {
            layOutCorners(vertices);
        }
        roughen(vertices);
        close(vertices);
        if (hole) {
            addHole(draws.wholeBetween(4, 6), 0.35 * leastRadius(vertices));
        }
        cells.addPart();
    }

    private boolean isPivot() {
        double aspect = Math.max(halfWidth, halfHeight) / Math.min(halfWidth, halfHeight);
        return 4 * halfWidth * halfHeight >= LEAST_CELLS_FOR_PIVOT
                && aspect <= LARGEST_PIVOT_ASPECT
                && draws.chance(PIVOT_CHANCE);
    }

    /** Vertices relative to the middle until {@link #close} moves them; counterclockwise seen with north up. */
    private void layOutCircle(int vertices) {
        double radius = Math.min(halfWidth, halfHeight);
        double turn = draws.unit();
        for (int i = 0; i < vertices; i++) {
            double angle = (i + turn + draws.between(-0.2, 0.2)) * 2 * Math.PI / vertices;
            place(i, radius * StrictMath.cos(angle), -radius * StrictMath.sin(angle));
        }
    }

    /** Four corners, one in each quadrant, and vertices between them by length of side. */
    private void layOutCorners(int vertices) {
        double slack = draws.chance(EATEN_CHANCE) ? 0.3 : 0.04;
        double[] column = new double[5];
        double[] row = new double[5];
        for (int corner = 0; corner < 4; corner++) {
            column[corner] = (corner == 0 || corner == 1 ? -halfWidth : halfWidth) * (1 - slack * draws.unit());
            row[corner] = (corner == 0 || corner == 3 ? -halfHeight : halfHeight) * (1 - slack * draws.unit());
        }
        column[4] = column[0];
        row[4] = row[0];
        double[] lengths = new double[4];
        double perimeter = 0;
        for (int side = 0; side < 4; side++) {
            lengths[side] = Math.hypot(column[side + 1] - column[side], row[side + 1] - row[side]);
            perimeter += lengths[side];
        }
        int placed = 0;
        double walked = 0;
        for (int side = 0; side < 4; side++) {
            walked += lengths[side];
            int end = side == 3 ? vertices : (int) Math.rint(vertices * walked / perimeter);
            int steps = end - placed;
            for (int step = 0; step < steps; step++) {
                double share = step == 0 ? 0 : (step + draws.between(-0.3, 0.3)) / steps;
                place(
                        placed + step,
                        column[side] + (column[side + 1] - column[side]) * share,
                        row[side] + (row[side + 1] - row[side]) * share);
            }
            placed = end;
        }
    }

    /** Moves every vertex towards the middle: a little each, and much on some sides of a field that is eaten into. */
    private void roughen(int vertices) {
        double wiggle = Math.min(0.3, 0.06 * Math.min(halfWidth, halfHeight));
        double depth = draws.chance(EATEN_CHANCE) ? draws.between(0.1, 0.4) : 0;
        int waves = draws.wholeBetween(1, 3);
        double phase = draws.unit() * 2 * Math.PI;
        double secondPhase = draws.unit() * 2 * Math.PI;
        for (int i = 0; i < vertices; i++) {
            double column = cells.x()[i];
            double row = cells.y()[i];
            double angle = 2 * Math.PI * i / vertices;
            double wave = StrictMath.sin(waves * angle + phase) + 0.6 * StrictMath.sin(3 * angle + secondPhase);
            double eaten = depth * Math.max(0, wave) / 1.6;
            double kept = 1 - eaten - wiggle * draws.unit() / Math.sqrt(column * column + row * row);
            place(i, column * kept, row * kept);
        }
    }

    private void close(int vertices) {
        double[] column = cells.x();
        double[] row = cells.y();
        for (int i = 0; i < vertices; i++) {
            place(i, snapped(middleColumn + column[i]), snapped(middleRow + row[i]));
        }
        place(vertices, column[0], row[0]);
        cells.addRing(vertices + 1);
    }

    private double leastRadius(int vertices) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < vertices; i++) {
            least = Math.min(least, Math.hypot(cells.x()[i] - middleColumn, cells.y()[i] - middleRow));
        }
        return least;
    }

    /** A pond or a farmstead in the middle; clockwise seen with north up. */
    private void addHole(int vertices, double radius) {
        int first = cells.vertexCount();
        cells.reserve(vertices + 1);
        for (int i = 0; i < vertices; i++) {
            double angle = (i + draws.between(-0.3, 0.3)) * 2 * Math.PI / vertices;
            double distance = radius * draws.between(0.7, 1);
            place(
                    first + i,
                    snapped(middleColumn + distance * StrictMath.cos(angle)),
                    snapped(middleRow + distance * StrictMath.sin(angle)));
        }
        place(first + vertices, cells.x()[first], cells.y()[first]);
        cells.addRing(vertices + 1);
    }

    private void place(int vertex, double column, double row) {
        cells.x()[vertex] = column;
        cells.y()[vertex] = row;
    }

    private static double snapped(double cell) {
        return Math.rint(cell * SNAPS_PER_CELL) / SNAPS_PER_CELL;
    }
}
