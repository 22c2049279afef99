package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.table.ColumnType;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.testdata.FieldPartition;
import dev.croft.testdata.FieldZones;
import dev.croft.testdata.ListZones;
import dev.croft.testdata.RowOrder;
import dev.croft.testdata.WktPolygons;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.TilingSummary.ZoomCounts;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.slice.FragmentSink;
import dev.croft.tiling.slice.SliceOptions;
import dev.croft.tiling.slice.TileSlicer;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of polygons that are too small, and of tiles that are too large. */
class TileRulesTest {
    private static final FieldPartition LAND = new FieldPartition(7, 2500);
    private static final int LIMIT = 3000;

    @TempDir
    private Path folder;

    /** What the tiles know about a zone, worked out one by one. */
    private record Zone(long id, double worldArea, long curve, long tile) {}

    @ParameterizedTest
    @EnumSource(Profile.class)
    void zonesAddUpAtEveryZoomAndTheLastOneHasThemAll(Profile profile) throws IOException {
        TiledArchive archive = TiledArchive.make(
                folder,
                fields(RowOrder.SPATIAL),
                TiledArchive.options(profile, 4, 14).build());
        archive.requireValid();
        archive.requireAllZonesAccountedFor();
        assertEquals(2500, archive.summary().zoneCount());
        for (String layer : List.of(TiledArchive.POLYGONS, TiledArchive.POINTS)) {
            for (int zoom : profile == Profile.WEB ? new int[] {14} : new int[] {4, 9, 14}) {
                Map<Long, Long> ids = archive.features(layer, zoom).stream()
                        .collect(Collectors.groupingBy(TileFeature::id, Collectors.counting()));
                assertEquals(2500, ids.size(), layer + " at zoom " + zoom);
            }
            for (int zoom = 4; zoom <= 14; zoom++) {
                assertEquals(
                        archive.features(layer, zoom).size(),
                        archive.counts(layer, zoom).fragments(),
                        layer + " at zoom " + zoom);
            }
        }
        assertEquals(
                archive.summary().largestTileBytes(), largestStored(archive), "bytes of the largest tile, compressed");
    }

    private static long largestStored(TiledArchive archive) throws IOException {
        try (PmtilesReader reader = PmtilesReader.open(archive.file())) {
            long largest = 0;
            EntryCursor entry = reader.entries();
            while (entry.next()) {
                largest = Math.max(largest, entry.length());
            }
            return largest;
        }
    }

    /** Against squares worked out by following the rule word by word. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7})
    void squaresStandForTinyPolygonsTogether(int zoom) throws IOException {
        TilingOptions options = TiledArchive.options(Profile.WEB, zoom, zoom + 3)
                .withoutTileLimit()
                .build();
        TiledArchive archive = TiledArchive.make(folder, fields(RowOrder.SPATIAL), options);
        SortedMap<Long, List<TileFeature>> tiles = archive.featuresByTile(TiledArchive.POLYGONS, zoom);
        Map<Long, Zone> zones = zones(zoom);
        SortedMap<Long, List<Zone>> zonesByTile =
                zones.values().stream().collect(Collectors.groupingBy(Zone::tile, TreeMap::new, Collectors.toList()));
        assertEquals(zonesByTile.keySet(), tiles.keySet());
        double unitsPerWorld = Math.scalb(4096.0, zoom);
        for (Map.Entry<Long, List<Zone>> tile : zonesByTile.entrySet()) {
            List<TileFeature> squares = tiles.get(tile.getKey());
            assertTrue(squares.stream().allMatch(TileFeature::isSquare));
            double area = tile.getValue().stream().mapToDouble(Zone::worldArea).sum() * unitsPerWorld * unitsPerWorld;
            double drawn = squares.stream().mapToDouble(TileFeature::area).sum();
            double largestSide = Math.sqrt(
                    squares.stream().mapToDouble(TileFeature::area).max().orElseThrow());
            assertEquals(area, drawn, largestSide + 1, "area of the squares of " + TileId.coord(tile.getKey()));
            List<String> expected = squares(tile.getValue(), unitsPerWorld);
            assertEquals(
                    expected,
                    squares.stream()
                            .map(square -> square.id() + " " + Math.round(Math.sqrt(square.area())))
                            .sorted()
                            .toList());
        }
        ZoomCounts counts = archive.counts(TiledArchive.POLYGONS, zoom);
        assertEquals(2500, counts.accumulated());
        assertEquals(tiles.values().stream().mapToLong(List::size).sum(), counts.squares());
        requireAttributes(archive.features(TiledArchive.POLYGONS, zoom));
    }

    /** Where the limit leaves room for few squares, each of them stands for more; nothing is dropped. */
    @ParameterizedTest
    @ValueSource(ints = {600, 2000, 20_000})
    void squaresFitIntoTheLimitAndLoseNoArea(int most) throws IOException {
        TilingOptions options = TiledArchive.options(Profile.WEB, 4, 7)
                .withoutCentroids()
                .tileBytes(most)
                .build();
        TiledArchive archive = TiledArchive.make(folder, fields(RowOrder.SPATIAL), options);
        archive.requireAllZonesAccountedFor();
        assertEquals(0, archive.counts(TiledArchive.POLYGONS, 4).overLimit());
        List<TileFeature> squares = archive.features(TiledArchive.POLYGONS, 4);
        assertEquals(1, archive.featuresByTile(TiledArchive.POLYGONS, 4).size(), "all are in one tile");
        double area = zones(4).values().stream().mapToDouble(Zone::worldArea).sum() * Math.pow(4096.0 * 16, 2);
        double drawn = squares.stream().mapToDouble(TileFeature::area).sum();
        double largest = squares.stream().mapToDouble(TileFeature::area).max().orElseThrow();
        assertEquals(area, drawn, Math.sqrt(largest) + 1);
        assertTrue(counted(squares) <= most, () -> squares.size() + " squares");
    }

