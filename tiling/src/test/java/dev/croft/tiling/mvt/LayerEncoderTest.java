package dev.croft.tiling.mvt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.tiling.tile.TileBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerEncoderTest {
    private static final byte[] POINT = {9, 50, 34};

    private record Written(OptionalLong id, Map<String, TagValue> attributes, TileGeometry geometry) {}

    @Test
    void theLayerHasTheFieldsInTheirOrderWithVersionFirstAndExtentSaid() {
        LayerEncoder encoder = new LayerEncoder("hi", 4096, List.of("a", "b"));
        encoder.id(1);
        encoder.tagInt(1, 7);
        encoder.geometry(1, POINT, 0, 3);
        encoder.endFeature();

        String version = "7802";
        String name = "0a026869";
        String feature = "120d" + "0801" + "12020000" + "1801" + "2203093222";
        String key = "1a0162";
        String value = "22022807";
        String extent = "288020";
        assertEquals(
                "1a1f" + version + name + feature + key + value + extent,
                HexFormat.of().formatHex(tile(encoder)));
    }

    @Test
    void aLayerWithoutFeaturesWritesNothing() {
        LayerEncoder encoder = new LayerEncoder("hi", 4096, List.of());
        encoder.geometry(1, POINT, 0, 3);
        encoder.endFeature();
        encoder.begin();
        assertEquals(0, tile(encoder).length);
    }

    @Test
    void eachKindOfValueComesBackOnceWithItsType() {
        LayerEncoder encoder =
                new LayerEncoder("hi", 4096, List.of("zero", "down", "huge", "float", "double", "true", "text", "nan"));
        byte[] utf8 = "xænon".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2; i++) {
            encoder.beginFeature();
            encoder.tagInt(0, 0);
            encoder.tagInt(1, Long.MIN_VALUE);
            encoder.tagUnsigned(2, -1);
            encoder.tagFloat(3, 0.1f);
            encoder.tagDouble(4, -0.0);
            encoder.tagBoolean(5, true);
            encoder.tagString(6, utf8, 1, utf8.length - 1);
            encoder.tagDouble(7, Double.longBitsToDouble(0x7ff8000000000001L + i));
            encoder.geometry(1, POINT, 0, 3);
            encoder.endFeature();
        }

        VectorTile.Layer layer = VectorTile.read(tile(encoder)).layers().get(0);

        assertEquals(
                "[0, -9223372036854775808, 18446744073709551615, 0.1, -0.0, true, ænon, NaN]",
                layer.values().toString());
        assertEquals(
                List.of(
                        ValueType.UINT,
                        ValueType.SINT,
                        ValueType.UINT,
                        ValueType.FLOAT,
                        ValueType.DOUBLE,
                        ValueType.BOOLEAN,
                        ValueType.STRING,
                        ValueType.DOUBLE),
                layer.values().stream().map(TagValue::type).toList());
        assertEquals(
                layer.values(), List.copyOf(layer.features().get(1).attributes().values()));
    }

    /** Many layers through one encoder, small after large, against a map per feature. */
    @ParameterizedTest
    @ValueSource(ints = {3, 64, 65, 130})
    void whatIsWrittenIsReadBackAndBreaksNoRule(int keyCount) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < keyCount; i++) {
            keys.add("key " + i);
        }
        LayerEncoder encoder = new LayerEncoder("fields", 512, keys);
        Random random = new Random(keyCount);
        for (int count : new int[] {1, 2000, 3, 600, 0, 1}) {
            encoder.begin();
            List<Written> written = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                written.add(writeFeature(encoder, keys, random));
            }
            assertEquals(count, encoder.featureCount());
            byte[] tile = tile(encoder);
            assertEquals(List.of(), TileCheck.violations(tile, 0, tile.length));
            assertRead(written, VectorTile.read(tile));
            assertPairs(written, keys, encoder);
        }
    }

    private static Written writeFeature(LayerEncoder encoder, List<String> keys, Random random) {
        encoder.beginFeature();
        OptionalLong id = random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty();
        id.ifPresent(encoder::id);
        Map<String, TagValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            int key = random.nextInt(keys.size());
            if (!attributes.containsKey(keys.get(key))) {
                attributes.put(keys.get(key), writeTag(encoder, key, random));
            }
        }
        TileBytes geometry = new TileBytes(16);
        GeometryCommands commands = new GeometryCommands(geometry);
        commands.begin();
        int x = random.nextInt(600) - 50;
        commands.ring(x, 0, x + 40, 0, x + 40, 40, x, 40);
        commands.ring(x + 10, 10, x + 10, 20, x + 20, 20);
        encoder.geometry(GeometryType.POLYGON.number(), geometry.array(), 0, geometry.length());
        encoder.endFeature();
        TileGeometry polygon = new TileGeometry(GeometryType.POLYGON, geometry.toByteArray(), 0, geometry.length());
        return new Written(id, attributes, polygon);
    }

    private static TagValue writeTag(LayerEncoder encoder, int key, Random random) {
        int small = random.nextInt(5) - 2;
        switch (random.nextInt(4)) {
            case 0 -> {
                encoder.tagInt(key, small);
                return new TagValue(small < 0 ? ValueType.SINT : ValueType.UINT, small, "");
            }
            case 1 -> {
                double value = random.nextInt(1 << 20) / 8.0;
                encoder.tagDouble(key, value);
                return new TagValue(ValueType.DOUBLE, Double.doubleToRawLongBits(value), "");
            }
            case 2 -> {
                encoder.tagBoolean(key, small > 0);
                return new TagValue(ValueType.BOOLEAN, small > 0 ? 1 : 0, "");
            }
            default -> {
                String text = "Aa".repeat(random.nextInt(3)) + "BB".repeat(random.nextInt(3));
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                encoder.tagString(key, utf8, 0, utf8.length);
                return TagValue.of(text);
            }
        }
    }

    private static void assertRead(List<Written> written, VectorTile tile) {
        assertEquals(List.of(), tile.skipped());
        assertEquals(written.isEmpty() ? 0 : 1, tile.layers().size());
        for (int i = 0; i < written.size(); i++) {
            VectorTile.Feature read = tile.layers().get(0).features().get(i);
            assertEquals(written.get(i).id, read.id());
            assertEquals(written.get(i).attributes, read.attributes());
            assertEquals(
                    written.get(i).attributes.keySet().stream().toList(),
                    read.attributes().keySet().stream().toList());
            assertArrayEquals(
                    written.get(i).geometry.commands(), read.geometry().commands());
        }
    }

    private static void assertPairs(List<Written> written, List<String> keys, LayerEncoder encoder) {
        Map<String, Set<TagValue>> expected = new HashMap<>();
        for (Written feature : written) {
            feature.attributes.forEach((key, value) ->
                    expected.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(value));
        }
        Map<String, Set<TagValue>> visited = new HashMap<>();
        encoder.values(new ValueVisitor() {
            @Override
            public void number(int key, ValueType type, long bits) {
                add(key, new TagValue(type, bits, ""));
            }

            @Override
            public void string(int key, byte[] array, int offset, int length) {
                add(key, TagValue.of(new String(array, offset, length, StandardCharsets.UTF_8)));
            }

            private void add(int key, TagValue value) {
                assertTrue(
                        visited.computeIfAbsent(keys.get(key), k -> new LinkedHashSet<>())
                                .add(value),
                        "a pair comes twice");
            }
        });
        assertEquals(expected, visited);
    }

    @Test
    void severalLayersMakeATile() {
        LayerEncoder fields = new LayerEncoder("fields", 4096, List.of());
        LayerEncoder centroids = new LayerEncoder("centroids", 4096, List.of());
        TileBytes tile = new TileBytes(16);
        for (LayerEncoder encoder : List.of(fields, centroids)) {
            encoder.geometry(1, POINT, 0, 3);
            encoder.endFeature();
            encoder.writeTo(tile);
        }
        List<VectorTile.Layer> layers = VectorTile.read(tile.toByteArray()).layers();
        assertEquals(
                List.of("fields", "centroids"),
                layers.stream().map(VectorTile.Layer::name).toList());
    }

    @Test
    void aFeatureWithoutGeometryIsAMistakeOfTheCaller() {
        LayerEncoder encoder = new LayerEncoder("hi", 4096, List.of());
        assertThrows(IllegalStateException.class, encoder::endFeature);
        assertThrows(IllegalArgumentException.class, () -> encoder.geometry(0, POINT, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> new LayerEncoder("hi", 0, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new LayerEncoder("hi", 1, Arrays.asList("a", "a")));
    }

    private static byte[] tile(LayerEncoder encoder) {
        TileBytes tile = new TileBytes(16);
        encoder.writeTo(tile);
        return tile.toByteArray();
    }
}
