package dev.croft.zonal.statistics;

import dev.croft.core.raster.SampleType;

/** Moments and extremes of values that a double holds exactly, without telling different values apart. */
final class MomentTally extends ZoneTally {
    private final SampleType type;
    private final double[] noData;
    private final double[] values = new double[CHUNK];
    private final Moments moments = new Moments();
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private double min;
    private double max;

    MomentTally(ValueKeys keys) {
        type = keys.type();
        noData = keys.missingValues();
    }

    @Override
    public void add(Object samples, int from, int count, long position) {
        for (int done = 0; done < count; done += CHUNK) {
            int chunk = Math.min(CHUNK, count - done);
            read(samples, from + done, chunk);
            noteExtremes(chunk);
            moments.add(values, chunk);
        }
    }

    @Override
    void addParts(Object samples, int from, int count, long position, double coverage) {
        for (int done = 0; done < count; done += CHUNK) {
            int chunk = Math.min(CHUNK, count - done);
            read(samples, from + done, chunk);
            for (int i = 0; i < chunk; i++) {
                addOne(values[i], coverage);
            }
        }
    }

    @Override
    public void add(
            Object samples, int from, int count, long position, double coverage, double[] weights, int weightsFrom) {
        for (int done = 0; done < count; done += CHUNK) {
            int chunk = Math.min(CHUNK, count - done);
            read(samples, from + done, chunk);
            for (int i = 0; i < chunk; i++) {
                double weight = coverage * weights[weightsFrom + done + i];
                if (weight > 0) {
                    addOne(values[i], weight);
                }
            }
        }
    }

    private void addOne(double value, double weight) {
        if (!Double.isNaN(value)) {
            lowest = value < lowest ? value : lowest;
            highest = value > highest ? value : highest;
            moments.add(value, 0, weight);
        }
    }

    /** Comparisons, because Math.min is slow on doubles; none holds for NaN. */
    private void noteExtremes(int count) {
        double low = lowest;
        double high = highest;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        lowest = low;
        highest = high;
    }

    /** Fills {@link #values}, with NaN for cells without data. */
    private void read(Object samples, int from, int count) {
        switch (type) {
            case UINT16 -> readUnsigned((short[]) samples, from, count);
            case INT16 -> readSigned((short[]) samples, from, count);
            case UINT32 -> readUnsigned((int[]) samples, from, count);
            case INT32 -> readSigned((int[]) samples, from, count);
            case FLOAT32 -> readFloats((float[]) samples, from, count);
            case FLOAT64 -> System.arraycopy((double[]) samples, from, values, 0, count);
            case UINT8, INT8, UINT64, INT64 -> throw new IllegalStateException(type + " is counted per value");
        }
        for (double one : noData) {
            dropNoData(one, count);
        }
    }

    private void readUnsigned(short[] samples, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = samples[from + i] & 0xffff;
        }
    }

    private void readSigned(short[] samples, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = samples[from + i];
        }
    }

    private void readUnsigned(int[] samples, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = samples[from + i] & 0xffffffffL;
        }
    }

    private void readSigned(int[] samples, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = samples[from + i];
        }
    }

    private void readFloats(float[] samples, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = samples[from + i];
        }
    }

    private void dropNoData(double one, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = values[i] == one ? Double.NaN : values[i];
        }
    }

    @Override
    public void summarise() {
        moments.summarise();
        min = lowest + 0.0; // no negative zero
        max = highest + 0.0;
        lowest = Double.POSITIVE_INFINITY;
        highest = Double.NEGATIVE_INFINITY;
    }

    @Override
    double count() {
        return moments.weight();
    }

    @Override
    Moments moments() {
        return moments;
    }

    @Override
    long minKey() {
        return key(min);
    }

    @Override
    long maxKey() {
        return key(max);
    }

    private long key(double value) {
        return type.isFloating() ? Double.doubleToRawLongBits(value) : (long) value;
    }

    @Override
    Histogram histogram() {
        throw new IllegalStateException("No statistic asked for the different values");
    }
}
