package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;

/**
 * The block that is being computed. Numbers are rounded half away from zero and clamped for integer types; one that then is
 * the nodata value moves to the nearer neighbour, for the cell has data. Values that are kept cannot move: those that are the
 * nodata value are counted. Confined to a thread.
 */
final class TargetBlock {
    private final SampleType type;
    private final boolean hasNoData;
    private final Object noData;
    private final double noDataNumber;
    private final double lowest;
    private final double highest;
    private final Object samples;
    private final CellWindow window;
    private final int stride;
    private final boolean mayClash;

    /** Whether source cells without data are marked as they have to be here. */
    private final boolean keepsMarks;

    private long clashCount;
    private int firstClash = -1;

    /**
     * A block of {@code band}.
     *
     * @param mayClash whether values that are kept may be the nodata value, because it is not that of the source
     */
    TargetBlock(RasterBand band, boolean mayClash, Object samples, CellWindow window, int stride) {
        this.mayClash = mayClash;
        this.type = band.type();
        this.samples = samples;
        this.window = window;
        this.stride = stride;
        this.hasNoData = band.noData().isPresent();
        this.noData = type.newArray(1);
        int bitCount = type.byteCount() * 8;
        this.lowest = type.isSigned() ? -Math.scalb(1.0, bitCount - 1) : 0;
        this.highest = Math.scalb(1.0, type.isSigned() ? bitCount - 1 : bitCount) - (bitCount == 64 ? 0 : 1);
        band.noData().ifPresent(value -> putBits(noData, 0, value.bits(type).orElseThrow()));
        this.noDataNumber = hasNoData ? type.doubleAt(noData, 0) : Double.NaN;
        this.keepsMarks = !mayClash && (!type.isFloating() || Double.isNaN(noDataNumber));
    }

    private void putBits(Object array, int index, long bits) {
        switch (type) {
            case FLOAT32 -> ((float[]) array)[index] = Float.intBitsToFloat((int) bits);
            case FLOAT64 -> ((double[]) array)[index] = Double.longBitsToDouble(bits);
            default -> putInteger(array, index, bits);
        }
    }

    private void putInteger(Object array, int index, long bits) {
        switch (type.byteCount()) {
            case 1 -> ((byte[]) array)[index] = (byte) bits;
            case 2 -> ((short[]) array)[index] = (short) bits;
            case 4 -> ((int[]) array)[index] = (int) bits;
            default -> ((long[]) array)[index] = bits;
        }
    }

    /** Place of a cell of the target in the samples. */
    int index(int column, int row) {
        return (row - window.row()) * stride + column - window.column();
    }

    /** Marks one cell as without data. */
    void putNoData(int index) {
        if (!hasNoData) {
            throw new IllegalStateException("a cell without data in a band without a value for it");
        }
        System.arraycopy(noData, 0, samples, index, 1);
    }

    /** The value of which {@link SourceWindow#key} gave the number. */
    void putKey(int index, long key) {
        switch (type) {
            case FLOAT32 -> ((float[]) samples)[index] = (float) SortableBits.number(key);
            case FLOAT64 -> ((double[]) samples)[index] = SortableBits.number(key);
            case UINT64 -> ((long[]) samples)[index] = key ^ Long.MIN_VALUE;
            default -> putInteger(samples, index, key);
        }
        checkKept(index);
    }

    /** The value of a cell with data, in a window of the same type. */
    void putCell(int index, SourceWindow window, int place) {
        if (samples instanceof float[] target) {
            target[index] = ((float[]) window.samples())[place] + 0f; // as by its key: both zeros are one
        } else if (samples instanceof byte[] target) {
            target[index] = ((byte[]) window.samples())[place];
        } else {
            putKey(index, window.key(place));
            return;
        }
        checkKept(index);
    }

    /** Cells with data whose value, kept from the source, is the nodata value. */
    long clashCount() {
        return clashCount;
    }

    /** The first of them; only when there is one. */
    int clashColumn() {
        return window.column() + firstClash % stride;
    }

