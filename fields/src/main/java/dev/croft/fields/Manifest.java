package dev.croft.fields;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.Digests;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.ObjectStore;
import dev.croft.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The list of published years. Each year is an object of its own that never changes, {@code web/years/us_2021_DIGEST.json}, named
 * after its content; {@code web/us_full_years.json} is made of what a listing finds. Whoever writes it looks afterwards whether a
 * year has come in between, and then writes it again: so of publishers at work at the same time, the last one lists all years.
 * Confined to a thread.
 */
final class Manifest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEB = "web/";
    private static final String UP = "../";
    private static final String YEARS = WEB + "years/";
    private static final int ROUNDS = 20;
    private static final int DIGEST_DIGITS = 16;

    private final ObjectStore store;
    private final FieldsLayout layout;
    private final boolean isElsewhere;

    /** @param isElsewhere whether the store is another place than {@code outputs/} */
    Manifest(ObjectStore store, FieldsLayout layout, boolean isElsewhere) {
        this.store = store;
        this.layout = layout;
        this.isElsewhere = isElsewhere;
    }

    /** Key of the list. */
    static String listKey(FieldsLayout layout) {
        return WEB + layout.manifestName();
    }

    /**
     * What the list says of a year.
     *
     * @param tiles key of the archive
     * @param places key of its index of places
     */
    record Entry(int year, String tiles, Optional<String> places, long byteCount, String digest) {}

    /**
     * Puts a year on the list.
     *
     * @return key of its object
     */
    String publish(Entry entry) throws IOException {
        String text = json(entry);
        String key = key(entry.year(), text);
        store.put(
                text.getBytes(StandardCharsets.UTF_8),
                key,
                ObjectHeaders.of(key).immutable());
        removeOlder(prefix(entry.year()), key);
        rebuild();
        return key;
    }

    /** The object of a year is named after its content. */
    private String key(int year, String text) {
        String digest = Digests.hexOf(Digests.sha256(text)).substring(0, DIGEST_DIGITS);
        return prefix(year) + digest + ".json";
    }

    /**
     * Whether the list, and its copy that stays here, can be read and say of a year what its object does.
     *
     * @param key of the object
     * @return what is wrong, as a clause
     */
    Optional<String> fault(int year, String key) throws IOException {
        String listKey = listKey(layout);
        for (String wanted : List.of(key, listKey)) {
            if (store.find(wanted).isEmpty()) {
                return Optional.of("there is no " + wanted + " in " + store.location());
            }
        }
        if (!lists(store.read(listKey), year, key)) {
            return Optional.of(listKey + " in " + store.location() + " does not list the year as it is");
        }
        if (isElsewhere && !lists(kept(), year, key)) {
            return Optional.of("its copy " + layout.manifest() + " does not list the year as it is");
        }
        return Optional.empty();
    }

    private Optional<byte[]> kept() throws IOException {
        Path copy = layout.manifest();
        return Files.isRegularFile(copy) ? Optional.of(Files.readAllBytes(copy)) : Optional.empty();
    }

    private boolean lists(Optional<byte[]> list, int year, String key) throws IOException {
        if (list.isEmpty()) {
            return false;
        }
        try {
            JsonNode root = JSON.readTree(list.get());
            return has(root.path("years"), listed -> listed.isInt() && listed.intValue() == year)
                    && has(
                            root.path("archives"),
                            entry -> entry instanceof ObjectNode node
                                    && key(year, text(node)).equals(key));
        } catch (JacksonException damaged) {
            return false;
        }
    }

    private static boolean has(JsonNode array, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(array.spliterator(), false).anyMatch(wanted);
    }

    /** Before the list is written, which then has not to choose; what another publisher put meanwhile stays. */
    private void removeOlder(String prefix, String key) throws IOException {
        Instant put = store.find(key).map(StoredObject::modified).orElse(Instant.MIN);
        for (StoredObject other : store.list(prefix)) {
            if (!other.key().equals(key) && !other.modified().isAfter(put)) {
                store.delete(other.key());
            }
        }
    }

    /** Writes the list anew, of the years whose archives are there. */
    void rebuild() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            List<StoredObject> listed = store.list(prefix());
            byte[] content = list(newest(listed));
            String key = listKey(layout);
            store.put(content, key, ObjectHeaders.of(key));
            if (keys(listed).equals(keys(store.list(prefix())))) {
                keep(content);
                return;
            }
        }
        throw new ResourceException("Cannot settle the list of years in " + store.location()
                + ": others publish without end. Run it again.");
    }

    /** The list as it was last written stays here, too; when it is published here, it is that file. */
    private void keep(byte[] content) throws IOException {
        if (isElsewhere) {
            Files.createDirectories(layout.manifest().getParent());
            AtomicOutput.writeText(layout.manifest(), new String(content, StandardCharsets.UTF_8));
        }
    }

    private static List<String> keys(List<StoredObject> objects) {
        return objects.stream().map(StoredObject::key).toList();
    }

    private String prefix() {
        return YEARS + layout.name() + "_";
    }

    private String prefix(int year) {
        return prefix() + year + "_";
    }

    /** One object for each year: the one put last. */
    private List<StoredObject> newest(List<StoredObject> listed) {
        Map<Integer, StoredObject> byYear = new TreeMap<>();
        for (StoredObject object : listed) {
            year(object.key())
                    .ifPresent(year -> byYear.merge(
                            year,
                            object,
                            (one, other) -> Comparator.comparing(StoredObject::modified)
                                                    .thenComparing(StoredObject::key)
                                                    .compare(one, other)
                                            >= 0
                                    ? one
                                    : other));
        }
        return List.copyOf(byYear.values());
    }

    private Optional<Integer> year(String key) {
        String rest = key.substring(prefix().length());
        return rest.matches("\\d{4}_[0-9a-f]{" + DIGEST_DIGITS + "}\\.json")
                ? Optional.of(Integer.valueOf(rest.substring(0, 4)))
                : Optional.empty();
    }

    private byte[] list(List<StoredObject> entries) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("name", layout.name());
        List<JsonNode> archives = new ArrayList<>();
        for (StoredObject object : entries) {
            Optional<JsonNode> entry = entry(object);
            if (entry.isPresent() && isThere(entry.get())) {
                archives.add(entry.get());
            }
        }
        ArrayNode years = root.putArray("years");
        archives.forEach(entry -> years.add(entry.path("year").intValue()));
        root.putArray("archives").addAll(archives);
        return text(root).getBytes(StandardCharsets.UTF_8);
    }

    /** Empty when it has gone since it was listed, or is no entry. */
    private Optional<JsonNode> entry(StoredObject object) throws IOException {
        Optional<byte[]> content = store.read(object.key());
        try {
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JSON.readTree(content.get()))
                            .filter(entry -> entry.path("year").isInt()
                                    && entry.path("tiles").asText().startsWith(UP));
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    private boolean isThere(JsonNode entry) throws IOException {
        String key = entry.path("tiles").asText().substring(UP.length());
        return store.find(key)
                .filter(archive -> archive.byteCount() == entry.path("bytes").longValue())
                .isPresent();
    }

    /** Keys are told as seen from the list. */
    private static String json(Entry entry) {
        ObjectNode node = JSON.createObjectNode().put("year", entry.year()).put("tiles", UP + entry.tiles());
        entry.places().ifPresent(key -> node.put("places", UP + key));
        return text(node.put("bytes", entry.byteCount()).put("digest", entry.digest()));
    }

    private static String text(ObjectNode node) {
        return node.toPrettyString() + "\n";
    }
}
