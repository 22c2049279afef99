package dev.croft.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What {@code view.json} tells the page. Addresses are as seen from it.
 *
 * @param manifest the list of years
 * @param legend names and colours of classes, in the form of {@link Legend#json}
 * @param classAttribute attribute that fields are coloured by
 * @param idAttribute attribute that is searched besides the ids of the features
 * @param basemap raster tiles with {z}, {x} and {y} under the fields; without it the page asks nobody else for anything
 */
public record PageSettings(
        String manifest,
        Optional<String> legend,
        String classAttribute,
        Optional<String> idAttribute,
        Optional<String> basemap) {
    /** Where the page looks for it. */
    public static final String FILE_NAME = "view.json";

    /** Attribute that {@code croft zonal} and the pipeline write. */
    public static final String DEFAULT_CLASS_ATTRIBUTE = "majority";

    /** Attribute of ids that are no numbers, as {@code croft tile} writes it. */
    public static final String ID_ATTRIBUTE = "id";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Settings of fields coloured by their majority. */
    public static PageSettings of(String manifest, String legend) {
        return new PageSettings(
                manifest, Optional.of(legend), DEFAULT_CLASS_ATTRIBUTE, Optional.of(ID_ATTRIBUTE), Optional.empty());
    }

    /** The file's content. */
    public byte[] json() {
        ObjectNode root = JSON.createObjectNode().put("manifest", manifest);
        legend.ifPresent(address -> root.put("legend", address));
        root.put("classAttribute", classAttribute);
        idAttribute.ifPresent(name -> root.put("idAttribute", name));
        basemap.ifPresent(address -> root.put("basemap", address));
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
