package dev.croft.resample;

/** What {@link ModeTally} answers, for unsigned bytes: a table of 256 weights. Confined to a thread. */
final class ByteMode {
    private static final double TIE = 1e-9;

    private final TieRule ties;
    private final SourceWindow source;
    private final byte[] samples;
    private final AxisWeights columns;
    private final AxisWeights rows;
    private final double[] weights = new double[256];

    ByteMode(TieRule ties, SourceWindow source, AxisWeights columns, AxisWeights rows) {
        this.ties = ties;
        this.source = source;
        this.samples = (byte[]) source.samples();
        this.columns = columns;
        this.rows = rows;
    }

    /** The mode of a target cell; -1 when none of its cells has data. */
    int at(int column, int row) {
        int columnCount = columns.count(column);
        int rowCount = rows.count(row);
        if (columnCount == 0 || rowCount == 0) {
            return -1;
        }
        int first = source.index(columns.first()[column], rows.first()[row]);
        int stride = source.window().columnCount();
        int noData = source.byteNoData();
        if (isUniform(first, stride, columnCount, rowCount)) {
            int value = samples[first] & 0xff;
            return value == noData ? -1 : value;
        }
        int weightAt = columns.offset()[column];
        double[] columnWeights = columns.weights();
        int winner = -1;
        double best = 0;
        for (int down = 0; down < rowCount; down++) {
            double rowWeight = rows.weights()[rows.offset()[row] + down];
            int from = first + down * stride;
            for (int across = 0; across < columnCount; across++) {
                int value = samples[from + across] & 0xff;
                if (value == noData) {
                    continue;
                }
                double weight = weights[value] + rowWeight * columnWeights[weightAt + across];
                weights[value] = weight;
                if (weight > best * (1 + TIE)) {
                    best = weight;
                    winner = value;
                }
            }
        }
        int chosen = ties == TieRule.FIRST || winner < 0 ? winner : preferred(best);
        clear(first, stride, columnCount, rowCount);
        return chosen;
    }

    private boolean isUniform(int first, int stride, int columnCount, int rowCount) {
        byte value = samples[first];
        for (int down = 0; down < rowCount; down++) {
            for (int i = first + down * stride; i < first + down * stride + columnCount; i++) {
                if (samples[i] != value) {
                    return false;
                }
            }
        }
        return true;
    }

    private int preferred(double best) {
        boolean smallest = ties == TieRule.SMALLEST;
        int value = smallest ? 0 : weights.length - 1;
        while (weights[value] * (1 + TIE) < best) {
            value += smallest ? 1 : -1;
        }
        return value;
    }

    private void clear(int first, int stride, int columnCount, int rowCount) {
        for (int down = 0; down < rowCount; down++) {
            for (int i = first + down * stride; i < first + down * stride + columnCount; i++) {
                weights[samples[i] & 0xff] = 0;
            }
        }
    }
}
