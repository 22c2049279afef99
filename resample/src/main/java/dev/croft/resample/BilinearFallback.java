package dev.croft.resample;

/** Linear interpolation where cubic convolution lacks one of its cells, as in GDAL. */
record BilinearFallback(AxisWeights.Axis columns, AxisWeights.Axis rows) {
    double value(SourceWindow source, int column, int row) {
        return at(source, columns.centre(column), rows.centre(row));
    }

    /** The value at a point in cells of the source, out of up to four cells with data around it; NaN without one. */
    static double at(SourceWindow source, double column, double row) {
        int left = (int) Math.floor(column - 0.5);
        int top = (int) Math.floor(row - 0.5);
        double sum = 0;
        double total = 0;
        for (int k = 0; k < 4; k++) {
            int x = left + (k & 1);
            int y = top + (k >> 1);
            if (source.window().contains(x, y) && !source.isNoData(source.index(x, y))) {
                double weight = Convolution.LINEAR.weight(x + 0.5 - column) * Convolution.LINEAR.weight(y + 0.5 - row);
                sum += weight * source.type().doubleAt(source.samples(), source.index(x, y));
                total += weight;
            }
        }
        return total > Convolution.LEAST_TOTAL ? sum / total : Double.NaN;
    }
}
