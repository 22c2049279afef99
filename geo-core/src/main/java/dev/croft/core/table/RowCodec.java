package dev.croft.core.table;

import dev.croft.core.table.ColumnType.Storage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Single rows as compact bytes, for rows that wait in memory or in scratch files until their turn comes:
 *
 * <pre>
 *   row    = nulls: a bit per column, lowest first, padded to bytes; then each value that is not null
 *   int    = zigzag varint (LEB128)     long   = zigzag varint
 *   float  = 4 bytes, little-endian     double = 8 bytes, little-endian
 *   bytes  = length as varint, bytes    list   = count as varint, then each record as a row of its fields
 * </pre>
 *
 * Reading trusts the bytes to be those that were written for the same columns. Keeps its place in the row that it reads,
 * and makes no objects per row. Confined to one thread at a time.
 */
public final class RowCodec {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] source = new byte[0];
    private int position;

    /** Appends row {@code row} of {@code columns} to {@code out}. */
    public void write(List<ColumnVector> columns, int row, GrowingBytes out) {
        writeNulls(columns, row, out);
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).isNull(row)) {
                writeValue(columns.get(i), row, out);
            }
        }
    }

    /** Appends the row that begins at {@code offset} to {@code columns}; returns the offset after it. */
    public int read(byte[] bytes, int offset, List<ColumnVector> columns) {
        source = bytes;
        position = offset;
        readRow(columns);
        return position;
    }

    private static void writeNulls(List<ColumnVector> columns, int row, GrowingBytes out) {
        for (int first = 0; first < columns.size(); first += Byte.SIZE) {
            int end = Math.min(columns.size(), first + Byte.SIZE);
            int nulls = 0;
            for (int i = first; i < end; i++) {
                nulls |= columns.get(i).isNull(row) ? 1 << (i - first) : 0;
            }
            out.putByte(nulls);
        }
    }

    private void writeValue(ColumnVector vector, int row, GrowingBytes out) {
        switch (vector.column().type().storage()) {
            case INT -> out.putUnsigned((vector.intAt(row) << 1) ^ (vector.intAt(row) >> 31));
            case LONG -> writeLong((vector.longAt(row) << 1) ^ (vector.longAt(row) >> 63), out);
            case FLOAT -> out.putInt(Float.floatToRawIntBits(vector.floatAt(row)));
            case DOUBLE -> out.putLong(Double.doubleToRawLongBits(vector.doubleAt(row)));
            case BYTES -> {
                out.putUnsigned(vector.bytesLength(row));
                out.put(vector.bytes(), vector.bytesStart(row), vector.bytesLength(row));
            }
            case LIST -> {
                out.putUnsigned(vector.listEnd(row) - vector.listStart(row));
                for (int record = vector.listStart(row); record < vector.listEnd(row); record++) {
                    write(vector.elements(), record, out);
                }
            }
        }
    }

    private static void writeLong(long value, GrowingBytes out) {
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.putByte((int) rest | 0x80);
        }
        out.putByte((int) rest);
    }

    private void readRow(List<ColumnVector> columns) {
        int nulls = position;
        position += (columns.size() + Byte.SIZE - 1) / Byte.SIZE;
        for (int i = 0; i < columns.size(); i++) {
            boolean isNull = (source[nulls + i / Byte.SIZE] >> (i % Byte.SIZE) & 1) != 0;
            if (isNull) {
                columns.get(i).appendNull();
            } else {
                readValue(columns.get(i), columns.get(i).column().type().storage());
            }
        }
    }

    private void readValue(ColumnVector vector, Storage storage) {
        switch (storage) {
            case INT -> {
                int zigzag = (int) readUnsigned();
                vector.appendInt((zigzag >>> 1) ^ -(zigzag & 1));
            }
            case LONG -> {
                long zigzag = readUnsigned();
                vector.appendLong((zigzag >>> 1) ^ -(zigzag & 1));
            }
            case FLOAT -> {
                vector.appendFloat(Float.intBitsToFloat((int) INT.get(source, position)));
                position += Float.BYTES;
            }
            case DOUBLE -> {
                vector.appendDouble(Double.longBitsToDouble((long) LONG.get(source, position)));
                position += Double.BYTES;
            }
            case BYTES -> {
                int length = (int) readUnsigned();
                vector.appendBytes(source, position, length);
                position += length;
            }
            case LIST -> {
                int count = (int) readUnsigned();
                for (int i = 0; i < count; i++) {
                    readRow(vector.elements());
                }
                vector.appendList();
            }
        }
    }

    private long readUnsigned() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = source[position++];
            value |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
