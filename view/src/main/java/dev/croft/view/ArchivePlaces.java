package dev.croft.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.mvt.FeatureFlaw;
import dev.croft.tiling.mvt.GeometryReader;
import dev.croft.tiling.mvt.LayerReader;
import dev.croft.tiling.mvt.MvtException;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The fields of an archive with their places, from one zoom of it: the lowest at which a layer has as many fields as any, by the counts
 * that Croft leaves in the metadata, or else the deepest. A place is the centroid or a corner of the field, so precise that it is in view
 * when a map of the deepest zoom has it in its middle. A field that lies in several tiles is met in each. Confined to a thread.
 */
final class ArchivePlaces implements Closeable {
    /** Zooms above the deepest one in which a unit of a tile, of 4096, is at most a quarter of a tile there. */
    private static final int COARSER_ZOOMS_OF_POINTS = 10;

    /** The same for 32 units, two pixels, by which simplification may move a corner. */
    private static final int COARSER_ZOOMS_OF_POLYGONS = 5;

    /** Of an id and a place in a compressed tile. */
    private static final int LEAST_FEATURE_BYTES = 8;

    private static final double LEAST_PLAIN = 1e-7;
    private static final double MOST_PLAIN = 1e21;

    private final PmtilesReader archive;
    private final String idAttribute;
    private final LayerReader layer = new LayerReader();
    private final GeometryReader geometry = new GeometryReader();
    private int zoom;
    private Set<String> searched;
    private long countedFields;

    /** Takes a field at a place of the world's square, from 0 to 1 from west to east and from north to south. */
    @FunctionalInterface
    interface Visitor {
        void visit(String id, double x, double y) throws IOException;
    }

    private ArchivePlaces(PmtilesReader archive, String idAttribute) {
        this.archive = archive;
        this.idAttribute = idAttribute;
    }

    /**
     * Opens an archive.
     *
     * @param idAttribute is read besides the ids of the features
     * @throws InputDataException when it is damaged
     */
    static ArchivePlaces open(YearArchive archive, String idAttribute) throws IOException {
        PmtilesReader reader = PmtilesReader.open(archive.file());
        try {
            ArchivePlaces places = new ArchivePlaces(reader, idAttribute);
            places.choose(archive.classAttribute());
            return places;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Fields by the counts in the metadata, or else as many as the archive can have at most. */
    long fieldsAtMost() throws IOException {
        return countedFields > 0 ? countedFields : Files.size(archive.file()) / LEAST_FEATURE_BYTES;
    }

    /**
     * Visits all fields.
     *
     * @throws InputDataException when a tile is damaged
     */
    void forEach(RunContext context, Visitor visitor) throws IOException {
        EntryCursor entries = archive.entries();
        try (Progress.Task task = context.progress().start("index of places", "tiles", OptionalLong.empty())) {
            while (entries.next()) {
                TileCoord tile = TileId.coord(entries.tileId());
                if (tile.z() > zoom) {
                    return;
                }
                if (tile.z() == zoom) {
                    context.safePoint();
                    byte[] stored = archive.content(entries.offset(), entries.length());
                    readTile(tile, archive.inflate(stored, entries.tileId()), visitor);
                    task.advance(1);
                }
            }
        }
    }

    /**
     * Chooses the layer that has all fields at the lowest zoom, and that zoom; points before polygons, which are simplified. Other layers
     * may have squares there that stand for several fields. Where nothing was counted, all layers of the deepest zoom are read.
     */
    private void choose(String classAttribute) throws IOException {
        JsonNode metadata = archive.metadata();
        Set<String> points = layersOfPoints(metadata);
        List<String> layers = layersWith(classAttribute, metadata);
        layers.sort(Comparator.comparing(name -> !points.contains(name)));
        zoom = archive.header().maxZoom();
        searched = Set.copyOf(layers);
        JsonNode counted = metadata.path("croft").path("layers");
        for (String name : layers) {
            for (JsonNode counts : counted.path(name)) {
                countedFields = Math.max(countedFields, counts.path("kept").asLong());
            }
        }
        for (String name : layers) {
            int coarser = points.contains(name) ? COARSER_ZOOMS_OF_POINTS : COARSER_ZOOMS_OF_POLYGONS;
            int least = Math.max(archive.header().minZoom(), archive.header().maxZoom() - coarser);
            for (JsonNode counts : counted.path(name)) {
                int at = counts.path("zoom").asInt(zoom);
                if (countedFields > 0 && counts.path("kept").asLong() == countedFields && at >= least && at < zoom) {
                    zoom = at;
                    searched = Set.of(name);
                }
            }
        }
    }

    private static Set<String> layersOfPoints(JsonNode metadata) {
        Set<String> points = new HashSet<>();
        for (JsonNode layer : metadata.path("tilestats").path("layers")) {
            if (layer.path("geometry").asText().equals("Point")) {
                points.add(layer.path("layer").asText());
            }
        }
        return points;
    }

    private static List<String> layersWith(String attribute, JsonNode metadata) {
        List<String> layers = new ArrayList<>();
        for (JsonNode layer : metadata.path("vector_layers")) {
            if (layer.path("fields").has(attribute)) {
                layers.add(layer.path("id").asText());
            }
        }
        return layers;
    }

    private void readTile(TileCoord tile, byte[] bytes, Visitor visitor) throws IOException {
        try {
            layer.open(bytes, 0, bytes.length);
            while (layer.nextLayer()) {
                if (searched.contains(layer.name()) && layer.extent() > 0) {
                    readLayer(tile, visitor);
                }
            }
        } catch (MvtException e) {
            throw new InputDataException(
                    archive.file(),
                    "MVT",
                    "Cannot search tile " + tile + " of " + archive.file() + ": " + e.getMessage()
                            + ". croft validate says more.",
                    e);
        }
    }

    private void readLayer(TileCoord tile, Visitor visitor) throws IOException {
        int idKey = idKey();
        while (layer.nextFeature()) {
            if (layer.flaw() == FeatureFlaw.NONE) {
                geometry.open(layer);
                if (geometry.next() == GeometryReader.Step.BEGIN) {
                    visitFeature(idKey, tile, visitor);
                }
            }
        }
    }

    private int idKey() {
        for (int key = 0; key < layer.keyCount(); key++) {
            if (layer.key(key).equals(idAttribute)) {
                return key;
            }
        }
        return -1;
    }

    private void visitFeature(int idKey, TileCoord tile, Visitor visitor) throws IOException {
        double x = Math.scalb(tile.x() + (double) geometry.x() / layer.extent(), -tile.z());
        double y = Math.scalb(tile.y() + (double) geometry.y() / layer.extent(), -tile.z());
        if (layer.hasId()) {
            visitor.visit(Long.toUnsignedString(layer.id()), x, y);
        }
        for (int i = 0; i < layer.tagCount(); i += 2) {
            if (layer.tags()[i] == idKey) {
                visitor.visit(text(layer.value(layer.tags()[i + 1]).content()), x, y);
            }
        }
    }

    /** As a browser writes it, but for numbers of more than 21 digits and below a ten millionth, which nobody has for an id. */
    static String text(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            double size = Math.abs(number);
            if (size == 0 || (size >= LEAST_PLAIN && size < MOST_PLAIN)) {
                return new BigDecimal(Double.toString(number))
                        .stripTrailingZeros()
                        .toPlainString();
            }
        }
        return value.toString();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
