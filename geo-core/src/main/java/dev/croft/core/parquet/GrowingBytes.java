package dev.croft.core.parquet;

import java.util.Arrays;

/** Bytes appended to one reused array, numbers little-endian. */
final class GrowingBytes {
    private byte[] array = new byte[1 << 12];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** The array that holds the bytes from 0; lent, and replaced when it grows. */
    byte[] array() {
        return array;
    }

    void putByte(int value) {
        reserve(1);
        array[length++] = (byte) value;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        LittleEndian.putInt(array, length, value);
        length += Integer.BYTES;
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        LittleEndian.putLong(array, length, value);
        length += Long.BYTES;
    }

    /** The low {@code width} bytes of {@code value}. */
    void putLow(int value, int width) {
        for (int i = 0; i < width; i++) {
            putByte(value >>> (8 * i));
        }
    }

    void putUnsigned(int value) {
        int rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            putByte(rest | 0x80);
        }
        putByte(rest);
    }

    void put(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    /** Overwrites four bytes at {@code position}. */
    void setInt(int position, int value) {
        LittleEndian.putInt(array, position, value);
    }

    private void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > array.length) {
            array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, array.length * 2L)));
        }
    }
}
