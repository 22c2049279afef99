package dev.croft.tiling;

import dev.croft.tiling.attribute.Attribute;
import dev.croft.tiling.attribute.AttributeCursor;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.attribute.KeyType;
import dev.croft.tiling.mvt.GeometryType;
import dev.croft.tiling.mvt.LayerEncoder;
import dev.croft.tiling.tile.TileBytes;

/** Encodes the features of one layer with their attributes. Reused from tile to tile; confined to one thread. */
final class LayerWriter {
    private final LayerEncoder encoder;
    private final AttributeCursor cursor;
    private final AttributeTags tags;
    private final KeyType keyType;
    private final int statisticsZoom;
    private TagStatistics statistics;

    LayerWriter(LayerSpec layer, int extent, AttributeStore store) {
        encoder = new LayerEncoder(
                layer.name(),
                extent,
                store.attributes().stream().map(Attribute::name).toList());
        cursor = store.cursor();
        tags = new AttributeTags(cursor, store.attributes(), 0);
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
            tags.writeTo(encoder);
            encoder.geometry(
                    type.number(), features.bytes(feature, records), features.start(feature), features.length(feature));
            encoder.endFeature();
        }
        if (zoom == statisticsZoom) {
            encoder.values(statistics);
        }
        encoder.writeTo(tile);
    }

    /** Texts and negative numbers are told by attributes alone. */
    private void writeId() {
        if (!cursor.isNull(AttributeStore.KEY) && keyType.isId(cursor.bits(AttributeStore.KEY))) {
            encoder.id(cursor.bits(AttributeStore.KEY));
        }
    }
}
