package dev.croft.tiling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.attribute.KeyType;
import dev.croft.tiling.pmtiles.Compression;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.pmtiles.TileType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an archive was made, read back from what {@link ArchiveMetadata} wrote.
 *
 * @param encoder what compressed its tiles, in the encoder's words
 * @param attributes option: names that were asked for, or {@link TilingOptions#ALL}
 * @param key column of the zones that identifies features; empty for none
 * @param keysWithoutId zones whose key is not the id of their features
 * @param zoneAttributes attributes that come from the zones, in order
 * @param joined attributes that come from joined files, in order; they follow the others
 * @param croft all that the metadata says about how the archive was made
 */
record ArchiveOrigin(
        ArchiveTitle title,
        LayerSpec polygons,
        Optional<LayerSpec> centroids,
        int extent,
        String encoder,
        String attributes,
        String key,
        KeyType keyType,
        long keysWithoutId,
        List<String> zoneAttributes,
        List<String> joined,
        long zoneCount,
        ObjectNode croft) {
    /** Name and version of what makes archives; those of other versions may hold other features for the same zones. */
    static final String KERNEL_VERSION = "tiling " + TilingJob.ALGORITHM_VERSION;

    ArchiveOrigin {
        zoneAttributes = List.copyOf(zoneAttributes);
        joined = List.copyOf(joined);
    }

    /**
     * Reads the metadata.
     *
     * @throws ConfigurationException when the archive was made by something else
     * @throws InputDataException when it is damaged
     */
    static ArchiveOrigin of(PmtilesReader archive) throws IOException {
        ObjectNode metadata = archive.metadata();
        if (!(metadata.get(ArchiveMetadata.CROFT) instanceof ObjectNode croft)) {
            throw new ConfigurationException("Cannot give new attributes to " + archive.file()
                    + ": its metadata does not say that croft tile made it. Make tiles of the zones with croft tile.");
        }
        String kernel = croft.path(ArchiveMetadata.KERNEL).asText();
        if (!kernel.equals(KERNEL_VERSION)) {
            throw new ConfigurationException("Cannot give new attributes to " + archive.file() + ": it was made by \""
                    + kernel + "\", expected \"" + KERNEL_VERSION + "\". Make it again with croft tile.");
        }
        Fields fields = new Fields(archive.file());
        fields.require(archive.header().tileType() == TileType.MVT, "its tiles are no vector tiles");
        fields.require(
                archive.header().tileCompression() == Compression.GZIP, "its tiles are not compressed with gzip");
        return fields.read(metadata, croft);
    }

    /** The fields of the metadata on their way in. */
    private record Fields(Path file) {
        private ArchiveOrigin read(ObjectNode metadata, ObjectNode croft) {
            JsonNode options = croft.path(ArchiveMetadata.OPTIONS);
            String centroids = text(options, TilingOptions.CENTROIDS);
            return new ArchiveOrigin(
                    title(metadata),
                    layer(text(options, TilingOptions.LAYER)),
                    centroids.equals(TilingOptions.NONE) ? Optional.empty() : Optional.of(layer(centroids)),
                    extent(text(options, TilingOptions.EXTENT)),
                    text(options, TilingOptions.ENCODER),
                    text(options, TilingOptions.ATTRIBUTES),
                    text(croft, ArchiveMetadata.KEY),
                    keyType(text(croft, ArchiveMetadata.KEY_TYPE)),
                    number(croft, ArchiveMetadata.KEYS_WITHOUT_ID),
                    texts(croft, ArchiveMetadata.ZONE_ATTRIBUTES),
                    texts(croft, ArchiveMetadata.JOINED),
                    number(croft, ArchiveMetadata.ZONES),
                    croft);
        }

        private ArchiveTitle title(ObjectNode metadata) {
            return new ArchiveTitle(
                    text(metadata, ArchiveMetadata.NAME),
                    metadata.path(ArchiveMetadata.ATTRIBUTION).asText(),
                    metadata.path(ArchiveMetadata.DESCRIPTION).asText());
        }

        private LayerSpec layer(String text) {
            try {
                return LayerSpec.parse(text);
            } catch (ConfigurationException e) {
                throw damaged("\"" + text + "\" is no layer", e);
            }
        }

        private int extent(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw damaged("\"" + text + "\" is no extent", e);
            }
        }

        private KeyType keyType(String text) {
            try {
                return text.isEmpty() ? KeyType.NUMBER : KeyType.valueOf(text);
            } catch (IllegalArgumentException e) {
                throw damaged("\"" + text + "\" is no type of keys", e);
            }
        }

        private String text(JsonNode parent, String name) {
            JsonNode node = parent.path(name);
            require(node.isTextual(), "\"" + name + "\" is missing or no text");
            return node.textValue();
        }

        private List<String> texts(JsonNode parent, String name) {
            JsonNode node = parent.path(name);
            require(node.isArray(), "\"" + name + "\" is missing or no list");
            List<String> texts = new ArrayList<>();
            for (JsonNode text : node) {
                require(text.isTextual(), "\"" + name + "\" holds something that is no text");
                texts.add(text.textValue());
            }
            return texts;
        }

        private long number(JsonNode parent, String name) {
            JsonNode node = parent.path(name);
            require(node.isIntegralNumber(), "\"" + name + "\" is missing or no whole number");
            return node.longValue();
        }

        private void require(boolean condition, String otherwise) {
            if (!condition) {
                throw damaged(otherwise, null);
            }
        }

        private InputDataException damaged(String what, Exception cause) {
            return new InputDataException(
                    file,
                    "PMTILES_METADATA",
                    "Cannot read how " + file + " was made: " + what
                            + ". The archive was changed by another program or is damaged; make it again.",
                    cause);
        }
    }
}
