package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType.Storage;
import dev.croft.core.table.ColumnVector;
import java.util.Arrays;

/** The distinct values of a column chunk in the order they first came, found again by hashing. */
final class ValueDictionary {
    private static final int FREE = -1;

    private final ColumnVector entries;
    private int[] slots = new int[1 << 10];
    private long bytes;

    ValueDictionary(Column column) {
        this.entries = new ColumnVector(column);
        Arrays.fill(slots, FREE);
    }

    ColumnVector entries() {
        return entries;
    }

    int size() {
        return entries.size();
    }

    /** Bytes of the distinct values, roughly as they are in a dictionary page. */
    long byteSize() {
        return bytes;
    }

    /** Index of the value in {@code row}, which is not null; a new one is added. */
    int indexOf(ColumnVector vector, int row) {
        int slot = mix(hash(vector, row)) & (slots.length - 1);
        while (slots[slot] != FREE) {
            if (same(vector, row, slots[slot])) {
                return slots[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        int index = entries.size();
        slots[slot] = index;
        entries.appendFrom(vector, row);
        bytes += PlainEncoder.length(entries, index);
        if (entries.size() * 2 > slots.length) {
            grow();
        }
        return index;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, FREE);
        for (int i = 0; i < entries.size(); i++) {
            int slot = mix(hash(entries, i)) & (slots.length - 1);
            while (slots[slot] != FREE) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i;
        }
    }

    private boolean same(ColumnVector vector, int row, int entry) {
        if (vector.column().type().storage() != Storage.BYTES) {
            return bits(vector, row) == bits(entries, entry);
        }
        int start = vector.bytesStart(row);
        int other = entries.bytesStart(entry);
        return Arrays.equals(
                vector.bytes(),
                start,
                start + vector.bytesLength(row),
                entries.bytes(),
                other,
                other + entries.bytesLength(entry));
    }

    private static long hash(ColumnVector vector, int row) {
        if (vector.column().type().storage() != Storage.BYTES) {
            return bits(vector, row);
        }
        long hash = 0;
        int start = vector.bytesStart(row);
        byte[] source = vector.bytes();
        for (int i = start; i < start + vector.bytesLength(row); i++) {
            hash = hash * 31 + source[i];
        }
        return hash;
    }

    /** The bits of a number, so that NaN equals itself and the two zeros differ. */
    private static long bits(ColumnVector vector, int row) {
        return switch (vector.column().type().storage()) {
            case INT -> vector.intAt(row);
            case LONG -> vector.longAt(row);
            case FLOAT -> Float.floatToRawIntBits(vector.floatAt(row));
            case DOUBLE -> Double.doubleToRawLongBits(vector.doubleAt(row));
            case BYTES, LIST -> throw new IllegalStateException("Only numbers have bits");
        };
    }

    private static int mix(long hash) {
        return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
