package dev.croft.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import dev.croft.store.s3.TestBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every store. */
class ObjectStoreContractTest {
    @TempDir
    private Path folder;

    enum Kind {
        FOLDER,
        BUCKET
    }

    private ObjectStore open(Kind kind) throws IOException {
        return kind == Kind.BUCKET
                ? TestBucket.open()
                : ObjectStores.open(folder.resolve("store").toString(), StoreOptions.defaults());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPutIsFoundReadListedAndDeleted(Kind kind) throws IOException {
        try (ObjectStore store = open(kind)) {
            StoredObject stored = put(store, "one", "tiles/ä b+%.json");
            assertEquals("tiles/ä b+%.json", stored.key());
            assertEquals(3, stored.byteCount());
            assertEquals(Optional.of(stored), store.find("tiles/ä b+%.json"));
            assertArrayEquals(
                    "one".getBytes(UTF_8), store.read("tiles/ä b+%.json").orElseThrow());
            assertEquals(
                    List.of("tiles/ä b+%.json"),
                    store.list("").stream().map(StoredObject::key).toList());
            store.delete("tiles/ä b+%.json");
            store.delete("tiles/ä b+%.json");
            assertEquals(Optional.empty(), store.find("tiles/ä b+%.json"));
            assertEquals(Optional.empty(), store.read("tiles/ä b+%.json"));
            assertEquals(List.of(), store.list(""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesAndBytesReplaceEachOther(Kind kind) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "second");
        try (ObjectStore store = open(kind);
                RunContext context = RunContext.named("test").build()) {
            StoredObject first = put(store, "first", "a/b.json");
            StoredObject second = store.put(file, "a/b.json", ObjectHeaders.of("b.json"), context);
            assertNotEquals(first.version(), second.version());
            assertEquals(6, second.byteCount());
            assertArrayEquals("second".getBytes(UTF_8), store.read("a/b.json").orElseThrow());
            store.put(file, "a/b.json", ObjectHeaders.of("b.json"), context);
            assertArrayEquals("second".getBytes(UTF_8), store.read("a/b.json").orElseThrow(), "the same once more");
            put(store, "", "a/b.json");
            assertArrayEquals(new byte[0], store.read("a/b.json").orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource
    void listingIsOrderedAndTakesAnyPrefix(Kind kind) throws IOException {
        try (ObjectStore store = open(kind)) {
            for (String key : List.of("years/2021.json", "years/2009.json", "years-old.json", "z/years/1.json")) {
                put(store, key, key);
            }
            assertEquals(List.of("years/2009.json", "years/2021.json"), keys(store, "years/"));
            assertEquals(List.of("years-old.json", "years/2009.json", "years/2021.json"), keys(store, "years"));
            assertEquals(List.of("years/2009.json"), keys(store, "years/2009.json"));
            assertEquals(4, keys(store, "").size());
            assertEquals(List.of(), keys(store, "absent"));
            assertEquals(Optional.empty(), store.find("years"), "a part of a key is no object");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysThatLeaveTheStoreAreRefused(Kind kind) throws IOException {
        try (ObjectStore store = open(kind)) {
            for (String key : List.of("", "/etc/passwd", "../other", "a//b", "a/./b", "a/", "a\nb", "k".repeat(1025))) {
                ConfigurationException failure = assertThrows(ConfigurationException.class, () -> put(store, "x", key));
                assertTrue(failure.getMessage().startsWith("Cannot use the key"), failure.getMessage());
                assertThrows(ConfigurationException.class, () -> store.find(key));
                assertThrows(ConfigurationException.class, () -> store.delete(key));
            }
        }
    }

    private static List<String> keys(ObjectStore store, String prefix) throws IOException {
        return store.list(prefix).stream().map(StoredObject::key).toList();
    }

    private static StoredObject put(ObjectStore store, String content, String key) throws IOException {
        return store.put(content.getBytes(UTF_8), key, ObjectHeaders.of(key));
    }
}
