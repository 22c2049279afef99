package dev.croft.tiling.mvt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.tiling.tile.TileBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTileTest {
    private static final String HEAD = "7802" + "0a0161";

    @Test
    void packedAndLooseIntegersAreTheSame() {
        String keys = "1a016b" + "22030a0176";
        String packed = HEAD + "120b" + "12020000" + "1801" + "2203093222" + keys;
        String loose = HEAD + "120c" + "10001000" + "1801" + "2009" + "2032" + "2022" + keys;
        for (String layer : List.of(packed, loose)) {
            VectorTile.Feature feature = onlyFeature(Tiles.ofLayer(layer));
            assertArrayEquals(new int[] {25, 17}, feature.geometry().parts().get(0));
            assertEquals("{k=v}", feature.attributes().toString());
        }
    }

    @Test
    void fieldsThatAreNotKnownAreSkipped() {
        String unknown = "f801ac02" + "f90101020304050607" + "08" + "fa0102abcd" + "fd0101020304";
        String layer = unknown + HEAD + "1220" + unknown + "1801" + "2203093222";
        assertEquals(GeometryType.POINT, onlyFeature(Tiles.ofLayer(layer)).type());
    }

    @Test
    void ringsBecomePolygonsByTheirWindingWhicheverIsFirst() {
        int[] square = {0, 0, 100, 0, 100, 100, 0, 100};
        int[] hole = {10, 10, 10, 20, 20, 20, 20, 10};
        int[] flat = {0, 0, 5, 5, 9, 9};
        for (boolean turned : new boolean[] {false, true}) {
            List<List<int[]>> polygons =
                    polygons(turned ? hole : square, turned ? square : hole, flat, turned ? hole : square);
            assertEquals(List.of(2, 1), polygons.stream().map(List::size).toList());
            assertArrayEquals(turned ? hole : square, polygons.get(0).get(0));
        }
    }

    private static List<List<int[]>> polygons(int[]... rings) {
        TileBytes commands = new TileBytes(16);
        GeometryCommands geometry = new GeometryCommands(commands);
        geometry.begin();
        Arrays.stream(rings).forEach(geometry::ring);
        return new TileGeometry(GeometryType.POLYGON, commands.array(), 0, commands.length()).polygons();
    }

    @Test
    void linesAndPointsHaveTheirParts() {
        TileBytes commands = new TileBytes(16);
        GeometryCommands geometry = new GeometryCommands(commands);
        geometry.begin();
        geometry.line(1, 2, 3, 4);
        geometry.line(-5, 6, 7, 8, 9, 10);
        List<int[]> lines = new TileGeometry(GeometryType.LINESTRING, commands.array(), 0, commands.length()).parts();
        assertArrayEquals(new int[] {1, 2, 3, 4}, lines.get(0));
        assertArrayEquals(new int[] {-5, 6, 7, 8, 9, 10}, lines.get(1));
        commands.clear();
        geometry.begin();
        geometry.points(5, 7, 3, 2);
        List<int[]> points = new TileGeometry(GeometryType.POINT, commands.array(), 0, commands.length()).parts();
        assertArrayEquals(new int[] {5, 7, 3, 2}, points.get(0));
        assertArrayEquals(new byte[] {17, 10, 14, 3, 9}, commands.toByteArray(), "the example of section 4.3.5.2");
    }

    @Test
    void aTileWithinALargerArrayIsRead() {
        byte[] tile = sample();
        byte[] larger = new byte[tile.length + 20];
        Arrays.fill(larger, (byte) 0xFF);
        System.arraycopy(tile, 0, larger, 7, tile.length);
        assertEquals(
                VectorTile.read(tile).layers().get(0).values(),
                VectorTile.read(larger, 7, tile.length).layers().get(0).values());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a length beyond the tile, 1affffffff0f",
        "a length of 64 bits, 1affffffffffffffffff01",
        "a varint of eleven bytes, 1affffffffffffffffffffff01",
        "a group, 0b",
        "field 0, 02",
        "a layer that is a number, 1800",
        "a tag that runs on, 1a1378020a01611208120280801801220309",
        "a cut name, 1a027802"
    })
    void damageIsNamedWithItsPlace(String name, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MvtException refused = assertThrows(MvtException.class, () -> VectorTile.read(bytes), name);
        assertTrue(refused.getMessage().matches("Cannot read the vector tile at byte \\d+: .*"), refused.getMessage());
    }

    /** Damage of all kinds ends in a tile or an {@link MvtException}; whatever was read can be decoded and checked. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedTilesAreReadOrRefused(long seed) {
        Random random = new Random(seed);
        byte[] tile = sample();
        int refused = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] damaged = damaged(tile, random);
            try {
                decodeAll(VectorTile.read(damaged));
            } catch (MvtException e) {
                refused++;
                assertTrue(e.getMessage().startsWith("Cannot "), e.getMessage());
            }
            TileCheck.violations(damaged, 0, damaged.length);
        }
        assertTrue(refused > 400 && refused < 4_000, "refused " + refused + " of seed " + seed);
    }

    private static byte[] damaged(byte[] tile, Random random) {
        byte[] damaged = Arrays.copyOf(tile, random.nextInt(8) == 0 ? random.nextInt(tile.length) + 1 : tile.length);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length);
            damaged[at] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) 0xFF;
                default -> (byte) (damaged[at] ^ (1 << random.nextInt(8)));
            };
        }
        return damaged;
    }

    private static void decodeAll(VectorTile tile) {
        for (VectorTile.Layer layer : tile.layers()) {
            layer.values().forEach(value -> assertNotNull(value.content()));
            for (VectorTile.Feature feature : layer.features()) {
                feature.geometry().commands();
                feature.geometry().parts();
                if (feature.type() == GeometryType.POLYGON) {
                    feature.geometry().polygons();
                }
            }
        }
    }

    private static byte[] sample() {
        TileBytes tile = new TileBytes(256);
        TileBytes commands = new TileBytes(64);
        GeometryCommands geometry = new GeometryCommands(commands);
        for (GeometryType type : List.of(GeometryType.POINT, GeometryType.LINESTRING, GeometryType.POLYGON)) {
            LayerEncoder encoder = new LayerEncoder("a " + type, 4096, List.of("id", "crop", "area"));
            for (int i = 0; i < 3; i++) {
                encoder.beginFeature();
                encoder.id(i);
                encoder.tagInt(0, i - 1);
                byte[] crop = ("crop " + i % 2).getBytes(StandardCharsets.UTF_8);
                encoder.tagString(1, crop, 0, crop.length);
                encoder.tagDouble(2, i / 3.0);
                commands.clear();
                geometry.begin();
                switch (type) {
                    case POINT -> geometry.points(i, 2, 300, -4);
                    case LINESTRING -> geometry.line(i, 2, 300, 4, 5, 6);
                    default -> geometry.ring(i, 0, 100, 0, 100, 100);
                }
                encoder.geometry(type.number(), commands.array(), 0, commands.length());
                encoder.endFeature();
            }
            encoder.writeTo(tile);
        }
        return tile.toByteArray();
    }

    private static VectorTile.Feature onlyFeature(byte[] bytes) {
        VectorTile tile = VectorTile.read(bytes);
        assertEquals(List.of(), tile.skipped());
        List<VectorTile.Feature> features = new ArrayList<>();
        tile.layers().forEach(layer -> features.addAll(layer.features()));
        assertEquals(1, features.size());
        return features.get(0);
    }
}
