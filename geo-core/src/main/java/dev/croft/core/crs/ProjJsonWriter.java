package dev.croft.core.crs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes a CRS as PROJJSON 0.7, with EPSG's names and numbers of methods and parameters (IOGP Guidance Note 7-2). */
final class ProjJsonWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SCHEMA = "https://proj.org/schemas/v0.7/projjson.schema.json";
    private static final List<String> SHIFT_NAMES = List.of(
            "X-axis translation",
            "Y-axis translation",
            "Z-axis translation",
            "X-axis rotation",
            "Y-axis rotation",
            "Z-axis rotation",
            "Scale difference");
    private static final int FIRST_SHIFT_CODE = 8605;

    private final Crs crs;
    private final Definition definition;

    ProjJsonWriter(Crs crs) {
        if (!crs.isKnown()) {
            throw new IllegalArgumentException("the unknown CRS has no PROJJSON");
        }
        this.crs = crs;
        this.definition = crs.definition();
    }

    String write() {
        boolean bound =
                crs.code().isEmpty() && definition.datum().toWgs84().stream().anyMatch(value -> value != 0);
        ObjectNode json = bound ? bound() : plain();
        return json.toString();
    }

    private ObjectNode plain() {
        ObjectNode json = definition.isGeographic() ? geographic(crs.name()) : projected();
        crs.code().ifPresent(code -> json.set("id", id(code)));
        return json;
    }

    private ObjectNode bound() {
        ObjectNode json = JSON.objectNode().put("$schema", SCHEMA).put("type", "BoundCRS");
        json.set("source_crs", plain());
        json.set("target_crs", new ProjJsonWriter(Crs.ofEpsg(4326)).plain());
        ObjectNode transformation = json.putObject("transformation").put("name", "to WGS 84");
        transformation.set("method", named("Position Vector transformation (geog2D domain)", 9606));
        ArrayNode parameters = transformation.putArray("parameters");
        for (int i = 0; i < SHIFT_NAMES.size(); i++) {
            ObjectNode parameter = parameters
                    .addObject()
                    .put("name", SHIFT_NAMES.get(i))
                    .put("value", definition.datum().toWgs84().get(i));
            parameter.set("unit", shiftUnit(i));
            parameter.set("id", epsg(FIRST_SHIFT_CODE + i));
        }
        return json;
    }

    private ObjectNode geographic(String name) {
        ObjectNode json = JSON.objectNode()
                .put("$schema", SCHEMA)
                .put("type", "GeographicCRS")
                .put("name", name);
        json.set("datum", datum());
        // EPSG lists latitude first; readers of GeoParquet take x, y whatever is said here.
        boolean latitudeFirst = crs.code().filter(AuthorityCode::isEpsg).isPresent() && definition.isGeographic();
        ObjectNode longitude = axis("Longitude", "lon", "east", JSON.textNode("degree"));
        ObjectNode latitude = axis("Latitude", "lat", "north", JSON.textNode("degree"));
        ArrayNode axes = json.putObject("coordinate_system")
                .put("subtype", "ellipsoidal")
                .putArray("axis");
        axes.add(latitudeFirst ? latitude : longitude).add(latitudeFirst ? longitude : latitude);
        return json;
    }

    private ObjectNode datum() {
        Datum datum = definition.datum();
        ObjectNode json =
                JSON.objectNode().put("type", "GeodeticReferenceFrame").put("name", datum.fullName());
        ObjectNode ellipsoid = json.putObject("ellipsoid").put("name", ellipsoidName(datum.ellipsoid()));
        if (datum.ellipsoid().isSphere()) {
            ellipsoid.put("radius", datum.ellipsoid().equatorRadius());
        } else {
            ellipsoid
                    .put("semi_major_axis", datum.ellipsoid().equatorRadius())
                    .put("inverse_flattening", datum.ellipsoid().inverseFlattening());
        }
        if (definition.primeMeridianDegrees() != 0) {
            json.putObject("prime_meridian").put("name", "unnamed").put("longitude", definition.primeMeridianDegrees());
        }
        datum.epsgId().flatMap(AuthorityCode::parse).ifPresent(id -> json.set("id", id(id)));
        return json;
    }

    private static String ellipsoidName(Ellipsoid ellipsoid) {
        if (ellipsoid.isSameAs(Ellipsoid.WGS84)) {
            return "WGS 84";
        }
        return ellipsoid.isSameAs(Ellipsoid.GRS80) ? "GRS 1980" : "unknown";
    }

    private ObjectNode projected() {
        ObjectNode json = JSON.objectNode()
                .put("$schema", SCHEMA)
                .put("type", "ProjectedCRS")
                .put("name", crs.name());
        ObjectNode base = geographic(definition.datum().fullName());
        base.remove("$schema");
        json.set("base_crs", base);
        json.set("conversion", conversion());
        boolean south = definition.axes() == Definition.Axes.WEST_SOUTH;
        ArrayNode axes =
                json.putObject("coordinate_system").put("subtype", "Cartesian").putArray("axis");
        axes.add(axis(south ? "Westing" : "Easting", south ? "Y" : "E", south ? "west" : "east", lengthUnit()));
        axes.add(axis(south ? "Southing" : "Northing", south ? "X" : "N", south ? "south" : "north", lengthUnit()));
        return json;
    }

    private ObjectNode conversion() {
        ProjJsonMethod method = ProjJsonMethod.of(definition);
        ObjectNode json = JSON.objectNode().put("name", "unnamed");
        json.set(
                "method",
                method.code() == 0
                        ? JSON.objectNode().put("name", method.name())
                        : named(method.name(), method.code()));
        ArrayNode parameters = json.putArray("parameters");
        for (ProjJsonMethod.Parameter parameter : method.parameters()) {
            ObjectNode value =
                    parameters.addObject().put("name", parameter.name()).put("value", parameter.value());
            value.put("unit", parameter.unit());
            value.set("id", epsg(parameter.code()));
        }
        return json;
    }

    private static ObjectNode axis(String name, String abbreviation, String direction, JsonNode unit) {
        ObjectNode json = JSON.objectNode()
                .put("name", name)
                .put("abbreviation", abbreviation)
                .put("direction", direction);
        json.set("unit", unit);
        return json;
    }

    private JsonNode lengthUnit() {
        return definition.metresPerUnit() == 1
                ? JSON.textNode("metre")
                : JSON.objectNode()
                        .put("type", "LinearUnit")
                        .put("name", "unnamed")
                        .put("conversion_factor", definition.metresPerUnit());
    }

    private static JsonNode shiftUnit(int index) {
        if (index < 3) {
            return JSON.textNode("metre");
        }
        return index < 6
                ? JSON.objectNode()
                        .put("type", "AngularUnit")
                        .put("name", "arc-second")
                        .put("conversion_factor", Math.PI / 180 / 3600)
                : JSON.objectNode()
                        .put("type", "ScaleUnit")
                        .put("name", "parts per million")
                        .put("conversion_factor", 1e-6);
    }

    private static ObjectNode named(String name, int code) {
        ObjectNode json = JSON.objectNode().put("name", name);
        json.set("id", epsg(code));
        return json;
    }

    private static ObjectNode epsg(int code) {
        return id(AuthorityCode.epsg(code));
    }

    private static ObjectNode id(AuthorityCode code) {
        ObjectNode json = JSON.objectNode().put("authority", code.authority());
        return code.isEpsg() ? json.put("code", code.number()) : json.put("code", code.code());
    }
}
