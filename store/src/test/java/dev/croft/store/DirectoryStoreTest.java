package dev.croft.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.CancelledException;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
    @TempDir
    private Path folder;

    @Test
    void objectsAreFilesOfTheFolderAndNothingElseIs() throws IOException {
        try (ObjectStore store = ObjectStores.open(folder.toUri().toString(), StoreOptions.defaults())) {
            store.put("{}".getBytes(UTF_8), "web/years.json", ObjectHeaders.of("years.json"));
            Files.writeString(folder.resolve("web/.years.json.x.croft-tmp"), "half");
            assertEquals(
                    List.of("web/years.json"),
                    store.list("").stream().map(StoredObject::key).toList());
            assertEquals("{}", Files.readString(folder.resolve("web/years.json")));
        }
    }

    @Test
    void whatLiesBesideAnObjectIsLeftAlone() throws IOException {
        try (ObjectStore store = ObjectStores.open(folder.toString(), StoreOptions.defaults())) {
            store.put(new byte[] {1}, "a.parquet.croft.json", ObjectHeaders.of("a.json"));
            store.put(new byte[] {2}, "a.parquet", ObjectHeaders.of("a.parquet"));
            assertEquals(2, store.list("").size());
        }
    }

    @Test
    void cancelledPutLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("new"), "new");
        try (ObjectStore store = ObjectStores.open(folder.resolve("store").toString(), StoreOptions.defaults());
                RunContext context = RunContext.named("test").build()) {
            store.put("old".getBytes(UTF_8), "a", ObjectHeaders.of("a"));
            context.cancel("the test says so");
            assertThrows(CancelledException.class, () -> store.put(file, "a", ObjectHeaders.of("a"), context));
            assertEquals(Optional.of("old"), store.read("a").map(bytes -> new String(bytes, UTF_8)));
        }
        try (Stream<Path> files = Files.list(folder.resolve("store"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void fileIsNotPutOverItself() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "content");
        try (ObjectStore store = ObjectStores.open(folder.toString(), StoreOptions.defaults());
                RunContext context = RunContext.named("test").build()) {
            assertThrows(ConfigurationException.class, () -> store.put(file, "a", ObjectHeaders.of("a"), context));
        }
        assertEquals("content", Files.readString(file));
    }

    @Test
    void otherSchemesAreRefused() {
        for (String location : List.of("gs://bucket", "https://example.org/a", "", "file://host/a b")) {
            ConfigurationException failure = assertThrows(
                    ConfigurationException.class, () -> ObjectStores.open(location, StoreOptions.defaults()));
            assertTrue(failure.getMessage().contains("\"" + location + "\""), failure.getMessage());
        }
    }
}
