package dev.croft.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.mvt.FeatureFlaw;
import dev.croft.tiling.mvt.GeometryReader;
import dev.croft.tiling.mvt.LayerReader;
import dev.croft.tiling.mvt.MvtException;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import dev.croft.tiling.tile.WorldCoordinates;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the fields of an archive lie, by id. One zoom of it is read, once: the lowest at which a layer has as many fields as any, by the counts that
 * Croft leaves in the metadata, or else the deepest. A place is the centroid or a corner of the field, so precise that it is in view when a
 * map of the deepest zoom has it in its middle. 16 bytes a field, twice that while it grows.
 *
 * <p>Ids that are no number are known by a hash of 63 bits; whoever goes to the place looks whether the field is there. Not changed once it
 * is read.
 */
final class FieldPlaces {
    /** Fields that are remembered at most, so that memory stays within half a gigabyte. */
    static final int MOST_FIELDS = 10_000_000;

    /** Zooms above the deepest one in which a unit of a tile, of 4096, is at most a quarter of a tile there. */
    private static final int COARSER_ZOOMS = 10;

    private static final Pattern SHORT_NUMBER = Pattern.compile("0|[1-9]\\d{0,17}");
    private static final long SHORT_NUMBERS = 1_000_000_000_000_000_000L;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** 2^64 by the golden ratio: ids that follow each other land far apart. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /** The corner of the world, where no field is. */
    private static final long NOWHERE = -1;

    private static final double WORLD = 0x1p32;

    private final String idAttribute;
    private final int most;
    private final LayerReader layer = new LayerReader();
    private final GeometryReader geometry = new GeometryReader();
    private long[] keys = new long[1 << 10];
    private long[] places = emptied(keys.length);
    private int size;
    private int zoom;
    private Set<String> searched = Set.of();
    private boolean isComplete = true;

    /** Degrees. */
    record Place(double longitude, double latitude) {}

    private FieldPlaces(String idAttribute, int most) {
        this.idAttribute = idAttribute;
        this.most = most;
    }

    /**
     * Reads the places of all fields.
     *
     * @param classAttribute the layers that have it are searched
     * @param idAttribute is searched besides the ids of the features
     * @throws InputDataException when a tile is damaged
     */
    static FieldPlaces read(Path file, String classAttribute, String idAttribute) throws IOException {
        return read(file, classAttribute, idAttribute, MOST_FIELDS);
    }

