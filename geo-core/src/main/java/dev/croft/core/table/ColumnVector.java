package dev.croft.core.table;

import dev.croft.core.table.ColumnType.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values of one column in a growing primitive array, appended row by row and cleared for reuse. A null takes a slot
 * that holds zero. Confined to one thread at a time.
 */
public final class ColumnVector {
    private final Column column;
    private final Storage storage;
    private boolean[] nulls = new boolean[64];
    private int[] ints = new int[0];
    private long[] longs = new long[0];
    private float[] floats = new float[0];
    private double[] doubles = new double[0];
    private int[] ends = new int[0];
    private byte[] bytes = new byte[0];
    private int size;

    public ColumnVector(Column column) {
        this.column = column;
        this.storage = column.type().storage();
        allocate(nulls.length);
    }

    public Column column() {
        return column;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    public void appendNull() {
        switch (storage) {
            case INT -> appendInt(0);
            case LONG -> appendLong(0);
            case FLOAT -> appendFloat(0);
            case DOUBLE -> appendDouble(0);
            case BYTES -> appendBytes(bytes, 0, 0);
        }
        nulls[size - 1] = true;
    }

    public void appendBoolean(boolean value) {
        appendInt(value ? 1 : 0);
    }

    public void appendInt(int value) {
        int row = nextRow();
        ints[row] = value;
    }

    public void appendLong(long value) {
        int row = nextRow();
        longs[row] = value;
    }

    public void appendFloat(float value) {
        int row = nextRow();
        floats[row] = value;
    }

    public void appendDouble(double value) {
        int row = nextRow();
        doubles[row] = value;
    }

    public void appendBytes(byte[] source, int offset, int length) {
        int start = size == 0 ? 0 : ends[size - 1];
        int end = Math.addExact(start, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, bytes.length * 2L)));
        }
        System.arraycopy(source, offset, bytes, start, length);
        int row = nextRow();
        ends[row] = end;
    }

    public void appendString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        appendBytes(utf8, 0, utf8.length);
    }

    /** Appends row {@code row} of a vector of the same type. */
    public void appendFrom(ColumnVector source, int row) {
        if (source.isNull(row)) {
            appendNull();
            return;
        }
        switch (storage) {
            case INT -> appendInt(source.intAt(row));
            case LONG -> appendLong(source.longAt(row));
            case FLOAT -> appendFloat(source.floatAt(row));
            case DOUBLE -> appendDouble(source.doubleAt(row));
            case BYTES -> appendBytes(source.bytes, source.bytesStart(row), source.bytesLength(row));
        }
    }

    public boolean isNull(int row) {
        return nulls[row];
    }

    public boolean booleanAt(int row) {
        return ints[row] != 0;
    }

    public int intAt(int row) {
        return ints[row];
    }

    public long longAt(int row) {
        return longs[row];
    }

    public float floatAt(int row) {
        return floats[row];
    }

    public double doubleAt(int row) {
        return doubles[row];
    }

    /** Array that holds all byte values; lent, and replaced when the vector grows. */
    public byte[] bytes() {
        return bytes;
    }

    public int bytesStart(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    public int bytesLength(int row) {
        return ends[row] - bytesStart(row);
    }

    public String stringAt(int row) {
        return new String(bytes, bytesStart(row), bytesLength(row), StandardCharsets.UTF_8);
    }

    private int nextRow() {
        if (size == nulls.length) {
            allocate(size * 2);
        }
        nulls[size] = false;
        return size++;
    }

    private void allocate(int capacity) {
        nulls = Arrays.copyOf(nulls, capacity);
        switch (storage) {
            case INT -> ints = Arrays.copyOf(ints, capacity);
            case LONG -> longs = Arrays.copyOf(longs, capacity);
            case FLOAT -> floats = Arrays.copyOf(floats, capacity);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
            case BYTES -> ends = Arrays.copyOf(ends, capacity);
        }
    }
}
