package dev.croft.tiling.mvt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.tiling.mvt.TileCheck.Rule;
import dev.croft.tiling.tile.TileBytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TileCheckTest {
    private static final int[] SQUARE = {0, 0, 100, 0, 100, 100, 0, 100};
    private static final int[] HOLE = {10, 10, 10, 20, 20, 20, 20, 10};

    static Stream<Arguments> polygons() {
        int[] bow = {0, 0, 100, 0, 100, 100, 0, 100, 0, 0};
        return Stream.of(
                Arguments.of("square", List.of(), List.of(SQUARE)),
                Arguments.of("square with hole", List.of(), List.of(SQUARE, HOLE)),
                Arguments.of("hole touching the border", List.of(), List.of(SQUARE, new int[] {0, 50, 20, 60, 20, 40})),
                Arguments.of("two squares", List.of(), List.of(SQUARE, moved(SQUARE, 200), moved(HOLE, 200))),
                Arguments.of(
                        "hole of the polygon before",
                        List.of(Rule.HOLE_OUTSIDE),
                        List.of(SQUARE, moved(SQUARE, 200), HOLE)),
                Arguments.of("hole first", List.of(Rule.HOLE_FIRST), List.of(HOLE, SQUARE)),
                Arguments.of("hole across the border", List.of(Rule.HOLE_OUTSIDE), List.of(SQUARE, moved(HOLE, 85))),
                Arguments.of("closed twice", List.of(Rule.RING_END_REPEATED), List.of(bow)),
                Arguments.of("there and back", List.of(Rule.RING_WITHOUT_AREA), List.of(new int[] {0, 0, 5, 5, 9, 9})),
                Arguments.of(
                        "two points", List.of(Rule.FEATURE_FLAW, Rule.RING_WITHOUT_AREA), List.of(new int[] {0, 0, 5, 5
                        })),
                Arguments.of(
                        "standing still", List.of(Rule.FEATURE_FLAW), List.of(new int[] {0, 0, 5, 0, 5, 0, 5, 5})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("polygons")
    void ringsAreHeldToTheRules(String name, List<Rule> expected, List<int[]> rings) {
        TileBytes commands = new TileBytes(16);
        GeometryCommands geometry = new GeometryCommands(commands);
        geometry.begin();
        rings.forEach(geometry::ring);
        LayerEncoder encoder = new LayerEncoder("hi", 4096, List.of());
        encoder.geometry(GeometryType.POLYGON.number(), commands.array(), 0, commands.length());
        encoder.endFeature();
        TileBytes tile = new TileBytes(16);
        encoder.writeTo(tile);
        assertEquals(expected, rules(tile.toByteArray()), name);
    }

    @Test
    void keysValuesAndTagsThatComeAgainAreFound() {
        String point = "1801" + "2203093222";
        String tags = "120400000100";
        String layer =
                "7802" + "0a0161" + "120d" + tags + point + "1a0162" + "1a0162" + "22022801" + "22022801" + "2800";
        assertEquals(List.of(Rule.LAYER_EXTENT, Rule.KEY_REPEATED, Rule.VALUE_REPEATED), rules(tile(layer)));
        String twice = "7802" + "0a0161" + "120d" + "120400000000" + point + "1a0162" + "22022801";
        assertEquals(List.of(Rule.TAG_REPEATED), rules(tile(twice)));
    }

    @Test
    void whatCannotBeReadEndsTheList() {
        assertEquals(List.of(Rule.LAYER_VERSION, Rule.UNREADABLE), rules(tile("78010a016112051801220109")));
    }

    private static List<Rule> rules(byte[] tile) {
        return TileCheck.violations(tile, 0, tile.length).stream()
                .map(TileCheck.Violation::rule)
                .toList();
    }

    private static byte[] tile(String layerHex) {
        return Tiles.ofLayer(layerHex);
    }

    private static int[] moved(int[] ring, int by) {
        int[] moved = ring.clone();
        for (int i = 0; i < moved.length; i += 2) {
            moved[i] += by;
        }
        return moved;
    }
}
