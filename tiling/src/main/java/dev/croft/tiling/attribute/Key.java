package dev.croft.tiling.attribute;

import dev.croft.core.table.ColumnVector;

/** The key of one row, set again for each; texts are lent. Confined to one thread. */
final class Key {
    private KeyType type = KeyType.NUMBER;
    private long number;
    private byte[] bytes;
    private int offset;
    private int length;

    void set(KeyType numberType, long value) {
        type = numberType;
        number = value;
    }

    void set(byte[] source, int start, int count) {
        type = KeyType.TEXT;
        bytes = source;
        offset = start;
        length = count;
        number = KeyHash.of(source, start, count);
    }

    /** Takes a key from a column; the row must not be null. */
    void set(KeyType columnType, ColumnVector vector, int row) {
        switch (vector.column().type()) {
            case STRING -> set(vector.bytes(), vector.bytesStart(row), vector.bytesLength(row));
            case INT64, UINT64 -> set(columnType, vector.longAt(row));
            case UINT8, UINT16, UINT32 -> set(columnType, Integer.toUnsignedLong(vector.intAt(row)));
            default -> set(columnType, vector.intAt(row));
        }
    }

    /** Takes the key of a store's row, which must have one. */
    void set(KeyType storeType, AttributeCursor cursor) {
        if (storeType == KeyType.TEXT) {
            int count = cursor.loadText(AttributeStore.KEY);
            set(cursor.textBytes(), 0, count);
        } else {
            set(storeType, cursor.bits(AttributeStore.KEY));
        }
    }

    /** Equal for equal keys of one type; different for different numbers, and almost always for different texts. */
    long code() {
        return number;
    }

    long hash() {
        return type == KeyType.TEXT ? number : KeyHash.of(number);
    }

    /** Whether no key of that type can equal it: one is negative, the other is beyond what a long with sign holds. */
    boolean isOutside(KeyType storeType) {
        return type != storeType && number < 0;
    }

    /** Whether it is the key of the cursor's row. */
    boolean isOf(AttributeCursor cursor) {
        if (cursor.isNull(AttributeStore.KEY)) {
            return false;
        }
        return type == KeyType.TEXT
                ? cursor.hasText(AttributeStore.KEY, bytes, offset, length)
                : cursor.bits(AttributeStore.KEY) == number;
    }
}