    /** Id and side of the squares of a tile, in order of their text. */
    private static List<String> squares(List<Zone> zones, double unitsPerWorld) {
        List<Zone> along = zones.stream()
                .sorted(Comparator.comparingLong(Zone::curve).thenComparingLong(Zone::id))
                .toList();
        List<String> squares = new ArrayList<>();
        double owed = 0;
        List<Zone> group = new ArrayList<>();
        for (int i = 0; i < along.size(); i++) {
            group.add(along.get(i));
            owed += along.get(i).worldArea() * unitsPerWorld * unitsPerWorld;
            if (owed >= 256 || i == along.size() - 1) {
                Zone largest = group.stream()
                        .max(Comparator.comparingDouble(Zone::worldArea))
                        .orElseThrow();
                long side = Math.max(1, Math.round(Math.sqrt(Math.max(0, owed))));
                squares.add(largest.id() + " " + side);
                owed -= side * side;
                group.clear();
            }
        }
        return squares.stream().sorted().toList();
    }

    private static void requireAttributes(List<TileFeature> features) throws IOException {
        Map<Long, Object> areas = new HashMap<>();
        FieldPartition land = LAND;
        PolygonBuffer outline = new PolygonBuffer();
        for (long field = 0; field < land.fieldCount(); field++) {
            land.outline(field, outline);
            areas.put(field + 1, FieldPartition.hectares(outline));
        }
        for (TileFeature feature : features) {
            assertEquals(areas.get(feature.id()), feature.attribute("area_ha"));
            assertEquals((long) land.county(feature.id() - 1), feature.attribute("county"));
            assertNull(feature.attribute("id"), "the key is the id and no attribute");
        }
    }

    @Test
    void orderOfRowsDoesNotMatter() throws IOException {
        TilingOptions options =
                TiledArchive.options(Profile.WEB, 4, 11).tileBytes(20_000).build();
        TiledArchive inOrder = TiledArchive.make(folder, fields(RowOrder.SPATIAL), options);
        TiledArchive shuffled = TiledArchive.make(folder, fields(RowOrder.RANDOM), options);
        assertEquals(-1, Files.mismatch(inOrder.file(), shuffled.file()));
    }

    @ParameterizedTest
    @EnumSource(
            value = DropRule.class,
            names = {"DENSEST", "SMALLEST"})
    void tileThatIsTooLargeKeepsWhatTheRuleSays(DropRule rule) throws IOException {
        TilingOptions.Builder options = TiledArchive.options(Profile.KEEP_ALL, 5, 12);
        TiledArchive all = TiledArchive.make(folder, fields(RowOrder.SPATIAL), options.build());
        options.tileBytes(LIMIT).drop(rule);
        TiledArchive limited = TiledArchive.make(folder, fields(RowOrder.SPATIAL), options.build());
        limited.requireAllZonesAccountedFor();
        limited.requireValid();
        Map<Long, Zone> zones = zones(5);
        long dropped = 0;
        for (int zoom = 5; zoom <= 12; zoom++) {
            SortedMap<Long, List<TileFeature>> polygons = all.featuresByTile(TiledArchive.POLYGONS, zoom);
            SortedMap<Long, List<TileFeature>> points = all.featuresByTile(TiledArchive.POINTS, zoom);
            SortedMap<Long, List<TileFeature>> keptPolygons = limited.featuresByTile(TiledArchive.POLYGONS, zoom);
            SortedMap<Long, List<TileFeature>> keptPoints = limited.featuresByTile(TiledArchive.POINTS, zoom);
            for (long tile : polygons.keySet()) {
                List<TileFeature> ofPolygons = polygons.get(tile);
                List<TileFeature> ofPoints = points.getOrDefault(tile, List.of());
                long bytes = counted(ofPolygons) + counted(ofPoints);
                long share = Math.min(counted(ofPolygons), Math.max(LIMIT / 2, LIMIT - counted(ofPoints)));
                List<Long> expected = bytes <= LIMIT ? ids(ofPolygons) : kept(ofPolygons, share, true, rule, zones);
                assertEquals(expected, ids(keptPolygons.get(tile)), () -> "polygons of " + TileId.coord(tile));
                long left = counted(keptPolygons.get(tile));
                List<Long> expectedPoints =
                        bytes <= LIMIT ? ids(ofPoints) : kept(ofPoints, LIMIT - left, false, rule, zones);
                assertEquals(
                        expectedPoints,
                        ids(keptPoints.getOrDefault(tile, List.of())),
                        () -> "points of " + TileId.coord(tile));
                dropped += ofPolygons.size() - keptPolygons.get(tile).size();
                requireWithinLimit(keptPolygons.get(tile), keptPoints.getOrDefault(tile, List.of()), LIMIT);
            }
        }
        assertTrue(dropped > 1000, "polygons dropped: " + dropped);
    }

