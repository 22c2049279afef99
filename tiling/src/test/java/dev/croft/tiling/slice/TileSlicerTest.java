package dev.croft.tiling.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.vector.PolygonBuffer;
import dev.croft.tiling.slice.SliceCounts.Mending;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.operation.valid.IsValidOp;

class TileSlicerTest {
    private static final double UNIT = 1.0 / 4096;

    @Test
    void squareIsWrittenAsTheSpecificationHasIt() {
        byte[][] written = new byte[1][];
        FragmentSink sink = new FragmentSink() {
            @Override
            public void polygon(long tileId, byte[] commands, int offset, int length) {
                written[0] = Arrays.copyOfRange(commands, offset, offset + length);
            }

            @Override
            public void dust(int zoom) {
                throw new AssertionError();
            }
        };
        double[] square = Shapes.rectangle(1010 * UNIT, 1020 * UNIT, 1040 * UNIT, 1030 * UNIT);
        new TileSlicer(options(0, 0, 0, 0), sink).slice(Shapes.polygon(square));
        assertEquals("[9, -28, 15, -8, 15, 26, 60, 0, 0, 20, 59, 0, 15]", Arrays.toString(written[0]));
    }

    @Test
    void polygonIsDustWhereItsAreaIsBelowTheGate() {
        // 4 x 4 px at zoom 5, hence 2 x 2 and 1 x 1 at the zooms before.
        double side = 4.0 / 256 / 32;
        PolygonBuffer square = Shapes.polygon(Shapes.rectangle(0.51, 0.51, 0.51 + side, 0.51 + side));
        FragmentReader read = slice(options(0, 5, 0, 3), square);
        assertEquals(List.of(0, 1, 2, 3), read.dust);
        assertEquals(Set.of(4, 5), zooms(read));
    }

