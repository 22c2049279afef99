package dev.croft.tiling.mvt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A vector tile as objects, for looking into tiles; {@link LayerReader} is the way through many. Immutable.
 *
 * <p>A feature with a {@link FeatureFlaw} is left out and said in {@code skipped}, as is a layer whose name an earlier one has.
 *
 * @param layers in the order they have in the tile
 * @param skipped what was left out and why, a sentence each
 */
public record VectorTile(List<Layer> layers, List<String> skipped) {
    public VectorTile {
        layers = List.copyOf(layers);
        skipped = List.copyOf(skipped);
    }

    /**
     * A layer (specification, section 4.1).
     *
     * @param version 1 or 2
     * @param name unlike all other layers'
     * @param extent units along a side of the tile
     * @param keys as encoded, used or not
     * @param values as encoded, used or not
     * @param features in their order
     */
    public record Layer(
            int version, String name, int extent, List<String> keys, List<TagValue> values, List<Feature> features) {
        public Layer {
            keys = List.copyOf(keys);
            values = List.copyOf(values);
            features = List.copyOf(features);
        }
    }

    /**
     * A feature (specification, section 4.2).
     *
     * @param id unsigned
     * @param attributes in their order; when a broken tile names a key twice, the last value
     * @param geometry what it is and where it lies
     */
    public record Feature(OptionalLong id, Map<String, TagValue> attributes, TileGeometry geometry) {
        public Feature {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }

        /** What the geometry is. */
        public GeometryType type() {
            return geometry.type();
        }
    }

    /** Reads all of an array, see {@link #read(byte[], int, int)}. */
    public static VectorTile read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    /**
     * Reads a tile that is not compressed. Geometry stays in {@code bytes}, which must not change while the tile is used.
     *
     * @throws MvtException when the bytes are no tile, or one whose parts cannot be told apart or followed
     */
    public static VectorTile read(byte[] bytes, int offset, int length) {
        LayerReader reader = new LayerReader();
        reader.open(bytes, offset, length);
        List<Layer> layers = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (reader.nextLayer()) {
            Layer layer = readLayer(reader, bytes, skipped);
            if (names.add(layer.name())) {
                layers.add(layer);
            } else {
                skipped.add("Layer \"" + layer.name() + "\" comes again; the first one is kept.");
            }
        }
        return new VectorTile(layers, skipped);
    }

    private static Layer readLayer(LayerReader reader, byte[] bytes, List<String> skipped) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < reader.keyCount(); i++) {
            keys.add(reader.key(i));
        }
        List<TagValue> values = new ArrayList<>();
        for (int i = 0; i < reader.valueCount(); i++) {
            values.add(reader.value(i));
        }
        List<Feature> features = new ArrayList<>();
        GeometryReader geometry = new GeometryReader();
        while (reader.nextFeature()) {
            FeatureFlaw flaw = flaw(reader, geometry);
            if (flaw == FeatureFlaw.NONE) {
                features.add(readFeature(reader, bytes, keys, values));
            } else {
                skipped.add("Feature " + reader.featureIndex() + " of layer \"" + reader.name() + "\" is left out: "
                        + flaw.text() + '.');
            }
        }
        return new Layer(reader.version(), reader.name(), reader.extent(), keys, values, features);
    }

    /** The flaw of the feature that a reader stands at, its geometry looked into. */
    static FeatureFlaw flaw(LayerReader feature, GeometryReader geometry) {
        if (feature.flaw() != FeatureFlaw.NONE) {
            return feature.flaw();
        }
        geometry.open(feature);
        return geometry.readToEnd();
    }

    private static Feature readFeature(LayerReader reader, byte[] bytes, List<String> keys, List<TagValue> values) {
        Map<String, TagValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.tagCount(); i += 2) {
            attributes.put(keys.get(reader.tags()[i]), values.get(reader.tags()[i + 1]));
        }
        byte[] array =
                reader.geometryArray() == bytes ? bytes : reader.geometryArray().clone();
        TileGeometry geometry =
                new TileGeometry(reader.type(), array, reader.geometryOffset(), reader.geometryLength());
        return new Feature(reader.hasId() ? OptionalLong.of(reader.id()) : OptionalLong.empty(), attributes, geometry);
    }
}