    private static void requireWithinLimit(List<TileFeature> polygons, List<TileFeature> points, long most) {
        boolean oneFeatureExceeds = polygons.size() == 1 && polygons.get(0).countedBytes() > most && points.isEmpty();
        assertTrue(
                oneFeatureExceeds || counted(polygons) + counted(points) <= most,
                () -> counted(polygons) + " bytes of polygons and " + counted(points) + " of points");
    }

    private static long counted(List<TileFeature> features) {
        return features.stream().mapToLong(TileFeature::countedBytes).sum();
    }

    private static List<Long> ids(List<TileFeature> features) {
        return features.stream().map(TileFeature::id).toList();
    }

    /** Ids of the features that are kept, in their order: the rule, word by word. */
    private static List<Long> kept(
            List<TileFeature> features, long most, boolean keepsOne, DropRule rule, Map<Long, Zone> zones) {
        List<Zone> along = features.stream()
                .map(feature -> zones.get(feature.id()))
                .sorted(Comparator.comparingLong(Zone::curve).thenComparingLong(Zone::id))
                .toList();
        Map<Long, Double> ranks = new HashMap<>();
        for (int i = 0; i < along.size(); i++) {
            Zone zone = along.get(i);
            double gap =
                    i == 0 ? Double.MAX_VALUE : zone.curve() - along.get(i - 1).curve();
            ranks.put(zone.id(), rule == DropRule.DENSEST ? gap : zone.worldArea());
        }
        List<TileFeature> byRank = features.stream()
                .sorted(Comparator.comparingDouble((TileFeature feature) -> -ranks.get(feature.id()))
                        .thenComparingLong(TileFeature::id))
                .toList();
        List<Long> kept = new ArrayList<>();
        long bytes = 0;
        for (TileFeature feature : byRank) {
            bytes += feature.countedBytes();
            if (bytes > most && !(keepsOne && kept.isEmpty())) {
                break;
            }
            kept.add(feature.id());
        }
        return kept.stream().sorted().toList();
    }

    /** Limits so small that one feature is all that a tile can hold, or not even that. */
    @ParameterizedTest
    @CsvSource({
        "1, SMALLEST",
        "30, SMALLEST",
        "60, SMALLEST",
        "90, SMALLEST",
        "200, SMALLEST",
        "1, DENSEST",
        "60, DENSEST"
    })
    void noTileExceedsItsLimitUnlessOneFeatureDoes(long most, DropRule rule) throws IOException {
        for (Profile profile : Profile.values()) {
            TilingOptions options = TiledArchive.options(profile, 6, 13)
                    .tileBytes(most)
                    .drop(rule)
                    .build();
            TiledArchive archive = TiledArchive.make(folder, fields(RowOrder.SPATIAL), options);
            archive.requireAllZonesAccountedFor();
            for (int zoom = 6; zoom <= 13; zoom++) {
                SortedMap<Long, List<TileFeature>> points = archive.featuresByTile(TiledArchive.POINTS, zoom);
                for (Map.Entry<Long, List<TileFeature>> tile :
                        archive.featuresByTile(TiledArchive.POLYGONS, zoom).entrySet()) {
                    requireWithinLimit(tile.getValue(), points.getOrDefault(tile.getKey(), List.of()), most);
                }
            }
        }
    }

