package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.vector.GeoTableSinks;
import dev.croft.tiling.TilingFileJob;
import dev.croft.tiling.TilingOptions;
import dev.croft.tiling.TilingRequest;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.WorldCoordinates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceIndexTest {
    private static final int FIELDS = 60;

    private static final int LARGE_FIELDS = 40;
    private static final double LARGE_SIDE = 1.5;

    /** A unit of a tile at zoom 4 is 0.0055 degrees. */
    private static final double CLOSE = 0.006;

    @TempDir
    private static Path made;

    private static SampleYears sample;

    @TempDir
    private Path folder;

    private RunContext context;

    @BeforeAll
    static void make() throws IOException {
        sample = SampleYears.in(made, FIELDS);
    }

    @BeforeEach
    void begin() throws IOException {
        context = RunContext.named("test")
                .temporaryFolder(Files.createDirectory(folder.resolve("scratch")))
                .build();
    }

    @AfterEach
    void end() throws IOException {
        context.close();
    }

    /** An index as it was written, read to the end. */
    private record Index(List<Integer> counts, List<Long> keys, List<SampleYears.Place> places) {
        static Index of(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            byte[] magic = new byte[8];
            bytes.get(magic);
            assertEquals("croftpl1", new String(magic, StandardCharsets.US_ASCII));
            Index index = new Index(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int bucket = 0; bucket < 4096; bucket++) {
                index.counts.add(bytes.getInt());
            }
            while (bytes.hasRemaining()) {
                index.keys.add(bytes.getLong());
                double x = world(bytes);
                double y = world(bytes);
                index.places.add(new SampleYears.Place(WorldCoordinates.longitude(x), WorldCoordinates.latitude(y)));
            }
            return index;
        }

        private static double world(ByteBuffer bytes) {
            return (Byte.toUnsignedInt(bytes.get()) * 0x10000 + Short.toUnsignedInt(bytes.getShort()))
                    / (double) (1 << 24);
        }

        SampleYears.Place find(String id) {
            return places.get(keys.indexOf(PlaceIndex.key(id)));
        }
    }

    private PlaceIndex made(Path archive, String idAttribute) throws IOException {
        return PlaceIndex.of(
                new YearArchive(OptionalInt.empty(), archive, "majority"), idAttribute, "a.places", context);
    }

    @Test
    void everyFieldIsFoundNearItsCentroid() throws IOException {
        Path archive = sample.archive(SampleYears.LAST);
        PlaceIndex made = made(archive, "id");
        Index index = Index.of(made.file());
        assertEquals(FIELDS, made.idCount());
        assertEquals(FIELDS, index.keys().size());
        Map<Long, SampleYears.Place> centroids = SampleYears.centroids(archive);
        assertEquals(sample.hectares().keySet(), centroids.keySet());
        centroids.forEach((id, centroid) -> {
            SampleYears.Place place = index.find(Long.toString(id));
            assertEquals(centroid.longitude(), place.longitude(), CLOSE, () -> "longitude of " + id);
            assertEquals(centroid.latitude(), place.latitude(), CLOSE, () -> "latitude of " + id);
        });
    }

    @Test
    void attributesAreSearchedBesidesIds() throws IOException {
        List<Long> keys = Index.of(
                        made(sample.archive(SampleYears.LAST), "majority").file())
                .keys();
        for (String crop : List.of("1", "5", "24", "61", "176")) {
            assertTrue(keys.contains(PlaceIndex.key(crop)), crop);
        }
    }

    /** The same as in search.test.ts. */
    @ParameterizedTest
    @CsvSource({
        "'', efd01f60ba992926",
        "1, 7c3832dde020d3d6",
        "29000000, ccead17418850506",
        "Äcker 7, 40519bd638e1f435",
    })
    void keysAreThoseThatThePageComputes(String id, String key) {
        assertEquals(Long.parseUnsignedLong(key, 16), PlaceIndex.key(id));
    }

    @Test
    void anyOrderOfPlacesIsSortedAndTheFirstOfAKeyStays() throws IOException {
        Random random = new Random(7);
        Path file = folder.resolve("sorted.places");
        Map<Long, Integer> expected = new TreeMap<>(Long::compareUnsigned);
        try (PlaceSort sort = PlaceSort.in(Files.createDirectory(folder.resolve("parts")))) {
            for (int i = 0; i < 20_000; i++) {
                long key = PlaceIndex.key(Integer.toString(random.nextInt(15_000)));
                expected.putIfAbsent(key, i);
                sort.add(key, i, i);
            }
            assertEquals(expected.size(), sort.write(file));
        }
        Index index = Index.of(file);
        assertEquals(List.copyOf(expected.keySet()), index.keys());
        for (int bucket = 0; bucket < 4096; bucket++) {
            long wanted = bucket;
            long count = expected.keySet().stream()
                    .filter(key -> key >>> 52 == wanted)
                    .count();
            assertEquals(count, index.counts().get(bucket).longValue(), "bucket " + wanted);
        }
        List<SampleYears.Place> places = expected.values().stream()
                .map(i -> i / (double) (1 << 24))
                .map(at -> new SampleYears.Place(WorldCoordinates.longitude(at), WorldCoordinates.latitude(at)))
                .toList();
        assertEquals(places, index.places());
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.noneMatch(path -> path.endsWith("parts")));
        }
    }

    /** Polygons without points, which are simplified at low zooms, and so large that they are all there. */
    @Test
    void largeFieldsAreFoundWhereTheyAre() throws IOException {
        Path zones = folder.resolve("large.parquet");
        List<Column> columns = List.of(
                new Column("id", ColumnType.INT64),
                new Column("majority", ColumnType.INT32),
                new Column("geometry", ColumnType.BINARY));
        RowBatch rows = new RowBatch(columns.stream().map(ColumnVector::new).toList());
        for (int id = 0; id < LARGE_FIELDS; id++) {
            rows.columns().get(0).appendLong(id);
            rows.columns().get(1).appendInt(1);
            byte[] square = largeField(id);
            rows.columns().get(2).appendBytes(square, 0, square.length);
        }
        try (TableSink sink = GeoTableSinks.create(
                TableFormat.PARQUET, zones, columns, "geometry", Crs.parse("OGC:CRS84"), Map.of())) {
            sink.write(rows);
        }
        Path archive = folder.resolve("large.pmtiles");
        TilingOptions options =
                TilingOptions.of(TilingOptions.Profile.WEB).withoutCentroids().build();
        TilingRequest request = TilingRequest.of(zones.toString(), archive).withOptions(options);
        try (TilingFileJob job = TilingFileJob.plan(request, context)) {
            assertTrue(job.run(context).isPresent());
        }
        PlaceIndex made = made(archive, "id");
        assertEquals(LARGE_FIELDS, made.idCount());
        Index index = Index.of(made.file());
        double quarterTile = 360.0 / (1 << 14) / 4;
        for (int id = 0; id < LARGE_FIELDS; id++) {
            SampleYears.Place place = index.find(Integer.toString(id));
            double east = Math.abs(place.longitude() - largeWest(id) - LARGE_SIDE / 2);
            assertTrue(east < LARGE_SIDE / 2 + quarterTile, "field " + id + " at " + place);
        }
    }

    private static double largeWest(int id) {
        return -115.013 + id % 10 * 2.017;
    }

    private static byte[] largeField(int id) {
        int row = id / 10;
        double south = 28.007 + row * 2.019;
        return TextIdFields.rectangle(largeWest(id), south, largeWest(id) + LARGE_SIDE, south + LARGE_SIDE);
    }

    @Test
    void withoutRoomNothingIsKeptOpen() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no " + full);
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Files.createSymbolicLink(parts.resolve("0"), full);
        Files.createSymbolicLink(parts.resolve("63"), full);
        try (PlaceSort sort = PlaceSort.in(parts)) {
            assertEquals(64, openBelow(parts) + 2, "those of /dev/full have another name");
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 10_000; i++) {
                    sort.add(0, i, i);
                    sort.add(-1, i, i);
                }
            });
        }
        assertEquals(0, openBelow(parts));
        assertFalse(Files.exists(parts));
    }

    /** Files below a folder that this process has open, removed ones included. */
    private static long openBelow(Path parts) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().startsWith(parts.toString())) {
                    count++;
                }
            }
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({
        "123456789.5, 123456789.5",
        "1e-5, 0.00001",
        "12345678901234567890, 12345678901234567000",
        "0.1, 0.1",
        "7, 7",
        "0, 0",
        "-0.0, 0",
        "-2.50, -2.5"
    })
    void numbersAreWrittenAsBrowsersDo(double id, String text) {
        assertEquals(text, ArchivePlaces.text(id));
    }

    @Test
    void damagedTilesAreSaidToBe() throws IOException {
        Path archive = Files.copy(sample.archive(SampleYears.LAST), folder.resolve("damaged.pmtiles"));
        byte[] bytes = Files.readAllBytes(archive);
        try (PmtilesReader reader = PmtilesReader.open(archive)) {
            var tiles = reader.header().tiles();
            Arrays.fill(bytes, (int) tiles.offset(), (int) (tiles.offset() + tiles.length()), (byte) 0x55);
        }
        Files.write(archive, bytes);
        InputDataException failure = assertThrows(InputDataException.class, () -> made(archive, "id"));
        assertTrue(failure.getMessage().contains("damaged.pmtiles"), failure.getMessage());
        try (Stream<Path> left = Files.list(context.scratch().directory())) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().contains("places")));
        }
    }
}
