package dev.croft.core.table;

import dev.croft.core.table.ColumnType.Storage;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Values of one column in a growing primitive array, appended row by row and cleared for reuse. A null takes a slot
 * that holds zero. Lists are kept as the rows of one vector per field of their records. Confined to one thread at a time.
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
    private final List<ColumnVector> elements;
    private int size;

    public ColumnVector(Column column) {
        this.column = column;
        this.storage = column.type().storage();
        this.elements = column.elements().stream().map(ColumnVector::new).toList();
        allocate(nulls.length);
    }

    private ColumnVector(String name, ColumnVector values) {
        column = new Column(name, values.column.type(), values.column.elements());
        storage = values.storage;
        nulls = values.nulls;
        ints = values.ints;
        longs = values.longs;
        floats = values.floats;
        doubles = values.doubles;
        ends = values.ends;
        bytes = values.bytes;
        elements = values.elements;
        size = values.size;
    }

    /** The values as they are now under another name, to be read only; shares their arrays. */
    public ColumnVector renamed(String name) {
        return new ColumnVector(name, this);
    }

    public Column column() {
        return column;
    }

    public int size() {
        return size;
    }

    /** Bytes that the values take. */
    public long byteCount() {
        return switch (storage) {
            case INT -> (long) size * Integer.BYTES;
            case LONG -> (long) size * Long.BYTES;
            case FLOAT -> (long) size * Float.BYTES;
            case DOUBLE -> (long) size * Double.BYTES;
            case BYTES -> (long) size * Integer.BYTES + (size == 0 ? 0 : ends[size - 1]);
            case LIST ->
                (long) size * Integer.BYTES
                        + elements.stream().mapToLong(ColumnVector::byteCount).sum();
        };
    }

    public void clear() {
        truncate(0);
    }

    /** Forgets the values from {@code newSize} on. */
    public void truncate(int newSize) {
        size = Math.min(size, newSize);
        elements.forEach(element -> element.truncate(size == 0 ? 0 : ends[size - 1]));
    }

    public void appendNull() {
        switch (storage) {
            case INT -> appendInt(0);
            case LONG -> appendLong(0);
            case FLOAT -> appendFloat(0);
            case DOUBLE -> appendDouble(0);
            case BYTES -> appendBytes(bytes, 0, 0);
            case LIST -> appendList();
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

    /** Appends the list of all records that were appended to {@link #elements} since the last list. */
    public void appendList() {
        int end = elements.get(0).size();
        int row = nextRow();
        ends[row] = end;
    }

    /** One vector per field of the records of a list, with the records of all lists one after the other. */
    public List<ColumnVector> elements() {
        return elements;
    }

    /** First record, among {@link #elements}, of the list in a row. */
    public int listStart(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Record after the last of the list in a row. */
    public int listEnd(int row) {
        return ends[row];
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
            case LIST -> appendListFrom(source, row);
        }
    }

    private void appendListFrom(ColumnVector source, int row) {
        for (int record = source.listStart(row); record < source.listEnd(row); record++) {
            for (int field = 0; field < elements.size(); field++) {
                elements.get(field).appendFrom(source.elements.get(field), record);
            }
        }
        appendList();
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

    /** The value as people read it; empty for a null, a JSON array of objects for a list. */
    public String text(int row) {
        if (isNull(row)) {
            return "";
        }
        return switch (column.type()) {
            case BOOLEAN -> Boolean.toString(booleanAt(row));
            case UINT32 -> Integer.toUnsignedString(intAt(row));
            case UINT64 -> Long.toUnsignedString(longAt(row));
            case STRING -> stringAt(row);
            case BINARY -> HexFormat.of().formatHex(bytes, bytesStart(row), bytesStart(row) + bytesLength(row));
            case DATE -> LocalDate.ofEpochDay(intAt(row)).toString();
            case LIST -> ListJson.of(this, row);
            default -> number(row).toString();
        };
    }

    /** Whether {@link #number} has an answer. */
    public boolean holdsNumbers() {
        return storage != Storage.BYTES && storage != Storage.LIST;
    }

    /** The number that a row holds, in the width it is kept in. */
    public Number number(int row) {
        return switch (storage) {
            case INT -> intAt(row);
            case LONG -> longAt(row);
            case FLOAT -> floatAt(row);
            case DOUBLE -> doubleAt(row);
            case BYTES, LIST -> throw new IllegalStateException("Column " + column.name() + " holds no numbers");
        };
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
            case BYTES, LIST -> ends = Arrays.copyOf(ends, capacity);
        }
    }
}
