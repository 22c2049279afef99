package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.vector.ZoneSource;
import dev.croft.testdata.FieldPartition;
import dev.croft.testdata.FieldZones;
import dev.croft.testdata.ListZones;
import dev.croft.testdata.RowOrder;
import dev.croft.tiling.TilingOptions.BadZonePolicy;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.TilingSummary.Affected;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.slice.SliceCounts.Mending;
import dev.croft.tiling.tile.TileCoord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places, numbers and options at the ends of what there is. */
class EdgeCasesTest {
    private static final String SQUARE = box(10, 50, 10.1, 50.1);

    @TempDir
    private Path folder;

    private static String box(double west, double south, double east, double north) {
        return String.format(
                Locale.ROOT,
                "POLYGON ((%1$s %2$s, %3$s %2$s, %3$s %4$s, %1$s %4$s, %1$s %2$s))",
                west,
                south,
                east,
                north);
    }

    private static ListZones zones(String... polygons) {
        return ListZones.of(Partition.WGS84, polygons);
    }

    private TiledArchive make(ListZones zones, TilingOptions.Builder options) throws IOException {
        TiledArchive archive = TiledArchive.make(folder, zones, options.build());
        archive.requireAllZonesAccountedFor();
        archive.requireValid();
        return archive;
    }

    private static TilingOptions.Builder keepAll(int minZoom, int maxZoom) {
        return TiledArchive.options(Profile.KEEP_ALL, minZoom, maxZoom);
    }

    private static Set<TileCoord> tiles(List<TileFeature> features) {
        return features.stream().map(TileFeature::tile).collect(Collectors.toSet());
    }

    private static double area(List<TileFeature> features) {
        return features.stream().mapToDouble(TileFeature::areaInTile).sum();
    }

