package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSource;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.TilingSummary.ZoomCounts;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.mvt.TileCheck;
import dev.croft.tiling.mvt.VectorTile;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.pmtiles.PmtilesValidation;
import dev.croft.tiling.pmtiles.TileContentCheck;
import dev.croft.tiling.pmtiles.TileSample;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An archive that a test made, and what our own readers find in it. */
record TiledArchive(Path file, TilingSummary summary) {
    static final String POLYGONS = "fields";
    static final String POINTS = "centroids";

    private static final MemoryBudget MEMORY = MemoryBudget.ofBytes(64L << 20);

    static TiledArchive make(Path folder, ZoneSource zones, TilingOptions options) throws IOException {
        return make(folder, zones, List.of(), options, 2, MEMORY);
    }

    static TiledArchive make(Path folder, ZoneSource zones, List<JoinSpec> joins, TilingOptions options)
            throws IOException {
        return make(folder, zones, joins, options, 2, MEMORY);
    }

    static TiledArchive make(
            Path folder,
            ZoneSource zones,
            List<JoinSpec> joins,
            TilingOptions options,
            int threads,
            MemoryBudget memory)
            throws IOException {
        Path file = Files.createTempFile(folder, "test", ".pmtiles");
        try (RunContext context = RunContext.named("test")
                .threads(threads)
                .memory(memory)
                .temporaryFolder(folder)
                .build()) {
            ArchiveTitle title = new ArchiveTitle("test", "", "");
            TilingJob job = TilingJob.plan(zones, zones.crs(), joins, Optional.empty(), options, title);
            return new TiledArchive(file, job.run(context, file));
        }
    }

    /** The options of a profile for some zooms of both layers. */
    static TilingOptions.Builder options(Profile profile, int minZoom, int maxZoom) {
        return TilingOptions.of(profile)
                .polygons(new LayerSpec(POLYGONS, minZoom, maxZoom))
                .centroids(new LayerSpec(POINTS, minZoom, maxZoom));
    }

    /** The tiles by number, inflated. */
    SortedMap<Long, byte[]> contents() throws IOException {
        SortedMap<Long, byte[]> contents = new TreeMap<>();
        try (PmtilesReader reader = PmtilesReader.open(file)) {
            EntryCursor entry = reader.entries();
            while (entry.next()) {
                byte[] content = reader.inflate(reader.content(entry.offset(), entry.length()), entry.tileId());
                for (int step = 0; step < entry.runLength(); step++) {
                    contents.put(entry.tileId() + step, content);
                }
            }
        }
        return contents;
    }

    /** The features of a layer at a zoom, tile by tile in their order. */
    List<TileFeature> features(String layer, int zoom) throws IOException {
        List<TileFeature> features = new ArrayList<>();
        contents().subMap(TileId.firstOf(zoom), TileId.firstOf(zoom + 1)).forEach((id, content) -> {
            TileCoord tile = TileId.coord(id);
            for (VectorTile.Layer read : VectorTile.read(content).layers()) {
                if (read.name().equals(layer)) {
                    read.features().forEach(feature -> features.add(new TileFeature(tile, read.extent(), feature)));
                }
            }
        });
        return features;
    }

    /** As {@link #features}, by tile. */
    SortedMap<Long, List<TileFeature>> featuresByTile(String layer, int zoom) throws IOException {
        return features(layer, zoom).stream()
                .collect(Collectors.groupingBy(
                        feature -> TileId.of(
                                zoom, feature.tile().x(), feature.tile().y()),
                        TreeMap::new,
                        Collectors.toList()));
    }

    /** Requires that the archive is valid and that every tile keeps the rules of vector tiles, and answers how many there are. */
    int requireValid() throws IOException {
        SortedMap<Long, byte[]> contents = contents();
        contents.forEach((id, content) -> assertEquals(
                List.of(), TileCheck.violations(content, 0, content.length), () -> "tile " + TileId.coord(id)));
        PmtilesValidation.Finding finding = PmtilesValidation.of(file, TileSample.ALL, TileContentCheck.NONE);
        assertEquals(List.of(true), List.of(finding.isValid()), () -> String.join("\n", finding.details()));
        return contents.size();
    }

    /** Requires that what became of the zones adds up to all of them, layer by layer and zoom by zoom. */
    void requireAllZonesAccountedFor() {
        for (TilingSummary.LayerCounts layer : summary.layers()) {
            for (ZoomCounts zoom : layer.zooms()) {
                assertEquals(
                        summary.zoneCount(),
                        zoom.kept() + zoom.accumulated() + zoom.tiny() + zoom.overLimit(),
                        zoom::toString);
            }
        }
    }

    /** What became of the zones in a layer at a zoom. */
    ZoomCounts counts(String layer, int zoom) {
        return summary.layers().stream()
                .filter(counts -> counts.layer().name().equals(layer))
                .flatMap(counts -> counts.zooms().stream())
                .filter(counts -> counts.zoom() == zoom)
                .findFirst()
                .orElseThrow();
    }
}
