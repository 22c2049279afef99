package dev.croft.tiling;

import dev.croft.tiling.attribute.Attribute;
import dev.croft.tiling.attribute.AttributeCursor;
import dev.croft.tiling.attribute.AttributeType;
import dev.croft.tiling.mvt.LayerEncoder;
import java.util.List;

/** Writes the attributes of a row as tags of a feature; those that are null are left out. Confined to one thread. */
final class AttributeTags {
    private final AttributeCursor cursor;
    private final AttributeType[] types;
    private final int firstKey;

    /**
     * Tags of the rows that a cursor is moved to.
     *
     * @param attributes all attributes of its store
     * @param firstKey number that the encoder's key of the first of them has; the others follow
     */
    AttributeTags(AttributeCursor cursor, List<Attribute> attributes, int firstKey) {
        this.cursor = cursor;
        this.types = attributes.stream().map(Attribute::type).toArray(AttributeType[]::new);
        this.firstKey = firstKey;
    }

    /** Adds the tags of the cursor's row to the feature that was begun. */
    void writeTo(LayerEncoder encoder) {
        for (int attribute = 0; attribute < types.length; attribute++) {
            if (!cursor.isNull(attribute)) {
                write(attribute, encoder);
            }
        }
    }

    private void write(int attribute, LayerEncoder encoder) {
        int key = firstKey + attribute;
        long bits = cursor.bits(attribute);
        switch (types[attribute]) {
            case INT -> encoder.tagInt(key, bits);
            case UNSIGNED -> encoder.tagUnsigned(key, bits);
            case FLOAT -> encoder.tagFloat(key, Float.intBitsToFloat((int) bits));
            case DOUBLE -> encoder.tagDouble(key, Double.longBitsToDouble(bits));
            case BOOLEAN -> encoder.tagBoolean(key, bits != 0);
            case STRING -> {
                int length = cursor.loadText(attribute);
                encoder.tagString(key, cursor.textBytes(), 0, length);
            }
        }
    }
}
