package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.crs.Crs;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.testdata.ListZones;
import dev.croft.tiling.RetagRequest.Choices;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.attribute.Tables;
import dev.croft.tiling.gzip.Encoder;
import dev.croft.tiling.pmtiles.ArchiveExtent;
import dev.croft.tiling.pmtiles.Compression;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesDescription;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.pmtiles.PmtilesWriter;
import dev.croft.tiling.pmtiles.TileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive with new attributes is, byte for byte, the archive that tiling makes with them. */
class RetagJobTest {
    private static final Crs DEGREES = Crs.parse("OGC:CRS84");
    private static final ArchiveTitle TITLE = new ArchiveTitle("Fields", "<b>Somebody</b>", "Crops of fields");
    private static final int ZONES = 150;

    @TempDir
    private Path folder;

    private int archiveCount;

    @ParameterizedTest
    @EnumSource(Profile.class)
    void integerKeys(Profile profile) throws IOException {
        assertLaw(zones(ZONES), options(profile).build(), crops("a", 1), crops("b", 2));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void textKeys(Profile profile) throws IOException {
        ListZones zones = zones(ZONES).withColumn("id", ColumnType.STRING, values(ZONES, RetagJobTest::textKey));
        Path a = table("a", ColumnType.STRING, RetagJobTest::textKey, crop("crop", 1));
        Path b = table("b", ColumnType.STRING, RetagJobTest::textKey, crop("crop", 2), crop("again", 3));
        assertLaw(zones, options(profile).build(), a + "", b + "");
    }

    @Test
    void keysWithoutSign() throws IOException {
        IntFunction<Object> high = i -> i % 3 == 0 ? -1L - i : (Object) (long) i;
        ListZones zones = zones(ZONES).withColumn("id", ColumnType.UINT64, values(ZONES, high));
        Path b = table("b", ColumnType.UINT64, high, crop("crop", 2));
        Path c = table("c", ColumnType.INT64, high, crop("with_sign", 3));
        assertLaw(zones, options(Profile.WEB).build(), List.of(), List.of(b + "", c + ""));
        Path d = table("d", ColumnType.UINT64, high, crop("without_sign", 3));
        assertLaw(zones(ZONES), options(Profile.WEB).build(), List.of(), List.of(d + ""));
    }

    @Test
    void keysOfOtherName() throws IOException {
        Path b = Tables.file(
                folder.resolve("b.parquet"),
                Tables.vector("field", ColumnType.INT64, values(ZONES, i -> (long) i)),
                crop("crop", 2));
        Path made = tile(zones(ZONES), options(Profile.WEB).build(), 2, List.of(b + ""), Optional.of("field"));
        Path plain = tile(zones(ZONES), options(Profile.WEB).build(), 2, List.of(), Optional.empty());
        assertSame(made, retag(plain, 2, Choices.NONE, List.of(b + ""), Optional.of("field")));
    }

    @Test
    void severalJoinsAndRenamedColumns() throws IOException {
        String a = crops("a", 1);
        String b = crops("b", 2);
        assertLaw(
                zones(ZONES),
                options(Profile.WEB).build(),
                List.of(a + ":crop=crop_2020", b + ":crop=crop_2021"),
                List.of(b + ":crop=crop_2022,crop=same", everyType("c", 5) + "", a + ":crop"));
    }

    @Test
    void attributesOfAllTypesOfZonesAndTables() throws IOException {
        ListZones zones = zones(ZONES);
        for (ColumnVector column : everyTypeOf("zone_", 9)) {
            ColumnType type = column.column().type();
            zones = zones.withColumn(column.column().name(), type, values(ZONES, valueOf(type, 9)));
        }
        assertLaw(zones, options(Profile.WEB).build(), everyType("a", 1) + "", everyType("b", 2) + "");
    }

    @Test
    void zonesWithoutAttributesOfTheirOwn() throws IOException {
        ListZones zones = ListZones.of(DEGREES, wkt(ZONES, 5));
        assertLaw(zones, options(Profile.WEB).build(), crops("a", 1), crops("b", 2));
    }

    @Test
    void zonesWithoutKeysAndWithKeysTwice() throws IOException {
        Object[] keys = values(ZONES, i -> i % 7 == 0 ? null : (Object) (long) (i / 2));
        ListZones zones = zones(ZONES).withColumn("id", ColumnType.INT64, keys);
        assertLaw(zones, options(Profile.KEEP_ALL).build(), crops("a", 1), crops("b", 2));
    }

    @Test
    void featuresThatAreDroppedFromFullTiles() throws IOException {
        TilingOptions options = options(Profile.WEB).tileBytes(1500).build();
        assertLaw(zones(ZONES), options, crops("a", 1), crops("b", 2));
    }

    @Test
    void polygonsAloneAndCentroidsOfOtherZooms() throws IOException {
        assertLaw(zones(ZONES), options(Profile.WEB).withoutCentroids().build(), crops("a", 1), crops("b", 2));
        TilingOptions options =
                options(Profile.WEB).centroids(new LayerSpec("points", 1, 5)).build();
        assertLaw(zones(ZONES), options, crops("a", 1), crops("b", 2));
    }

    @Test
    void attributesThatWereAskedForByName() throws IOException {
        TilingOptions options =
                options(Profile.WEB).attributes(List.of("crop", "area", "id")).build();
        assertLaw(zones(ZONES), options, everyType("a", 1) + ":u8=crop,i8", everyType("b", 2) + ":text=crop,f32");
    }

    @Test
    void keysBelowZeroThatAreAnAttribute() throws IOException {
        ListZones zones = zones(ZONES).withColumn("id", ColumnType.INT64, values(ZONES, i -> (long) i - 50));
        TilingOptions options =
                options(Profile.WEB).attributes(List.of("id", "crop")).build();
        Path a = table("a", ColumnType.INT32, i -> i - 50, crop("crop", 1));
        Path b = table("b", ColumnType.INT64, i -> i - 50L, crop("crop", 2));
        assertLaw(zones, options, a + "", b + "");
    }

    @Test
    void archiveWithLeafDirectories() throws IOException {
        ListZones zones = zones(4000).withColumn("name", ColumnType.STRING, values(4000, i -> "field " + i));
        TilingOptions options = TilingOptions.of(Profile.WEB)
                .polygons(new LayerSpec("fields", 3, 11))
                .withoutCentroids()
                .build();
        Path retagged = assertLaw(zones, options, crops("a", 1), crops("b", 2));
        try (PmtilesReader reader = PmtilesReader.open(retagged)) {
            assertTrue(reader.header().leaves().length() > 0, "no leaf directories");
        }
    }

    @Test
    void tilesThatAreAlikeShareAnEntry() throws IOException {
        ListZones zones = ListZones.of(DEGREES, "POLYGON ((1 1, 60 1, 60 50, 1 50, 1 1))");
        TilingOptions options = TilingOptions.of(Profile.WEB)
                .polygons(new LayerSpec("fields", 0, 7))
                .withoutCentroids()
                .build();
        Path retagged = assertLaw(zones, options, crops("a", 1), crops("b", 2));
        try (PmtilesReader reader = PmtilesReader.open(retagged)) {
            assertTrue(reader.header().entryCount() < reader.header().addressedTileCount() / 2);
        }
    }

    @Test
    void noZones() throws IOException {
        ListZones none = ListZones.of(DEGREES);
        assertLaw(none, options(Profile.WEB).build(), crops("a", 1), crops("b", 2));
    }

    @ParameterizedTest
    @EnumSource(Encoder.class)
    void encoderOfTheArchiveOrAnother(Encoder encoder) throws IOException {
        int level = encoder.smallestLevel();
        TilingOptions options = options(Profile.WEB).compression(encoder, level).build();
        assertLaw(zones(ZONES), options, crops("a", 1), crops("b", 2));
        Path plain = tile(zones(ZONES), options(Profile.WEB).build(), 2, List.of(crops("a", 1)), Optional.empty());
        Path made = tile(zones(ZONES), options, 2, List.of(crops("b", 2)), Optional.empty());
        Choices choices = new Choices(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(encoder),
                OptionalInt.of(level));
        assertSame(made, retag(plain, 2, choices, List.of(crops("b", 2)), Optional.empty()));
    }

    @Test
    void titleAndAttributesAsChosen() throws IOException {
        Path made = tile(zones(ZONES), options(Profile.WEB).build(), 2, List.of(crops("a", 1)), Optional.empty());
        Choices choices = new Choices(
                Optional.of(List.of("area", "crop")),
                Optional.of("New"),
                Optional.of(""),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
        Path retagged = retag(made, 2, choices, List.of(crops("b", 2)), Optional.empty());
        try (PmtilesReader reader = PmtilesReader.open(retagged)) {
            ObjectNode metadata = reader.metadata();
            assertEquals("New", metadata.get("name").asText());
            assertFalse(metadata.has("attribution"), metadata::toString);
            assertEquals("Crops of fields", metadata.get("description").asText());
            assertEquals("[\"area\"]", metadata.at("/croft/zoneAttributes").toString());
            assertEquals("[\"crop\"]", metadata.at("/croft/joined").toString());
            assertEquals(
                    "{\"area\":\"Number\",\"crop\":\"Number\"}",
                    metadata.at("/vector_layers/0/fields").toString());
        }
    }

    @Test
    void summaryCountsKeysAndFeatures() throws IOException {
        ListZones zones = ListZones.of(DEGREES, wkt(10, 5));
        TilingOptions options = TilingOptions.of(Profile.KEEP_ALL)
                .polygons(new LayerSpec("fields", 0, 0))
                .withoutCentroids()
                .build();
        Path made = tile(zones, options, 1, List.of(), Optional.empty());
        Path b = Tables.file(
                folder.resolve("b.parquet"),
                Tables.vector("id", ColumnType.INT64, 1L, 2L, 3L, 77L, null),
                Tables.vector("crop", ColumnType.INT32, 1, 2, null, 4, 5));
        try (RunContext context = RunContext.named("test").threads(1).build();
                PmtilesReader reader = PmtilesReader.open(made)) {
            RetagJob job = RetagJob.plan(reader, specs(List.of(b + "")), Optional.empty(), Choices.NONE, "b");
            RetagSummary summary = job.run(context, newArchive());
            assertEquals(4, summary.keyCount());
            assertEquals(3, summary.usedKeyCount());
            assertEquals(3, summary.taggedFeatureCount());
            assertEquals(7, summary.untaggedFeatureCount());
            assertEquals(1, summary.tileCount());
            assertEquals(1, summary.joins().get(0).nullKeyCount());
        }
    }

    @Test
    void keysBelowZeroThatAreNoAttributeAreRefused() throws IOException {
        ListZones zones = zones(ZONES).withColumn("id", ColumnType.INT64, values(ZONES, i -> (long) i - 50));
        Path made = tile(zones, options(Profile.WEB).build(), 2, List.of(), Optional.empty());
        assertRefused(made, crops("b", 2), "50 zones have numbers below 0 in column \"id\"", "--attributes");
    }

    @Test
    void textKeysThatAreNoAttributeAreRefused() throws IOException {
        ListZones zones = zones(ZONES).withColumn("id", ColumnType.STRING, values(ZONES, RetagJobTest::textKey));
        TilingOptions options = options(Profile.WEB).attributes(List.of("area")).build();
        Path made = tile(zones, options, 2, List.of(), Optional.empty());
        Path b = table("b", ColumnType.STRING, RetagJobTest::textKey, crop("crop", 2));
        assertRefused(made, b + "", "column \"id\", which is none of their attributes", "--attributes");
    }

    @Test
    void featuresWithoutAKeyAreRefused() throws IOException {
        Path made = tile(
                ListZones.of(DEGREES, wkt(3, 5)).withoutColumns(),
                options(Profile.WEB).build(),
                2,
                List.of(),
                Optional.empty());
        assertRefused(made, crops("b", 2), "its features have no key", "--feature-id");
    }

    @Test
    void whatIsWrongWithTheJoinsIsSaidAtOnce() throws IOException {
        Path made = tile(zones(ZONES), options(Profile.WEB).build(), 2, List.of(), Optional.empty());
        Path area = table("b", ColumnType.INT64, i -> (long) i, Tables.vector("area", ColumnType.INT32, ints(1)));
        Path text = table("c", ColumnType.STRING, RetagJobTest::textKey, crop("crop", 2));
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> retag(made, 1, Choices.NONE, List.of(area + "", text + ":crp"), Optional.empty()));
        assertEquals(3, refused.problems().size(), refused::getMessage);
        assertTrue(refused.getMessage().contains("two attributes \"area\""), refused::getMessage);
        assertTrue(refused.getMessage().contains("did you mean \"crop\""), refused::getMessage);
    }

    @Test
    void archiveOfAnotherProgramIsRefused() throws IOException {
        Path other = newArchive();
        try (PmtilesWriter writer = PmtilesWriter.create(other)) {
            writer.finish(new PmtilesDescription(
                    "{\"vector_layers\":[]}", ArchiveExtent.WORLD, Compression.GZIP, TileType.MVT));
        }
        assertRefused(other, crops("b", 2), "does not say that croft tile made it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "options",
                "key",
                "keyType",
                "keysWithoutId",
                "zoneAttributes",
                "joined",
                "zones",
                "options/layer"
            })
    void metadataThatLacksSomethingIsDamaged(String field) throws IOException {
        Path made = tile(zones(3), options(Profile.WEB).build(), 1, List.of(), Optional.empty());
        Path changed = rewritten(made, 0, metadata -> {
            ObjectNode croft = (ObjectNode) metadata.get("croft");
            int slash = field.indexOf('/');
            ObjectNode parent = slash < 0 ? croft : (ObjectNode) croft.get(field.substring(0, slash));
            parent.remove(field.substring(slash + 1));
        });
        InputDataException damaged = assertThrows(
                InputDataException.class,
                () -> retag(changed, 1, Choices.NONE, List.of(crops("b", 2)), Optional.empty()));
        assertTrue(damaged.getMessage().contains(changed.toString()), damaged::getMessage);
    }

    @Test
    void archiveOfAnotherVersionIsRefused() throws IOException {
        Path made = tile(zones(3), options(Profile.WEB).build(), 1, List.of(), Optional.empty());
        Path changed = rewritten(made, 0, metadata -> ((ObjectNode) metadata.get("croft")).put("kernel", "tiling 0"));
        assertRefused(changed, crops("b", 2), "made by \"tiling 0\"", "Make it again");
    }

    @Test
    void archiveOfAnEncoderThatIsNotHereNeedsAnother() throws IOException {
        Path made = tile(zones(3), options(Profile.WEB).build(), 1, List.of(), Optional.empty());
        Path changed = rewritten(
                made, 0, metadata -> ((ObjectNode) metadata.at("/croft/options")).put("encoder", "zopfli, level 9"));
        assertRefused(changed, crops("b", 2), "zopfli, level 9", "--encoder");
    }

    @Test
    void damagedTileStopsTheRun() throws IOException {
        Path made = tile(zones(ZONES), options(Profile.WEB).build(), 1, List.of(), Optional.empty());
        Path changed = rewritten(made, 20, metadata -> {});
        for (int threads : new int[] {1, 3}) {
            InputDataException damaged = assertThrows(
                    InputDataException.class,
                    () -> retag(changed, threads, Choices.NONE, List.of(crops("b", 2)), Optional.empty()));
            assertTrue(damaged.getMessage().startsWith("Cannot inflate: "), damaged::getMessage);
            assertTrue(damaged.getMessage().contains(changed.toString()), damaged::getMessage);
        }
    }

    /** For one and several threads. Gives the archive back. */
    private Path assertLaw(ListZones zones, TilingOptions options, String a, String b) throws IOException {
        return assertLaw(zones, options, List.of(a), List.of(b));
    }

    private Path assertLaw(ListZones zones, TilingOptions options, List<String> a, List<String> b) throws IOException {
        Path expected = tile(zones, options, 3, b, Optional.empty());
        Path old = tile(zones, options, 1, a, Optional.empty());
        Path one = retag(old, 1, Choices.NONE, b, Optional.empty());
        assertSame(expected, one);
        assertSame(expected, retag(old, 3, Choices.NONE, b, Optional.empty()));
        assertSame(expected, retag(one, 2, Choices.NONE, b, Optional.empty()));
        return one;
    }

    private static void assertSame(Path expected, Path made) throws IOException {
        try (PmtilesReader one = PmtilesReader.open(expected);
                PmtilesReader other = PmtilesReader.open(made)) {
            assertEquals(one.metadataText(), other.metadataText());
            assertEquals(one.header().extent(), other.header().extent());
        }
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(made));
    }

