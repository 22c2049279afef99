package dev.croft.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        return new YearManifest(root.path("name").asText("Fields"), archives);
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
                    "Cannot show " + file + ": it is no JSON (" + e.getOriginalMessage()
                            + "). Give a PMTiles archive, a list of years, or fields.yml.",
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
     * @param find where {@link FieldSearch} answers
     */
    record Addresses(String tiles, String find) {}

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
                    .put("find", addresses.get(archive.file()).find())
                    .put("bytes", Files.size(archive.file()))
                    .put("attribute", archive.classAttribute());
        }
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
