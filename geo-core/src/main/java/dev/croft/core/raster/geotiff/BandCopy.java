package dev.croft.core.raster.geotiff;

import dev.croft.core.raster.SampleType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Moves samples between arrays and bytes, and fills arrays. */
final class BandCopy {
    private BandCopy() {}

    /** Every {@code step}-th sample of {@code bytes} from sample {@code first} on, {@code count} of them. */
    static void copy(ByteBuffer bytes, SampleType type, int first, int step, int count, Object samples) {
        if (step == 1) {
            copyAll(bytes, first, count, samples);
            return;
        }
        switch (type) {
            case UINT8, INT8 -> {
                byte[] array = (byte[]) samples;
                for (int i = 0, at = first; i < count; i++, at += step) {
                    array[i] = bytes.get(at);
                }
            }
            case UINT16, INT16 -> {
                short[] array = (short[]) samples;
                for (int i = 0, at = 2 * first; i < count; i++, at += 2 * step) {
                    array[i] = bytes.getShort(at);
                }
            }
            case UINT32, INT32 -> {
                int[] array = (int[]) samples;
                for (int i = 0, at = 4 * first; i < count; i++, at += 4 * step) {
                    array[i] = bytes.getInt(at);
                }
            }
            case UINT64, INT64 -> {
                long[] array = (long[]) samples;
                for (int i = 0, at = 8 * first; i < count; i++, at += 8 * step) {
                    array[i] = bytes.getLong(at);
                }
            }
            case FLOAT32 -> {
                float[] array = (float[]) samples;
                for (int i = 0, at = 4 * first; i < count; i++, at += 4 * step) {
                    array[i] = bytes.getFloat(at);
                }
            }
            case FLOAT64 -> {
                double[] array = (double[]) samples;
                for (int i = 0, at = 8 * first; i < count; i++, at += 8 * step) {
                    array[i] = bytes.getDouble(at);
                }
            }
        }
    }

    private static void copyAll(ByteBuffer bytes, int first, int count, Object samples) {
        if (samples instanceof byte[] array) {
            bytes.get(first, array, 0, count);
        } else if (samples instanceof short[] array) {
            bytes.asShortBuffer().get(first, array, 0, count);
        } else if (samples instanceof int[] array) {
            bytes.asIntBuffer().get(first, array, 0, count);
        } else if (samples instanceof long[] array) {
            bytes.asLongBuffer().get(first, array, 0, count);
        } else if (samples instanceof float[] array) {
            bytes.asFloatBuffer().get(first, array, 0, count);
        } else {
            bytes.asDoubleBuffer().get(first, (double[]) samples, 0, count);
        }
    }

    /** Puts {@code count} samples from {@code from} on into {@code bytes}, from sample {@code to} on. */
    static void put(Object samples, int from, int count, ByteBuffer bytes, int to) {
        if (samples instanceof byte[] array) {
            bytes.put(to, array, from, count);
        } else if (samples instanceof short[] array) {
            bytes.asShortBuffer().put(to, array, from, count);
        } else if (samples instanceof int[] array) {
            bytes.asIntBuffer().put(to, array, from, count);
        } else if (samples instanceof long[] array) {
            bytes.asLongBuffer().put(to, array, from, count);
        } else if (samples instanceof float[] array) {
            bytes.asFloatBuffer().put(to, array, from, count);
        } else {
            bytes.asDoubleBuffer().put(to, (double[]) samples, from, count);
        }
    }

    /** Sets the first {@code count} samples to the one whose bits are {@code bits}, as {@code NoData.bits} gives them. */
    static void fill(Object samples, int count, long bits) {
        if (samples instanceof byte[] array) {
            Arrays.fill(array, 0, count, (byte) bits);
        } else if (samples instanceof short[] array) {
            Arrays.fill(array, 0, count, (short) bits);
        } else if (samples instanceof int[] array) {
            Arrays.fill(array, 0, count, (int) bits);
        } else if (samples instanceof long[] array) {
            Arrays.fill(array, 0, count, bits);
        } else if (samples instanceof float[] array) {
            Arrays.fill(array, 0, count, Float.intBitsToFloat((int) bits));
        } else {
            Arrays.fill((double[]) samples, 0, count, Double.longBitsToDouble(bits));
        }
    }
}
