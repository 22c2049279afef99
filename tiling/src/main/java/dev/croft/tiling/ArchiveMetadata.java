package dev.croft.tiling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.table.Column;
import dev.croft.tiling.TagStatistics.Values;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The JSON metadata of an archive: the keys that PMTiles names (specification, section 5), {@code tilestats} as mapbox-geostats
 * makes them, and {@code croft}, which says how the archive was made. Equal features give equal text.
 */
final class ArchiveMetadata {
    static final String CROFT = "croft";
    /** Values that {@code tilestats} lists. */
    private static final int LISTED_VALUES = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ArchiveMetadata() {}

    /**
     * A layer of the archive.
     *
     * @param geometry {@code Polygon} or {@code Point}
     * @param count zones in it
     */
    record Layer(LayerSpec spec, String geometry, long count, List<String> attributes, TagStatistics statistics) {}

    /** How an archive is made: nothing that differs between two runs of the same request. */
    static ObjectNode croft(TilingOptions options, Optional<Column> key, List<String> joined, TilingSummary summary) {
        ObjectNode node = JSON.createObjectNode();
        node.put("kernel", "tiling " + TilingJob.ALGORITHM_VERSION);
        ObjectNode parameters = node.putObject("options");
        options.parameters().forEach(parameters::put);
        node.put("key", key.map(Column::name).orElse(""));
        joined.forEach(node.putArray("joined")::add);
        node.put("zones", summary.zoneCount());
        ObjectNode reasons = node.putObject("leftOut");
        new TreeMap<>(summary.reasons()).forEach((reason, zones) -> reasons.put(reason.name(), zones.zoneCount()));
        ObjectNode mendings = node.putObject("fragments");
        new TreeMap<>(summary.mendings()).forEach((mending, count) -> mendings.put(mending.name(), count));
        ObjectNode layers = node.putObject("layers");
        for (TilingSummary.LayerCounts layer : summary.layers()) {
            ArrayNode zooms = layers.putArray(layer.layer().name());
            layer.zooms().forEach(counts -> describe(counts, zooms.addObject()));
        }
        return node;
    }

    private static void describe(TilingSummary.ZoomCounts counts, ObjectNode node) {
        node.put("zoom", counts.zoom())
                .put("kept", counts.kept())
                .put("accumulated", counts.accumulated())
                .put("squares", counts.squares())
                .put("tiny", counts.tiny())
                .put("overLimit", counts.overLimit())
                .put("fragments", counts.fragments());
    }

    /** @param croft how the archive was made */
    static String text(ArchiveTitle title, List<Layer> layers, ObjectNode croft) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", title.name());
        putUnlessBlank(root, "description", title.description());
        putUnlessBlank(root, "attribution", title.attribution());
        root.put("type", "overlay");
        root.put("generator", "croft");
        ArrayNode vectorLayers = root.putArray("vector_layers");
        layers.forEach(layer -> describe(layer, vectorLayers.addObject()));
        ObjectNode statistics = root.putObject("tilestats");
        statistics.put("layerCount", layers.size());
        ArrayNode layerStatistics = statistics.putArray("layers");
        layers.forEach(layer -> count(layer, layerStatistics.addObject()));
        root.set(CROFT, croft);
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain values is always JSON", e);
        }
    }

    private static void putUnlessBlank(ObjectNode node, String name, String text) {
        if (!text.isBlank()) {
            node.put(name, text);
        }
    }

    private static void describe(Layer layer, ObjectNode node) {
        node.put("id", layer.spec().name());
        node.put("minzoom", layer.spec().minZoom()).put("maxzoom", layer.spec().maxZoom());
        ObjectNode fields = node.putObject("fields");
        for (int i = 0; i < layer.attributes().size(); i++) {
            fields.put(layer.attributes().get(i), fieldType(layer.statistics().of(i)));
        }
    }

    /** As the field types of TileJSON 3.0.0, section 3.3.1. */
    private static String fieldType(Values values) {
        if (values.hasNumbers()) {
            return "Number";
        }
        return values.distinct().stream().anyMatch(Boolean.class::isInstance) ? "Boolean" : "String";
    }

    private static void count(Layer layer, ObjectNode node) {
        node.put("layer", layer.spec().name()).put("count", layer.count()).put("geometry", layer.geometry());
        node.put("attributeCount", layer.attributes().size());
        ArrayNode attributes = node.putArray("attributes");
        for (int i = 0; i < layer.attributes().size(); i++) {
            count(layer.attributes().get(i), layer.statistics().of(i), attributes.addObject());
        }
    }

    private static void count(String attribute, Values values, ObjectNode node) {
        node.put("attribute", attribute).put("count", values.distinct().size());
        node.put("type", fieldType(values).toLowerCase(Locale.ROOT));
        ArrayNode listed = node.putArray("values");
        values.distinct().stream().limit(LISTED_VALUES).forEach(value -> add(listed, value));
        if (values.hasNumbers()) {
            putNumber(node, "min", values.least());
            putNumber(node, "max", values.most());
        }
    }

    private static void add(ArrayNode listed, Object value) {
        if (value instanceof Double number) {
            if (isLong(number)) {
                listed.add(number.longValue());
            } else {
                listed.add(number);
            }
        } else if (value instanceof Boolean flag) {
            listed.add(flag);
        } else {
            listed.add(value.toString());
        }
    }

    private static void putNumber(ObjectNode node, String name, double number) {
        if (isLong(number)) {
            node.put(name, (long) number);
        } else {
            node.put(name, number);
        }
    }

    /** Whether a number reads better without a fraction, and loses nothing by it. */
    private static boolean isLong(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53;
    }
}
