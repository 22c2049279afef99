package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/**
 * Mean or sum of the source cells under the transformed quadrilateral of a target cell, weighted by covered area. Where all of
 * them have data, the edges of the quadrilaterals are integrated, each once for both of its sides; elsewhere the covered area of
 * each cell is computed.
 */
final class MappedMean extends MappedKernel {
    private final Method method;
    private final boolean equal;

    MappedMean(CellMapping mapping, ResampleOptions options) {
        super(mapping);
        this.method = options.method();
        this.equal = method == Method.AVERAGE && options.cellWeights() == CellWeights.EQUAL;
    }

    @Override
    public Step prepare(CellWindow target) {
        return stepBetweenCorners(target);
    }

    @Override
    void fill(CellWindow target, Positions corners, SourceWindow source, TargetBlock out) {
        Rows rows = new Rows(source, corners);
        double[] line = new double[target.columnCount()];
        for (int row = target.row(); row < target.rowEnd(); row++) {
            corners.moveTo(row);
            rows.compute(line);
            out.putRow(out.index(target.column(), row), line, line.length);
        }
    }

    /** Computes one row of the target after the other, downwards. */
    private final class Rows {
        private final CellWindow window;
        private final CoverSums sums;
        private final CoveredCells covered;
        private final Positions corners;
        private final double[] x;
        private final double[] y;
        private final int stride;
        private final double widest;

        /** Integrals along the northern edges of the cells, each counted from the column of its first point. */
        private double[] northern;

        private double[] southern;
        private boolean hasNorthern;

        /** Whether all northern corners are known to lie in the window. */
        private boolean northInside;

        Rows(SourceWindow source, Positions corners) {
            this.window = source.window();
            this.sums = new CoverSums(source);
            this.covered = new CoveredCells(mapping(), corners, source);
            this.corners = corners;
            this.x = corners.columns();
            this.y = corners.rows();
            this.stride = corners.window().columnCount();
            this.widest = mapping().period() / 2;
            this.northern = new double[stride - 1];
            this.southern = new double[stride - 1];
        }

        /** Computes the cells between the corners that are held. */
        void compute(double[] line) {
            boolean southInside = !equal && isInside(stride, stride);
            boolean inside = southInside && (northInside || isInside(0, stride)) && !corners.hasUneven();
            northInside = southInside;
            if (inside) {
                computeTogether(line);
            } else {
                computeApart(line);
            }
            hasNorthern = inside;
        }

        private boolean isInside(int from, int count) {
            boolean inside = true;
            for (int i = from; i < from + count; i++) {
                inside &= x[i] >= window.column()
                        && x[i] < window.columnEnd()
                        && y[i] >= window.row()
                        && y[i] < window.rowEnd();
            }
            return inside;
        }

        private void computeTogether(double[] line) {
            if (!hasNorthern) {
                for (int i = 0; i < line.length; i++) {
                    northern[i] = eastward(i);
                }
            }
            double west = southward(0);
            for (int i = 0; i < line.length; i++) {
                double east = southward(i + 1);
                southern[i] = eastward(stride + i);
                line[i] = value(i, northern[i], east, southern[i], west);
                west = east;
            }
            double[] done = northern;
            northern = southern;
            southern = done;
        }

        private void computeApart(double[] line) {
            for (int i = 0; i < line.length; i++) {
                boolean inside = !equal && !corners.isUneven(i) && isInside(i, 2) && isInside(i + stride, 2);
                line[i] = inside
                        ? value(i, eastward(i), southward(i + 1), eastward(i + stride), southward(i))
                        : cellByCell(i);
            }
        }

        /** The integral along the edge to the next corner, counted from the column of the first. */
        private double eastward(int from) {
            return sums.edge(x[from], y[from], x[from + 1], y[from + 1], (int) x[from]);
        }

        private double southward(int from) {
            return sums.edge(x[from], y[from], x[from + stride], y[from + stride], (int) x[from]);
        }

        /** The mean or sum out of the integrals along the edges of the cell with that north-western corner. */
        private double value(int northWest, double north, double east, double south, double west) {
            int northEast = northWest + 1;
            int southWest = northWest + stride;
            int southEast = southWest + 1;
            double acrossNorth = x[northEast] - x[northWest];
            double acrossSouth = x[southEast] - x[southWest];
            double downWest = y[southWest] - y[northWest];
            double downEast = y[southEast] - y[northEast];
            // Twice the areas of both halves: of one sign, when the quadrilateral does not cut itself.
            double first = acrossNorth * downWest - (x[southWest] - x[northWest]) * (y[northEast] - y[northWest]);
            double second = acrossSouth * downEast - (x[southEast] - x[northEast]) * (y[southEast] - y[southWest]);
            boolean simple = first * second > 0 && Math.abs(acrossNorth) < widest && Math.abs(acrossSouth) < widest;
            int base = (int) x[northWest];
            double eastOfBase = east + sums.strip(y[northEast], y[southEast], base, (int) x[northEast]);
            double southOfBase = south + sums.strip(y[southWest], y[southEast], base, (int) x[southWest]);
            double sum = north + eastOfBase - southOfBase - west;
            // NaN and infinite when a cell is.
            if (!simple || !(Math.abs(sum) <= Double.MAX_VALUE)) {
                return cellByCell(northWest);
            }
            double area = (first + second) / 2;
            return method == Method.SUM ? Math.copySign(1, area) * sum : sum / area;
        }

        private double cellByCell(int northWest) {
            covered.cover(northWest);
            double sum = 0;
            double total = 0;
            for (int i = 0; i < covered.count(); i++) {
                double value = sums.values()[covered.indices()[i]];
                if (!Double.isNaN(value)) {
                    double weight = equal ? 1 : covered.areas()[i];
                    sum += weight * value;
                    total += weight;
                }
            }
            if (!(total > 0)) {
                return Double.NaN;
            }
            return method == Method.SUM ? sum : sum / total;
        }
    }
}