    private static double mercatorY(double latitude) {
        double radians = Math.toRadians(latitude);
        return 0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI);
    }

    @ParameterizedTest
    @CsvSource({"179, 181", "-181, -179", "539, 541", "-541, -539"})
    void polygonAcrossTheAntimeridianIsOnBothSidesOfTheMap(double west, double east) throws IOException {
        TiledArchive archive = make(zones(box(west, 10, east, 11)), keepAll(3, 6));
        for (int zoom = 3; zoom <= 6; zoom++) {
            int last = (1 << zoom) - 1;
            List<TileFeature> features = archive.features(TiledArchive.POLYGONS, zoom);
            assertEquals(
                    Set.of(0, last), tiles(features).stream().map(TileCoord::x).collect(Collectors.toSet()));
            for (int side : new int[] {0, last}) {
                double expected = 4096.0 * (1 << zoom) / 360 * (mercatorY(10) - mercatorY(11)) * 4096 * (1 << zoom);
                double found = area(features.stream()
                        .filter(feature -> feature.tile().x() == side)
                        .toList());
                assertEquals(expected, found, zoom == 6 ? 400 : 16 * 200, "zoom " + zoom + ", column " + side);
            }
            assertEquals(1, archive.features(TiledArchive.POINTS, zoom).size());
        }
        assertEquals(-180, archive.summary().bounds().west(), 1e-9);
        assertEquals(180, archive.summary().bounds().east(), 1e-9);
    }

    @Test
    void wholeTurnsMakeNoDifference() throws IOException {
        SortedMap<Long, byte[]> usual =
                make(zones(box(170, 10, 179.5, 11)), keepAll(2, 7)).contents();
        SortedMap<Long, byte[]> turned =
                make(zones(box(-190, 10, -180.5, 11)), keepAll(2, 7)).contents();
        assertEquals(usual.keySet(), turned.keySet());
        usual.forEach((id, content) -> assertEquals(List.of(), differences(content, turned.get(id))));
    }

    private static List<Integer> differences(byte[] one, byte[] other) {
        return one.length != other.length
                ? List.of(-1)
                : IntStream.range(0, one.length)
                        .filter(i -> one[i] != other[i])
                        .boxed()
                        .toList();
    }

    /** Neighbours of which one says 180 degrees and goes on beyond, and one says -180. */
    @Test
    void neighboursAtTheAntimeridianTouch() throws IOException {
        TiledArchive archive = make(
                zones(box(170, 0, 190, 20), box(-170, 0, -150, 20), box(150, 0, 170, 20)),
                keepAll(5, 6).bufferPixels(0));
        double expected = 60 * (mercatorY(0) - mercatorY(20)) / 360 * Math.pow(4096.0 * 64, 2);
        assertEquals(expected, area(archive.features(TiledArchive.POLYGONS, 6)), 60 / 360.0 * 4096 * 64);
        Set<Integer> columns = tiles(archive.features(TiledArchive.POLYGONS, 6)).stream()
                .map(TileCoord::x)
                .collect(Collectors.toSet());
        assertEquals(
                IntStream.concat(IntStream.rangeClosed(0, 5), IntStream.rangeClosed(58, 63))
                        .boxed()
                        .collect(Collectors.toSet()),
                columns);
    }

    /** Alaska Albers puts the Aleutians in one piece; longitudes jump there from -180 to 180. */
    @Test
    void polygonInAProjectionThatKnowsNoAntimeridianGoesOnBeyondIt() throws IOException {
        Crs albers = Crs.parse("+proj=aea +lat_1=55 +lat_2=65 +lat_0=50 +lon_0=-154 +datum=NAD83 +units=m");
        String shell = "-1900000 450000, -1700000 450000, -1700000 600000, -1900000 600000, -1900000 450000";
        String hole = "-1700500 500000, -1700500 500400, -1701000 500400, -1701000 500000, -1700500 500000";
        String otherHole = "-1890500 500000, -1890500 500400, -1891000 500400, -1891000 500000, -1890500 500000";
        TiledArchive archive = make(
                ListZones.of(albers, "POLYGON ((" + shell + "), (" + hole + "), (" + otherHole + "))"), keepAll(4, 8));
        assertEquals(Set.of(Mending.NONE), archive.summary().mendings().keySet());
        Set<Integer> columns = tiles(archive.features(TiledArchive.POLYGONS, 8)).stream()
                .map(TileCoord::x)
                .collect(Collectors.toSet());
        assertTrue(columns.contains(0) && columns.contains(255), columns::toString);
        assertTrue(columns.size() < 10, columns::toString);
    }

    /** A polar projection: the ring goes around the map once and does not close. */
    @Test
    void polygonAroundAPoleInAProjectionIsInvalid() throws IOException {
        Crs polar = Crs.parse("EPSG:3995");
        TiledArchive archive = make(
                ListZones.of(
                        polar, box(-900_000, -900_000, 900_000, 900_000), box(900_000, 900_000, 1_800_000, 1_800_000)),
                keepAll(3, 5));
        assertEquals(
                Map.of(ZoneReason.INVALID_GEOMETRY, new Affected(1, 0)),
                archive.summary().reasons());
    }

    /** An edge of a wide polygon that runs half around the world is no jump across the antimeridian. */
    @ParameterizedTest
    @ValueSource(strings = {"EPSG:3857", "+proj=eqc +datum=WGS84 +units=m"})
    void wideBoxInAProjectionStaysWide(String crs) throws IOException {
        ListZones wide = ListZones.of(Crs.parse(crs), box(-15_000_000, -1_000_000, 15_000_000, 1_000_000));
        List<TileFeature> features = make(wide, keepAll(2, 4)).features(TiledArchive.POLYGONS, 4);
        double width = 30_000_000 / 40_075_016.7 * 4096 * 16;
        double height = crs.startsWith("EPSG") ? width / 15 : 2 * (0.5 - mercatorY(8.9831528)) * 4096 * 16;
        assertEquals(width * height, area(features), width * height * 0.001);
    }

    @Test
    void polygonBeyondTheEdgeOfTheMapEndsThere() throws IOException {
        TiledArchive archive =
                make(zones(box(20, 80, 30, 89), box(20, -90, 30, -84), box(40, 86, 50, 90), SQUARE), keepAll(4, 7));
        assertEquals(
                Map.of(ZoneReason.OUTSIDE_MAP, new Affected(1, 2)),
                archive.summary().reasons());
        assertEquals(3, archive.summary().zoneCount());
        double north = 10 / 360.0 * mercatorY(80) * Math.pow(4096.0 * 128, 2);
        double found = area(archive.features(TiledArchive.POLYGONS, 7).stream()
                .filter(feature -> feature.id() == 1)
                .toList());
        assertEquals(north, found, north * 0.001);
        assertEquals(85.0511287798, archive.summary().bounds().north(), 1e-9);
        assertEquals(-85.0511287798, archive.summary().bounds().south(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"EPSG:4326, 20, 86, 30, 90", "EPSG:4326, -10, -89, 190, -85.06", "EPSG:3857, 0, 20100000, 100, 20100100"
    })
    void polygonBeyondTheEdgeOfTheMapIsOutsideOfIt(String crs, double west, double south, double east, double north)
            throws IOException {
        ListZones zones = ListZones.of(Crs.parse(crs), box(0, 10, 5, 15), box(west, south, east, north));
        assertEquals(
                Map.of(ZoneReason.OUTSIDE_MAP, new Affected(1, 1)),
                make(zones, keepAll(0, 3)).summary().reasons());
    }

    /** The whole world, and one that turns over, whose area is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POLYGON ((-180 -85, 180 -85, 180 85, -180 85, -180 -85))",
                "POLYGON ((-180 -85, 180 85, 180 -85, -180 85, -180 -85))"
            })
    void polygonInTooManyTilesIsLeftOut(String world) throws IOException {
        ListZones zones = zones(SQUARE, world, box(-60, -30, 60, 30));
        assertEquals(
                Map.of(ZoneReason.TOO_MANY_TILES, new Affected(1, 1)),
                make(zones(SQUARE, world), keepAll(13, 13)).summary().reasons());
        TilingOptions strict = keepAll(4, 22).badZones(BadZonePolicy.FAIL).build();
        InputDataException e = assertThrows(InputDataException.class, () -> TiledArchive.make(folder, zones, strict));
        assertEquals("TOO_MANY_TILES", e.code());
        assertTrue(e.getMessage().contains("row 1 of"), e.getMessage());
        assertTrue(e.getMessage().contains("tiles at zoom 13, and at most 16,777,216"), e.getMessage());
        assertTrue(e.getMessage().contains("Lower the last zoom of --layer"), e.getMessage());
    }

    @Test
    void zonesNoneOfWhichCanBeUsedAreRefused() {
        ListZones zones = zones(null, box(20, 86, 30, 90), null);
        InputDataException e = assertThrows(InputDataException.class, () -> make(zones, keepAll(4, 5)));
        assertEquals("NO_USABLE_ZONE", e.code());
        assertTrue(
                e.getMessage().contains("2 NULL_GEOMETRY (first in row 0), 1 OUTSIDE_MAP (first in row 1)"),
                e.getMessage());
    }

    @Test
    void archiveOfNoZonesSaysTheZoomsAskedFor() throws IOException {
        TiledArchive archive = make(zones(), keepAll(3, 9).centroids(new LayerSpec(TiledArchive.POINTS, 2, 8)));
        try (PmtilesReader reader = PmtilesReader.open(archive.file())) {
            assertEquals(2, reader.header().minZoom());
            assertEquals(9, reader.header().maxZoom());
        }
    }

    @Test
    void latitudeBeyondThePoleIsInvalid() throws IOException {
        TiledArchive archive = make(zones(SQUARE, box(20, 80, 30, 91), box(20, 80, 30, 89)), keepAll(4, 5));
        assertEquals(
                Map.of(ZoneReason.INVALID_GEOMETRY, new Affected(1, 1)),
                archive.summary().reasons());
    }

    @Test
    void countryIsInEveryTileThatItCovers() throws IOException {
        TiledArchive archive = make(zones(box(2, 43, 9, 49)), keepAll(8, 10));
        List<TileFeature> features = archive.features(TiledArchive.POLYGONS, 10);
        double expected = 7 / 360.0 * (mercatorY(43) - mercatorY(49)) * Math.pow(4096.0 * 1024, 2);
        assertEquals(expected, area(features), 7 / 360.0 * 4096 * 1024 * 2);
        assertEquals(21 * 26, tiles(features).size(), 120);
        assertEquals(1, archive.features(TiledArchive.POINTS, 10).size());
    }

    @ParameterizedTest
    @CsvSource({"-180, 180", "0, 360", "-180, 181", "-500, 500"})
    void worldIsInEveryTile(double west, double east) throws IOException {
        TiledArchive archive = make(zones(box(west, -90, east, 90)), keepAll(0, 3));
        for (int zoom = 0; zoom <= 3; zoom++) {
            List<TileFeature> features = archive.features(TiledArchive.POLYGONS, zoom);
            assertEquals(1 << (2 * zoom), features.size());
            features.forEach(feature -> assertEquals(4096.0 * 4096, feature.areaInTile(), 1e-6, feature::toString));
        }
        Bounds bounds = archive.summary().bounds();
        assertEquals(List.of(-180.0, 180.0), List.of(bounds.west(), bounds.east()));
        assertEquals(85.0511287798, bounds.north(), 1e-6);
        assertEquals(-85.0511287798, bounds.south(), 1e-6);
    }

    @Test
    void identicalPolygonsAreAllThereInTheOrderOfTheirIds() throws IOException {
        ListZones zones = zones(SQUARE, SQUARE, SQUARE, SQUARE)
                .withColumn("id", ColumnType.INT64, 9L, 7L, 7L, 8L)
                .withColumn("crop", ColumnType.STRING, "d", "b", "a", "c");
        ListZones others = zones(SQUARE, SQUARE, SQUARE, SQUARE)
                .withColumn("id", ColumnType.INT64, 7L, 8L, 9L, 7L)
                .withColumn("crop", ColumnType.STRING, "a", "c", "d", "b");
        for (Profile profile : Profile.values()) {
            TiledArchive archive = make(zones, TiledArchive.options(profile, 4, 9));
            for (String layer : List.of(TiledArchive.POLYGONS, TiledArchive.POINTS)) {
                List<TileFeature> features = archive.features(layer, 9).stream()
                        .filter(feature -> feature.tile().equals(firstTile(archive, layer)))
                        .toList();
                assertEquals(
                        List.of("a", "b", "c", "d"),
                        features.stream()
                                .map(feature -> feature.attribute("crop"))
                                .toList());
                assertEquals(
                        List.of(7L, 7L, 8L, 9L),
                        features.stream().map(TileFeature::id).toList());
            }
            TiledArchive shuffled = make(others, TiledArchive.options(profile, 4, 9));
            assertEquals(-1, Files.mismatch(archive.file(), shuffled.file()));
        }
    }

    private static TileCoord firstTile(TiledArchive archive, String layer) {
        try {
            return archive.features(layer, 9).get(0).tile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneFeatureMakesAnArchive() throws IOException {
        TiledArchive archive = make(zones(SQUARE), TiledArchive.options(Profile.WEB, 4, 14));
        Bounds bounds = archive.summary().bounds();
        assertEquals(10, bounds.west(), 1e-6);
        assertEquals(50.1, bounds.north(), 1e-6);
        assertEquals(1, archive.features(TiledArchive.POLYGONS, 4).size());
    }

    /** Less than the ten-millionth of a degree in which archives say where they are. */
    @Test
    void featureWithoutNoteworthySizeMakesAnArchiveThatIsValid() throws IOException {
        TiledArchive archive = make(
                zones("POLYGON ((10 50, 10.00000001 50, 10.00000001 50.00000001, 10 50))"),
                TiledArchive.options(Profile.WEB, 4, 14));
        assertEquals(1, archive.features(TiledArchive.POLYGONS, 14).size());
    }

    @Test
    void noZonesMakeAnArchiveWithoutTiles() throws IOException {
        ListZones none = zones().withColumn("crop", ColumnType.STRING);
        TiledArchive archive = make(none, TiledArchive.options(Profile.WEB, 4, 14));
        assertEquals(0, archive.summary().zoneCount());
        assertEquals(0, archive.summary().tileCount());
        assertEquals(Map.of(), archive.summary().reasons());
        try (PmtilesReader reader = PmtilesReader.open(archive.file())) {
            assertEquals(2, reader.metadata().get("vector_layers").size());
            assertEquals(
                    "fields",
                    reader.metadata().get("vector_layers").get(0).get("id").asText());
            assertTrue(
                    reader.metadata().get("vector_layers").get(0).get("fields").has("crop"));
        }
    }

    @Test
    void badGeometriesAreCountedByReason() throws IOException {
        TiledArchive archive = make(withBadOnes(), keepAll(4, 6));
        assertEquals(2, archive.summary().zoneCount());
        assertEquals(
                Map.of(
                        ZoneReason.NULL_GEOMETRY, new Affected(1, 1),
                        ZoneReason.EMPTY_GEOMETRY, new Affected(2, 2),
                        ZoneReason.NOT_A_POLYGON, new Affected(2, 4),
                        ZoneReason.INVALID_GEOMETRY, new Affected(3, 6),
                        ZoneReason.NO_AREA, new Affected(1, 9)),
                archive.summary().reasons());
        assertEquals(
                List.of(1L, 11L),
                archive.features(TiledArchive.POINTS, 6).stream()
                        .map(TileFeature::id)
                        .toList());
        try (PmtilesReader reader = PmtilesReader.open(archive.file())) {
            assertEquals(
                    3,
                    reader.metadata()
                            .get("croft")
                            .get("leftOut")
                            .get("INVALID_GEOMETRY")
                            .asInt());
        }
    }

    @Test
    void badGeometryStopsTheRunWhenAskedFor() {
        InputDataException thrown = assertThrows(
                InputDataException.class,
                () -> TiledArchive.make(
                        folder,
                        withBadOnes(),
                        keepAll(4, 6).badZones(BadZonePolicy.FAIL).build()));
        assertTrue(thrown.getMessage().contains("row 6"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("column geometry"), thrown.getMessage());
    }

    /** Rows 1 to 9 are bad, each kind of badness named in the test above. */
    private static ListZones withBadOnes() {
        return zones(
                SQUARE,
                null,
                "POLYGON EMPTY",
                "MULTIPOLYGON EMPTY",
                "0101000000000000000000F03F000000000000F03F",
                "010200000002000000000000000000F03F000000000000F03F00000000000000400000000000000040",
                "0103000000010000",
                "POLYGON ((0 0, 1 NaN, 1 1, 0 0))",
                "POLYGON ((0 0, 1 Infinity, 1 1, 0 0))",
                "POLYGON ((3 3, 4 3, 5 3, 3 3))",
                SQUARE);
    }

    @Test
    void limitAndBoxChooseZones() throws IOException {
        List<String> boxes =
                IntStream.range(0, 50).mapToObj(i -> box(i, 10, i + 0.5, 11)).toList();
        ListZones zones = zones(boxes.toArray(String[]::new));
        assertEquals(List.of(1L, 2L, 3L), pointIds(make(zones, keepAll(4, 5).limit(3))));
        assertEquals(50, pointIds(make(zones, keepAll(4, 5).limit(99))).size());
        Bounds bounds = new Bounds(10.2, 10.5, 14.2, 12);
        assertEquals(
                List.of(11L, 12L, 13L, 14L, 15L),
                pointIds(make(zones, keepAll(4, 5).box(bounds))));
        TiledArchive both = make(zones, keepAll(4, 5).box(bounds).limit(2));
        assertEquals(List.of(11L, 12L), pointIds(both));
        assertEquals(10, both.summary().bounds().west(), 1e-9);
        assertEquals(11.5, both.summary().bounds().east(), 1e-9);
        assertEquals(List.of(11L), pointIds(make(zones, keepAll(4, 5).box(new Bounds(10.5, 11, 10.7, 12)))));
        ConfigurationException thrown = assertThrows(
                ConfigurationException.class, () -> make(zones, keepAll(4, 5).box(new Bounds(10.6, 0, 10.7, 1))));
        assertTrue(thrown.getMessage().contains("--bbox"), thrown.getMessage());
    }

    /** Threads that run ahead slice zones that do not count in the end; nothing of them may be seen. */
    @Test
    void zonesBehindTheLimitLeaveNoTrace() throws IOException {
        List<String> boxes = IntStream.range(0, 9000)
                .mapToObj(i ->
                        i % 3 == 0 && i > 4 ? "POLYGON ((3 3, 4 3, 5 3, 3 3))" : box(i % 170, 10, i % 170 + 0.5, 11))
                .toList();
        TilingOptions options =
                keepAll(4, 5).box(new Bounds(-10, 0, 180, 20)).limit(10).build();
        Path whole = null;
        for (int rows : new int[] {9000, 7, 100}) {
            for (int threads : new int[] {1, 4}) {
                TiledArchive archive = TiledArchive.make(
                        folder,
                        zones(boxes.toArray(String[]::new)).inPartitionsOf(rows),
                        List.of(),
                        options,
                        threads,
                        MemoryBudget.ofBytes(64 << 20));
                whole = whole == null ? archive.file() : whole;
                assertEquals(-1, Files.mismatch(whole, archive.file()), rows + " rows, " + threads + " threads");
            }
        }
    }

    private static List<Long> pointIds(TiledArchive archive) throws IOException {
        return archive.features(TiledArchive.POINTS, 5).stream()
                .map(TileFeature::id)
                .sorted()
                .toList();
    }

    @Test
    void projectedCrsGivesTheSameTilesWithinAUnit() throws IOException {
        FieldPartition land = new FieldPartition(3, 400);
        TilingOptions options = keepAll(13, 14).build();
        TiledArchive degrees =
                TiledArchive.make(folder, new FieldZones(land, RowOrder.SPATIAL, Partition.WGS84), options);
        TiledArchive metres =
                TiledArchive.make(folder, new FieldZones(land, RowOrder.SPATIAL, Crs.parse("EPSG:5070")), options);
        Map<Long, Double> areas = areasById(degrees.features(TiledArchive.POLYGONS, 14));
        Map<Long, Double> others = areasById(metres.features(TiledArchive.POLYGONS, 14));
        assertEquals(400, areas.size());
        assertEquals(areas.keySet(), others.keySet());
        areas.forEach((id, area) -> assertEquals(area, others.get(id), 0.002 * area + 100, "field " + id));
    }

    private static Map<Long, Double> areasById(List<TileFeature> features) {
        return features.stream()
                .collect(Collectors.groupingBy(TileFeature::id, Collectors.summingDouble(TileFeature::areaInTile)));
    }

    @Test
    void unknownCrsIsRefused() {
        ConfigurationException thrown = assertThrows(
                ConfigurationException.class,
                () -> TiledArchive.make(
                        folder, ListZones.of(Crs.UNKNOWN, SQUARE), keepAll(4, 5).build()));
        assertTrue(thrown.getMessage().contains("--zones-crs"), thrown.getMessage());
    }

    @Test
    void textIdsStayAttributesAndOrderFeatures() throws IOException {
        ListZones zones =
                zones(SQUARE, SQUARE, SQUARE, SQUARE).withColumn("id", ColumnType.STRING, "b/2", "b", null, "a");
        List<TileFeature> points = make(zones, keepAll(4, 6)).features(TiledArchive.POINTS, 6);
        List<Object> expected = new ArrayList<>();
        Collections.addAll(expected, null, "a", "b", "b/2");
        assertEquals(
                expected, points.stream().map(point -> point.attribute("id")).collect(Collectors.toList()));
        assertTrue(points.stream().allMatch(point -> point.feature().id().isEmpty()));
    }

    @Test
    void negativeIdsAreNoIdsButAttributesWhenAskedFor() throws IOException {
        ListZones zones = zones(SQUARE, SQUARE, SQUARE).withColumn("id", ColumnType.INT64, 5L, -7L, null);
        List<TileFeature> points =
                make(zones, keepAll(4, 6).attributes(List.of("id"))).features(TiledArchive.POINTS, 6);
        assertEquals(List.of(false, false, true), hasId(points));
        assertNull(points.get(0).attribute("id"));
        assertEquals(-7L, points.get(1).attribute("id"));
        assertEquals(5L, points.get(2).attribute("id"));
        assertEquals(5L, points.get(2).id());
        List<TileFeature> byDefault = make(zones, keepAll(4, 6)).features(TiledArchive.POINTS, 6);
        assertEquals(List.of(false, false, true), hasId(byDefault));
    }

    @Test
    void zonesWithoutIdsOfTheirOwnAreCounted() throws IOException {
        ListZones zones = zones(SQUARE, SQUARE, SQUARE, SQUARE, SQUARE, SQUARE);
        assertEquals(
                new TilingSummary.Ids(Optional.of("id"), 1, 1, OptionalLong.of(2)),
                make(zones.withColumn("id", ColumnType.INT64, 7L, 5L, -7L, null, 7L, 5L), keepAll(4, 4))
                        .summary()
                        .ids());
        assertEquals(
                new TilingSummary.Ids(Optional.of("id"), 0, 0, OptionalLong.empty()),
                make(zones.withColumn("id", ColumnType.INT64, 7L, 5L, Long.MAX_VALUE, 1L, 7L, 5L), keepAll(4, 4))
                        .summary()
                        .ids());
        assertEquals(
                new TilingSummary.Ids(Optional.empty(), 6, 0, OptionalLong.of(0)),
                make(zones.withColumn("id", ColumnType.FLOAT64, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0), keepAll(4, 4))
                        .summary()
                        .ids());
    }

    /** Before a polygon is read. */
    @Test
    void scratchWithoutRoomIsSaidAtOnce() {
        ResourceException thrown = assertThrows(
                ResourceException.class,
                () -> TiledArchive.make(
                        folder, new HugeZones(zones(SQUARE)), keepAll(4, 5).build()));
        assertTrue(thrown.getMessage().contains("--temp-dir"), thrown.getMessage());
    }

    /** Zones that say they are 1 PiB of polygons, and cannot be read. */
    private record HugeZones(ListZones zones) implements ZoneSource {
        @Override
        public String name() {
            return zones.name();
        }

        @Override
        public List<String> files() {
            return zones.files();
        }

        @Override
        public Crs crs() {
            return zones.crs();
        }

        @Override
        public String geometryColumn() {
            return zones.geometryColumn();
        }

        @Override
        public List<Column> columns() {
            return zones.columns();
        }

        @Override
        public long rowCount() {
            return zones.rowCount();
        }

        @Override
        public long geometryBytes() {
            return 1L << 50;
        }

        @Override
        public List<ZonePartition> partitions() {
            throw new AssertionError("read before the room was checked");
        }

        @Override
        public void close() {
            zones.close();
        }
    }

    private static List<Boolean> hasId(List<TileFeature> features) {
        return features.stream()
                .map(feature -> feature.feature().id().isPresent())
                .toList();
    }

    @Test
    void zonesWithoutIdsAreTiledAlikeInAnyOrder() throws IOException {
        List<String> boxes = new ArrayList<>(IntStream.range(0, 40)
                .mapToObj(i -> box(i, 10 + i % 3, i + 0.7, 10.7 + i % 3))
                .toList());
        TiledArchive archive = make(zones(boxes.toArray(String[]::new)).withoutColumns(), keepAll(2, 6));
        assertEquals(40, archive.features(TiledArchive.POINTS, 6).size());
        assertFalse(hasId(archive.features(TiledArchive.POINTS, 6)).contains(true));
        Collections.reverse(boxes);
        TiledArchive reversed = make(zones(boxes.toArray(String[]::new)).withoutColumns(), keepAll(2, 6));
        assertEquals(-1, Files.mismatch(archive.file(), reversed.file()));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 4096", "22, 22, 4096", "22, 22, 8192", "4, 14, 512", "4, 14, 8192", "0, 6, 256"})
    void zoomsAndExtentsAtTheirEnds(int minZoom, int maxZoom, int extent) throws IOException {
        double side = minZoom == 22 ? 0.0005 : 0.1;
        TiledArchive archive = make(
                zones(box(10, 50, 10 + side, 50 + side), box(-100, -40, -100 + side, -40 + side)),
                TiledArchive.options(maxZoom < 9 ? Profile.KEEP_ALL : Profile.WEB, minZoom, maxZoom)
                        .extent(extent));
        for (String layer : List.of(TiledArchive.POLYGONS, TiledArchive.POINTS)) {
            List<TileFeature> features = archive.features(layer, maxZoom);
            assertTrue(features.stream().allMatch(feature -> feature.extent() == extent));
            assertEquals(Set.of(1L, 2L), features.stream().map(TileFeature::id).collect(Collectors.toSet()));
        }
        if (maxZoom >= 14) {
            double units = Math.scalb((double) extent, maxZoom);
            double expected = side / 360 * (mercatorY(50) - mercatorY(50 + side)) * units * units;
            double found =
                    areasById(archive.features(TiledArchive.POLYGONS, maxZoom)).get(1L);
            assertEquals(expected, found, 4 * Math.sqrt(expected));
        }
    }

    @Test
    void centroidsCanBeLeftOutOrHaveZoomsOfTheirOwn() throws IOException {
        TiledArchive without = make(zones(SQUARE), keepAll(4, 6).withoutCentroids());
        assertEquals(1, without.summary().layers().size());
        assertEquals(List.of(), without.features(TiledArchive.POINTS, 6));
        TiledArchive own = make(zones(SQUARE), keepAll(4, 6).centroids(new LayerSpec("points", 2, 9)));
        for (int zoom = 2; zoom <= 9; zoom++) {
            assertEquals(1, own.features("points", zoom).size());
            assertEquals(
                    zoom >= 4 && zoom <= 6,
                    !own.features(TiledArchive.POLYGONS, zoom).isEmpty());
        }
        TiledArchive apart = make(zones(SQUARE), keepAll(8, 9).centroids(new LayerSpec("points", 2, 4)));
        assertEquals(1, apart.features("points", 2).size());
        assertEquals(List.of(), apart.features("points", 8));
    }

    @Test
    void centroidsLieInTheirPolygons() throws IOException {
        String horseshoe = "POLYGON ((10 50, 10.3 50, 10.3 50.05, 10.05 50.05, 10.05 50.25, 10.3 50.25, 10.3 50.3,"
                + " 10 50.3, 10 50))";
        String ring = "POLYGON ((20 50, 20.4 50, 20.4 50.4, 20 50.4, 20 50),"
                + " (20.1 50.1, 20.1 50.3, 20.3 50.3, 20.3 50.1, 20.1 50.1))";
        String two = "MULTIPOLYGON (((30 50, 30.1 50, 30.1 50.1, 30 50.1, 30 50)),"
                + " ((31 51, 31.2 51, 31.2 51.2, 31 51.2, 31 51)))";
        TiledArchive archive = make(zones(horseshoe, ring, two), keepAll(4, 14));
        Map<Long, List<TileFeature>> polygons =
                archive.features(TiledArchive.POLYGONS, 14).stream().collect(Collectors.groupingBy(TileFeature::id));
        List<TileFeature> points = archive.features(TiledArchive.POINTS, 14);
        assertEquals(3, points.size());
        for (TileFeature point : points) {
            Optional<TileFeature> around = polygons.get(point.id()).stream()
                    .filter(polygon -> polygon.tile().equals(point.tile()))
                    .findFirst();
            int[] at = point.parts().get(0);
            assertTrue(around.isPresent() && around.get().covers(at[0] + 0.5, at[1] + 0.5), point::toString);
        }
    }
}
