package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.WorldCoordinates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    private long write(Path archive, String idAttribute) throws IOException {
        return PlaceIndex.write(
                new YearArchive(OptionalInt.empty(), archive, "majority"), idAttribute, index(), context);
    }

    private Path index() {
        return folder.resolve("a.places");
    }

    @Test
    void everyFieldIsFoundNearItsCentroid() throws IOException {
        Path archive = sample.archive(SampleYears.LAST);
        assertEquals(FIELDS, write(archive, "id"));
        Index index = Index.of(index());
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
        write(sample.archive(SampleYears.LAST), "majority");
        List<Long> keys = Index.of(index()).keys();
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
        Map<Long, Integer> expected = new TreeMap<>(Long::compareUnsigned);
        try (PlaceSort sort = new PlaceSort(Files.createDirectory(folder.resolve("parts")))) {
            for (int i = 0; i < 20_000; i++) {
                long key = PlaceIndex.key(Integer.toString(random.nextInt(15_000)));
                expected.putIfAbsent(key, i);
                sort.add(key, i, i);
            }
            assertEquals(expected.size(), sort.write(index()));
        }
        Index index = Index.of(index());
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

    @Test
    void damagedTilesAreSaidToBe() throws IOException {
        Path archive = Files.copy(sample.archive(SampleYears.LAST), folder.resolve("damaged.pmtiles"));
        byte[] bytes = Files.readAllBytes(archive);
        try (PmtilesReader reader = PmtilesReader.open(archive)) {
            var tiles = reader.header().tiles();
            Arrays.fill(bytes, (int) tiles.offset(), (int) (tiles.offset() + tiles.length()), (byte) 0x55);
        }
        Files.write(archive, bytes);
        InputDataException failure = assertThrows(InputDataException.class, () -> write(archive, "id"));
        assertTrue(failure.getMessage().contains("damaged.pmtiles"), failure.getMessage());
        try (Stream<Path> left = Files.list(context.scratch().directory())) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith("places")));
        }
    }
}
