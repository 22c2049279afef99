package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.parquet.ParquetTableSink;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import dev.croft.testdata.ListZones;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.tile.WorldCoordinates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields and shapes that others published. */
class RealFieldsTest {
    @TempDir
    private Path folder;

    /** Hectares per crop of the tiles at the last zoom, each feature scaled to the ground where it lies, against the table's. */
    @ParameterizedTest
    @ValueSource(strings = {"4326", "5070"})
    void areasPerCropOfKansasAddUpToTheTable(String crs) throws IOException {
        Path results = SharedData.file("cdl/kansas_majority_centre.csv");
        Map<Long, Long> crops = new HashMap<>();
        for (String line : Files.readAllLines(results)) {
            String[] cells = line.split(",", -1);
            if (!cells[0].equals("id") && !cells[1].isEmpty()) {
                crops.put(Long.parseLong(cells[0]), (long) Double.parseDouble(cells[1]));
            }
        }
        Path table = write(crops);
        String file =
                SharedData.file("fields/kansas_fields_" + crs + ".parquet").toString();
        try (ZoneSource zones = ZoneSources.open(file, Optional.empty())) {
            TiledArchive archive = TiledArchive.make(
                    folder,
                    zones,
                    List.of(JoinSpec.parse(table.toString())),
                    TiledArchive.options(Profile.WEB, 4, 14).build());
            archive.requireValid();
            archive.requireAllZonesAccountedFor();
            assertEquals(zones.rowCount(), archive.summary().zoneCount());
            Map<Long, Double> expected = new TreeMap<>();
            for (TileFeature point : archive.features(TiledArchive.POINTS, 14)) {
                expected.merge(crops.get(point.id()), (Double) point.attribute("area_ha"), Double::sum);
            }
            Map<Long, Double> found = new TreeMap<>();
            for (TileFeature field : archive.features(TiledArchive.POLYGONS, 14)) {
                assertEquals(crops.get(field.id()), field.attribute("majority"));
                found.merge((Long) field.attribute("majority"), hectares(field), Double::sum);
            }
            assertEquals(expected.keySet(), found.keySet());
            expected.forEach((crop, area) -> assertEquals(area, found.get(crop), 0.01 * area + 0.2, "crop " + crop));
            double all =
                    expected.values().stream().mapToDouble(Double::doubleValue).sum();
            assertEquals(
                    all,
                    found.values().stream().mapToDouble(Double::doubleValue).sum(),
                    0.001 * all);
        }
    }

    /** Area on the ellipsoid of what lies in the tile: Mercator's scale at the middle of the tile taken out. */
    private static double hectares(TileFeature field) {
        double worldY = (field.tile().y() + 0.5) / Math.scalb(1.0, field.tile().z());
        double latitude = Math.toRadians(WorldCoordinates.latitude(worldY));
        double e2 = 0.00669437999;
        double w2 = 1 - e2 * Math.pow(Math.sin(latitude), 2);
        double east = 6_378_137 * Math.cos(latitude) / Math.sqrt(w2);
        double north = 6_378_137 * (1 - e2) / (w2 * Math.sqrt(w2)) * Math.cos(latitude);
        return field.worldAreaInTile() * 4 * Math.PI * Math.PI * east * north / 10_000;
    }

    private Path write(Map<Long, Long> crops) throws IOException {
        List<ColumnVector> vectors = List.of(
                new ColumnVector(new Column("id", ColumnType.INT64)),
                new ColumnVector(new Column("majority", ColumnType.INT32)));
        crops.forEach((id, crop) -> {
            vectors.get(0).appendLong(id);
            vectors.get(1).appendInt(crop.intValue());
        });
        Path table = folder.resolve("crops.parquet");
        List<Column> columns = vectors.stream().map(ColumnVector::column).toList();
        try (ParquetTableSink sink = ParquetTableSink.create(table, columns, Map.of())) {
            sink.write(new RowBatch(vectors));
        }
        return table;
    }

