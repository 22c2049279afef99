package dev.croft.fields;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.RunContext;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.ObjectStore;
import dev.croft.store.ObjectStores;
import dev.croft.store.StoreOptions;
import dev.croft.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final String LIST = "web/us_full_years.json";

    @TempDir
    private Path folder;

    private FieldsLayout layout;
    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        layout = new FieldsLayout(folder.resolve("here"), "us");
        store = ObjectStores.open(folder.resolve("bucket").toString(), StoreOptions.defaults());
    }

    @Test
    void listNamesTheYearsWithArchiveSizeAndDigest() throws IOException {
        publish(store, 2021);
        publish(store, 2019);
        JsonNode list = list();
        assertEquals("us", list.path("name").asText());
        assertEquals(List.of(2019, 2021), years());
        assertEquals(
                "../tiles/2019.pmtiles",
                list.path("archives").path(0).path("tiles").asText());
        assertEquals(5, list.path("archives").path(0).path("bytes").asInt());
        assertEquals("crc32c:x", list.path("archives").path(0).path("digest").asText());
        assertEquals(
                new String(store.read(LIST).orElseThrow(), UTF_8), Files.readString(layout.manifest()), "stays here");
    }

    @Test
    void yearThatIsPublishedAnewIsListedOnce() throws IOException {
        publish(store, 2021);
        put(store, 2021, "more of it");
        new Manifest(store, layout, true).publish(entry(2021, 10));
        assertEquals(List.of(2021), years());
        assertEquals(1, store.list("web/years/").size());
        assertEquals(10, list().path("archives").path(0).path("bytes").asInt());
    }

    @Test
    void yearWhoseArchiveIsGoneOrOtherIsNotListed() throws IOException {
        publish(store, 2019);
        publish(store, 2020);
        publish(store, 2021);
        store.delete("tiles/2020.pmtiles");
        put(store, 2021, "another");
        new Manifest(store, layout, true).rebuild();
        assertEquals(List.of(2019), years());
    }

    @Test
    void listOfNoYearHasItsKeys() throws IOException {
        new Manifest(store, layout, true).rebuild();
        assertTrue(list().path("years").isArray() && list().path("archives").isArray(), list()::toString);
        assertEquals(List.of(), years());
    }

    @Test
    void othersAndDamagedEntriesDoNoHarm() throws IOException {
        publish(store, 2021);
        for (String name : List.of("us_2020_0123456789abcdef.json", "us_2018.json", "us_x.json", "usa_2017_0.json")) {
            store.put("{".getBytes(UTF_8), "web/years/" + name, ObjectHeaders.of(name));
        }
        new Manifest(store, layout, true).rebuild();
        assertEquals(List.of(2021), years());
    }

    @Test
    void publishersAtTheSameTimeLoseNoYear() throws Exception {
        List<Integer> all = IntStream.range(2000, 2012).boxed().toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> publishers = all.stream()
                    .map(year -> (Callable<String>) () -> publish(store, year))
                    .toList();
            for (Future<String> done : threads.invokeAll(publishers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(all, years());
    }

    /** Another publisher does all of its work at each point at which this one has to do with the store. */
    @Test
    void otherPublisherAtAnyMomentLosesNoYear() throws IOException {
        for (int moment = 0; moment < 40; moment++) {
            ObjectStore bucket =
                    ObjectStores.open(folder.resolve("bucket-" + moment).toString(), StoreOptions.defaults());
            put(bucket, 2021, "tiles");
            Meddling meddling = new Meddling(bucket, moment, () -> publish(bucket, 2020));
            String key = new Manifest(meddling, layout, true).publish(entry(2021, 5));
            if (meddling.isDue()) {
                assertTrue(moment > 5, "there are fewer moments than expected: " + moment);
                return;
            }
            assertEquals(List.of(2020, 2021), years(bucket), "moment " + moment);
            assertTrue(bucket.find(key).isPresent(), "moment " + moment);
        }
    }

    /** A publisher that was killed, or lists an older state, at any moment: the other one's list has its own year. */
    @Test
    void publisherThatIsKilledAtAnyMomentLosesNoYearOfOthers() throws IOException {
        for (int moment = 0; moment < 12; moment++) {
            ObjectStore bucket =
                    ObjectStores.open(folder.resolve("killed-" + moment).toString(), StoreOptions.defaults());
            publish(bucket, 2020);
            put(bucket, 2021, "tiles");
            Meddling dying = new Meddling(bucket, moment, () -> {
                throw new ResourceException("killed");
            });
            try {
                new Manifest(dying, layout, true).publish(entry(2021, 5));
            } catch (ResourceException killed) {
                assertFalse(dying.isDue());
            }
            assertTrue(years(bucket).contains(2020), "moment " + moment);
            new Manifest(bucket, layout, true).publish(entry(2021, 5));
            assertEquals(List.of(2020, 2021), years(bucket), "moment " + moment);
        }
    }

    @Test
    void publishersWithoutEndAreAnError() throws IOException {
        put(store, 2021, "tiles");
        int[] count = {0};
        ObjectStore restless = new Meddling(store, -1, () -> "") {
            @Override
            public List<StoredObject> list(String prefix) throws IOException {
                String name = String.format("us_2020_%016x.json", count[0]++);
                super.put("{}".getBytes(UTF_8), "web/years/" + name, ObjectHeaders.of(name));
                return super.list(prefix);
            }
        };
        ResourceException failure = assertThrows(
                ResourceException.class, () -> new Manifest(restless, layout, true).publish(entry(2021, 5)));
        assertTrue(failure.getMessage().contains("Run it again"), failure.getMessage());
    }

    private String publish(ObjectStore bucket, int year) throws IOException {
        put(bucket, year, "tiles");
        FieldsLayout own = new FieldsLayout(folder.resolve("publisher-" + year), "us");
        return new Manifest(
                        bucket,
                        bucket == store && Thread.currentThread().getName().equals("main") ? layout : own,
                        true)
                .publish(entry(year, 5));
    }

    private static void put(ObjectStore bucket, int year, String content) throws IOException {
        String key = "tiles/" + year + ".pmtiles";
        bucket.put(content.getBytes(UTF_8), key, ObjectHeaders.of(key));
    }

    private static Manifest.Entry entry(int year, long bytes) {
        return new Manifest.Entry(year, "tiles/" + year + ".pmtiles", Optional.empty(), bytes, "crc32c:x");
    }

    private List<Integer> years() throws IOException {
        return years(store);
    }

    private static List<Integer> years(ObjectStore bucket) throws IOException {
        List<Integer> years = new ArrayList<>();
        new ObjectMapper()
                .readTree(bucket.read(LIST).orElseThrow())
                .path("years")
                .forEach(year -> years.add(year.asInt()));
        return years;
    }

    private JsonNode list() throws IOException {
        return new ObjectMapper().readTree(store.read(LIST).orElseThrow());
    }

    /** Work that comes in between. */
    private interface Work {
        Object run() throws IOException;
    }

    /** A store before whose call of a given number somebody else is at work. */
    private static class Meddling implements ObjectStore {
        private final ObjectStore store;
        private final Work work;
        private int callsBefore;

        Meddling(ObjectStore store, int callsBefore, Work work) {
            this.store = store;
            this.callsBefore = callsBefore;
            this.work = work;
        }

        /** Whether it has not come to it. */
        boolean isDue() {
            return callsBefore >= 0;
        }

        private ObjectStore meddled() throws IOException {
            if (callsBefore-- == 0) {
                work.run();
            }
            return store;
        }

        @Override
        public String location() {
            return store.location();
        }

        @Override
        public StoredObject put(Path file, String key, ObjectHeaders headers, RunContext context) throws IOException {
            return meddled().put(file, key, headers, context);
        }

        @Override
        public StoredObject put(byte[] content, String key, ObjectHeaders headers) throws IOException {
            return meddled().put(content, key, headers);
        }

        @Override
        public Optional<StoredObject> find(String key) throws IOException {
            return meddled().find(key);
        }

        @Override
        public Optional<byte[]> read(String key) throws IOException {
            return meddled().read(key);
        }

        @Override
        public List<StoredObject> list(String prefix) throws IOException {
            return meddled().list(prefix);
        }

        @Override
        public void delete(String key) throws IOException {
            meddled().delete(key);
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }
}
