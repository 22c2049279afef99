package dev.croft.tiling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.table.Column;
import dev.croft.tiling.TagStatistics.Values;
import dev.croft.tiling.attribute.KeyType;
import dev.croft.tiling.pmtiles.ArchiveExtent;
import dev.croft.tiling.pmtiles.Compression;
import dev.croft.tiling.pmtiles.PmtilesDescription;
import dev.croft.tiling.pmtiles.TileType;
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
    static final String KERNEL = "kernel";
    static final String OPTIONS = "options";
    static final String KEY = "key";
    static final String KEY_TYPE = "keyType";
    static final String KEYS_WITHOUT_ID = "keysWithoutId";
    static final String ZONE_ATTRIBUTES = "zoneAttributes";
    static final String JOINED = "joined";
    static final String ZONES = "zones";
    static final String NAME = "name";
    static final String DESCRIPTION = "description";
    static final String ATTRIBUTION = "attribution";

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
    static ObjectNode croft(
            TilingOptions options,
            Optional<Column> key,
            List<String> zoneAttributes,
            List<String> joined,
            TilingSummary summary) {
        ObjectNode node = JSON.createObjectNode();
        node.put(KERNEL, ArchiveOrigin.KERNEL_VERSION);
        ObjectNode parameters = node.putObject(OPTIONS);
        options.parameters().forEach(parameters::put);
        node.put(KEY, key.map(Column::name).orElse(""));
        node.put(
                KEY_TYPE,
                key.flatMap(column -> KeyType.of(column.type()))
                        .map(KeyType::name)
                        .orElse(""));
        node.put(KEYS_WITHOUT_ID, summary.ids().unfit());
        node.set(ZONE_ATTRIBUTES, array(zoneAttributes));
        node.set(JOINED, array(joined));
        node.put(ZONES, summary.zoneCount());
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

    /** The same for other attributes; all else is true of the geometry, which stays. */
    static ObjectNode retagged(
            ObjectNode croft, List<String> zoneAttributes, List<String> joined, String encoder, String attributes) {
        ObjectNode node = croft.deepCopy();
        ((ObjectNode) node.get(OPTIONS)).put(TilingOptions.ENCODER, encoder).put(TilingOptions.ATTRIBUTES, attributes);
        node.set(ZONE_ATTRIBUTES, array(zoneAttributes));
        node.set(JOINED, array(joined));
        return node;
    }

    private static ArrayNode array(List<String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
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

    /** The layers that are there, with what was counted while their tiles were written. */
    static List<Layer> layers(
            LayerSpec polygons,
            Optional<LayerSpec> centroids,
            long zoneCount,
            List<String> attributes,
            TilesInOrder tiles) {
        Layer first = new Layer(polygons, "Polygon", zoneCount, attributes, tiles.polygonTags());
        return centroids
                .map(layer -> List.of(first, new Layer(layer, "Point", zoneCount, attributes, tiles.pointTags())))
                .orElse(List.of(first));
    }

    /** What the writer of an archive is told. */
    static PmtilesDescription description(
            String text, ArchiveExtent extent, LayerSpec polygons, Optional<LayerSpec> centroids) {
        LayerSpec points = centroids.orElse(polygons);
        return new PmtilesDescription(
                text,
                extent,
                Compression.GZIP,
                TileType.MVT,
                Math.min(polygons.minZoom(), points.minZoom()),
                Math.max(polygons.maxZoom(), points.maxZoom()));
    }

    /** @param croft how the archive was made */
    static String text(ArchiveTitle title, List<Layer> layers, ObjectNode croft) {
        ObjectNode root = JSON.createObjectNode();
        root.put(NAME, title.name());
        putUnlessBlank(root, DESCRIPTION, title.description());
        putUnlessBlank(root, ATTRIBUTION, title.attribution());
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
