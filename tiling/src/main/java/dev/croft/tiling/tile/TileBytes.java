package dev.croft.tiling.tile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow while they are written, and are cleared for reuse; the protobuf primitives. Confined to one thread. */
public final class TileBytes {
    private byte[] array;
    private int length;

    public TileBytes(int capacity) {
        array = new byte[Math.max(16, capacity)];
    }

    /** The array that holds the bytes; lent, and replaced when it grows. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Forgets the bytes from {@code newLength} on, or counts bytes in that were written into {@link #array} after {@link #reserve}. */
    public void setLength(int newLength) {
        if (newLength > array.length) {
            throw new IllegalArgumentException("Only " + array.length + " bytes are reserved, not " + newLength);
        }
        length = newLength;
    }

    /** Makes room for {@code count} more bytes. */
    public void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > array.length) {
            array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, array.length * 2L)));
        }
    }

    public void write(int value) {
        reserve(1);
        array[length++] = (byte) value;
    }

    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    /** Base 128, lowest first, taken as unsigned: 1 to 10 bytes. */
    public void writeVarint(long value) {
        reserve(10);
        int at = length;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            array[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[at++] = (byte) rest;
        length = at;
    }

    /** A varint of the zigzag form: 0, -1, 1, -2 become 0, 1, 2, 3. */
    public void writeZigZag(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** Length as a varint, then UTF-8. */
    public void writeString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeVarint(utf8.length);
        write(utf8, 0, utf8.length);
    }

    /** Bytes that {@link #writeVarint} takes for a value. */
    public static int varintLength(long value) {
        return 1 + (63 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }
}
