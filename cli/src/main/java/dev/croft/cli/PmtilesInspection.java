package dev.croft.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.ByteSize;
import dev.croft.tiling.mvt.MvtException;
import dev.croft.tiling.mvt.VectorTile;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesHeader;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.pmtiles.PmtilesSummary;
import dev.croft.tiling.pmtiles.TileType;
import dev.croft.tiling.pmtiles.ZoomSummary;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code croft inspect} says about a PMTiles archive, or about one of its tiles. */
final class PmtilesInspection {
    private static final Pattern TILE = Pattern.compile("(\\d{1,2})/(\\d{1,9})/(\\d{1,9})");
    private static final List<String> TOLD_KEYS = List.of("name", "description", "attribution");

    /** Features of a layer that are told one by one. */
    private static final int TOLD_FEATURES = 5;

    private final Path file;
    private final PrintWriter out;

    PmtilesInspection(Path file, PrintWriter out) {
        this.file = file;
        this.out = out;
    }

    /** The tile that somebody named, as {@code z/x/y}. */
    static TileCoord tile(String text) {
        Matcher matcher = TILE.matcher(text);
        if (matcher.matches()) {
            try {
                return new TileCoord(number(matcher, 1), number(matcher, 2), number(matcher, 3));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "Cannot inspect tile " + text + ": at zoom z, up to " + TileId.MOST_ZOOM
                                + ", x and y go from 0 to 2^z - 1",
                        e);
            }
        }
        throw new ConfigurationException("Cannot inspect tile \"" + text + "\": a tile is z/x/y, such as 4/3/6");
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    void describeArchive() throws IOException {
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            ObjectNode metadata = archive.metadata();
            PmtilesSummary summary = PmtilesSummary.of(archive);
            describeHeader(archive.header());
            summary.zooms().forEach(this::describeZoom);
            describeMetadata(metadata);
        }
    }

    void describeTile(TileCoord tile) throws IOException {
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            PmtilesHeader header = archive.header();
            long tileId = TileId.of(tile.z(), tile.x(), tile.y());
            byte[] stored = archive.tile(tileId).orElse(null);
            if (stored == null) {
                throw new ConfigurationException("Cannot inspect tile " + tile + " of " + file
                        + ": the archive has no such tile; " + tilesAt(tile.z(), archive) + ".");
            }
            byte[] inflated = archive.inflate(stored, tileId);
            out.printf("%s: tile %s, number %d%n", file, tile, tileId);
            out.printf("  type    %s%n", header.tileType().title());
            out.printf(
                    "  stored  %s, %s%n",
                    bytes(stored.length), header.tileCompression().title());
            out.printf("  holds   %s%n", bytes(inflated.length));
            if (header.tileType() == TileType.MVT) {
                describeLayers(tile, inflated);
            }
        }
    }

    /** Which tiles of a zoom there are, as a clause. */
    private static String tilesAt(int zoom, PmtilesReader archive) throws IOException {
        IntSummaryStatistics columns = new IntSummaryStatistics();
        IntSummaryStatistics rows = new IntSummaryStatistics();
        TileCoord first = null;
        EntryCursor entries = archive.entries();
        while (entries.next()) {
            for (int step = 0; step < entries.runLength(); step++) {
                TileCoord tile = TileId.coord(entries.tileId() + step);
                if (tile.z() == zoom) {
                    first = first == null ? tile : first;
                    columns.accept(tile.x());
                    rows.accept(tile.y());
                }
            }
        }
        String zooms = "its zooms are " + zooms(archive.header());
        return first == null
                ? zooms
                : zooms + ", and at zoom " + zoom + " there are columns " + columns.getMin() + " to " + columns.getMax()
                        + " and rows " + rows.getMin() + " to " + rows.getMax() + ", such as " + first;
    }

    private void describeLayers(TileCoord tile, byte[] inflated) {
        try {
            VectorTile content = VectorTile.read(inflated);
            content.layers().forEach(this::describeLayer);
            content.skipped().forEach(skipped -> out.printf("  skipped %s%n", skipped));
        } catch (MvtException e) {
            throw new InputDataException(
                    file, "PMTILES_TILE", "Cannot read tile " + tile + " of " + file + ": " + e.getMessage(), e);
        }
    }

    private void describeLayer(VectorTile.Layer layer) {
        out.printf(
                "  layer   %s: version %d, extent %d, %s features, %s values of %s%n",
                InspectCommand.shortened(layer.name()),
                layer.version(),
                layer.extent(),
                layer.features().size(),
                layer.values().size(),
                InspectCommand.shortened(String.join(", ", layer.keys())));
        layer.features().stream().limit(TOLD_FEATURES).forEach(this::describeFeature);
    }

    private void describeFeature(VectorTile.Feature feature) {
        String id =
                feature.id().isPresent() ? Long.toUnsignedString(feature.id().getAsLong()) : "without id";
        out.printf(
                "    %-8s %s %s%n",
                feature.type().name().toLowerCase(Locale.ROOT),
                id,
                InspectCommand.shortened(feature.attributes().toString()));
    }

    private void describeHeader(PmtilesHeader header) {
        out.printf(
                "%s: PMTiles %d of %s%n",
                file, PmtilesHeader.VERSION, header.tileType().title());
        out.printf("  zooms   %s%n", zooms(header));
        out.printf("  bounds  %s%n", header.extent().boundsText());
        out.printf("  centre  %s%n", header.extent().centreText());
        out.printf(
                "  tiles   %s addressed, %s entries, %s contents, %s%n",
                count(header.addressedTileCount(), header),
                count(header.entryCount(), header),
                count(header.contentCount(), header),
                header.isClustered() ? "clustered" : "not clustered");
        out.printf(
                "  packing %s tiles, %s directories and metadata%n",
                header.tileCompression().title(), header.internalCompression().title());
        out.printf(
                "  sizes   tiles %s, root directory %s, leaf directories %s, metadata %s%n",
                ByteSize.format(header.tiles().length()),
                ByteSize.format(header.root().length()),
                ByteSize.format(header.leaves().length()),
                ByteSize.format(header.metadata().length()));
    }

    private void describeZoom(ZoomSummary zoom) {
        out.printf(
                "  zoom %-2d %s, %s, largest %s at %s%n",
                zoom.zoom(),
                zoom.tileCount() + (zoom.tileCount() == 1 ? " tile" : " tiles"),
                ByteSize.format(zoom.entryBytes()),
                ByteSize.format(zoom.largestTileBytes()),
                TileId.coord(zoom.largestTileId()));
    }

    private void describeMetadata(ObjectNode metadata) {
        for (JsonNode layer : metadata.path("vector_layers")) {
            out.printf(
                    "  layer   %s%s%n",
                    InspectCommand.shortened(layer.path("id").asText()), layerZooms(layer));
            for (Map.Entry<String, JsonNode> field : layer.path("fields").properties()) {
                out.printf(
                        "    field %s: %s%n",
                        InspectCommand.shortened(field.getKey()),
                        InspectCommand.shortened(field.getValue().asText()));
            }
        }
        for (String key : TOLD_KEYS) {
            if (metadata.has(key)) {
                out.printf(
                        "  %-11s %s%n",
                        key, InspectCommand.shortened(metadata.path(key).asText()));
            }
        }
    }

    private static String layerZooms(JsonNode layer) {
        return layer.has("minzoom") && layer.has("maxzoom")
                ? ", zooms " + layer.path("minzoom").asInt() + " to "
                        + layer.path("maxzoom").asInt()
                : "";
    }

    private static String zooms(PmtilesHeader header) {
        return header.minZoom() + " to " + header.maxZoom();
    }

    /** A count of 0 stands for one that the writer did not know, where there is anything to count. */
    private static String count(long count, PmtilesHeader header) {
        return count == 0 && header.tiles().length() > 0 ? "unknown" : Long.toString(count);
    }

    private static String bytes(int count) {
        return count + " bytes";
    }
}
