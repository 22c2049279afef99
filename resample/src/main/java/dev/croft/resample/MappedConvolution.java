package dev.croft.resample;

import dev.croft.core.grid.CellWindow;

/** Bilinear and cubic at the transformed centre, the kernel widened by the ratio of cell sizes there. */
final class MappedConvolution extends MappedKernel {
    private final Convolution convolution;

    MappedConvolution(CellMapping mapping, Convolution convolution) {
        super(mapping);
        this.convolution = convolution;
    }

    @Override
    public Step prepare(CellWindow target) {
        Positions centres = mapping().centres(target);
        int support = convolution.support();
        return step(centres.around(mapping().sourceWindow(), support + 2, support), target, centres);
    }

    @Override
    void fill(CellWindow target, Positions centres, SourceWindow source, TargetBlock out) {
        Sampler sampler = new Sampler(source);
        double[] line = new double[target.columnCount()];
        for (int row = target.row(); row < target.rowEnd(); row++) {
            centres.moveTo(row);
            for (int i = 0; i < line.length; i++) {
                line[i] = sampler.at(centres, i);
            }
            out.putRow(out.index(target.column(), row), line, line.length);
        }
    }

    private final class Sampler {
        private final SourceWindow source;
        private final double[] values;
        private double[] columnWeights = new double[8];

        Sampler(SourceWindow source) {
            this.source = source;
            this.values = source.values();
        }

        double at(Positions centres, int index) {
            double column = centres.columns()[index];
            double row = centres.rows()[index];
            int centre = source.indexAt(column, row);
            if (centre < 0 || Double.isNaN(values[centre])) {
                return Double.NaN;
            }
            double columnRatio = centres.columnRatios()[index];
            double rowRatio = centres.rowRatios()[index];
            if (!Convolution.isNarrow(columnRatio, rowRatio)) {
                return wide(column, row, Math.max(1, columnRatio), Math.max(1, rowRatio));
            }
            return convolution == Convolution.LINEAR ? linear(column, row) : cubic(column, row);
        }

        private double linear(double column, double row) {
            int left = (int) Math.floor(column - 0.5);
            int top = (int) Math.floor(row - 0.5);
            CellWindow window = source.window();
            boolean inside = left >= window.column()
                    && top >= window.row()
                    && left + 1 < window.columnEnd()
                    && top + 1 < window.rowEnd();
            if (inside) {
                int first = source.index(left, top);
                int second = first + window.columnCount();
                double right = column - 0.5 - left;
                double down = row - 0.5 - top;
                double upper = (1 - right) * values[first] + right * values[first + 1];
                double lower = (1 - right) * values[second] + right * values[second + 1];
                double value = (1 - down) * upper + down * lower;
                if (!Double.isNaN(value)) {
                    return value;
                }
            }
            return BilinearFallback.at(source, column, row);
        }

        private double cubic(double column, double row) {
            int left = (int) Math.floor(column - 0.5) - 1;
            int top = (int) Math.floor(row - 0.5) - 1;
            boolean inside =
                    source.window().contains(left, top) && source.window().contains(left + 3, top + 3);
            double value = inside ? wide(column, row, 1, 1, true) : Double.NaN;
            return Double.isNaN(value) ? BilinearFallback.at(source, column, row) : value;
        }

        private double wide(double column, double row, double columnScale, double rowScale) {
            return wide(column, row, columnScale, rowScale, false);
        }

        /** All cells within the kernel, NaN when one without data is among them and {@code all} are wanted. */
        private double wide(double column, double row, double columnScale, double rowScale, boolean all) {
            int columnRadius = convolution.radius(columnScale);
            int rowRadius = convolution.radius(rowScale);
            int left = (int) Math.floor(column - 0.5) + 1 - columnRadius;
            int top = (int) Math.floor(row - 0.5) + 1 - rowRadius;
            int from = Math.max(source.window().column(), left);
            int end = Math.min(source.window().columnEnd(), left + 2 * columnRadius);
            int bottom = Math.min(source.window().rowEnd(), top + 2 * rowRadius);
            weigh(from, end, column, columnScale);
            double sum = 0;
            double total = 0;
            for (int y = Math.max(source.window().row(), top); y < bottom; y++) {
                double rowWeight = convolution.weight((y + 0.5 - row) / rowScale);
                int index = source.index(from, y);
                for (int k = 0; k < end - from; k++) {
                    double value = values[index + k];
                    double weight = rowWeight * columnWeights[k];
                    boolean hasData = !Double.isNaN(value);
                    if (all && !hasData) {
                        return Double.NaN;
                    }
                    sum += hasData ? weight * value : 0;
                    total += hasData ? weight : 0;
                }
            }
            return total > Convolution.LEAST_TOTAL ? sum / total : Double.NaN;
        }

        private void weigh(int from, int end, double column, double scale) {
            if (columnWeights.length < end - from) {
                columnWeights = new double[end - from];
            }
            for (int k = 0; k < end - from; k++) {
                columnWeights[k] = convolution.weight((from + k + 0.5 - column) / scale);
            }
        }
    }
}
