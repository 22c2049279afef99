package dev.croft.core.crs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A transform by polynomials, some hundred times faster than the exact one and within a stated distance of it.
 *
 * <p>The source plane is divided into root cells of one degree, or of 2^16 metres for projected sources, and each into
 * quarters as far as needed. A cell holds one biquadratic polynomial for x and one for y, fitted through exact transforms at
 * its Chebyshev nodes. Before it is used it is compared with exact transforms at 36 other points, which reach a little beyond
 * the cell; where the distance exceeds {@link #SAFETY} times the tolerance, or a point cannot be transformed, the cell is
 * divided. Cells of 1/32 of a root cell that still fail, as along the cut of a projection or around a pole, and whatever lies
 * off the roots, are transformed exactly.
 *
 * <p>Cells are built when a point first falls into them. What a cell holds follows from its bounds, the exact transform and
 * the tolerance, so the result for a point depends on nothing else: not on its neighbours, on their order, or on threads.
 * Should more than {@link #MAX_CELLS} cells have been built, about 30 MB, all are dropped and built again when needed.
 *
 * <p>Thread-safe without locks: cells are immutable but for their links to quarters, which are published by atomic arrays;
 * two threads that build the same cell at once build equal cells.
 */
public final class ApproximateTransform implements CoordinateTransform {
    /** Share of the tolerance that a cell may use up at its check points. */
    private static final double SAFETY = 0.5;

    private static final int MAX_CELLS = 1 << 16;
    private static final int MAX_DEPTH = 5;

    /** Powers of two, so that cell bounds are exact and every point lies in one cell only. */
    private static final double ROOT_DEGREES = 1;

    private static final double ROOT_METRES = 1 << 16;

    /** Covers twice the range of longitudes, and all latitudes. */
    private static final int ROOT_COLUMNS_DEGREES = 720;

    private static final int ROOT_ROWS_DEGREES = 180;

    /** Covers 20 971 km to all sides of the origin, more than half the equator. */
    private static final int ROOT_COLUMNS_METRES = 640;

    private final CoordinateTransform exact;
    private final double tolerance;
    private final double rootSize;
    private final int rootColumns;
    private final int rootRows;
    private volatile Roots roots;

    private ApproximateTransform(
            CoordinateTransform exact, double tolerance, double rootSize, int rootColumns, int rootRows) {
        this.exact = exact;
        this.tolerance = tolerance;
        this.rootSize = rootSize;
        this.rootColumns = rootColumns;
        this.rootRows = rootRows;
        this.roots = new Roots(rootColumns * rootRows);
    }

    /**
     * A fast stand-in for {@code exact}.
     *
     * @param source CRS that {@code exact} starts from; sets the size of the cells
     * @param tolerance largest accepted distance from the exact result, in units of the target CRS, positive
     */
    public static ApproximateTransform of(CoordinateTransform exact, Crs source, double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("Cannot approximate a transform within " + tolerance);
        }
        if (source.isGeographic()) {
            return new ApproximateTransform(exact, tolerance, ROOT_DEGREES, ROOT_COLUMNS_DEGREES, ROOT_ROWS_DEGREES);
        }
        double unitsPerRoot = ROOT_METRES / source.metresPerUnit();
        double rootSize = Math.scalb(1.0, Math.getExponent(unitsPerRoot));
        int columns = (int) Math.ceil(ROOT_COLUMNS_METRES * unitsPerRoot / rootSize / 2) * 2;
        return new ApproximateTransform(exact, tolerance, rootSize, columns, columns);
    }

    /** The exact transform between two CRSs when it is the identity, else a fast stand-in for it. */
    public static CoordinateTransform between(Crs source, Crs target, double tolerance) {
        CoordinateTransform exact = CoordinateTransform.between(source, target);
        return exact.isIdentity() ? exact : of(exact, source, tolerance);
    }

    @Override
    public boolean isIdentity() {
        return exact.isIdentity();
    }

    @Override
    public void transform(double[] x, double[] y, int from, int count) {
        int end = from + count;
        int i = from;
        while (i < end) {
            Cell cell = leafOf(x[i], y[i]);
            if (cell == null) {
                exact.transform(x, y, i, 1);
                i++;
            } else {
                int runEnd = cell.runEnd(x, y, i + 1, end);
                if (cell.polynomials == null) {
                    exact.transform(x, y, i, runEnd - i);
                } else {
                    cell.evaluate(x, y, i, runEnd);
                }
                i = runEnd;
            }
        }
    }

    /** The undivided cell that holds the point; null when it is not finite or off the roots. */
    private Cell leafOf(double x, double y) {
        double column = floorCell(x);
        double row = floorCell(y);
        double west = -rootColumns / 2.0;
        double south = -rootRows / 2.0;
        boolean onRoots = column >= west && column < west + rootColumns && row >= south && row < south + rootRows;
        if (!onRoots) {
            return null;
        }
        Roots current = roots;
        int index = ((int) (row - south)) * rootColumns + ((int) (column - west));
        Cell cell = current.cells.get(index);
        if (cell == null) {
            cell = build(column * rootSize, row * rootSize, rootSize, 0, current);
            current.cells.set(index, cell);
        }
        while (cell.quarters != null) {
            int quarter = cell.quarterOf(x, y);
            Cell child = cell.quarters.get(quarter);
            if (child == null) {
                child = build(
                        (quarter & 1) == 0 ? cell.west : cell.middleX,
                        (quarter & 2) == 0 ? cell.south : cell.middleY,
                        cell.middleX - cell.west,
                        cell.depth + 1,
                        current);
                cell.quarters.set(quarter, child);
            }
            cell = child;
        }
        return cell;
    }

    /** Number of the root column or row, exact also where the quotient of a tiny number rounds to zero. */
    private double floorCell(double coordinate) {
        double cell = Math.floor(coordinate / rootSize);
        return coordinate < cell * rootSize ? cell - 1 : cell;
    }

    private Cell build(double west, double south, double size, int depth, Roots current) {
        if (current.count.incrementAndGet() > MAX_CELLS && roots == current) {
            roots = new Roots(rootColumns * rootRows);
        }
        CellFit fit = CellFit.of(exact, west, south, size);
        if (fit.worstDistance() <= tolerance * SAFETY) {
            return new Cell(west, south, size, depth, fit.coefficients(), null);
        }
        return new Cell(west, south, size, depth, null, depth < MAX_DEPTH ? new AtomicReferenceArray<>(4) : null);
    }

    /** All cells of one generation. */
    private static final class Roots {
        private final AtomicReferenceArray<Cell> cells;
        private final AtomicInteger count = new AtomicInteger();

        Roots(int rootCount) {
            cells = new AtomicReferenceArray<>(rootCount);
        }
    }

    /** A half-open square of the source plane: approximated, divided, or exact when neither. */
    private static final class Cell {
        private final double west;
        private final double south;
        private final double east;
        private final double north;
        private final double middleX;
        private final double middleY;
        private final double scale;
        private final int depth;
        private final double[] polynomials;
        private final AtomicReferenceArray<Cell> quarters;

        Cell(
                double west,
                double south,
                double size,
                int depth,
                double[] polynomials,
                AtomicReferenceArray<Cell> quarters) {
            this.west = west;
            this.south = south;
            this.east = west + size;
            this.north = south + size;
            this.middleX = west + size / 2;
            this.middleY = south + size / 2;
            this.scale = 2 / size;
            this.depth = depth;
            this.polynomials = polynomials;
            this.quarters = quarters;
        }

        int quarterOf(double x, double y) {
            return (x < middleX ? 0 : 1) + (y < middleY ? 0 : 2);
        }

        /** Index of the first point from {@code from} on that lies outside, at most {@code end}. */
        int runEnd(double[] x, double[] y, int from, int end) {
            double w = west;
            double s = south;
            double e = east;
            double n = north;
            int i = from;
            while (i < end && x[i] >= w && x[i] < e && y[i] >= s && y[i] < n) {
                i++;
            }
            return i;
        }

        /** Horner's scheme in v of Horner's schemes in u, both from -1 to 1 across the cell. */
        void evaluate(double[] x, double[] y, int from, int end) {
            double[] p = polynomials;
            double x00 = p[0];
            double x10 = p[1];
            double x20 = p[2];
            double x01 = p[3];
            double x11 = p[4];
            double x21 = p[5];
            double x02 = p[6];
            double x12 = p[7];
            double x22 = p[8];
            double y00 = p[9];
            double y10 = p[10];
            double y20 = p[11];
            double y01 = p[12];
            double y11 = p[13];
            double y21 = p[14];
            double y02 = p[15];
            double y12 = p[16];
            double y22 = p[17];
            double centreX = middleX;
            double centreY = middleY;
            double perHalf = scale;
            for (int i = from; i < end; i++) {
                double u = (x[i] - centreX) * perHalf;
                double v = (y[i] - centreY) * perHalf;
                x[i] = x00 + u * (x10 + u * x20) + v * (x01 + u * (x11 + u * x21) + v * (x02 + u * (x12 + u * x22)));
                y[i] = y00 + u * (y10 + u * y20) + v * (y01 + u * (y11 + u * y21) + v * (y02 + u * (y12 + u * y22)));
            }
        }
    }
}