    static FieldPlaces read(Path file, String classAttribute, String idAttribute, int most) throws IOException {
        FieldPlaces places = new FieldPlaces(idAttribute, most);
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            places.read(archive, classAttribute);
        }
        return places;
    }

    private void read(PmtilesReader archive, String classAttribute) throws IOException {
        JsonNode metadata = archive.metadata();
        Set<String> layers = new HashSet<>();
        for (JsonNode one : metadata.path("vector_layers")) {
            if (one.path("fields").has(classAttribute)) {
                layers.add(one.path("id").asText());
            }
        }
        choose(metadata, layers, archive.header().minZoom(), archive.header().maxZoom());
        EntryCursor entries = archive.entries();
        while (isComplete && entries.next()) {
            TileCoord tile = TileId.coord(entries.tileId());
            if (tile.z() > zoom) {
                return;
            }
            if (tile.z() == zoom) {
                byte[] stored = archive.content(entries.offset(), entries.length());
                readTile(archive, tile, archive.inflate(stored, entries.tileId()));
            }
        }
    }

    /**
     * Chooses the layer that has all fields at the lowest zoom, and that zoom. Other layers may have squares there that stand for several
     * fields. Where nothing was counted, all layers of the deepest zoom are read.
     */
    private void choose(JsonNode metadata, Set<String> layers, int minZoom, int maxZoom) {
        zoom = maxZoom;
        searched = layers;
        JsonNode counted = metadata.path("croft").path("layers");
        long most = 0;
        for (String name : layers) {
            for (JsonNode counts : counted.path(name)) {
                most = Math.max(most, counts.path("kept").asLong());
            }
        }
        int least = Math.max(minZoom, maxZoom - COARSER_ZOOMS);
        for (String name : layers) {
            for (JsonNode counts : counted.path(name)) {
                int at = counts.path("zoom").asInt(maxZoom);
                if (most > 0 && counts.path("kept").asLong() == most && at >= least && at < zoom) {
                    zoom = at;
                    searched = Set.of(name);
                }
            }
        }
    }

    private void readTile(PmtilesReader archive, TileCoord tile, byte[] bytes) {
        try {
            layer.open(bytes, 0, bytes.length);
            while (layer.nextLayer()) {
                if (searched.contains(layer.name()) && layer.extent() > 0) {
                    readLayer(tile);
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

    private void readLayer(TileCoord tile) {
        int idKey = idKey();
        while (isComplete && layer.nextFeature()) {
            if (layer.flaw() == FeatureFlaw.NONE) {
                geometry.open(layer);
                if (geometry.next() == GeometryReader.Step.BEGIN) {
                    addFeature(idKey, place(tile));
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

    private void addFeature(int idKey, long place) {
        if (layer.hasId()) {
            add(key(layer.id()), place);
        }
        for (int i = 0; i < layer.tagCount(); i += 2) {
            if (layer.tags()[i] == idKey) {
                add(key(text(layer.value(layer.tags()[i + 1]).content())), place);
            }
        }
    }

    /** As a browser writes it. */
    private static String text(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (number == Math.rint(number) && !Double.isInfinite(number)) {
                return new BigDecimal(number).toPlainString();
            }
        }
        return value.toString();
    }

    private long place(TileCoord tile) {
        double side = Math.scalb(WORLD, -tile.z());
        long x = units((tile.x() + (double) geometry.x() / layer.extent()) * side);
        long y = units((tile.y() + (double) geometry.y() / layer.extent()) * side);
        return (x << Integer.SIZE) | y;
    }

    private static long units(double world) {
        return (long) Math.max(0, Math.min(WORLD - 2, world));
    }

    private static long key(long id) {
        return id >= 0 && id < SHORT_NUMBERS ? id : hash(Long.toUnsignedString(id));
    }

    private static long key(String id) {
        return SHORT_NUMBER.matcher(id).matches() ? Long.parseLong(id) : hash(id);
    }

    /** FNV-1a, below all numbers. */
    private static long hash(String text) {
        long hash = FNV_BASIS;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xff)) * FNV_PRIME;
        }
        return hash | Long.MIN_VALUE;
    }

    /** A field that lies in several tiles keeps its first place. */
    private void add(long key, long place) {
        int slot = slot(key);
        if (places[slot] != NOWHERE) {
            return;
        }
        if (size == most) {
            isComplete = false;
            return;
        }
        keys[slot] = key;
        places[slot] = place;
        size++;
        if (size > keys.length / 3 * 2) {
            grow();
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldPlaces = places;
        keys = new long[2 * oldKeys.length];
        places = emptied(keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldPlaces[i] != NOWHERE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                places[slot] = oldPlaces[i];
            }
        }
    }

    /** Where a key is, or belongs. */
    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * SPREAD) >>> 33) & mask;
        while (places[slot] != NOWHERE && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long[] emptied(int length) {
        long[] places = new long[length];
        Arrays.fill(places, NOWHERE);
        return places;
    }

    /** Where the field with an id lies; empty when there is none. */
    Optional<Place> find(String id) {
        long place = places[slot(key(id))];
        if (place == NOWHERE) {
            return Optional.empty();
        }
        double x = (place >>> Integer.SIZE) / WORLD;
        double y = (place & 0xffffffffL) / WORLD;
        return Optional.of(new Place(WorldCoordinates.longitude(x), WorldCoordinates.latitude(y)));
    }

    /** Ids that are known. */
    int size() {
        return size;
    }

    /** The zoom that was read. */
    int zoom() {
        return zoom;
    }

    /** False when the archive has more ids than are remembered. */
    boolean isComplete() {
        return isComplete;
    }
}
