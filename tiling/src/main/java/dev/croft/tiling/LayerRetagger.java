package dev.croft.tiling;

import dev.croft.tiling.attribute.KeyType;
import dev.croft.tiling.attribute.KeyedAttributes;
import dev.croft.tiling.mvt.FeatureFlaw;
import dev.croft.tiling.mvt.LayerEncoder;
import dev.croft.tiling.mvt.LayerReader;
import dev.croft.tiling.mvt.MvtException;
import dev.croft.tiling.mvt.ValueType;
import dev.croft.tiling.tile.TileBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes the features of one layer again: ids, geometry and attributes of the zones as they were, other attributes looked up.
 * Reused from tile to tile; confined to one thread.
 */
final class LayerRetagger {
    /** Stands for the number of an attribute that is not kept, and for a row or a key that is not there. */
    private static final int NONE = -1;

    private final byte[] name;
    private final byte[][] kept;
    private final byte[] keyAttribute;
    private final KeyType keyType;
    private final int statisticsZoom;
    private final LayerEncoder encoder;
    private final KeyedAttributes.Lookup lookup;
    private final AttributeTags newTags;
    private final RetagCounts counts;
    private TagStatistics statistics;

    /** By the number of a key in the tile's layer: which attribute it is. */
    private int[] attributeOfKey = new int[16];

    /** The number in the tile's layer of the key that is the features' key. */
    private int keyOfFeatures;

    LayerRetagger(LayerSpec layer, RetagPlan plan, KeyedAttributes attributes, RetagCounts counts) {
        this.name = utf8(layer.name());
        this.kept = plan.kept().stream().map(LayerRetagger::utf8).toArray(byte[][]::new);
        this.keyAttribute = plan.keyAttribute().map(LayerRetagger::utf8).orElse(null);
        this.keyType = plan.origin().keyType();
        this.statisticsZoom = layer.maxZoom();
        this.encoder = new LayerEncoder(layer.name(), plan.origin().extent(), plan.attributes());
        this.lookup = attributes.lookup();
        this.newTags = new AttributeTags(lookup.cursor(), attributes.attributes(), kept.length);
        this.counts = counts;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Where the values of the layer's last zoom are counted from now on. */
    void countInto(TagStatistics newStatistics) {
        statistics = newStatistics;
    }

    /** Whether this is for the reader's layer. */
    boolean isFor(LayerReader layer, byte[] tile) {
        return isText(name, tile, layer.nameOffset(), layer.nameLength());
    }

    private static boolean isText(byte[] text, byte[] tile, int offset, int length) {
        return Arrays.equals(text, 0, text.length, tile, offset, offset + length);
    }

    /**
     * Appends the reader's layer with its new attributes.
     *
     * @param tile array that is being read
     * @throws MvtException when a feature cannot be used
     */
    void retag(LayerReader layer, byte[] tile, int zoom, TileBytes target) {
        findKeys(layer, tile);
        encoder.begin();
        while (layer.nextFeature()) {
            if (layer.flaw() != FeatureFlaw.NONE) {
                throw new MvtException("Cannot use feature " + layer.featureIndex() + " of layer \"" + layer.name()
                        + "\": its flaw is " + layer.flaw() + ".");
            }
            encoder.beginFeature();
            if (layer.hasId()) {
                encoder.id(layer.id());
            }
            copyTags(layer, tile);
            addNewTags(layer, tile);
            encoder.geometry(
                    layer.type().number(), layer.geometryArray(), layer.geometryOffset(), layer.geometryLength());
            encoder.endFeature();
        }
        if (zoom == statisticsZoom) {
            encoder.values(statistics);
        }
        encoder.writeTo(target);
    }

    private void findKeys(LayerReader layer, byte[] tile) {
        if (layer.keyCount() > attributeOfKey.length) {
            attributeOfKey = new int[2 * layer.keyCount()];
        }
        keyOfFeatures = NONE;
        for (int key = 0; key < layer.keyCount(); key++) {
            int offset = layer.keyOffset(key);
            int length = layer.keyLength(key);
            attributeOfKey[key] = NONE;
            for (int attribute = 0; attribute < kept.length; attribute++) {
                if (isText(kept[attribute], tile, offset, length)) {
                    attributeOfKey[key] = attribute;
                }
            }
            if (keyAttribute != null && isText(keyAttribute, tile, offset, length)) {
                keyOfFeatures = key;
            }
        }
    }

    private void copyTags(LayerReader layer, byte[] tile) {
        int[] tags = layer.tags();
        for (int tag = 0; tag < layer.tagCount(); tag += 2) {
            int attribute = attributeOfKey[tags[tag]];
            if (attribute != NONE) {
                copyTag(attribute, layer, tags[tag + 1], tile);
            }
        }
    }

    private void copyTag(int attribute, LayerReader layer, int value, byte[] tile) {
        long bits = layer.valueBits(value);
        switch (layer.valueType(value)) {
            case UINT -> encoder.tagUnsigned(attribute, bits);
            case INT, SINT -> encoder.tagInt(attribute, bits);
            case FLOAT -> encoder.tagFloat(attribute, Float.intBitsToFloat((int) bits));
            case DOUBLE -> encoder.tagDouble(attribute, Double.longBitsToDouble(bits));
            case BOOLEAN -> encoder.tagBoolean(attribute, bits != 0);
            case STRING -> encoder.tagString(attribute, tile, layer.valueOffset(value), layer.valueLength(value));
        }
    }

    private void addNewTags(LayerReader layer, byte[] tile) {
        long row = row(layer, tile);
        if (row == NONE) {
            counts.missed();
            if (counts.needsMissedKey()) {
                counts.missedKey(key(layer, tile));
            }
        } else {
            counts.found(row);
            newTags.writeTo(encoder);
        }
    }

    private long row(LayerReader layer, byte[] tile) {
        if (keyAttribute == null) {
            return layer.hasId() ? lookup.find(layer.id()) : NONE;
        }
        int value = valueOfKey(layer);
        if (value == NONE) {
            return NONE;
        }
        boolean isText = layer.valueType(value) == ValueType.STRING;
        if (isText != (keyType == KeyType.TEXT)) {
            throw new MvtException("Cannot use feature " + layer.featureIndex() + " of layer \"" + layer.name()
                    + "\": its key is of type " + layer.valueType(value) + ".");
        }
        return isText
                ? lookup.find(tile, layer.valueOffset(value), layer.valueLength(value))
                : lookup.find(layer.valueBits(value));
    }

    /** The key of the feature at hand, for a message; empty when it has none. */
    private String key(LayerReader layer, byte[] tile) {
        if (keyAttribute == null) {
            return layer.hasId() ? Long.toUnsignedString(layer.id()) : "";
        }
        int value = valueOfKey(layer);
        if (value == NONE) {
            return "";
        }
        return layer.valueType(value) == ValueType.STRING
                ? "\"" + new String(tile, layer.valueOffset(value), layer.valueLength(value), StandardCharsets.UTF_8)
                        + "\""
                : Long.toString(layer.valueBits(value));
    }

    private int valueOfKey(LayerReader layer) {
        int[] tags = layer.tags();
        for (int tag = 0; tag < layer.tagCount(); tag += 2) {
            if (tags[tag] == keyOfFeatures) {
                return tags[tag + 1];
            }
        }
        return NONE;
    }
}