    @Test
    void polygonWithNothingLeftOnTheLatticeIsDust() {
        double side = 0.3 / 4096 / 4;
        PolygonBuffer speck = Shapes.polygon(Shapes.rectangle(0.5, 0.5, 0.5 + side, 0.5 + side));
        FragmentReader read = slice(options(0, 6, 0, 0), speck);
        assertEquals(List.of(0, 1, 2), read.dust);
        assertEquals(Set.of(3, 4, 5, 6), zooms(read));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "line", "point", "flat", "beyond the pole"})
    void sourceWithoutAreaIsEmpty(String source) {
        double[] ring =
                switch (source) {
                    case "nothing" -> new double[0];
                    case "line" -> new double[] {0.1, 0.1, 0.2, 0.3, 0.1, 0.1};
                    case "point" -> new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
                    case "flat" -> new double[] {0.1, 0.1, 0.2, 0.1, 0.15, 0.1};
                    default -> Shapes.rectangle(0.1, -0.3, 0.2, -0.1);
                };
        FragmentReader read = new FragmentReader();
        TileSlicer slicer = new TileSlicer(options(0, 4, 0, 0), read);
        assertEquals(SliceOutcome.EMPTY, slicer.slice(Shapes.polygon(ring)));
        assertEquals(SliceOutcome.EMPTY, slicer.slice(new PolygonBuffer()));
        assertTrue(read.fragments.isEmpty() && read.dust.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 9.5, -8.5})
    void coordinateThatIsNoPlaceLeavesThePolygonUnplaced(double x) {
        FragmentReader read = new FragmentReader();
        TileSlicer slicer = new TileSlicer(options(0, 4, 0, 0), read);
        assertEquals(SliceOutcome.UNPLACED, slicer.slice(Shapes.polygon(new double[] {0.1, 0.1, x, 0.2, 0.1, 0.3})));
        assertTrue(read.fragments.isEmpty() && read.dust.isEmpty());
    }

    @Test
    void polygonThatTouchesABufferAlongItsEdgeHasNoFragmentThere() {
        double edge = 0.5 - 128 * UNIT / 2;
        PolygonBuffer square = Shapes.polygon(Shapes.rectangle(0.25, 0.25, edge, 0.3));
        assertEquals(Set.of(new TileCoord(1, 0, 0)), tiles(slice(options(1, 1, 0, 0), square)));
        square = Shapes.polygon(Shapes.rectangle(0.25, 0.25, edge + UNIT / 2, 0.3));
        assertEquals(Set.of(new TileCoord(1, 0, 0), new TileCoord(1, 1, 0)), tiles(slice(options(1, 1, 0, 0), square)));
    }

    @Test
    void tileInsideABigPolygonIsItsRectangle() {
        PolygonBuffer big = Shapes.polygon(Shapes.rectangle(0.01, 0.01, 0.99, 0.99));
        FragmentReader read = slice(options(5, 5, 0, 0), big);
        assertEquals(1024, read.fragments.size());
        assertEquals(
                Set.of("-128 -128,4224 -128,4224 4224,-128 4224,"),
                read.normal().get(new TileCoord(5, 9, 20)));
    }

    @Test
    void polygonAcrossTheAntimeridianWrapsAround() {
        PolygonBuffer across = Shapes.polygon(Shapes.rectangle(0.99, 0.4, 1.02, 0.6));
        PolygonBuffer other = Shapes.polygon(Shapes.rectangle(-0.01, 0.4, 0.02, 0.6));
        for (int zoom = 0; zoom < 6; zoom++) {
            FragmentReader read = slice(options(zoom, zoom, 0, 0), across);
            assertEquals(read.normal(), slice(options(zoom, zoom, 0, 0), other).normal());
            assertReassembles(
                    read,
                    zoom,
                    UnaryUnionOp.union(List.of(box(0.99, 0.4, 1, 0.6, zoom), box(0, 0.4, 0.02, 0.6, zoom))),
                    1.0);
        }
    }

    @Test
    void polygonAroundTheWholeWorldAndMoreFillsEachTileOnce() {
        PolygonBuffer around = Shapes.polygon(Shapes.rectangle(-0.7, 0.4, 1.9, 0.6));
        for (int zoom = 0; zoom < 4; zoom++) {
            FragmentReader read = slice(options(zoom, zoom, 0, 0), around);
            assertReassembles(read, zoom, box(0, 0.4, 1, 0.6, zoom), 1.0);
        }
    }

    @Test
    void beyondThePolesIsClamped() {
        FragmentReader read = slice(options(2, 2, 0, 0), Shapes.polygon(Shapes.rectangle(0.1, -0.4, 0.2, 1.7)));
        assertReassembles(read, 2, box(0.1, 0, 0.2, 1, 2), 1.0);
    }

    @Test
    void deepestZoomAndWidestExtentAreExact() {
        double side = Math.scalb(1.0, -22) * 1.5;
        double[] ring = Shapes.rectangle(1 - side, 1 - side, 1, 1);
        SliceOptions options = new SliceOptions(22, 22, 8192, 0, 1, 0);
        FragmentReader read = slice(options, Shapes.polygon(ring));
        int last = (1 << 22) - 1;
        Map<TileCoord, Set<String>> tiles = read.normal();
        assertEquals(4, tiles.size());
        assertEquals(
                Set.of("4096 4096,8192 4096,8192 8192,4096 8192,"), tiles.get(new TileCoord(22, last - 1, last - 1)));
        assertEquals(Set.of("0 0,8192 0,8192 8192,0 8192,"), tiles.get(new TileCoord(22, last, last)));
    }

    @Test
    void thinBandOverHalfTheWorldIsCutExactlyAtTheDeepestZoom() {
        // One lattice unit thick and 2^34 long: the coordinates' products need 70 bits.
        double thick = Math.scalb(1.0, -22 - 13);
        double[] band = {0.25, 0.3, 0.25 + Math.scalb(1.0, -10), 0.3 + Math.scalb(1.0, -14), 0.25, 0.3 + 64 * thick};
        FragmentReader read = slice(new SliceOptions(22, 22, 8192, 0, 1, 0), Shapes.polygon(band));
        assertTrue(
                read.fragments.size() > 4096 && read.fragments.size() < 3 * 4096 + 600,
                () -> "" + read.fragments.size());
        assertAllValid(read);
    }

    /** The twin's polygon, its vertices rounded as the rule says, fixed by JTS. */
    static Stream<Arguments> oddShapes() {
        return IntStream.range(0, 70).mapToObj(seed -> {
            Random random = new Random(seed);
            double size = Math.pow(2, -4 - 4 * random.nextDouble());
            double x = 0.3 + 0.4 * random.nextDouble();
            double y = 0.3 + 0.4 * random.nextDouble();
            return Arguments.of(seed, shape(random, seed % 7, x, y, size));
        });
    }

    private static PolygonBuffer shape(Random random, int kind, double x, double y, double size) {
        PolygonBuffer polygon = new PolygonBuffer();
        double[] star = Shapes.star(random, 3 + random.nextInt(60), x, y, size, random.nextDouble());
        switch (kind) {
            case 0 -> Shapes.addPart(polygon, star);
            case 1 -> Shapes.addPart(polygon, Shapes.scribble(random, 3 + random.nextInt(12), x, y, size));
            case 2 ->
                Shapes.addPart(
                        polygon,
                        Shapes.comb(
                                1 + random.nextInt(30),
                                x,
                                y,
                                size,
                                random.nextBoolean() ? 0 : random.nextDouble() * 6));
            case 3 ->
                Shapes.addPart(polygon, Shapes.spiral(5 + random.nextInt(100), 1 + random.nextInt(5), x, y, size));
            case 4 ->
                Shapes.addPart(
                        polygon,
                        Shapes.star(random, 20, x, y, size, 0.6),
                        Shapes.star(random, 8, x + size * 0.1, y, size * 0.4, 0.5),
                        Shapes.star(random, 8, x - size * 0.2, y, size * 0.4, 0.5));
            case 5 -> {
                for (int i = 0; i < 3; i++) {
                    double at = x + size * random.nextDouble();
                    Shapes.addPart(
                            polygon,
                            Shapes.star(random, 12, at, y, size, 0.6),
                            Shapes.star(random, 8, at, y, size * 0.3, 0.3));
                }
            }
            default -> {
                Shapes.addPart(polygon, star, Shapes.star(random, 9, x, y, size * 1.2, 0.1));
                Shapes.addPart(polygon, Shapes.rectangle(x, y, x + size, y + size));
            }
        }
        return polygon;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("oddShapes")
    void fragmentsAreValidAndMakeUpTheSnappedPolygon(int seed, PolygonBuffer polygon) {
        double simplify = new double[] {0, 0.0625, 1, 2.5}[seed % 4];
        int extent = 256 << seed % 6;
        for (int zoom : new int[] {0, 3, 6}) {
            SliceOptions options = new SliceOptions(zoom, 6, extent, 8, simplify, 0);
            FragmentReader read = new FragmentReader();
            TileSlicer slicer = new TileSlicer(new SliceOptions(zoom, 6, extent, 8, simplify, 0), zoomOnly(zoom, read));
            assertEquals(SliceOutcome.SLICED, slicer.slice(polygon));
            assertAllValid(read);
            assertReassembles(read, zoom, extent, twin(polygon, zoom, options), 1.5);
            assertEquals(0, slicer.counts().count(zoom, Mending.DROPPED));
            assertEquals(0, slicer.counts().count(zoom, Mending.BY_JTS));
        }
    }

    @Test
    void everyFragmentOfTwoThousandOddShapesIsMendedOnTheLattice() {
        for (int seed = 1000; seed < 3000; seed++) {
            Random random = new Random(seed);
            PolygonBuffer polygon = shape(random, seed % 7, 0.5, 0.4, Math.pow(2, -4 - 4 * random.nextDouble()));
            double simplify = new double[] {0, 0.0625, 1, 2.5}[seed % 4];
            TileSlicer slicer =
                    new TileSlicer(new SliceOptions(0, 6, 256 << seed % 6, 8, simplify, 0), new FragmentReader());
            slicer.slice(polygon);
            for (int zoom = 0; zoom <= 6; zoom++) {
                assertEquals(0, slicer.counts().count(zoom, Mending.BY_JTS), "seed " + seed);
                assertEquals(0, slicer.counts().count(zoom, Mending.DROPPED), "seed " + seed);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("oddShapes")
    void firstVertexAndDirectionOfRingsDoNotMatter(int seed, PolygonBuffer polygon) {
        SliceOptions options = new SliceOptions(0, 7, 1024, 4, 1, 0);
        PolygonBuffer turned = new PolygonBuffer();
        Random random = new Random(seed);
        for (int part = 0; part < polygon.partCount(); part++) {
            for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
                int start = polygon.ringStart(ring);
                int count = polygon.ringEnd(ring) - start;
                int shift = random.nextInt(count);
                int sign = random.nextBoolean() ? 1 : -1;
                turned.reserve(count + 1);
                int at = turned.vertexCount();
                for (int i = 0; i <= count; i++) {
                    int from = start + Math.floorMod(sign * i + shift, count);
                    turned.x()[at + i] = polygon.x()[from];
                    turned.y()[at + i] = polygon.y()[from];
                }
                turned.addRing(count + 1);
            }
            turned.addPart();
        }
        assertEquals(slice(options, polygon).normal(), slice(options, turned).normal());
    }

    @ParameterizedTest
    @CsvSource({
        "star, 0.5, 0.01, 0, 8",
        "star, 0.99, 0.01, 0, 10",
        "comb, 0, 0.002, 5, 11",
        "spiral, 0, 0.002, 5, 12",
        "scribble, 0, 0.002, 5, 12",
        "holes, 0, 0.002, 5, 12"
    })
    void hundredThousandVerticesAreSlicedInTime(String kind, double least, double size, int first, int last) {
        Random random = new Random(7);
        double[] ring =
                switch (kind) {
                    case "star" -> Shapes.star(random, 100_000, 0.5, 0.5, size, least);
                    case "comb" -> Shapes.comb(25_000, 0.5, 0.5, size, 0.3);
                    case "spiral" -> Shapes.spiral(50_000, 50, 0.5, 0.5, size);
                    case "scribble" -> Shapes.scribble(random, 300, 0.5, 0.5, size);
                    default -> Shapes.rectangle(0.5, 0.5, 0.5 + size, 0.5 + size);
                };
        double[][] rings = new double[kind.equals("holes") ? 10_000 : 1][];
        rings[0] = ring;
        for (int i = 1; i < rings.length; i++) {
            double pitch = size / 100;
            int row = i / 100;
            rings[i] =
                    Shapes.star(random, 10, 0.5 + pitch * (i % 100 + 0.5), 0.5 + pitch * (row + 0.5), pitch * 0.6, 0.5);
        }
        FragmentReader read = new FragmentReader();
        long begun = System.nanoTime();
        TileSlicer slicer = new TileSlicer(new SliceOptions(first, last, 4096, 8, 1, 0), read);
        slicer.slice(Shapes.polygon(rings));
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertTrue(seconds < 20, () -> kind + " took " + seconds + " s");
        assertAllValid(read);
        IntStream.rangeClosed(first, last)
                .forEach(zoom -> assertEquals(0, slicer.counts().count(zoom, Mending.DROPPED)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0625, 1, 3})
    void bordersOfAPartitionCancelExactly(double simplify) {
        int across = 12;
        double side = 0.011;
        List<PolygonBuffer> cells = Shapes.partition(5, across, 8, 0.337, 0.411, side);
        for (int zoom = 4; zoom <= 14; zoom++) {
            SliceOptions options = new SliceOptions(4, 14, 4096, 8, simplify, 0);
            double scale = Math.scalb(4096.0, zoom) / options.step(zoom);
            LatticeRings snapped = new LatticeRings();
            Map<List<Long>, Integer> pieces = new HashMap<>();
            long doubleArea = 0;
            Set<List<Long>> vertices = new HashSet<>();
            for (PolygonBuffer cell : cells) {
                snapped.reserve(cell.vertexCount());
                for (int i = 0; i < cell.vertexCount(); i++) {
                    long x = (long) Math.floor(cell.x()[i] * scale + 0.5);
                    long y = (long) Math.floor(cell.y()[i] * scale + 0.5);
                    snapped.push(x, y);
                    vertices.add(List.of(x, y));
                }
                if (snapped.endRing()) {
                    doubleArea += snapped.doubleArea(snapped.ringCount() - 1);
                }
            }
            long west = (long) Math.floor(0.337 * scale + 0.5);
            long east = (long) Math.floor((0.337 + side) * scale + 0.5);
            long north = (long) Math.floor(0.411 * scale + 0.5);
            long south = (long) Math.floor((0.411 + side) * scale + 0.5);
            assertEquals(2 * (east - west) * (south - north), doubleArea, "zoom " + zoom);
            for (int ring = 0; ring < snapped.ringCount(); ring++) {
                addPieces(snapped, ring, vertices, pieces);
            }
            pieces.forEach((piece, times) -> assertTrue(
                    times == 0
                            || (piece.get(0).equals(piece.get(2)) && (piece.get(0) == west || piece.get(0) == east))
                            || (piece.get(1).equals(piece.get(3)) && (piece.get(1) == north || piece.get(1) == south)),
                    () -> piece + " is left " + times + " times"));
        }
    }

    /** Splits edges at the lattice vertices on them and counts each piece, up less down. */
    private static void addPieces(
            LatticeRings rings, int ring, Set<List<Long>> vertices, Map<List<Long>, Integer> pieces) {
        int end = rings.ringEnd(ring);
        for (int i = rings.ringStart(ring), j = end - 1; i < end; j = i++) {
            long dx = rings.x[i] - rings.x[j];
            long dy = rings.y[i] - rings.y[j];
            long steps = BigInteger.valueOf(dx).gcd(BigInteger.valueOf(dy)).longValueExact();
            long x = rings.x[j];
            long y = rings.y[j];
            for (long step = 1; step <= steps; step++) {
                long toX = rings.x[j] + dx / steps * step;
                long toY = rings.y[j] + dy / steps * step;
                if (vertices.contains(List.of(toX, toY))) {
                    boolean up = x < toX || (x == toX && y < toY);
                    pieces.merge(up ? List.of(x, y, toX, toY) : List.of(toX, toY, x, y), up ? 1 : -1, Integer::sum);
                    x = toX;
                    y = toY;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11, 14})
    void fragmentsOfAPartitionNeitherOverlapNorLeaveGapsInATile(int zoom) {
        double side = 0.003;
        Map<Long, List<Geometry>> byTile = new TreeMap<>();
        for (PolygonBuffer cell : Shapes.partition(9, 6, 5, 0.337, 0.411, side)) {
            FragmentReader read = slice(new SliceOptions(zoom, zoom, 4096, 8, 1, 0), cell);
            read.fragments.forEach((id, rings) ->
                    byTile.computeIfAbsent(id, any -> new ArrayList<>()).add(FragmentReader.geometry(rings)));
        }
        byTile.forEach((id, fragments) -> {
            double sum = fragments.stream().mapToDouble(Geometry::getArea).sum();
            double vertices =
                    fragments.stream().mapToDouble(Geometry::getNumPoints).sum();
            double union = UnaryUnionOp.union(fragments).getArea();
            // Rounding of crossings at the buffer's edge may bend an edge by a unit on the last stretch to it.
            assertEquals(sum, union, vertices * 20, () -> "tile " + TileId.coord(id));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("oddShapes")
    void pointIsInside(int seed, PolygonBuffer polygon) {
        TileSlicer slicer = new TileSlicer(options(0, 0, 0, 0), new FragmentReader());
        slicer.slice(polygon);
        Point point = FragmentReader.FACTORY.createPoint(new Coordinate(slicer.worldX(), slicer.worldY()));
        boolean inside = false;
        for (int part = 0; part < polygon.partCount(); part++) {
            boolean evenOdd = false;
            boolean border = false;
            for (Geometry ring : rings(polygon, part, (x, y) -> new Coordinate(x, y))) {
                int place = PointLocation.locateInRing(point.getCoordinate(), ring.getCoordinates());
                evenOdd ^= place == Location.INTERIOR;
                border |= place == Location.BOUNDARY;
            }
            inside |= evenOdd && !border;
        }
        assertTrue(inside, () -> point + " is not inside for seed " + seed);
    }

    @Test
    void pointIsTheCentroidWhenThatIsInside() {
        TileSlicer slicer = new TileSlicer(options(0, 0, 0, 0), new FragmentReader());
        slicer.slice(Shapes.polygon(Shapes.rectangle(1.25, 0.5, 1.5, 0.75)));
        assertEquals(0.375, slicer.worldX(), 1e-15);
        assertEquals(0.625, slicer.worldY(), 1e-15);
        assertEquals(1 / 16.0, slicer.worldArea(), 1e-15);
    }

    @Test
    void pointOfARingRoundAHoleIsBesideTheHole() {
        TileSlicer slicer = new TileSlicer(options(0, 0, 0, 0), new FragmentReader());
        slicer.slice(
                Shapes.polygon(Shapes.rectangle(0.25, 0.25, 0.75, 0.75), Shapes.rectangle(0.375, 0.375, 0.625, 0.625)));
        assertEquals(0.5, slicer.worldY(), 1e-15);
        assertEquals(0.3125, Math.min(slicer.worldX(), 1 - slicer.worldX()), 1e-15);
        assertEquals(3 / 16.0, slicer.worldArea(), 1e-15);
    }

    @Test
    void bothLobesOfABowtieStay() {
        PolygonBuffer bowtie = Shapes.polygon(new double[] {0.25, 0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75});
        FragmentReader read = slice(options(0, 0, 0, 0), bowtie);
        assertEquals(
                Set.of("1024 1024,2048 2048,1024 3072,", "2048 2048,3072 1024,3072 3072,"),
                read.normal().values().iterator().next());
    }

    @Test
    void overlappingPartsAreJoined() {
        PolygonBuffer parts = Shapes.polygon(Shapes.rectangle(0.25, 0.25, 0.5, 0.5));
        Shapes.addPart(parts, Shapes.rectangle(0.375, 0.25, 0.75, 0.5));
        FragmentReader read = slice(options(0, 0, 0, 0), parts);
        assertEquals(
                Set.of("1024 1024,3072 1024,3072 2048,1024 2048,"),
                read.normal().values().iterator().next());
    }

    @Test
    void holeThatVanishesIsLeftOut() {
        double[] hole = Shapes.rectangle(0.3, 0.3, 0.3 + UNIT / 3, 0.3 + UNIT / 3);
        FragmentReader read = slice(options(0, 0, 0, 0), Shapes.polygon(Shapes.rectangle(0.25, 0.25, 0.5, 0.5), hole));
        assertEquals(1, read.fragments.values().iterator().next().size());
        assertNull(read.fragments.get(5L));
    }

    @Test
    void slicerKeepsNothingOfThePolygonBefore() {
        List<PolygonBuffer> shapes = oddShapes()
                .map(arguments -> (PolygonBuffer) arguments.get()[1])
                .limit(40)
                .toList();
        FragmentReader[] current = new FragmentReader[1];
        TileSlicer reused = new TileSlicer(options(0, 5, 0.5, 1), new FragmentSink() {
            @Override
            public void polygon(long tileId, byte[] commands, int offset, int length) {
                current[0].polygon(tileId, commands, offset, length);
            }

            @Override
            public void dust(int zoom) {
                current[0].dust(zoom);
            }
        });
        for (PolygonBuffer shape : shapes) {
            current[0] = new FragmentReader();
            reused.slice(shape);
            FragmentReader fresh = slice(options(0, 5, 0.5, 1), shape);
            assertEquals(fresh.normal(), current[0].normal());
            assertEquals(fresh.dust, current[0].dust);
        }
        assertFalse(shapes.isEmpty());
    }

    private static SliceOptions options(int minZoom, int maxZoom, double simplify, double minArea) {
        return new SliceOptions(minZoom, maxZoom, 4096, 8, simplify, minArea);
    }

    private static FragmentReader slice(SliceOptions options, PolygonBuffer polygon) {
        FragmentReader read = new FragmentReader();
        new TileSlicer(options, read).slice(polygon);
        return read;
    }

    /** Passes one zoom on, so that simplification is that of a zoom below the last. */
    private static FragmentSink zoomOnly(int zoom, FragmentReader read) {
        return new FragmentSink() {
            @Override
            public void polygon(long tileId, byte[] commands, int offset, int length) {
                if (TileId.zoom(tileId) == zoom) {
                    read.polygon(tileId, commands, offset, length);
                }
            }

            @Override
            public void dust(int dustZoom) {
                if (dustZoom == zoom) {
                    read.dust(dustZoom);
                }
            }
        };
    }

    private static Set<Integer> zooms(FragmentReader read) {
        Set<Integer> zooms = new HashSet<>();
        read.fragments.keySet().forEach(id -> zooms.add(TileId.zoom(id)));
        return zooms;
    }

    private static Set<TileCoord> tiles(FragmentReader read) {
        return read.normal().keySet();
    }

    private static void assertAllValid(FragmentReader read) {
        read.fragments.forEach((id, rings) -> {
            IsValidOp valid = new IsValidOp(FragmentReader.geometry(rings));
            assertTrue(valid.isValid(), () -> TileId.coord(id) + " " + valid.getValidationError());
        });
    }

    private static void assertReassembles(FragmentReader read, int zoom, Geometry expected, double offUnits) {
        assertReassembles(read, zoom, 4096, expected, offUnits);
    }

    /** Fragments without their buffers are the expected polygon in each tile but for a rim, and their areas add up to its area. */
    private static void assertReassembles(
            FragmentReader read, int zoom, int extent, Geometry expected, double offUnits) {
        double buffer = Math.round(8 * extent / 256.0);
        double[] area = {0};
        read.fragments.forEach((id, rings) -> {
            TileCoord tile = TileId.coord(id);
            assertEquals(zoom, tile.z());
            Geometry fragment = FragmentReader.geometry(rings);
            Envelope reach = fragment.getEnvelopeInternal();
            assertTrue(new Envelope(-buffer, extent + buffer, -buffer, extent + buffer).contains(reach));
            Geometry square = FragmentReader.FACTORY.toGeometry(new Envelope(0, extent, 0, extent));
            Geometry inTile = polygonal(OverlayNGRobust.overlay(fragment, square, OverlayNG.INTERSECTION));
            Geometry moved = AffineTransformation.translationInstance(
                            -(double) tile.x() * extent, -(double) tile.y() * extent)
                    .transform(expected);
            Geometry twin = polygonal(OverlayNGRobust.overlay(moved, square, OverlayNG.INTERSECTION));
            double rim = (twin.getLength() + inTile.getLength() + 4) * offUnits;
            double difference = OverlayNGRobust.overlay(inTile, twin, OverlayNG.SYMDIFFERENCE)
                    .buffer(-offUnits)
                    .getArea();
            assertTrue(difference <= offUnits, () -> tile + ": " + difference + " units2 differ");
            assertEquals(twin.getArea(), inTile.getArea(), rim);
            area[0] += inTile.getArea();
        });
        assertEquals(expected.getArea(), area[0], (expected.getLength() + 4) * 2 * offUnits);
    }

    private static Geometry polygonal(Geometry geometry) {
        List<?> polygons = PolygonExtracter.getPolygons(geometry);
        return FragmentReader.FACTORY.createMultiPolygon(polygons.toArray(new Polygon[0]));
    }

    private static Geometry box(double west, double north, double east, double south, int zoom) {
        double scale = Math.scalb(4096.0, zoom);
        return FragmentReader.FACTORY.toGeometry(
                new Envelope(west * scale, east * scale, north * scale, south * scale));
    }

    private interface Placing {
        Coordinate place(double x, double y);
    }

    private static List<LinearRing> rings(PolygonBuffer polygon, int part, Placing placing) {
        List<LinearRing> rings = new ArrayList<>();
        for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
            int start = polygon.ringStart(ring);
            int count = polygon.ringEnd(ring) - start;
            Coordinate[] points = new Coordinate[count + 1];
            for (int i = 0; i <= count; i++) {
                points[i] = placing.place(polygon.x()[start + i % count], polygon.y()[start + i % count]);
            }
            rings.add(FragmentReader.FACTORY.createLinearRing(points));
        }
        return rings;
    }

    private static Geometry twin(PolygonBuffer polygon, int zoom, SliceOptions options) {
        int step = options.step(zoom);
        double scale = Math.scalb((double) options.extent(), zoom);
        List<Geometry> parts = new ArrayList<>();
        for (int part = 0; part < polygon.partCount(); part++) {
            List<LinearRing> rings = rings(
                    polygon,
                    part,
                    (x, y) -> new Coordinate(
                            Math.floor(x * scale / step + 0.5) * step, Math.floor(y * scale / step + 0.5) * step));
            Geometry whole = nonzero(rings.get(0));
            for (LinearRing hole : rings.subList(1, rings.size())) {
                whole = OverlayNGRobust.overlay(whole, nonzero(hole), OverlayNG.DIFFERENCE);
            }
            parts.add(whole);
        }
        return UnaryUnionNG.union(FragmentReader.FACTORY.buildGeometry(parts), new PrecisionModel(1 << 20));
    }

    private static Geometry nonzero(LinearRing ring) {
        Polygon polygon = FragmentReader.FACTORY.createPolygon(ring);
        return polygon.isValid() ? polygon : GeometryFixer.fix(polygon);
    }
}
