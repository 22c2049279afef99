package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.parquet.ParquetTableSink;
import dev.croft.testdata.ListZones;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.TileCoord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of the whole job as programs of others read them: JavaScript's pmtiles and vector-tile, and GDAL. */
class OtherProgramsTest {
    private static final int ACROSS = 9;
    private static final int CELLS = ACROSS * ACROSS;
    private static final Partition LAND = new Partition(10.01, 50.01, 10.11, 50.07, ACROSS, 5, 4);
    private static final Path OGRINFO = Path.of("/usr/bin/ogrinfo");
    private static final List<String> NAMES = List.of("winter wheat", "Maïs", "rye", "");

    @TempDir
    private static Path folder;

    private static TiledArchive archive;

    /** Columns of all kinds, some of the zones' own and some joined; every seventh value is null. */
    @BeforeAll
    static void make() throws IOException {
        ListZones zones = LAND.zones()
                .withColumn("crop", ColumnType.STRING, values(i -> NAMES.get(i % NAMES.size())))
                .withColumn("irrigated", ColumnType.BOOLEAN, values(i -> i % 2 == 0));
        Path table = folder.resolve("more.parquet");
        List<Column> columns = List.of(
                new Column("id", ColumnType.INT64),
                new Column("share", ColumnType.FLOAT32),
                new Column("hectares", ColumnType.FLOAT64),
                new Column("change", ColumnType.INT32),
                new Column("sown", ColumnType.DATE));
        List<ColumnVector> vectors = columns.stream().map(ColumnVector::new).toList();
        for (int i = CELLS - 1; i >= 0; i--) {
            vectors.get(0).appendLong(i + 1);
            if (i % 7 == 0) {
                vectors.subList(1, 5).forEach(ColumnVector::appendNull);
            } else {
                vectors.get(1).appendFloat(i / 10f);
                vectors.get(2).appendDouble(i / 3.0);
                vectors.get(3).appendInt(40 - i);
                vectors.get(4).appendInt(19_800 + i);
            }
        }
        try (ParquetTableSink sink = ParquetTableSink.create(table, columns, Map.of())) {
            sink.write(new RowBatch(vectors));
        }
        archive = TiledArchive.make(
                folder,
                zones,
                List.of(JoinSpec.parse(table.toString())),
                TiledArchive.options(Profile.WEB, 4, 14).build());
        archive.requireValid();
    }

    private static Object[] values(IntFunction<Object> value) {
        return IntStream.range(0, CELLS)
                .mapToObj(i -> i % 7 == 0 ? null : value.apply(i))
                .toArray();
    }

    private static Map<String, Object> expected(long id) {
        int i = (int) id - 1;
        Map<String, Object> values = new TreeMap<>();
        if (i % 7 != 0) {
            values.put("crop", NAMES.get(i % NAMES.size()));
            values.put("irrigated", i % 2 == 0);
            values.put("share", (double) (i / 10f));
            values.put("hectares", i / 3.0);
            values.put("change", (double) (40 - i));
            values.put("sown", LocalDate.ofEpochDay(19_800 + i).toString());
        }
        return values;
    }

    @Test
    void javaScriptFindsEveryIdWithItsAttributesAndArea() throws IOException {
        List<JsonNode> features = NodePeer.archive("features", archive.file(), 14);
        Map<String, Set<Long>> ids = new HashMap<>();
        Map<Long, Double> areas = new HashMap<>();
        for (JsonNode feature : features) {
            long id = feature.get("id").asLong();
            String layer = feature.get("layer").asText();
            ids.computeIfAbsent(layer, name -> new HashSet<>()).add(id);
            assertEquals(2, feature.get("version").asInt());
            assertEquals(4096, feature.get("extent").asInt());
            assertEquals(expected(id), properties(feature.get("properties")), () -> layer + " " + id);
            if (layer.equals(TiledArchive.POLYGONS)) {
                requireRingOrder(feature);
                areas.merge(id, areaInTile(feature), Double::sum);
            }
        }
        Set<Long> all = new HashSet<>(
                IntStream.rangeClosed(1, CELLS).mapToObj(i -> (long) i).toList());
        assertEquals(Map.of(TiledArchive.POLYGONS, all, TiledArchive.POINTS, all), ids);
        requireAreas(areas);
    }

    private static Map<String, Object> properties(JsonNode properties) {
        Map<String, Object> values = new TreeMap<>();
        properties.properties().forEach(property -> {
            JsonNode value = property.getValue();
            values.put(
                    property.getKey(),
                    value.isBoolean() ? value.asBoolean() : value.isNumber() ? value.asDouble() : value.asText());
        });
        return values;
    }

