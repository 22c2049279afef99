package dev.croft.tiling;

import dev.croft.tiling.attribute.AttributeCursor;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.attribute.AttributeType;
import dev.croft.tiling.attribute.KeyType;
import java.util.Arrays;

/**
 * The order of features, from what they are and never from where they stood in the input: by key, numbers ascending and texts by
 * their bytes; features without one by their position. Those of the same key follow by position, area and attributes: only features
 * that are alike in all of these compare as equal. Confined to one thread.
 */
final class FeatureOrder {
    private final AttributeCursor one;
    private final AttributeCursor other;
    private final AttributeType[] types;
    private final KeyType keyType;

    FeatureOrder(AttributeStore store) {
        one = store.cursor();
        other = store.cursor();
        types = store.attributes().stream().map(attribute -> attribute.type()).toArray(AttributeType[]::new);
        keyType = store.keyType();
    }

    /** A number that orders features as this does, but for ties. */
    long key(int row) {
        one.at(row);
        if (one.isNull(AttributeStore.KEY)) {
            return Long.MIN_VALUE + one.position();
        }
        return switch (keyType) {
            case NUMBER -> one.bits(AttributeStore.KEY);
            case UNSIGNED -> one.bits(AttributeStore.KEY) + Long.MIN_VALUE;
            case TEXT -> textKey();
        };
    }

    /** The first eight bytes of the text, zeros behind a shorter one. */
    private long textKey() {
        int length = one.loadText(AttributeStore.KEY);
        byte[] text = one.textBytes();
        long key = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            key = (key << Byte.SIZE) | (i < length ? text[i] & 0xFF : 0);
        }
        return key + Long.MIN_VALUE;
    }

    int compare(int rowA, int rowB) {
        int byKey = Long.compare(key(rowA), key(rowB));
        return byKey != 0 ? byKey : compareTies(rowA, rowB);
    }

    /** Orders features whose {@link #key} is equal. */
    int compareTies(int rowA, int rowB) {
        if (rowA == rowB) {
            return 0;
        }
        one.at(rowA);
        other.at(rowB);
        int order = compareValues(AttributeStore.KEY, keyType == KeyType.TEXT);
        order = order != 0 ? order : Integer.compareUnsigned(one.x(), other.x());
        order = order != 0 ? order : Integer.compareUnsigned(one.y(), other.y());
        order = order != 0 ? order : Double.compare(one.area(), other.area());
        for (int i = 0; i < types.length && order == 0; i++) {
            order = compareValues(i, types[i] == AttributeType.STRING);
        }
        return order;
    }

    private int compareValues(int attribute, boolean isText) {
        boolean noneHere = one.isNull(attribute);
        boolean noneThere = other.isNull(attribute);
        if (noneHere || noneThere) {
            return Boolean.compare(noneThere, noneHere);
        }
        if (!isText) {
            return Long.compare(one.bits(attribute), other.bits(attribute));
        }
        int length = one.loadText(attribute);
        int otherLength = other.loadText(attribute);
        return Arrays.compareUnsigned(one.textBytes(), 0, length, other.textBytes(), 0, otherLength);
    }

    int x(int row) {
        one.at(row);
        return one.x();
    }

    int y(int row) {
        one.at(row);
        return one.y();
    }

    double area(int row) {
        one.at(row);
        return one.area();
    }

    /** Position along the Hilbert curve through the whole world. */
    long position(int row) {
        one.at(row);
        return one.position();
    }
}