    @Test
    void tinyPolygonsAreDroppedOrKeptWhenAskedFor() throws IOException {
        TilingOptions.Builder options = TiledArchive.options(Profile.WEB, 4, 8).withoutTileLimit();
        TiledArchive dropped = TiledArchive.make(
                folder, fields(RowOrder.SPATIAL), options.tiny(TinyRule.DROP).build());
        dropped.requireAllZonesAccountedFor();
        assertEquals(2500, dropped.counts(TiledArchive.POLYGONS, 4).tiny());
        assertEquals(List.of(), dropped.features(TiledArchive.POLYGONS, 4));
        assertEquals(2500, dropped.features(TiledArchive.POINTS, 4).size());

        TiledArchive kept = TiledArchive.make(
                folder, fields(RowOrder.SPATIAL), options.tiny(TinyRule.KEEP).build());
        kept.requireAllZonesAccountedFor();
        List<TileFeature> squares = kept.features(TiledArchive.POLYGONS, 4);
        assertEquals(2500, squares.size());
        assertEquals(2500, squares.stream().map(TileFeature::id).distinct().count());
        assertTrue(squares.stream().allMatch(TileFeature::isSquare));
        requireAttributes(squares);
    }

    /** One has an area but no width in pixels; its square is as large as it is. */
    @Test
    void polygonThatIsTooNarrowToDrawLosesNoArea() throws IOException {
        ListZones zones = ListZones.of(
                        Partition.WGS84,
                        "POLYGON ((10 50, 30 50, 30 50.001, 10 50.001, 10 50))",
                        "POLYGON ((12 40, 12.2 40, 12.2 40.2, 12 40.2, 12 40))")
                .withColumn("name", ColumnType.STRING, "narrow", "square");
        TiledArchive archive = TiledArchive.make(
                folder, zones, TiledArchive.options(Profile.WEB, 4, 9).build());
        archive.requireValid();
        archive.requireAllZonesAccountedFor();
        TileFeature square = archive.features(TiledArchive.POLYGONS, 7).stream()
                .filter(feature -> "narrow".equals(feature.attribute("name")))
                .findFirst()
                .orElseThrow();
        assertTrue(square.isSquare());
        double expected = zone(1, WktPolygons.toWkb("POLYGON ((10 50, 30 50, 30 50.001, 10 50.001, 10 50))"), 7)
                        .worldArea()
                * Math.pow(4096.0 * 128, 2);
        assertEquals(expected, square.area(), 2 * Math.sqrt(expected) + 1);
    }

    private static FieldZones fields(RowOrder order) {
        return new FieldZones(LAND, order, Partition.WGS84);
    }

    private static Map<Long, Zone> zones(int zoom) throws IOException {
        Map<Long, Zone> zones = new HashMap<>();
        try (FieldZones source = fields(RowOrder.SPATIAL);
                ZoneReader reader = source.partitions().get(0).open(List.of())) {
            ZoneBatch batch = new ZoneBatch(List.of());
            while (reader.next(batch, 1000)) {
                for (int i = 0; i < batch.rowCount(); i++) {
                    byte[] wkb = Arrays.copyOfRange(
                            batch.wkb(), batch.wkbOffset(i), batch.wkbOffset(i) + batch.wkbLength(i));
                    Zone zone = zone(batch.sourceRow(i) + 1, wkb, zoom);
                    zones.put(zone.id(), zone);
                }
            }
        }
        return zones;
    }

    private static Zone zone(long id, byte[] wkb, int zoom) {
        PolygonBuffer polygon = new PolygonBuffer();
        assertEquals(WkbPolygons.Result.POLYGON, WkbPolygons.read(wkb, 0, wkb.length, polygon));
        assertTrue(WorldTransform.from(Partition.WGS84, 14, 4096).apply(polygon));
        TileSlicer slicer = new TileSlicer(SliceOptions.of(0, 0), new NoFragments());
        slicer.slice(polygon);
        int x = SliceWorker.fixedPoint(slicer.worldX());
        int y = SliceWorker.fixedPoint(slicer.worldY());
        return new Zone(id, area(polygon), TileId.hilbert(31, x >>> 1, y >>> 1), SliceWorker.tileOf(zoom, x, y));
    }

    /** Shells less holes: their rings run in opposite directions. */
    private static double area(PolygonBuffer polygon) {
        double twice = 0;
        for (int ring = 0; ring < polygon.ringCount(); ring++) {
            int start = polygon.ringStart(ring);
            for (int i = start + 1; i < polygon.ringEnd(ring); i++) {
                double x0 = polygon.x()[i - 1] - polygon.x()[start];
                double x1 = polygon.x()[i] - polygon.x()[start];
                twice += x0 * (polygon.y()[i] - polygon.y()[start]) - x1 * (polygon.y()[i - 1] - polygon.y()[start]);
            }
        }
        return Math.abs(twice) / 2;
    }

    private static final class NoFragments implements FragmentSink {
        @Override
        public void polygon(long tileId, byte[] commands, int offset, int length) {
            // Only the facts about the polygon are asked for.
        }

        @Override
        public void dust(int zoom) {
            // As above.
        }
    }
}
