package dev.croft.core.crs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.croft.core.problem.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * PROJJSON as the tree of the WKT2 that means the same, so that one class reads both; see the PROJJSON specification 0.7
 * at proj.org, whose objects are those of OGC 18-010r7.
 */
final class ProjJsonReader {
    private static final int MAX_DEPTH = 64;

    private static final Map<String, String> UNITS = Map.of(
            "metre", "1",
            "degree", Double.toString(Math.PI / 180),
            "unity", "1");

    private ProjJsonReader() {}

    static WktNode tree(String json) {
        JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .build())
                        .build())
                .build();
        try {
            return crs(mapper.readTree(json));
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "Cannot read a CRS from PROJJSON: " + e.getOriginalMessage() + ". Give the CRS as EPSG:n or WKT.",
                    e);
        }
    }

    private static WktNode crs(JsonNode json) {
        String type = json.path("type").asText();
        List<WktNode> children = new ArrayList<>();
        String keyword = type.toUpperCase(Locale.ROOT);
        switch (type) {
            case "GeographicCRS", "GeodeticCRS" -> {
                keyword = type.equals("GeographicCRS") ? "GEOGCRS" : "GEODCRS";
                geodetic(json, children);
            }
            case "ProjectedCRS" -> {
                keyword = "PROJCRS";
                List<WktNode> base = new ArrayList<>();
                geodetic(json.path("base_crs"), base);
                children.add(node("BASEGEOGCRS", json.path("base_crs"), base));
                children.add(conversion(json.path("conversion"), "CONVERSION"));
                coordinateSystem(json, children);
            }
            case "CompoundCRS" -> json.path("components").forEach(component -> children.add(crs(component)));
            case "BoundCRS" -> {
                children.add(new WktNode("SOURCECRS", List.of(), List.of(crs(json.path("source_crs")))));
                children.add(conversion(json.path("transformation"), "ABRIDGEDTRANSFORMATION"));
            }
            default -> {
                if (json.has("base_crs")) {
                    children.add(crs(json.path("base_crs")));
                }
            }
        }
        id(json, children);
        return node(keyword, json, children);
    }

    private static void geodetic(JsonNode json, List<WktNode> children) {
        JsonNode datum = json.has("datum") ? json.path("datum") : json.path("datum_ensemble");
        List<WktNode> parts = new ArrayList<>();
        parts.add(ellipsoid(datum.path("ellipsoid")));
        id(datum, parts);
        children.add(node("DATUM", datum, parts));
        JsonNode meridian = datum.path("prime_meridian");
        if (!meridian.isMissingNode()) {
            children.add(new WktNode(
                    "PRIMEM",
                    List.of(
                            meridian.path("name").asText(),
                            amount(meridian.path("longitude")).asText("0")),
                    unit(meridian.path("longitude").path("unit"), "ANGLEUNIT", "degree")));
        }
        if (json.has("base_crs")) {
            children.add(new WktNode("DERIVINGCONVERSION", List.of(), List.of()));
        }
        coordinateSystem(json, children);
    }

    private static WktNode ellipsoid(JsonNode json) {
        double a = metres(json.has("radius") ? json.path("radius") : json.path("semi_major_axis"));
        double inverseFlattening = json.path("inverse_flattening").asDouble(0);
        if (json.has("semi_minor_axis")) {
            double b = metres(json.path("semi_minor_axis"));
            inverseFlattening = a == b ? 0 : a / (a - b);
        }
        return new WktNode(
                "ELLIPSOID",
                List.of(json.path("name").asText(), Double.toString(a), Double.toString(inverseFlattening)),
                List.of());
    }

    /** Of {@code 5} or {@code {"value": 5, "unit": ...}}. */
    private static JsonNode amount(JsonNode json) {
        return json.isObject() ? json.path("value") : json;
    }

    private static double metres(JsonNode json) {
        JsonNode factor = json.path("unit").path("conversion_factor");
        return amount(json).asDouble() * factor.asDouble(1);
    }

    private static WktNode conversion(JsonNode json, String keyword) {
        List<WktNode> children = new ArrayList<>();
        children.add(node("METHOD", json.path("method"), List.of()));
        for (JsonNode parameter : json.path("parameters")) {
            children.add(new WktNode(
                    "PARAMETER",
                    List.of(
                            parameter.path("name").asText(),
                            parameter.path("value").asText()),
                    parameterUnit(parameter.path("unit"))));
        }
        return node(keyword, json, children);
    }

    private static List<WktNode> parameterUnit(JsonNode unit) {
        String type = unit.path("type").asText();
        String keyword =
                switch (unit.isTextual() ? unit.asText() : type) {
                    case "metre", "LinearUnit" -> "LENGTHUNIT";
                    case "degree", "AngularUnit" -> "ANGLEUNIT";
                    default -> "SCALEUNIT";
                };
        return unit.isMissingNode() ? List.of() : unit(unit, keyword, "unity");
    }

    private static List<WktNode> unit(JsonNode unit, String keyword, String otherwise) {
        String name = unit.isObject() ? unit.path("name").asText() : unit.asText(otherwise);
        String factor = unit.isObject()
                ? unit.path("conversion_factor").asText("1")
                : UNITS.getOrDefault(name.isEmpty() ? otherwise : name, "1");
        return List.of(new WktNode(keyword, List.of(name, factor), List.of()));
    }

    private static void coordinateSystem(JsonNode json, List<WktNode> children) {
        JsonNode system = json.path("coordinate_system");
        if (system.isMissingNode()) {
            return;
        }
        children.add(new WktNode("CS", List.of(system.path("subtype").asText()), List.of()));
        for (JsonNode axis : system.path("axis")) {
            children.add(new WktNode(
                    "AXIS",
                    List.of(axis.path("name").asText(), axis.path("direction").asText()),
                    parameterUnit(axis.path("unit"))));
        }
    }

    private static void id(JsonNode json, List<WktNode> children) {
        JsonNode id = json.has("id") ? json.path("id") : json.path("ids").path(0);
        if (!id.isMissingNode()) {
            children.add(new WktNode(
                    "ID", List.of(id.path("authority").asText(), id.path("code").asText()), List.of()));
        }
    }

    private static WktNode node(String keyword, JsonNode json, List<WktNode> children) {
        return new WktNode(keyword, List.of(json.path("name").asText()), children);
    }
}