    int clashRow() {
        return window.row() + firstClash / stride;
    }

    private void checkKept(int index) {
        if (mayClash && isMarked(index)) {
            clashCount++;
            firstClash = firstClash < 0 ? index : Math.min(firstClash, index);
        }
    }

    private boolean isMarked(int index) {
        return switch (type) {
            case UINT8, INT8 -> ((byte[]) samples)[index] == ((byte[]) noData)[0];
            case FLOAT32, FLOAT64 -> type.doubleAt(samples, index) == noDataNumber;
            default -> type.longAt(samples, index) == type.longAt(noData, 0);
        };
    }

    /** Cells of a row from {@code index} on; NaN is no data. */
    void putRow(int index, double[] values, int count) {
        if (type == SampleType.UINT8) {
            putBytes(index, values, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (Double.isNaN(value)) {
                putNoData(index + i);
            } else {
                putNumber(index + i, value);
            }
        }
    }

    private void putBytes(int index, double[] values, int count) {
        byte[] bytes = (byte[]) samples;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (Double.isNaN(value)) {
                putNoData(index + i);
                continue;
            }
            int rounded = (int) (Math.min(255, Math.max(0, value)) + 0.5);
            bytes[index + i] = (byte) (rounded == noDataNumber ? beside(rounded, value) : rounded);
        }
    }

    private void putNumber(int index, double value) {
        if (type.isFloating()) {
            putFloating(index, value);
            return;
        }
        double whole = Math.floor(Math.abs(value) + 0.5);
        double rounded = Math.min(highest, Math.max(lowest, value < 0 ? -whole : whole));
        double kept = rounded == noDataNumber ? beside(rounded, value) : rounded;
        boolean upperHalf = type == SampleType.UINT64 && kept >= 0x1p63;
        putInteger(samples, index, upperHalf ? (long) (kept - 0x1p63) ^ Long.MIN_VALUE : (long) kept);
    }

    private void putFloating(int index, double value) {
        if (type == SampleType.FLOAT32) {
            float single = (float) value;
            ((float[]) samples)[index] = single == (float) noDataNumber
                    ? (value < single ? Math.nextDown(single) : Math.nextUp(single))
                    : single;
        } else {
            ((double[]) samples)[index] = value == noDataNumber ? Math.nextUp(value) : value;
        }
    }

    /** One more or one less, whichever is nearer to what was computed; one less when that is whole, as GDAL takes. */
    private double beside(double rounded, double computed) {
        boolean isUpwards = rounded == lowest || (computed > rounded && rounded != highest);
        return isUpwards ? rounded + 1 : rounded - 1;
    }

    /** Copies cells of a window of the same type: for each of {@code indices} the cell there, no data for -1. */
    void gather(int index, SourceWindow window, int[] indices, int count) {
        if (!keepsMarks) {
            window.dropNoData(indices, count);
        }
        Object from = window.samples();
        if (from instanceof byte[] source) {
            byte[] target = (byte[]) samples;
            byte empty = ((byte[]) noData)[0];
            for (int i = 0; i < count; i++) {
                target[index + i] = indices[i] >= 0 ? source[indices[i]] : empty;
            }
        } else if (from instanceof float[] source) {
            float[] target = (float[]) samples;
            float empty = ((float[]) noData)[0];
            for (int i = 0; i < count; i++) {
                target[index + i] = indices[i] >= 0 ? source[indices[i]] : empty;
            }
        } else {
            for (int i = 0; i < count; i++) {
                boolean found = indices[i] >= 0;
                System.arraycopy(found ? from : noData, found ? indices[i] : 0, samples, index + i, 1);
            }
        }
        if (!hasNoData) {
            requireAll(indices, count);
        } else if (mayClash) {
            for (int i = 0; i < count; i++) {
                if (indices[i] >= 0) {
                    checkKept(index + i);
                }
            }
        }
    }

    private void requireAll(int[] indices, int count) {
        for (int i = 0; i < count; i++) {
            if (indices[i] < 0) {
                putNoData(index(0, 0));
            }
        }
    }
}
