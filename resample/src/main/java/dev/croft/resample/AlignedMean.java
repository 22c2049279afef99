package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.Arrays;

/**
 * Weighted sums for parallel axes: first down the columns of the source, then along the row. Weights of cells without data are
 * left out of the mean; a row whose cells all have data needs no second sum.
 */
final class AlignedMean extends AlignedKernel {
    private final Method method;

    /** Cubic convolution in its own width, which wants all of its 4 x 4 cells; otherwise null. */
    private final BilinearFallback fallback;

    private AlignedMean(Method method, AxisWeights columns, AxisWeights rows, BilinearFallback fallback) {
        super(columns, rows);
        this.method = method;
        this.fallback = fallback;
    }

    static AlignedMean of(ResampleOptions options, AxisWeights.Axis columns, AxisWeights.Axis rows) {
        Method method = options.method();
        if (method.family() != Method.Family.CONVOLUTION) {
            CellWeights weights = method == Method.SUM ? CellWeights.AREA : options.cellWeights();
            return new AlignedMean(
                    method, AxisWeights.overlaps(columns, weights), AxisWeights.overlaps(rows, weights), null);
        }
        Convolution convolution = Convolution.of(method);
        double columnRatio = columns.ratio(convolution.support());
        double rowRatio = rows.ratio(convolution.support());
        boolean narrow = Convolution.isNarrow(columnRatio, rowRatio);
        AxisWeights columnWeights = AxisWeights.kernel(columns, convolution, narrow ? 1 : Math.max(1, columnRatio));
        AxisWeights rowWeights = AxisWeights.kernel(rows, convolution, narrow ? 1 : Math.max(1, rowRatio));
        boolean fallsBack = narrow && convolution == Convolution.CUBIC;
        BilinearFallback fallback = fallsBack ? new BilinearFallback(columns, rows) : null;
        return new AlignedMean(method, columnWeights, rowWeights, fallback);
    }

    @Override
    void fill(CellWindow target, SourceWindow source, TargetBlock out) {
        Sums sums = new Sums(source);
        double[] values = new double[target.columnCount()];
        for (int row = target.row(); row < target.rowEnd(); row++) {
            sums.down(row);
            for (int i = 0; i < values.length; i++) {
                values[i] = value(sums, target.column() + i, row);
            }
            out.putRow(out.index(target.column(), row), values, values.length);
        }
    }

    private double value(Sums sums, int column, int row) {
        int count = columns().count(column);
        if (count == 0 || rows().count(row) == 0) {
            return Double.NaN;
        }
        if (method.family() == Method.Family.CONVOLUTION && !sums.hasCentre(column, row)) {
            return Double.NaN;
        }
        if (fallback != null && !sums.isComplete(column, row)) {
            return fallback.value(sums.source, column, row);
        }
        int from = columns().first()[column] - sums.source.window().column();
        int weightAt = columns().offset()[column];
        double[] weights = columns().weights();
        double sum = 0;
        double total = 0;
        for (int k = 0; k < count; k++) {
            double weight = weights[weightAt + k];
            sum += weight * sums.sum[from + k];
            total += weight * sums.total[from + k];
        }
        if (method == Method.SUM) {
            return total > 0 ? sum : Double.NaN;
        }
        double least = method == Method.AVERAGE ? 0 : Convolution.LEAST_TOTAL;
        return total > least ? sum / total : Double.NaN;
    }

    /** Sums down the columns of the source, for one row of the target. */
    private final class Sums {
        private final SourceWindow source;
        private final double[] sum;
        private final double[] total;
        private final double[] line;

        Sums(SourceWindow source) {
            this.source = source;
            this.sum = new double[source.window().columnCount()];
            this.total = new double[sum.length];
            this.line = new double[sum.length];
        }

        void down(int row) {
            Arrays.fill(sum, 0);
            Arrays.fill(total, 0);
            for (int k = 0; k < rows().count(row); k++) {
                int sourceRow = rows().first()[row] + k;
                double weight = rows().weights()[rows().offset()[row] + k];
                source.values(source.index(source.window().column(), sourceRow), line.length, line);
                add(sum, total, line, weight);
            }
        }

        boolean hasCentre(int column, int row) {
            int centreColumn = columns().near()[column];
            int centreRow = rows().near()[row];
            return centreColumn >= 0
                    && centreRow >= 0
                    && !(source.hasNoDataValue() && source.isNoData(source.index(centreColumn, centreRow)));
        }

        boolean isComplete(int column, int row) {
            int side = 2 * Convolution.CUBIC.support();
            if (columns().count(column) < side || rows().count(row) < side) {
                return false;
            }
            if (!source.hasNoDataValue()) {
                return true;
            }
            for (int k = 0; k < side * side; k++) {
                int index = source.index(columns().first()[column] + k % side, rows().first()[row] + k / side);
                if (source.isNoData(index)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void add(double[] sum, double[] total, double[] line, double weight) {
        double check = 0;
        for (int i = 0; i < line.length; i++) {
            check += line[i];
        }
        if (Double.isNaN(check)) {
            addWhereData(sum, total, line, weight);
            return;
        }
        for (int i = 0; i < line.length; i++) {
            sum[i] += weight * line[i];
        }
        for (int i = 0; i < line.length; i++) {
            total[i] += weight;
        }
    }

    private static void addWhereData(double[] sum, double[] total, double[] line, double weight) {
        for (int i = 0; i < line.length; i++) {
            double value = line[i];
            boolean hasData = !Double.isNaN(value);
            sum[i] += weight * (hasData ? value : 0);
            total[i] += hasData ? weight : 0;
        }
    }
}
