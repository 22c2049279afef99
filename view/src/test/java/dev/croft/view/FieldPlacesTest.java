package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.pmtiles.PmtilesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldPlacesTest {
    private static final int FIELDS = 60;

    /** A unit of a tile at zoom 4 is 0.0055 degrees. */
    private static final double CLOSE = 0.006;

    @TempDir
    private static Path made;

    private static SampleYears sample;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() throws IOException {
        sample = SampleYears.in(made, FIELDS);
    }

    @Test
    void everyFieldIsFoundNearItsCentroid() throws IOException {
        Path archive = sample.archive(SampleYears.LAST);
        FieldPlaces places = FieldPlaces.read(archive, "majority", "id");
        assertEquals(FIELDS, places.size());
        assertTrue(places.isComplete());
        Map<Long, FieldPlaces.Place> centroids = SampleYears.centroids(archive);
        assertEquals(sample.hectares().keySet(), centroids.keySet());
        centroids.forEach((id, centroid) -> {
            FieldPlaces.Place place = places.find(Long.toString(id)).orElseThrow();
            assertEquals(centroid.longitude(), place.longitude(), CLOSE, () -> "longitude of " + id);
            assertEquals(centroid.latitude(), place.latitude(), CLOSE, () -> "latitude of " + id);
        });
    }

    @Test
    void onlyIdsAsTheyAreWrittenAreFound() throws IOException {
        FieldPlaces places = FieldPlaces.read(sample.archive(SampleYears.LAST), "majority", "id");
        long known = sample.hectares().keySet().iterator().next();
        for (String id : List.of("999999999", "", "0" + known, known + " ", "-" + known, "x", "9".repeat(40))) {
            assertTrue(places.find(id).isEmpty(), id);
        }
    }

    @Test
    void attributesAreSearchedBesidesIds() throws IOException {
        FieldPlaces places = FieldPlaces.read(sample.archive(SampleYears.LAST), "majority", "majority");
        for (String crop : List.of("1", "5", "24", "61", "176")) {
            assertTrue(places.find(crop).isPresent(), crop);
        }
    }

    @Test
    void whatIsBeyondTheLimitIsSaidToBeMissing() throws IOException {
        FieldPlaces places = FieldPlaces.read(sample.archive(SampleYears.LAST), "majority", "id", 10);
        assertEquals(10, places.size());
        assertFalse(places.isComplete());
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
        InputDataException failure =
                assertThrows(InputDataException.class, () -> FieldPlaces.read(archive, "majority", "id"));
        assertTrue(failure.getMessage().contains("damaged.pmtiles"), failure.getMessage());
    }
}
