package dev.croft.tiling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.vector.ZoneSource;
import dev.croft.tiling.TilingSummary.LayerCounts;
import dev.croft.tiling.attribute.Attribute;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.attribute.JoinPlan;
import dev.croft.tiling.attribute.JoinPlanner;
import dev.croft.tiling.attribute.JoinRun;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.attribute.JoinSummary;
import dev.croft.tiling.attribute.KeyType;
import dev.croft.tiling.pmtiles.ArchiveExtent;
import dev.croft.tiling.pmtiles.PmtilesDescription;
import dev.croft.tiling.pmtiles.PmtilesWriter;
import dev.croft.tiling.shard.SpillFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tiles of the zones of a source that is already open, with attributes of theirs and of joined tables. {@link TilingFileJob} is the
 * same from file to file. Planning checks everything and reads no polygon. Immutable; thread-safe as far as its source is.
 *
 * <ol>
 *   <li>{@code SlicePhase} reads the zones once: fragments to the spill file, attributes to the store.
 *   <li>{@link JoinRun} reads the joined tables, one after the other, into the store.
 *   <li>{@code AssemblePhase} reads the spill file back in order of the tiles and writes the archive.
 * </ol>
 */
public final class TilingJob {
    /** Version of the rules that decide what tiles hold; a change makes older archives be made again. */
    public static final int ALGORITHM_VERSION = 1;

    private final ZoneSource zones;
    private final TilingOptions options;
    private final ArchiveTitle title;
    private final WorldTransform transform;
    private final ZoneColumns columns;
    private final JoinPlan joins;

    private TilingJob(
            ZoneSource zones,
            TilingOptions options,
            ArchiveTitle title,
            WorldTransform transform,
            ZoneColumns columns,
            JoinPlan joins) {
        this.zones = zones;
        this.options = options;
        this.title = title;
        this.transform = transform;
        this.columns = columns;
        this.joins = joins;
    }

    /**
     * Plans a run.
     *
     * @param zonesCrs CRS of the zones; usually {@link ZoneSource#crs()}
     * @param joinKey column of the joined tables that holds the ids of the features; empty for the name it has in the zones
     * @throws ConfigurationException holding everything that is wrong with the request
     */
    public static TilingJob plan(
            ZoneSource zones,
            Crs zonesCrs,
            List<JoinSpec> joinSpecs,
            Optional<String> joinKey,
            TilingOptions options,
            ArchiveTitle title)
            throws IOException {
        Problems problems = new Problems();
        problems.require(
                zonesCrs.isKnown(),
                () -> "Cannot place the zones of " + zones.name() + " on a map: they state no CRS. Give theirs with"
                        + " --zones-crs.");
        problems.require(
                zones.rowCount() < Integer.MAX_VALUE,
                () -> "Cannot make tiles of " + zones.rowCount() + " zones: at most " + (Integer.MAX_VALUE - 1)
                        + " fit. Divide the file.");
        Optional<Column> key = ZoneColumns.key(zones, options, problems);
        String keyInJoins = joinKey.orElseGet(() -> key.map(Column::name).orElse(ZoneColumns.DEFAULT_KEY));
        JoinPlan joins = JoinPlanner.toZones(
                zones.name(), key, attributeColumns(zones, key, options), keyInJoins, joinSpecs, problems);
        if (options.attributes().isPresent()) {
            joins = joins.keeping(options.attributes().get(), List.of(), problems);
        }
        problems.throwIfAny();
        WorldTransform transform = WorldTransform.from(zonesCrs, options.maxZoom(), options.extent());
        return new TilingJob(zones, options, title, transform, new ZoneColumns(key, joins.zoneColumns()), joins);
    }

    /** A number that is the id of its feature need not be an attribute as well; asked for by name, it is. */
    private static List<Column> attributeColumns(ZoneSource zones, Optional<Column> key, TilingOptions options) {
        boolean keyIsId = key.flatMap(column -> KeyType.of(column.type()))
                .filter(type -> type != KeyType.TEXT)
                .isPresent();
        return zones.columns().stream()
                .filter(column -> !keyIsId || options.attributes().isPresent() || !key.equals(Optional.of(column)))
                .toList();
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        List<String> lines = new ArrayList<>();
        lines.add("layers  " + options.polygons()
                + options.centroids().map(layer -> ", " + layer).orElse(""));
        lines.add("tags    "
                + String.join(
                        ", ", joins.attributes().stream().map(Attribute::name).toList()));
        lines.addAll(joins.leftOut());
        if (options.attributes().isEmpty()) {
            zones.unreadColumns().forEach((column, type) -> lines.add(JoinPlanner.leftOut(column, zones.name(), type)));
        }
        return lines;
    }

