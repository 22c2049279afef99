package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** Mean, sum or one of the values of the source cells under the transformed quadrilateral of a target cell. */
final class MappedCover extends MappedKernel {
    /** Smaller shares of a target cell are rounding. */
    private static final double LEAST_SHARE = 1e-7;

    private final ResampleOptions options;

    MappedCover(CellMapping mapping, ResampleOptions options) {
        super(mapping);
        this.options = options;
    }

    @Override
    public Step prepare(CellWindow target) {
        Positions corners = mapping().corners(target);
        return step(corners.around(mapping().sourceWindow(), 1, 0), target, corners);
    }

    @Override
    void fill(CellWindow target, Positions corners, SourceWindow source, TargetBlock out) {
        if (options.method().family() == Method.Family.COVERED_MEAN) {
            fillMeans(target, corners, source, out);
        } else {
            fillChoices(target, corners, source, out);
        }
    }

    private void fillMeans(CellWindow target, Positions corners, SourceWindow source, TargetBlock out) {
        boolean equal = options.method() == Method.AVERAGE && options.cellWeights() == CellWeights.EQUAL;
        Mean mean = new Mean(source.values(), equal);
        QuadCover quad = new QuadCover();
        double[] line = new double[target.columnCount()];
        for (int row = target.row(); row < target.rowEnd(); row++) {
            for (int i = 0; i < line.length; i++) {
                mean.clear();
                visit(quad, corners, target.column() + i, row, source, mean);
                line[i] = options.method() == Method.SUM ? mean.sum() : mean.mean();
            }
            out.putRow(out.index(target.column(), row), line, line.length);
        }
    }

    private void fillChoices(CellWindow target, Positions corners, SourceWindow source, TargetBlock out) {
        boolean equal = options.cellWeights() == CellWeights.EQUAL;
        Chooser chooser = Chooser.of(options);
        Visitor visitor = (index, area) -> {
            if (!source.isNoData(index)) {
                chooser.add(source.key(index), equal ? 1 : area);
            }
        };
        QuadCover quad = new QuadCover();
        for (int row = target.row(); row < target.rowEnd(); row++) {
            for (int column = target.column(); column < target.columnEnd(); column++) {
                chooser.clear();
                visit(quad, corners, column, row, source, visitor);
                int index = out.index(column, row);
                if (chooser.isEmpty()) {
                    out.putNoData(index);
                } else {
                    out.putKey(index, chooser.chosen());
                }
            }
        }
    }

    /** Takes one covered cell of the source window. */
    private interface Visitor {
        void cell(int index, double area);
    }

    private static final class Mean implements Visitor {
        private final double[] values;
        private final boolean equal;
        private double sum;
        private double total;

        Mean(double[] values, boolean equal) {
            this.values = values;
            this.equal = equal;
        }

        void clear() {
            sum = 0;
            total = 0;
        }

        @Override
        public void cell(int index, double area) {
            double value = values[index];
            if (!Double.isNaN(value)) {
                double weight = equal ? 1 : area;
                sum += weight * value;
                total += weight;
            }
        }

        double sum() {
            return total > 0 ? sum : Double.NaN;
        }

        double mean() {
            return total > 0 ? sum / total : Double.NaN;
        }
    }

    private void visit(QuadCover quad, Positions corners, int column, int row, SourceWindow source, Visitor visitor) {
        int northWest = corners.index(column, row);
        int southWest = northWest + corners.window().columnCount();
        double x = corners.columns()[northWest];
        quad.corner(0, x, corners.rows()[northWest]);
        quad.corner(1, x + across(corners, northWest + 1, x), corners.rows()[northWest + 1]);
        quad.corner(2, x + across(corners, southWest + 1, x), corners.rows()[southWest + 1]);
        quad.corner(3, x + across(corners, southWest, x), corners.rows()[southWest]);
        double width = quad.eastmost() - quad.westmost();
        // Also false for NaN: a corner has no transform.
        boolean placed = width < mapping().period() / 2 && quad.area() > 0;
        if (!placed) {
            return;
        }
        double[] areas = quad.cover();
        visit(quad, areas, 0, source, visitor);
        if (Double.isFinite(mapping().period())) {
            visitRepeated(quad, areas, source, visitor);
        }
    }

    private double across(Positions corners, int index, double x) {
        return mapping().turn(corners.columns()[index] - x);
    }

    private void visitRepeated(QuadCover quad, double[] areas, SourceWindow source, Visitor visitor) {
        int turn = (int) Math.rint(mapping().period());
        if (quad.column() < 0) {
            visit(quad, areas, turn, source, visitor);
        }
        if (quad.column() + quad.columnCount() > mapping().sourceWindow().columnCount()) {
            visit(quad, areas, -turn, source, visitor);
        }
    }

    private static void visit(QuadCover quad, double[] areas, int turn, SourceWindow source, Visitor visitor) {
        CellWindow cells = new CellWindow(quad.column() + turn, quad.row(), quad.columnCount(), quad.rowCount());
        CellWindow common = cells.intersection(source.window());
        double least = LEAST_SHARE * quad.area();
        for (int row = common.row(); row < common.rowEnd(); row++) {
            int at = (row - cells.row()) * (quad.columnCount() + 1) - cells.column();
            for (int column = common.column(); column < common.columnEnd(); column++) {
                double area = areas[at + column];
                if (area > least) {
                    visitor.cell(source.index(column, row), area);
                }
            }
        }
    }
}
