package dev.croft.core.vector.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.JsonFault;
import java.util.Optional;

/** The {@code geo} entry of a GeoParquet file's metadata; specification, section "Metadata". */
final class GeoMetadata {
    /** Key of the entry. */
    static final String KEY = "geo";

    /** CRS of a column whose entry does not mention one. */
    private static final String DEFAULT_CRS = "OGC:CRS84";

    private final JsonNode root;

    /** What the metadata say of one column. */
    record ColumnEntry(JsonNode node) {
        String encoding() {
            return node.path("encoding").asText();
        }

        Optional<Bounds> bounds() {
            JsonNode bbox = node.path("bbox");
            // Six numbers have z between: x, y, z, x, y, z.
            int second = bbox.size() == 6 ? 3 : 2;
            double[] box = {
                bbox.path(0).asDouble(Double.NaN),
                bbox.path(1).asDouble(Double.NaN),
                bbox.path(second).asDouble(Double.NaN),
                bbox.path(second + 1).asDouble(Double.NaN)
            };
            boolean ordered = box[0] <= box[2] && box[1] <= box[3];
            return ordered ? Optional.of(new Bounds(box[0], box[1], box[2], box[3])) : Optional.empty();
        }

        Crs crs(ParquetFile file) {
            JsonNode crs = node.get("crs");
            if (crs == null) {
                return parseCrs(file, DEFAULT_CRS);
            }
            return crs.isNull() ? Crs.UNKNOWN : parseCrs(file, crs.isTextual() ? crs.asText() : crs.toString());
        }
    }

    private GeoMetadata(JsonNode root) {
        this.root = root;
    }

    /** The metadata of {@code file}; empty when it has no such entry. */
    static Optional<GeoMetadata> of(ParquetFile file) {
        String text = file.metadata().get(KEY);
        if (text == null) {
            return Optional.empty();
        }
        JsonNode root = parse(file, text);
        String primary = root.path("primary_column").asText();
        if (primary.isEmpty()
                || !root.path("columns").path(primary).path("encoding").isTextual()) {
            throw malformed(file, "it names no primary column with an encoding", null);
        }
        return Optional.of(new GeoMetadata(root));
    }

    String primaryColumn() {
        return root.path("primary_column").asText();
    }

    Optional<ColumnEntry> column(String name) {
        JsonNode node = root.path("columns").get(name);
        return Optional.ofNullable(node).map(ColumnEntry::new);
    }

    /**
     * What a CRS of a GEOMETRY or GEOGRAPHY column stands for; <em>Geospatial Types</em> of the Parquet format, section
     * "CRS Customization": "srid:n" is a number, "projjson:key" names another entry of the metadata.
     */
    static String resolveCrs(ParquetFile file, String text) {
        if (text.startsWith("srid:")) {
            return "EPSG:" + text.substring("srid:".length());
        }
        if (text.startsWith("projjson:")) {
            String key = text.substring("projjson:".length());
            return file.metadata().getOrDefault(key, text);
        }
        return text;
    }

    /** The CRS that a file states; one that cannot be used is no failure yet, as the request may give another. */
    static Crs parseCrs(ParquetFile file, String text) {
        try {
            return Crs.parse(text);
        } catch (ConfigurationException e) {
            String reason = "Cannot use the CRS of " + file.path() + ": " + e.getMessage();
            return Crs.unsupported(text, reason + " Or give one for the zones with --zones-crs.");
        }
    }

    private static JsonNode parse(ParquetFile file, String text) {
        try {
            JsonNode root = new ObjectMapper().readTree(text);
            if (!root.isObject()) {
                throw malformed(file, "it is not a JSON object", null);
            }
            return root;
        } catch (JsonProcessingException e) {
            throw malformed(file, "it is not JSON, " + JsonFault.text(e), e);
        }
    }

    private static InputDataException malformed(ParquetFile file, String what, JsonProcessingException cause) {
        return new InputDataException(
                file.path(),
                "GEOPARQUET_METADATA",
                "Cannot read the GeoParquet metadata of " + file.path() + ", entry \"" + KEY + "\": " + what
                        + ". Write the file again with another tool, or remove the entry.",
                cause);
    }
}
