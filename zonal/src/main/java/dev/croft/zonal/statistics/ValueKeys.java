package dev.croft.zonal.statistics;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Cell values as longs: integers by themselves (unsigned ones zero-extended), floating-point values by the bits of the double
 * they equal. Negative zero has the key of zero, and every NaN the same key. Immutable.
 */
final class ValueKeys {
    private static final long NAN = Double.doubleToLongBits(Double.NaN);

    private final SampleType type;
    private final long[] missing;

    ValueKeys(SampleType type, List<NoData> noData) {
        this.type = type;
        LongStream values = noData.stream()
                .filter(value -> !value.isNaN() && value.bits(type).isPresent())
                .mapToLong(this::keyOf);
        LongStream notANumber = type.isFloating() ? LongStream.of(NAN) : LongStream.empty();
        missing = LongStream.concat(values, notANumber).toArray();
    }

    private long keyOf(NoData value) {
        return switch (type) {
            case FLOAT32 -> key((float) value.asDouble());
            case FLOAT64 -> key(value.asDouble());
            default -> value.bits(type).getAsLong();
        };
    }

    /** Adding zero turns negative zero into zero. */
    private static long key(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }

    SampleType type() {
        return type;
    }

    /** Whether cells of this key are nodata or NaN. */
    boolean isMissing(long key) {
        for (long one : missing) {
            if (key == one) {
                return true;
            }
        }
        return false;
    }

    /** The values that are missing as doubles, without NaN; only for types of which every value is a double. */
    double[] missingValues() {
        return Arrays.stream(missing)
                .mapToDouble(this::high)
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** Writes the keys of {@code count} samples to the beginning of {@code keys}. */
    void read(Object samples, int from, int count, long[] keys) {
        switch (type) {
            case UINT8 -> readUnsigned((byte[]) samples, from, count, keys);
            case INT8 -> readSigned((byte[]) samples, from, count, keys);
            case UINT16 -> readUnsigned((short[]) samples, from, count, keys);
            case INT16 -> readSigned((short[]) samples, from, count, keys);
            case UINT32 -> readUnsigned((int[]) samples, from, count, keys);
            case INT32 -> readSigned((int[]) samples, from, count, keys);
            case UINT64, INT64 -> System.arraycopy((long[]) samples, from, keys, 0, count);
            case FLOAT32 -> readFloats((float[]) samples, from, count, keys);
            case FLOAT64 -> readDoubles((double[]) samples, from, count, keys);
        }
    }

    private static void readUnsigned(byte[] samples, int from, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            keys[i] = samples[from + i] & 0xff;
        }
    }

    private static void readSigned(byte[] samples, int from, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            keys[i] = samples[from + i];
        }
    }

    private static void readUnsigned(short[] samples, int from, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            keys[i] = samples[from + i] & 0xffff;
        }
    }

    private static void readSigned(short[] samples, int from, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            keys[i] = samples[from + i];
        }
    }

    private static void readUnsigned(int[] samples, int from, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            keys[i] = samples[from + i] & 0xffffffffL;
        }
    }

    private static void readSigned(int[] samples, int from, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            keys[i] = samples[from + i];
        }
    }

    private static void readFloats(float[] samples, int from, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            keys[i] = key(samples[from + i]);
        }
    }

    private static void readDoubles(double[] samples, int from, int count, long[] keys) {
        for (int i = 0; i < count; i++) {
            keys[i] = key(samples[from + i]);
        }
    }

    /** The value as double, rounded to nearest. */
    double high(long key) {
        if (type.isFloating()) {
            return Double.longBitsToDouble(key);
        }
        return upperHalf(key) + lowerHalf(key);
    }

    /** What {@link #high} lacks; other than 0 for large 64-bit integers only. */
    double low(long key) {
        if (type.isFloating()) {
            return 0;
        }
        double upper = upperHalf(key);
        double lower = lowerHalf(key);
        return lower - ((upper + lower) - upper);
    }

    private double upperHalf(long key) {
        return (type == SampleType.UINT64 ? key >>> 32 : key >> 32) * 0x1p32;
    }

    private static double lowerHalf(long key) {
        return key & 0xffffffffL;
    }

    int compare(long a, long b) {
        return Long.compare(rank(a), rank(b));
    }

    /** A long that is larger for a larger value; {@link #keyOfRank} turns it back. */
    long rank(long key) {
        if (type.isFloating()) {
            return key ^ ((key >> 63) & Long.MAX_VALUE);
        }
        return type == SampleType.UINT64 ? key ^ Long.MIN_VALUE : key;
    }

    /** The key that {@link #rank} made this of; the mapping is its own inverse. */
    long keyOfRank(long rank) {
        return rank(rank);
    }
}