    /**
     * Makes all tiles.
     *
     * @param archive file to write, which is there and empty
     * @throws dev.croft.core.problem.InputDataException when an input is damaged, or a zone is bad and the options say to fail
     * @throws ConfigurationException when no zone touches the box
     * @throws dev.croft.core.problem.ResourceException when scratch has no room
     */
    public TilingSummary run(RunContext context, Path archive) throws IOException {
        Path folder = context.scratch().directoryFor(Path.of("fragments of " + zones.name()), scratchBytes());
        try (AttributeStore store =
                        AttributeStore.create(folder, zones.rowCount(), joins.keyType(), joins.attributes());
                SpillFile spill = SpillFile.create(folder.resolve("fragments"));
                PmtilesWriter writer = PmtilesWriter.create(archive)) {
            SlicePhase slice = new SlicePhase(zones, options, transform, columns, store, spill);
            slice.run(context);
            context.safePoint();
            List<JoinSummary> joined = JoinRun.run(joins, store, context.memory());
            context.safePoint();
            AssemblePhase assemble = new AssemblePhase(options, store, spill, slice.lastRow(), writer);
            assemble.run(context);
            TilingSummary summary =
                    summary(slice, slice.ids(context.memory()), joined, assemble, writer.tileCount(), spill.length());
            writer.finish(description(summary, assemble));
            return summary;
        }
    }

    private TilingSummary summary(
            SlicePhase slice,
            TilingSummary.Ids ids,
            List<JoinSummary> joined,
            AssemblePhase assemble,
            long tileCount,
            long spilledBytes) {
        List<LayerCounts> layers = new ArrayList<>();
        layers.add(assemble.tiles().polygons().of(options.polygons(), slice.zoneCount()));
        options.centroids()
                .ifPresent(layer -> layers.add(assemble.tiles().points().of(layer, slice.zoneCount())));
        return new TilingSummary(
                slice.zoneCount(),
                ids,
                slice.reasons(),
                joined,
                layers,
                slice.fragments(),
                tileCount,
                assemble.tiles().largestTileBytes(),
                slice.box().degrees(),
                spilledBytes,
                assemble.shardCount());
    }

    private PmtilesDescription description(TilingSummary summary, AssemblePhase assemble) {
        List<String> names = joins.attributes().stream().map(Attribute::name).toList();
        int zoneAttributes = columns.attributes().size();
        ObjectNode croft = ArchiveMetadata.croft(
                options,
                columns.key(),
                names.subList(0, zoneAttributes),
                names.subList(zoneAttributes, names.size()),
                summary);
        List<ArchiveMetadata.Layer> layers = ArchiveMetadata.layers(
                options.polygons(), options.centroids(), summary.zoneCount(), names, assemble.tiles());
        ArchiveExtent extent = summary.zoneCount() == 0
                ? ArchiveExtent.WORLD
                : ArchiveExtent.ofDegrees(summary.bounds(), centreZoom(summary.bounds()));
        return ArchiveMetadata.description(
                ArchiveMetadata.text(title, layers, croft), extent, options.polygons(), options.centroids());
    }

    /** The zoom at which the box is about as wide as a window of four tiles. */
    private int centreZoom(Bounds bounds) {
        double width = Math.max(bounds.width() / 360, 1e-9);
        int zoom = (int) Math.floor(Math.log(4 / width) / Math.log(2));
        return Math.max(options.minZoom(), Math.min(options.maxZoom(), zoom));
    }

    /** Temporary bytes: the store, and the fragments, which take about as much as the polygons do as WKB. */
    private long scratchBytes() {
        return AttributeStore.bytesFor(zones.rowCount(), joins.keyType(), joins.attributes()) + zones.geometryBytes();
    }
}
