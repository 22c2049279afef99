package dev.croft.core.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes appended to one reused array, numbers little-endian. Confined to one thread at a time. */
public final class GrowingBytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] array = new byte[1 << 12];
    private int length;

    public void clear() {
        length = 0;
    }

    public int length() {
        return length;
    }

    /** The array that holds the bytes from 0; lent, and replaced when it grows. */
    public byte[] array() {
        return array;
    }

    public void putByte(int value) {
        reserve(1);
        array[length++] = (byte) value;
    }

    public void putInt(int value) {
        reserve(Integer.BYTES);
        INT.set(array, length, value);
        length += Integer.BYTES;
    }

    public void putLong(long value) {
        reserve(Long.BYTES);
        LONG.set(array, length, value);
        length += Long.BYTES;
    }

    /** The low {@code width} bytes of {@code value}. */
    public void putLow(int value, int width) {
        for (int i = 0; i < width; i++) {
            putByte(value >>> (8 * i));
        }
    }

    /** An unsigned number in groups of seven bits, the lowest first, as LEB128 has it. */
    public void putUnsigned(int value) {
        int rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            putByte(rest | 0x80);
        }
        putByte(rest);
    }

    public void put(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    /** Overwrites four bytes at {@code position}. */
    public void setInt(int position, int value) {
        INT.set(array, position, value);
    }

    private void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > array.length) {
            array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, array.length * 2L)));
        }
    }
}
