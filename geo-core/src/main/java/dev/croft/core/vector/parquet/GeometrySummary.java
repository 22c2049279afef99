package dev.croft.core.vector.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.vector.WkbEnvelope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code geo} metadata say of the geometries of a file that is written: their types and their extent;
 * GeoParquet 1.1, section "Column metadata".
 */
final class GeometrySummary {
    /** Fields of a covering's boxes. */
    static final List<String> BOX = List.of("xmin", "ymin", "xmax", "ymax");

    private static final String VERSION = "1.1.0";

    /** By type code of WKB. */
    private static final List<String> TYPES = List.of(
            "",
            "Point",
            "LineString",
            "Polygon",
            "MultiPoint",
            "MultiLineString",
            "MultiPolygon",
            "GeometryCollection");

    private final WkbEnvelope envelope = new WkbEnvelope();
    private final boolean[] flat = new boolean[TYPES.size()];
    private final boolean[] withZ = new boolean[TYPES.size()];
    private boolean allRead = true;
    private boolean typesKnown = true;
    private final double[] smallest = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    private final double[] largest = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};

    /** The CRS for {@link #metadata}; the text {@code null} is an unknown one. */
    static JsonNode parseCrs(Path path, String projJson) {
        try {
            return new ObjectMapper().readTree(projJson);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException("Cannot write " + path + ": its CRS is not PROJJSON.", e);
        }
    }

    /** Adds a geometry; returns whether it has an {@link #envelope}, for empty and unreadable ones have none. */
    boolean add(byte[] wkb, int offset, int length) {
        if (!envelope.read(wkb, offset, length)) {
            allRead = false;
            return false;
        }
        // The names of the specification tell Z but have none for M.
        typesKnown &= !envelope.hasM();
        (envelope.hasZ() ? withZ : flat)[envelope.type()] = true;
        smallest[0] = Math.min(smallest[0], envelope.smallestX());
        smallest[1] = Math.min(smallest[1], envelope.smallestY());
        smallest[2] = Math.min(smallest[2], envelope.smallestZ());
        largest[0] = Math.max(largest[0], envelope.largestX());
        largest[1] = Math.max(largest[1], envelope.largestY());
        largest[2] = Math.max(largest[2], envelope.largestZ());
        return !envelope.isEmpty();
    }

    /** Of the last geometry added. */
    WkbEnvelope envelope() {
        return envelope;
    }

    /**
     * The metadata's text.
     *
     * @param column name of the geometry column
     * @param covering name of the column with the boxes, if there is one
     */
    String metadata(String column, JsonNode crs, Optional<String> covering) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("version", VERSION).put("primary_column", column);
        ObjectNode entry = root.putObject("columns").putObject(column);
        entry.put("encoding", "WKB");
        putTypes(entry.putArray("geometry_types"));
        entry.set("crs", crs);
        if (allRead && smallest[0] <= largest[0]) {
            putBounds(entry.putArray("bbox"));
        }
        covering.ifPresent(boxes -> putCovering(entry, boxes));
        return root.toString();
    }

    /** In alphabetical order; none says that the types are not known. */
    private void putTypes(ArrayNode types) {
        if (!allRead || !typesKnown) {
            return;
        }
        TYPES.stream().sorted().forEach(name -> {
            if (flat[TYPES.indexOf(name)]) {
                types.add(name);
            }
            if (withZ[TYPES.indexOf(name)]) {
                types.add(name + " Z");
            }
        });
    }

    /** RFC 7946, section 5: all smallest, then all largest; with z when there is one. */
    private void putBounds(ArrayNode bounds) {
        int dimensions = smallest[2] <= largest[2] ? 3 : 2;
        for (int i = 0; i < dimensions; i++) {
            bounds.add(smallest[i]);
        }
        for (int i = 0; i < dimensions; i++) {
            bounds.add(largest[i]);
        }
    }

    private static void putCovering(ObjectNode entry, String boxes) {
        ObjectNode box = entry.putObject("covering").putObject("bbox");
        BOX.forEach(field -> box.putArray(field).add(boxes).add(field));
    }
}
