package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Count, extremes, mean and spread of the cells with data. Parts are merged as Chan, Golub and LeVeque do ("Updating formulae
 * and a pairwise algorithm for computing sample variances", 1979); merged in one order they give the same bits whoever computed
 * the parts. Confined to a thread.
 */
final class BandStatistics {
    private final SampleType type;
    private final boolean hasNoData;
    private final double noData;
    private final int[] frequencies = new int[256];
    private long count;
    private long cellCount;
    private double least;
    private double most;
    private double mean;
    private double squares;

    BandStatistics(RasterBand band) {
        this.type = band.type();
        Optional<NoData> possible =
                band.noData().filter(value -> value.bits(type).isPresent());
        this.hasNoData = possible.isPresent();
        this.noData = possible.map(value -> value.asDouble(type)).orElse(Double.NaN);
        clear();
    }

    void clear() {
        count = 0;
        cellCount = 0;
        least = Double.POSITIVE_INFINITY;
        most = Double.NEGATIVE_INFINITY;
        mean = 0;
        squares = 0;
    }

    /** Replaces the content by the cells of a block, whose rows are {@code stride} samples apart. */
    void measure(Object samples, CellWindow window, int stride) {
        clear();
        cellCount = window.cellCount();
        if (type == SampleType.UINT8) {
            measureBytes((byte[]) samples, window, stride);
        } else if (type == SampleType.FLOAT32) {
            measureFloats((float[]) samples, window, stride);
        } else {
            measureAny(samples, window, stride);
        }
    }

    private boolean isData(double value) {
        return !Double.isNaN(value) && !(hasNoData && value == noData);
    }

    private void measureBytes(byte[] samples, CellWindow window, int stride) {
        Arrays.fill(frequencies, 0);
        for (int row = 0; row < window.rowCount(); row++) {
            int end = row * stride + window.columnCount();
            for (int i = row * stride; i < end; i++) {
                frequencies[samples[i] & 0xff]++;
            }
        }
        double sum = 0;
        for (int value = 0; value < 256; value++) {
            if (frequencies[value] > 0 && isData(value)) {
                count += frequencies[value];
                sum += (double) value * frequencies[value];
                least = Math.min(least, value);
                most = value;
            }
        }
        mean = count == 0 ? 0 : sum / count;
        for (int value = 0; value < 256; value++) {
            if (frequencies[value] > 0 && isData(value)) {
                squares += (value - mean) * (value - mean) * frequencies[value];
            }
        }
    }

    private void measureFloats(float[] samples, CellWindow window, int stride) {
        float missing = hasNoData ? (float) noData : Float.NaN;
        long found = 0;
        double sum = 0;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < window.rowCount(); row++) {
            int end = row * stride + window.columnCount();
            for (int i = row * stride; i < end; i++) {
                float value = samples[i];
                // NaN, when there is no other value, is unlike all.
                if (!Float.isNaN(value) && value != missing) {
                    found++;
                    sum += value;
                    low = value < low ? value : low;
                    high = value > high ? value : high;
                }
            }
        }
        count = found;
        least = low;
        most = high;
        mean = count == 0 ? 0 : sum / count;
        squares = squares(samples, window, stride, missing);
    }

    private double squares(float[] samples, CellWindow window, int stride, float missing) {
        double middle = mean;
        double sum = 0;
        for (int row = 0; row < window.rowCount(); row++) {
            int end = row * stride + window.columnCount();
            for (int i = row * stride; i < end; i++) {
                float value = samples[i];
                if (!Float.isNaN(value) && value != missing) {
                    sum += (value - middle) * (value - middle);
                }
            }
        }
        return sum;
    }

    private void measureAny(Object samples, CellWindow window, int stride) {
        double sum = 0;
        for (int row = 0; row < window.rowCount(); row++) {
            for (int column = 0; column < window.columnCount(); column++) {
                double value = type.doubleAt(samples, row * stride + column);
                if (isData(value)) {
                    count++;
                    sum += value;
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
        }
        mean = count == 0 ? 0 : sum / count;
        for (int row = 0; row < window.rowCount(); row++) {
            for (int column = 0; column < window.columnCount(); column++) {
                double value = type.doubleAt(samples, row * stride + column);
                if (isData(value)) {
                    squares += (value - mean) * (value - mean);
                }
            }
        }
    }

    /** Adds the cells of another part of the same band. */
    void merge(BandStatistics part) {
        cellCount += part.cellCount;
        if (part.count == 0) {
            return;
        }
        long both = count + part.count;
        double apart = part.mean - mean;
        squares += part.squares + apart * apart * count * part.count / both;
        mean += apart * part.count / both;
        count = both;
        least = Math.min(least, part.least);
        most = Math.max(most, part.most);
    }

    long count() {
        return count;
    }

    /** The items that GDAL keeps of a band; the spread is that of the cells, not of a sample. None when no cell has data. */
    Map<String, String> metadata() {
        if (count == 0) {
            return Map.of();
        }
        return Map.of(
                "STATISTICS_MINIMUM", text(least),
                "STATISTICS_MAXIMUM", text(most),
                "STATISTICS_MEAN", text(mean),
                "STATISTICS_STDDEV", text(Math.sqrt(squares / count)),
                "STATISTICS_VALID_PERCENT", text(Math.round(1e4 * (100.0 * count / cellCount)) / 1e4));
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
