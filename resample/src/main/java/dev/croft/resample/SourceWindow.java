package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.cache.BlockCache;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Cells of one band, row by row without gaps. Not data are cells that hold the band's nodata value, and NaN. Good until its arrays
 * are lent to another one. Confined to a thread.
 */
final class SourceWindow {
    private final CellWindow window;
    private final SampleType type;
    private final Object samples;
    private final OptionalLong noDataBits;
    private final CellArrays arrays;

    private SourceWindow(CellWindow window, RasterBand band, CellArrays arrays) {
        this.window = window;
        this.arrays = arrays;
        this.type = band.type();
        this.samples = arrays.samples(type, Math.toIntExact(window.cellCount()));
        this.noDataBits = band.noData().map(noData -> noData.bits(type)).orElse(OptionalLong.empty());
    }

    /** Reads cells of a band into {@code arrays}. */
    static SourceWindow read(RasterSource source, int band, BlockCache cache, CellWindow window, CellArrays arrays)
            throws IOException {
        SourceWindow read = new SourceWindow(window, source.bands().get(band), arrays);
        if (window.isEmpty()) {
            return read;
        }
        int firstAcross = window.column() / source.blockColumnCount();
        int lastAcross = (window.columnEnd() - 1) / source.blockColumnCount();
        int lastDown = (window.rowEnd() - 1) / source.blockRowCount();
        for (int down = window.row() / source.blockRowCount(); down <= lastDown; down++) {
            for (int across = firstAcross; across <= lastAcross; across++) {
                int block = down * source.blocksAcross() + across;
                BlockCache.Block held = cache.acquire(block);
                try {
                    read.copy(held.samples(), source.blockWindow(block), source.blockColumnCount());
                } finally {
                    cache.release(held);
                }
            }
        }
        return read;
    }

    private void copy(Object block, CellWindow cells, int stride) {
        CellWindow common = cells.intersection(window);
        for (int row = common.row(); row < common.rowEnd(); row++) {
            int from = (row - cells.row()) * stride + common.column() - cells.column();
            System.arraycopy(block, from, samples, index(common.column(), row), common.columnCount());
        }
    }

    CellWindow window() {
        return window;
    }

    SampleType type() {
        return type;
    }

    /** An array of {@link #type}; it may be longer. */
    Object samples() {
        return samples;
    }

    /** Place of a cell of the source in all arrays of this window. */
    int index(int column, int row) {
        return (row - window.row()) * window.columnCount() + column - window.column();
    }

    /** Place of the cell that holds a point, -1 when it is not in this window or the point is NaN. */
    int indexAt(double column, double row) {
        boolean inside = column >= window.column()
                && column < window.columnEnd()
                && row >= window.row()
                && row < window.rowEnd();
        return inside ? index((int) column, (int) row) : -1;
    }

    /** {@link #indexAt} for as many points as there is room for in {@code indices}. */
    void indicesAt(double[] columns, double[] rows, int[] indices) {
        for (int i = 0; i < indices.length; i++) {
            indices[i] = indexAt(columns[i], rows[i]);
        }
    }

    /** All cells as doubles, in an array that may be longer; NaN where there is no data. To be asked for once. */
    double[] values() {
        int count = Math.toIntExact(window.cellCount());
        double[] values = arrays.doubles(count);
        values(0, count, values);
        return values;
    }

    /** So many cells from {@code from} on; NaN where there is no data. */
    void values(int from, int count, double[] values) {
        switch (type) {
            case UINT8 -> {
                byte[] bytes = (byte[]) samples;
                int noData = byteNoData();
                for (int i = 0; i < count; i++) {
                    int value = bytes[from + i] & 0xff;
                    values[i] = value == noData ? Double.NaN : value;
                }
            }
            case FLOAT32 -> {
                float[] floats = (float[]) samples;
                float noData = noDataBits.isPresent() ? Float.intBitsToFloat((int) noDataBits.getAsLong()) : Float.NaN;
                for (int i = 0; i < count; i++) {
                    float value = floats[from + i];
                    values[i] = value == noData ? Double.NaN : value;
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    values[i] = isNoData(from + i) ? Double.NaN : type.doubleAt(samples, from + i);
                }
            }
        }
    }

    /** Whether cells without data are possible. */
    boolean hasNoDataValue() {
        return type.isFloating() || noDataBits.isPresent();
    }

    /** The nodata value of unsigned bytes; -1 when there is none. */
    int byteNoData() {
        return noDataBits.isPresent() ? (int) noDataBits.getAsLong() : -1;
    }

    /** Sets those of the indices to -1 whose cells have no data. */
    void dropNoData(int[] indices, int count) {
        if (!hasNoDataValue()) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (indices[i] >= 0 && isNoData(indices[i])) {
                indices[i] = -1;
            }
        }
    }

    /** Whether a cell has no data. */
    boolean isNoData(int index) {
        if (type == SampleType.UINT8) {
            return (((byte[]) samples)[index] & 0xff) == byteNoData();
        }
        if (type.isFloating()) {
            double value = type.doubleAt(samples, index);
            return Double.isNaN(value) || (noDataBits.isPresent() && value == noDataNumber());
        }
        return noDataBits.isPresent() && type.longAt(samples, index) == noDataBits.getAsLong();
    }

    private double noDataNumber() {
        long bits = noDataBits.getAsLong();
        return type == SampleType.FLOAT32 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    /**
     * Writes the {@link #key} of those of the indices whose cells have data, and moves their weights along.
     *
     * @return how many
     */
    int keys(int[] indices, double[] weights, int count, long[] keys) {
        int found = 0;
        if (type == SampleType.FLOAT32) {
            float[] floats = (float[]) samples;
            float noData = noDataBits.isPresent() ? Float.intBitsToFloat((int) noDataBits.getAsLong()) : Float.NaN;
            for (int i = 0; i < count; i++) {
                float value = floats[indices[i]];
                keys[found] = SortableBits.of(value);
                weights[found] = weights[i];
                found += value == noData || Float.isNaN(value) ? 0 : 1;
            }
            return found;
        }
        for (int i = 0; i < count; i++) {
            if (!isNoData(indices[i])) {
                keys[found] = key(indices[i]);
                weights[found++] = weights[i];
            }
        }
        return found;
    }

    /** A number for the value of a cell, in the order of values and exact for all types; see {@link TargetBlock#putKey}. */
    long key(int index) {
        return switch (type) {
            case FLOAT32, FLOAT64 -> SortableBits.of(type.doubleAt(samples, index));
            case UINT64 -> type.longAt(samples, index) ^ Long.MIN_VALUE;
            default -> type.longAt(samples, index);
        };
    }
}