    @ParameterizedTest
    @CsvSource({
        "dk_2024, id",
        "be_vlg_2024, id",
        "jp_field_polygons_2024, polygon_uuid",
        "iti1_2023, cropfield",
    })
    void everyFieldOfACountryIsFound(String name, String key) throws IOException {
        String file = SharedData.file("fields/" + name + ".parquet").toString();
        try (ZoneSource zones = ZoneSources.open(file, Optional.empty())) {
            for (Profile profile : Profile.values()) {
                TilingOptions options = TiledArchive.options(profile, 4, 14)
                        .featureId(key)
                        .attributes(List.of(key))
                        .build();
                TiledArchive archive = TiledArchive.make(folder, zones, options);
                archive.requireValid();
                archive.requireAllZonesAccountedFor();
                assertEquals(zones.rowCount(), archive.summary().zoneCount());
                Set<Object> points = new HashSet<>();
                archive.features(TiledArchive.POINTS, 14).forEach(point -> points.add(point.attribute(key)));
                Set<Object> polygons = new HashSet<>();
                archive.features(TiledArchive.POLYGONS, 14).forEach(field -> polygons.add(field.attribute(key)));
                assertEquals(points, polygons);
                assertEquals(
                        zones.rowCount(),
                        archive.features(TiledArchive.POINTS, 14).size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polygon-winding", "grid-aligned", "dateline"})
    void shapesThatTripTilersAreTiled(String name) throws IOException {
        List<String> geometries = geometries(SharedData.file("tiling/" + name + "/in.json"));
        ListZones zones = ListZones.of(Partition.WGS84, geometries.toArray(String[]::new));
        long polygons =
                geometries.stream().filter(wkb -> wkb.startsWith("0103")).count();
        for (Profile profile : Profile.values()) {
            TiledArchive archive = TiledArchive.make(
                    folder, zones, TiledArchive.options(profile, 0, 8).build());
            archive.requireValid();
            archive.requireAllZonesAccountedFor();
            assertEquals(polygons, archive.summary().zoneCount());
            long others = archive.summary().reasons().containsKey(ZoneReason.NOT_A_POLYGON)
                    ? archive.summary().reasons().get(ZoneReason.NOT_A_POLYGON).zoneCount()
                    : 0;
            assertEquals(geometries.size() - polygons, others);
        }
    }

    /** One ring runs counterclockwise, its twin clockwise; both are the same square with the same hole. */
    @Test
    void windingOfTheSourceDoesNotMatter() throws IOException {
        String shell = "100 0, 101 0, 101 1, 100 1, 100 0";
        String hole = "100.2 0.2, 100.8 0.2, 100.8 0.8, 100.2 0.8, 100.2 0.2";
        List<Double> areas = new ArrayList<>();
        for (String polygon : List.of(
                "POLYGON ((" + shell + "), (" + hole + "))",
                "POLYGON ((" + reversed(shell) + "), (" + hole + "))",
                "POLYGON ((" + reversed(shell) + "), (" + reversed(hole) + "))")) {
            TiledArchive archive = TiledArchive.make(
                    folder,
                    ListZones.of(Partition.WGS84, polygon),
                    TiledArchive.options(Profile.WEB, 4, 9).build());
            areas.add(archive.features(TiledArchive.POLYGONS, 9).stream()
                    .mapToDouble(TileFeature::areaInTile)
                    .sum());
        }
        assertTrue(areas.get(0) > 0);
        assertEquals(List.of(areas.get(0), areas.get(0), areas.get(0)), areas);
    }

    private static String reversed(String ring) {
        List<String> points = new ArrayList<>(List.of(ring.split(", ")));
        Collections.reverse(points);
        return String.join(", ", points);
    }

    /** Of all features in a file of GeoJSON, one text after another, as well-known binary in hexadecimal digits. */
    private static List<String> geometries(Path file) throws IOException {
        List<String> geometries = new ArrayList<>();
        try (MappingIterator<JsonNode> texts =
                new ObjectMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
            while (texts.hasNext()) {
                JsonNode text = texts.next();
                if (text.has("features")) {
                    text.get("features").forEach(feature -> geometries.add(wkb(feature.get("geometry"))));
                } else {
                    geometries.add(wkb(text.get("geometry")));
                }
            }
        }
        return geometries;
    }

    private static String wkb(JsonNode geometry) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        String type = geometry.get("type").asText();
        JsonNode coordinates = geometry.get("coordinates");
        bytes.put((byte) 1);
        switch (type) {
            case "Point" -> putPoint(bytes.putInt(1), coordinates);
            case "LineString" -> putPoints(bytes.putInt(2), coordinates);
            case "Polygon" -> {
                bytes.putInt(3).putInt(coordinates.size());
                coordinates.forEach(ring -> putPoints(bytes, ring));
            }
            default -> throw new IllegalArgumentException("A " + type);
        }
        return HexFormat.of().formatHex(bytes.array(), 0, bytes.position());
    }

    private static void putPoints(ByteBuffer bytes, JsonNode points) {
        bytes.putInt(points.size());
        points.forEach(point -> putPoint(bytes, point));
    }

    private static void putPoint(ByteBuffer bytes, JsonNode point) {
        bytes.putDouble(point.get(0).asDouble()).putDouble(point.get(1).asDouble());
    }
}
