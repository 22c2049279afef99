package dev.croft.tiling;

import dev.croft.tiling.attribute.Attribute;
import dev.croft.tiling.attribute.AttributeCursor;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.attribute.AttributeType;
import dev.croft.tiling.attribute.KeyType;
import dev.croft.tiling.mvt.GeometryType;
import dev.croft.tiling.mvt.LayerEncoder;
import dev.croft.tiling.tile.TileBytes;

/** Encodes the features of one layer with their attributes. Reused from tile to tile; confined to one thread. */
final class LayerWriter {
    private final LayerEncoder encoder;
    private final AttributeCursor cursor;
    private final AttributeType[] types;
    private final KeyType keyType;
    private final int statisticsZoom;
    private TagStatistics statistics;

    LayerWriter(LayerSpec layer, int extent, AttributeStore store) {
        encoder = new LayerEncoder(
                layer.name(),
                extent,
                store.attributes().stream().map(Attribute::name).toList());
        cursor = store.cursor();
        types = store.attributes().stream().map(Attribute::type).toArray(AttributeType[]::new);
        keyType = store.keyType();
        statisticsZoom = layer.maxZoom();
    }

    /** Where the values of the layer's last zoom are counted from now on. */
    void countInto(TagStatistics newStatistics) {
        statistics = newStatistics;
    }

    /** Appends the layer to a tile; nothing when it has no features. */
    void write(LayerFeatures features, byte[] records, GeometryType type, int zoom, TileBytes tile) {
        if (features.count() == 0) {
            return;
        }
        encoder.begin();
        for (int place = 0; place < features.count(); place++) {
            int feature = features.featureAt(place);
            cursor.at(features.row(feature));
            encoder.beginFeature();
            writeId();
            for (int attribute = 0; attribute < types.length; attribute++) {
                writeTag(attribute);
            }
            encoder.geometry(
                    type.number(), features.bytes(feature, records), features.start(feature), features.length(feature));
            encoder.endFeature();
        }
        if (zoom == statisticsZoom) {
            encoder.values(statistics);
        }
        encoder.writeTo(tile);
    }

    /** Ids of vector tiles are unsigned (MVT 2.1, section 4.2); texts and negative numbers stay attributes. */
    private void writeId() {
        if (keyType != KeyType.TEXT && !cursor.isNull(AttributeStore.KEY)) {
            long key = cursor.bits(AttributeStore.KEY);
            if (key >= 0 || keyType == KeyType.UNSIGNED) {
                encoder.id(key);
            }
        }
    }

    private void writeTag(int attribute) {
        if (cursor.isNull(attribute)) {
            return;
        }
        long bits = cursor.bits(attribute);
        switch (types[attribute]) {
            case INT -> encoder.tagInt(attribute, bits);
            case UNSIGNED -> encoder.tagUnsigned(attribute, bits);
            case FLOAT -> encoder.tagFloat(attribute, Float.intBitsToFloat((int) bits));
            case DOUBLE -> encoder.tagDouble(attribute, Double.longBitsToDouble(bits));
            case BOOLEAN -> encoder.tagBoolean(attribute, bits != 0);
            case STRING -> {
                int length = cursor.loadText(attribute);
                encoder.tagString(attribute, cursor.textBytes(), 0, length);
            }
        }
    }
}
