package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.store.ObjectStore;
import dev.croft.store.ObjectStores;
import dev.croft.store.StoreOptions;
import dev.croft.store.StoreOptions.Patience;
import dev.croft.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline publishes in a bucket of a real S3 server. */
class S3PipelineTest {
    @TempDir
    private Path folder;

    private RasterServer server;
    private County county;

    @BeforeEach
    void start() throws IOException {
        S3Process.useKeys(true);
        server = new RasterServer();
        county = new County(Files.createDirectory(folder.resolve("county")), server);
    }

    @AfterEach
    void stop() {
        S3Process.forgetKeys();
        server.close();
    }

    @Test
    void withThirtyPercentOfRequestsFailingAllIsPublished() throws IOException {
        try (S3Process s3 = S3Process.start(0.3, 5, folder.resolve("s3.log"))) {
            publishTo("s3://" + S3Process.BUCKET + "/maps", s3.faultyUrl());
            county.setPatience(new Patience(10, Duration.ofSeconds(5), Duration.ofSeconds(2), 1 << 20));
            county.steps();
            assertPublished(s3);
            assertTrue(s3.end() > 2, "requests were spoilt");
        }
    }

    @Test
    void finishedYearsAreFoundInTheBucket() throws IOException {
        try (S3Process s3 = S3Process.start(0, 1, folder.resolve("s3.log"))) {
            publishTo("s3://" + S3Process.BUCKET + "/maps", s3.url());
            county.steps();
            assertPublished(s3);
            assertEquals(Map.of(2020, EnumSet.noneOf(Step.class), 2021, EnumSet.noneOf(Step.class)), county.steps());
            try (ObjectStore store = open(s3)) {
                store.delete("tiles/fields_us_2020_full.pmtiles");
            }
            assertTrue(county.steps(2020).get(2020).contains(Step.PUBLISH));
            assertPublished(s3);
        }
    }

    @Test
    void wrongKeysAndAbsentBucketAreFaultsOfTheRequest() throws IOException {
        try (S3Process s3 = S3Process.start(0, 1, folder.resolve("s3.log"))) {
            publishTo("s3://no-such-bucket/maps", s3.url());
            assertFailure("no-such-bucket");
            county.change("no-such-bucket", S3Process.BUCKET);
            S3Process.useKeys(false);
            assertFailure(S3Process.BUCKET);
            S3Process.useKeys(true);
            try (ObjectStore store = open(s3)) {
                assertEquals(List.of(), store.list(""), "nothing was published");
            }
            assertFalse(county.log(2020).contains("a-secret"), "secrets stay out of logs");
            assertEquals(
                    EnumSet.of(Step.PUBLISH, Step.MANIFEST, Step.CLEAN),
                    county.steps(2020).get(2020),
                    "what is done stays");
        }
    }

    private void assertFailure(String named) throws IOException {
        Throwable failure = county.run(2020).get(0).failure().orElseThrow();
        assertEquals(ConfigurationException.class, failure.getClass(), failure::toString);
        assertTrue(failure.getMessage().contains(named), failure.getMessage());
        assertTrue(failure.getMessage().startsWith("Cannot "), failure.getMessage());
    }

    private void publishTo(String location, String endpoint) {
        county.change("to: bucket", "to: " + location + "\n  region: us-east-1\n  endpoint_url: " + endpoint);
    }

    private static ObjectStore open(S3Process s3) throws IOException {
        return ObjectStores.open(
                "s3://" + S3Process.BUCKET + "/maps",
                StoreOptions.defaults().withEndpointUrl(s3.url()).withRegion("us-east-1"));
    }

    private void assertPublished(S3Process s3) throws IOException {
        try (ObjectStore store = open(s3)) {
            List<String> keys = store.list("").stream().map(StoredObject::key).toList();
            assertEquals(7 + County.withPage().size(), keys.size(), keys::toString);
            assertTrue(keys.containsAll(County.withPage().stream()
                    .map(name -> name.replaceFirst("bucket/", ""))
                    .toList()));
            for (int year : List.of(2020, 2021)) {
                String key = "tiles/fields_us_" + year + "_full.pmtiles";
                assertArrayEquals(
                        Files.readAllBytes(county.layout().tiles(year)),
                        store.read(key).orElseThrow());
                assertTrue(keys.contains(key + ".places"));
            }
            assertArrayEquals(
                    store.read("web/us_full_years.json").orElseThrow(),
                    Files.readAllBytes(county.layout().manifest()));
            assertTrue(Files.readString(county.layout().manifest()).contains("2020, 2021"));
        }
    }
}
