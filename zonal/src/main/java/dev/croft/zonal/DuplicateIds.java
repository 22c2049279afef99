package dev.croft.zonal;

import dev.croft.core.table.ColumnVector;
import dev.croft.zonal.ZonalSummary.Affected;
import java.util.Arrays;

/**
 * Counts rows whose id an earlier row has. Ids that count on from row to row take no memory; others 16 to 32 bytes each, and when
 * those run out, the rows from there on are not checked. Texts are known by a 64-bit hash, so that among a million different ones
 * two are taken for equal with a probability of 3e-8. Nulls are not ids. Confined to one thread at a time.
 */
final class DuplicateIds {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long mostSlots;
    private Affected duplicates = Affected.NONE;
    private long checkedRows;
    private boolean isFull;

    /** Ids from the first to the last of these count on by one. */
    private long first;

    private long last = -1;
    private long[] slots = new long[1 << 10];
    private boolean holdsZero;
    private int size;

    /** @param memory bytes that the ids may take */
    DuplicateIds(long memory) {
        mostSlots = memory / (2 * Long.BYTES);
    }

    Affected duplicates() {
        return duplicates;
    }

    /** Rows, from the first, whose ids were compared. */
    long checkedRows() {
        return checkedRows;
    }

    void addAll(ResultRows rows) {
        ColumnVector ids = rows.ids();
        for (int row = 0; row < rows.rowCount() && !isFull; row++) {
            checkedRows++;
            if (!ids.isNull(row) && !add(key(ids, row))) {
                duplicates = duplicates.with(rows.sourceRow(row));
            }
        }
    }

    private static long key(ColumnVector ids, int row) {
        return switch (ids.column().type().storage()) {
            case INT -> ids.intAt(row);
            case LONG -> ids.longAt(row);
            case FLOAT -> Float.floatToIntBits(ids.floatAt(row));
            case DOUBLE -> Double.doubleToLongBits(ids.doubleAt(row));
            case BYTES -> hash(ids.bytes(), ids.bytesStart(row), ids.bytesLength(row));
            case LIST -> throw new IllegalStateException("No id is a list: " + ids.column());
        };
    }

    private static long hash(byte[] bytes, int from, int length) {
        long hash = FNV_OFFSET;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * FNV_PRIME;
        }
        return hash;
    }

    /** False when the key was there. */
    private boolean add(long key) {
        if (first > last && size == 0 && !holdsZero) {
            first = key;
            last = key - 1;
        }
        if (key == last + 1 && size == 0 && !holdsZero) {
            last = key;
            return true;
        }
        return !(key >= first && key <= last) && addToTable(key);
    }

    private boolean addToTable(long key) {
        if (key == 0) {
            boolean isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        int slot = slotOf(key);
        if (slots[slot] == key) {
            return false;
        }
        slots[slot] = key;
        size++;
        if (size >= slots.length / 2) {
            grow();
        }
        return true;
    }

    /** The slot that holds {@code key}, or the free one where it belongs. */
    private int slotOf(long key) {
        int mask = slots.length - 1;
        int slot = (int) ((key * GOLDEN) >>> 32) & mask;
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        if (slots.length * 2L > mostSlots) {
            isFull = true;
            return;
        }
        long[] old = slots;
        slots = new long[old.length * 2];
        Arrays.stream(old).filter(key -> key != 0).forEach(key -> slots[slotOf(key)] = key);
    }
}
