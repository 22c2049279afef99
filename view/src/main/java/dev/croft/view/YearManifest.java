package dev.croft.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.JsonFault;
import dev.croft.core.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The list of years in the form in which the pipeline publishes it, {@code {"name", "years": [...], "archives": [{"year", "tiles", "bytes",
 * "digest"}]}}, where {@code tiles} is seen from the list. {@code attribute}, which the pipeline has no use for, says which attribute holds
 * the class of the year.
 *
 * @param archives rising by year
 */
record YearManifest(String name, List<YearArchive> archives) {
    private static final ObjectMapper JSON = new ObjectMapper();

    YearManifest {
        archives = List.copyOf(archives);
    }

    /**
     * Reads a list and finds its archives.
     *
     * @throws ConfigurationException when archives are missing, naming all
     * @throws InputDataException when the list is none, or an archive has another size than it says
     */
    static YearManifest read(Path file, String classAttribute) throws IOException {
        JsonNode root = parse(file);
        requireYears(file, root.path("archives"));
        Problems problems = new Problems();
        List<YearArchive> archives = new ArrayList<>();
        for (JsonNode entry : root.path("archives")) {
            problems.collect(() -> archives.add(archive(file, entry, classAttribute)));
        }
        problems.throwIfAny();
        if (archives.isEmpty()) {
            throw new InputDataException(
                    file,
                    "MANIFEST",
                    "Cannot show " + file
                            + ": it is no list of published years, which names at least one of \"archives\". "
                            + "Write it with croft fields manifest.");
        }
        return new YearManifest(name(file, root.path("name").asText("Fields")), archives);
    }

    private static String name(Path file, String name) {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new InputDataException(
                    file,
                    "MANIFEST",
                    "Cannot show " + file + ": its \"name\" has control characters. Write the list again.");
        }
        return name;
    }

    /** The page tells archives apart by their years; one that is alone needs none. */
    private static void requireYears(Path file, JsonNode archives) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int place = 0; place < archives.size(); place++) {
            JsonNode year = archives.path(place).path("year");
            if (year.isMissingNode() && archives.size() == 1) {
                return;
            }
            if (!year.isInt()) {
                throw badYear(file, place, year.isMissingNode() ? "it has none" : year + " is no integer");
            }
            Integer earlier = places.put(year.intValue(), place);
            if (earlier != null) {
                throw badYear(file, place, year + " is that of archives[" + earlier + "], too");
            }
        }
    }

    private static InputDataException badYear(Path file, int place, String fault) {
        return new InputDataException(
                file,
                "MANIFEST_YEAR",
                "Cannot show " + file + ": the \"year\" of archives[" + place + "]: " + fault
                        + ". Give each archive a year of its own, such as 2024.");
    }

    private static JsonNode parse(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("Cannot show " + file + ": there is no such file.");
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new InputDataException(
                    file,
                    "MANIFEST",
                    "Cannot show " + file + ": it is no JSON, " + JsonFault.text(e)
                            + ". Give a PMTiles archive, a list of years, or fields.yml.",
                    e);
        }
    }

    private static YearArchive archive(Path manifest, JsonNode entry, String classAttribute) throws IOException {
        String tiles = entry.path("tiles").asText();
        Path file = manifest.toAbsolutePath().resolveSibling(tiles).normalize();
        if (tiles.isEmpty() || !Files.isRegularFile(file)) {
            throw new ConfigurationException("Cannot show " + entry.path("year").asText("a year") + " of " + manifest
                    + ": its archive \"" + tiles + "\" is missing. Put it there, or write the list again.");
        }
        long bytes = entry.path("bytes").asLong(Files.size(file));
        if (bytes != Files.size(file)) {
            throw new InputDataException(
                    file,
                    "MANIFEST_SIZE",
                    "Cannot show " + file + ": it has " + Files.size(file) + " bytes, " + manifest + " says " + bytes
                            + ". Copy it again, or write the list again.");
        }
        OptionalInt year =
                entry.path("year").isInt() ? OptionalInt.of(entry.path("year").intValue()) : OptionalInt.empty();
        return new YearArchive(year, file, entry.path("attribute").asText(classAttribute));
    }

    /**
     * Where an archive is served, as seen from the list.
     *
     * @param places its {@link PlaceIndex}
     */
    record Addresses(String tiles, String places) {}

    /**
     * The list for the page. It has no digest, which the pipeline's has: that is for whoever copies archives, while the page reads parts of
     * them and compares {@code bytes}, and making one would read all of an archive before its first tile is shown. What the file is at any
     * moment, its ETag says.
     */
    byte[] json(Map<Path, Addresses> addresses) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("name", name);
        root.putArray("years");
        root.putArray("archives");
        for (YearArchive archive : archives) {
            ObjectNode entry = root.withArray("archives").addObject();
            archive.year().ifPresent(year -> {
                root.withArray("years").add(year);
                entry.put("year", year);
            });
            entry.put("tiles", addresses.get(archive.file()).tiles())
                    .put("places", addresses.get(archive.file()).places())
                    .put("bytes", Files.size(archive.file()))
                    .put("attribute", archive.classAttribute());
        }
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
