package dev.croft.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.pmtiles.TileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether archives can be shown, by their headers and metadata. */
public final class ArchiveCheck {
    private ArchiveCheck() {}

    /** Attributes of all layers of an archive of vector tiles. */
    static Set<String> attributes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("Cannot show " + file + ": there is no such file.");
        }
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            TileType type = archive.header().tileType();
            if (type != TileType.MVT) {
                throw new ConfigurationException("Cannot show " + file + ": its tiles are " + type.title()
                        + ", not vector tiles. Make an archive with croft tile.");
            }
            Set<String> attributes = new LinkedHashSet<>();
            for (JsonNode layer : archive.metadata().path("vector_layers")) {
                for (Map.Entry<String, JsonNode> field : layer.path("fields").properties()) {
                    attributes.add(field.getKey());
                }
            }
            return attributes;
        }
    }

    /**
     * The years that a single archive stands for: one without a name when it has the attribute, else each year whose number some
     * attribute ends in, as {@code majority_2024}.
     */
    static List<YearArchive> years(Path file, String classAttribute) throws IOException {
        Set<String> attributes = attributes(file);
        if (attributes.contains(classAttribute)) {
            return List.of(new YearArchive(OptionalInt.empty(), file, classAttribute));
        }
        Pattern ofYear = Pattern.compile(Pattern.quote(classAttribute) + "_(\\d{4})");
        Map<Integer, YearArchive> years = new TreeMap<>();
        for (String attribute : attributes) {
            Matcher matcher = ofYear.matcher(attribute);
            if (matcher.matches()) {
                int year = Integer.parseInt(matcher.group(1));
                years.put(year, new YearArchive(OptionalInt.of(year), file, attribute));
            }
        }
        if (years.isEmpty()) {
            throw noAttribute(file, classAttribute, attributes);
        }
        return new ArrayList<>(years.values());
    }

    /**
     * Refuses an archive whose fields cannot be coloured.
     *
     * @throws ConfigurationException when it holds no vector tiles, or none of its layers has the attribute
     */
    public static void requireAttribute(Path file, String classAttribute) throws IOException {
        Set<String> attributes = attributes(file);
        if (!attributes.contains(classAttribute)) {
            throw noAttribute(file, classAttribute, attributes);
        }
    }

    /**
     * The legend of archives that come without one, see {@link Legend#ofValues}. The values are those that {@code tilestats} lists, a hundred
     * at most of each archive; where there are no statistics it is empty, and the page names and colours the values that it draws.
     */
    public static Legend legend(List<YearArchive> archives) throws IOException {
        Set<String> values = new TreeSet<>();
        for (YearArchive archive : archives) {
            values.addAll(values(archive.file(), archive.classAttribute()));
        }
        return Legend.ofValues(values);
    }

    /** The legend of one archive that comes without one. */
    public static Legend legend(Path file, String classAttribute) throws IOException {
        return Legend.ofValues(values(file, classAttribute));
    }

    private static Set<String> values(Path file, String classAttribute) throws IOException {
        Set<String> values = new TreeSet<>();
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            for (JsonNode layer : archive.metadata().path("tilestats").path("layers")) {
                for (JsonNode attribute : layer.path("attributes")) {
                    if (attribute.path("attribute").asText().equals(classAttribute)) {
                        attribute.path("values").forEach(value -> values.add(value.asText()));
                    }
                }
            }
        }
        return values;
    }

    private static ConfigurationException noAttribute(Path file, String wanted, Set<String> attributes) {
        return new ConfigurationException("Cannot colour the fields of " + file + ": they have no attribute \"" + wanted
                + "\". "
                + (attributes.isEmpty() ? "They have none at all" : "There are " + String.join(", ", attributes))
                + "; choose one with --class-attribute.");
    }
}