    private void assertRefused(Path tiles, String join, String... parts) {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> retag(tiles, 1, Choices.NONE, List.of(join), Optional.empty()));
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused::getMessage);
        }
        assertTrue(refused.getMessage().contains(tiles.toString()), refused::getMessage);
    }

    private Path tile(ListZones zones, TilingOptions options, int threads, List<String> joins, Optional<String> joinKey)
            throws IOException {
        Path archive = newArchive();
        try (RunContext context = RunContext.named("test").threads(threads).build()) {
            TilingJob.plan(zones, DEGREES, specs(joins), joinKey, options, TITLE)
                    .run(context, archive);
        }
        return archive;
    }

    private Path retag(Path tiles, int threads, Choices choices, List<String> joins, Optional<String> joinKey)
            throws IOException {
        Path archive = newArchive();
        try (RunContext context = RunContext.named("test").threads(threads).build();
                PmtilesReader reader = PmtilesReader.open(tiles)) {
            RetagJob.plan(reader, specs(joins), joinKey, choices, "b").run(context, archive);
        }
        return archive;
    }

    private Path newArchive() {
        return folder.resolve(archiveCount++ + ".pmtiles");
    }

    /** Changes to metadata. */
    private interface Edit {
        void change(ObjectNode metadata);
    }

    /** The same tiles, of which the one of a number is damaged unless that is 0, with other metadata. */
    private Path rewritten(Path archive, int damagedTile, Edit edit) throws IOException {
        Path changed = newArchive();
        try (PmtilesReader reader = PmtilesReader.open(archive);
                PmtilesWriter writer = PmtilesWriter.create(changed)) {
            EntryCursor entry = reader.entries();
            for (int i = 0; entry.next(); i++) {
                byte[] tile = reader.content(entry.offset(), entry.length());
                if (i == damagedTile && i > 0) {
                    tile[tile.length / 2] ^= 0x55;
                }
                writer.add(entry.tileId(), tile, 0, tile.length);
            }
            ObjectNode metadata = reader.metadata();
            edit.change(metadata);
            writer.finish(new PmtilesDescription(
                    metadata.toString(), reader.header().extent(), Compression.GZIP, TileType.MVT));
        }
        return changed;
    }

    private static List<JoinSpec> specs(List<String> joins) {
        return joins.stream().map(JoinSpec::parse).toList();
    }

    /** Zooms from tiles full of dust to tiles of single fields. */
    private static TilingOptions.Builder options(Profile profile) {
        return TilingOptions.of(profile)
                .polygons(new LayerSpec("fields", 2, 8))
                .centroids(new LayerSpec("centroids", 2, 8));
    }

    /** Fields with an id and an area, some of which is null. */
    private static ListZones zones(int count) {
        return ListZones.of(DEGREES, wkt(count, 5))
                .withColumn("area", ColumnType.FLOAT64, values(count, i -> i % 9 == 4 ? null : (Object) (i / 8.0)))
                .withColumn("id", ColumnType.INT64, values(count, i -> (long) i));
    }

    /** Rectangles, the smallest invisible at any zoom of the tests. */
    private static String[] wkt(int count, long seed) {
        Random random = new Random(seed);
        String[] polygons = new String[count];
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * 60;
            double y = random.nextDouble() * 50;
            double width = 0.002 + Math.pow(random.nextDouble(), 4);
            polygons[i] = String.format(
                    Locale.ROOT,
                    "POLYGON ((%1$f %2$f, %3$f %2$f, %3$f %4$f, %1$f %4$f, %1$f %2$f))",
                    x,
                    y,
                    x + width,
                    y + width / 2);
        }
        return polygons;
    }

    private static String textKey(int i) {
        return i % 10 == 3 ? null : "field-é-" + i;
    }

    private String crops(String name, int seed) throws IOException {
        return table(name, ColumnType.INT64, i -> (long) i, crop("crop", seed)).toString();
    }

    private static ColumnVector crop(String name, int seed) {
        return Tables.vector(name, ColumnType.INT32, ints(seed));
    }

    private static Object[] ints(int seed) {
        return values(ZONES, i -> (i + seed) % 6 == 0 ? null : (Object) (i * seed % 11));
    }

    private Path everyType(String name, int seed) throws IOException {
        return table(
                name, ColumnType.INT64, i -> (long) i, everyTypeOf("", seed).toArray(ColumnVector[]::new));
    }

    private static List<ColumnVector> everyTypeOf(String prefix, int seed) {
        List<ColumnVector> columns = new ArrayList<>();
        for (ColumnType type : ColumnType.values()) {
            if (type != ColumnType.BINARY && type != ColumnType.LIST) {
                String name = prefix + shortName(type);
                columns.add(Tables.vector(name, type, values(ZONES, valueOf(type, seed))));
            }
        }
        return columns;
    }

    private static String shortName(ColumnType type) {
        return switch (type) {
            case INT8 -> "i8";
            case UINT8 -> "u8";
            case FLOAT32 -> "f32";
            case STRING -> "text";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    private static IntFunction<Object> valueOf(ColumnType type, int seed) {
        return i -> {
            int number = (i * 31 + seed * 17) % 23 - (type.name().startsWith("U") ? 0 : 7);
            if (number == 2) {
                return null;
            }
            return switch (type) {
                case BOOLEAN -> number > 5;
                case STRING -> number == 3 ? "" : "value " + Math.abs(number);
                case FLOAT32 -> number == 4 ? Float.NaN : number / 4f;
                case FLOAT64 -> number == 4 ? Double.NEGATIVE_INFINITY : number / 3.0;
                case UINT64 -> number == 5 ? -1L : (long) number;
                default -> (long) Math.max(number, type.name().startsWith("U") ? 0 : number);
            };
        };
    }

    /** A table of all but each fifth field, in another order, with a field that is not there. */
    private Path table(String name, ColumnType keyType, IntFunction<Object> key, ColumnVector... columns)
            throws IOException {
        int[] order = IntStream.range(0, ZONES).filter(i -> i % 5 != 2).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = new Random(i).nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        List<ColumnVector> vectors = new ArrayList<>();
        vectors.add(Tables.vector(
                "id",
                keyType,
                Stream.concat(Arrays.stream(order).mapToObj(key), Stream.of(key.apply(99_999)))
                        .toArray()));
        for (ColumnVector column : columns) {
            vectors.add(reordered(column, order));
        }
        return Tables.file(folder.resolve(name + ".parquet"), vectors.toArray(ColumnVector[]::new));
    }

    private static ColumnVector reordered(ColumnVector column, int[] order) {
        ColumnVector reordered = new ColumnVector(column.column());
        for (int row : order) {
            reordered.appendFrom(column, row);
        }
        reordered.appendFrom(column, 0);
        return reordered;
    }

    private static Object[] values(int count, IntFunction<Object> value) {
        return IntStream.range(0, count).mapToObj(value).toArray();
    }
}