    /** The first ring is positive in the tile's coordinates, holes negative; GeoJSON has as many polygons as there are shells. */
    private static void requireRingOrder(JsonNode feature) {
        int shells = 0;
        for (JsonNode ring : feature.get("rings")) {
            double area = area(points(ring));
            assertTrue(area > 0 || (area < 0 && shells > 0), feature::toString);
            shells += area > 0 ? 1 : 0;
        }
        JsonNode geometry = feature.get("geojson");
        int polygons = geometry.get("type").asText().equals("Polygon")
                ? 1
                : geometry.get("coordinates").size();
        assertEquals(shells, polygons);
    }

    /** Without the point at the end, which their reader repeats. */
    private static int[] points(JsonNode ring) {
        return IntStream.range(0, 2 * ring.size() - 2)
                .map(i -> ring.get(i / 2).get(i % 2).asInt())
                .toArray();
    }

    private static double area(int[] ring) {
        double twice = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int next = i + 2 == ring.length ? 0 : i + 2;
            twice += (double) ring[i] * ring[next + 1] - (double) ring[next] * ring[i + 1];
        }
        return twice / 2;
    }

    private static double areaInTile(JsonNode feature) {
        double area = 0;
        for (JsonNode ring : feature.get("rings")) {
            area += TileFeature.areaInTile(points(ring), 4096);
        }
        return area;
    }

    /** Against the source: no vertex has moved by more than half a unit, so an area changes by less than its outline. */
    private static void requireAreas(Map<Long, Double> areas) {
        double unitsPerWorld = Math.scalb(4096.0, 14);
        List<double[]> cells = LAND.worldRings();
        for (int cell = 0; cell < CELLS; cell++) {
            double[] ring = cells.get(cell);
            double twice = 0;
            double outline = 0;
            for (int i = 0; i < ring.length; i += 2) {
                int next = i + 2 == ring.length ? 0 : i + 2;
                double x0 = (ring[i] - ring[0]) * unitsPerWorld;
                double y0 = (ring[i + 1] - ring[1]) * unitsPerWorld;
                double x1 = (ring[next] - ring[0]) * unitsPerWorld;
                double y1 = (ring[next + 1] - ring[1]) * unitsPerWorld;
                twice += x0 * y1 - x1 * y0;
                outline += Math.hypot(x1 - x0, y1 - y0);
            }
            assertEquals(Math.abs(twice) / 2, areas.get(cell + 1L), 0.75 * outline, "cell " + (cell + 1));
        }
    }

    @Test
    void gdalReadsASingleTile() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(OGRINFO), "skipped: " + OGRINFO + " is absent");
        List<TileFeature> polygons = archive.features(TiledArchive.POLYGONS, 14);
        TileCoord tile = polygons.get(polygons.size() / 2).tile();
        Path file = folder.resolve("tile.pbf");
        try (PmtilesReader reader = PmtilesReader.open(archive.file())) {
            Files.write(file, reader.inflated(tile.z(), tile.x(), tile.y()).orElseThrow());
        }
        String text = ogrinfo(file);
        for (String layer : List.of(TiledArchive.POLYGONS, TiledArchive.POINTS)) {
            List<TileFeature> expected = archive.features(layer, 14).stream()
                    .filter(feature -> feature.tile().equals(tile))
                    .toList();
            assertEquals(
                    expected.stream().map(TileFeature::id).sorted().toList(),
                    ids(text, layer).stream().sorted().toList(),
                    () -> layer + "\n" + text);
        }
        long withCrop = polygons.stream()
                .filter(feature -> feature.tile().equals(tile) && "rye".equals(feature.attribute("crop")))
                .count();
        assertEquals(withCrop, count(text, "OGRFeature\\(fields\\)(?:(?!OGRFeature).)*crop \\(String\\) = rye\n"));
    }

    private static List<Long> ids(String text, String layer) {
        Matcher matcher = Pattern.compile("OGRFeature\\(" + layer + "\\):\\d+\\s+mvt_id \\(Integer64\\) = (\\d+)")
                .matcher(text);
        return matcher.results().map(found -> Long.parseLong(found.group(1))).toList();
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().count();
    }

    private static String ogrinfo(Path file) throws IOException, InterruptedException {
        Path out = folder.resolve("ogrinfo.txt");
        Process process = new ProcessBuilder(OGRINFO.toString(), "-ro", "-al", "-oo", "CLIP=NO", "MVT:" + file)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ogrinfo takes more than a minute");
        String text = Files.readString(out);
        assertEquals(0, process.exitValue(), text);
        return text;
    }
}
