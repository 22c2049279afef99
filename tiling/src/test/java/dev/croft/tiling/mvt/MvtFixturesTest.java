package dev.croft.tiling.mvt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tiles of mapbox/mvt-fixtures, each with what it holds (tile.json) and whether a reader of version 2 takes it (info.json). */
class MvtFixturesTest {
    /** The same bytes as 003, which is called invalid: a feature without type. Readers may leave features of unknown type out (4.3.4.1). */
    private static final String NO_TYPE = "016";
    /** A MoveTo of 2^29 - 1 points with one point behind it, as in 051, which is called fatal. */
    private static final String HUGE_COUNT = "057";
    /** A layer of version 1, which is readable but not what the rules of 2.1 are for. */
    private static final String VERSION_1 = "039";

    private static final Set<String> CALLED_VALID_YET_BREAK_A_RULE = Set.of(NO_TYPE, HUGE_COUNT, VERSION_1);

    static final class Fixture {
        private final String number;
        private final byte[] bytes;
        private final JsonNode content;
        private final boolean valid;
        private final String error;

        private Fixture(Path folder) throws IOException {
            ObjectMapper json = new ObjectMapper();
            JsonNode validity =
                    json.readTree(folder.resolve("info.json").toFile()).path("validity");
            number = folder.getFileName().toString();
            bytes = Files.readAllBytes(folder.resolve("tile.mvt"));
            content = json.readTree(folder.resolve("tile.json").toFile());
            valid = validity.path("v2").asBoolean();
            error = validity.path("error").asText();
        }

        @Override
        public String toString() {
            return number;
        }
    }

    static List<Fixture> fixtures() throws IOException {
        Path folder = Path.of(System.getProperty("croft.sharedData", "../../shared/data"), "tiling", "mvt-fixtures");
        assumeTrue(Files.isDirectory(folder), () -> "skipped: public test data is absent: " + folder);
        List<Fixture> fixtures = new ArrayList<>();
        try (Stream<Path> folders =
                Files.list(folder).filter(Files::isDirectory).sorted()) {
            for (Path each : folders.toList()) {
                fixtures.add(new Fixture(each));
            }
        }
        return fixtures;
    }

    @Test
    void thereAreAsManyAsTheManifestSays() throws IOException {
        assertEquals(74, fixtures().size());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void validTilesAreReadAndBrokenOnesSkippedInPartOrRefused(Fixture fixture) {
        if (fixture.number.equals(NO_TYPE)) {
            assertFalse(VectorTile.read(fixture.bytes).skipped().isEmpty());
        } else if (fixture.number.equals(HUGE_COUNT)) {
            assertRefused(fixture);
            assertRawCommands(fixture);
        } else if (fixture.valid) {
            VectorTile tile = VectorTile.read(fixture.bytes);
            assertEquals(List.of(), tile.skipped());
            assertContent(fixture.content, tile);
        } else if (fixture.error.equals("recoverable")) {
            VectorTile tile = VectorTile.read(fixture.bytes);
            assertEquals(1, tile.skipped().size(), tile.skipped()::toString);
            assertEquals(
                    fixture.number.equals("015") ? 1 : 0,
                    tile.layers().get(0).features().size());
        } else {
            assertRefused(fixture);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theCheckFindsFaultWithBrokenTilesOnly(Fixture fixture) {
        List<TileCheck.Violation> violations = TileCheck.violations(fixture.bytes, 0, fixture.bytes.length);
        boolean clean = fixture.valid && !CALLED_VALID_YET_BREAK_A_RULE.contains(fixture.number);
        assertEquals(clean, violations.isEmpty(), violations::toString);
    }

    private static void assertRefused(Fixture fixture) {
        MvtException refused = assertThrows(MvtException.class, () -> VectorTile.read(fixture.bytes));
        assertTrue(refused.getMessage().startsWith("Cannot "), refused.getMessage());
        assertTrue(refused.getMessage().contains("at byte "), refused.getMessage());
    }

    private static void assertRawCommands(Fixture fixture) {
        LayerReader reader = new LayerReader();
        reader.open(fixture.bytes, 0, fixture.bytes.length);
        assertTrue(reader.nextLayer());
        assertTrue(reader.nextFeature());
        TileGeometry geometry = new TileGeometry(
                reader.type(), reader.geometryArray(), reader.geometryOffset(), reader.geometryLength());
        assertEquals(integers(fixture.content.at("/layers/0/features/0/geometry")), integers(geometry.commands()));
    }

    private static void assertContent(JsonNode content, VectorTile tile) {
        assertEquals(content.path("layers").size(), tile.layers().size());
        for (int i = 0; i < tile.layers().size(); i++) {
            assertLayer(content.path("layers").get(i), tile.layers().get(i));
        }
    }

    private static void assertLayer(JsonNode content, VectorTile.Layer layer) {
        assertEquals(content.path("version").asInt(), layer.version());
        assertEquals(content.path("name").asText(), layer.name());
        assertEquals(content.path("extent").asInt(4096), layer.extent());
        List<String> keys = new ArrayList<>();
        content.path("keys").forEach(key -> keys.add(key.asText()));
        assertEquals(keys, layer.keys());
        List<TagValue> values = new ArrayList<>();
        content.path("values").forEach(value -> values.add(value(value)));
        assertEquals(values, layer.values());
        assertEquals(content.path("features").size(), layer.features().size());
        for (int i = 0; i < layer.features().size(); i++) {
            assertFeature(content.path("features").get(i), layer.features().get(i), keys, values);
        }
    }

    private static void assertFeature(
            JsonNode content, VectorTile.Feature feature, List<String> keys, List<TagValue> values) {
        assertEquals(content.has("id"), feature.id().isPresent());
        assertEquals(content.path("id").asLong(), feature.id().orElse(0));
        assertEquals(content.path("type").asInt(), feature.type().number());
        assertEquals(
                integers(content.path("geometry")), integers(feature.geometry().commands()));
        JsonNode tags = content.path("tags");
        assertEquals(tags.size() / 2, feature.attributes().size());
        for (int i = 0; i < tags.size(); i += 2) {
            String key = keys.get(tags.get(i).asInt());
            assertEquals(
                    values.get(tags.get(i + 1).asInt()), feature.attributes().get(key));
        }
    }

    private static TagValue value(JsonNode value) {
        String field = value.fieldNames().next();
        JsonNode content = value.get(field);
        return switch (field) {
            case "string_value" -> TagValue.of(content.asText());
            case "float_value" ->
                new TagValue(ValueType.FLOAT, Float.floatToRawIntBits((float) content.asDouble()) & 0xFFFFFFFFL, "");
            case "double_value" -> new TagValue(ValueType.DOUBLE, Double.doubleToRawLongBits(content.asDouble()), "");
            case "int_value" -> new TagValue(ValueType.INT, content.asLong(), "");
            case "uint_value" -> new TagValue(ValueType.UINT, content.asLong(), "");
            case "sint_value" -> new TagValue(ValueType.SINT, content.asLong(), "");
            default -> new TagValue(ValueType.BOOLEAN, content.asBoolean() ? 1 : 0, "");
        };
    }

    private static List<Long> integers(JsonNode array) {
        List<Long> integers = new ArrayList<>();
        array.forEach(integer -> integers.add(integer.asLong()));
        return integers;
    }

    private static List<Long> integers(int[] array) {
        List<Long> integers = new ArrayList<>();
        for (int integer : array) {
            integers.add(Integer.toUnsignedLong(integer));
        }
        return integers;
    }
}
