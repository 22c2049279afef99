package dev.croft.tiling;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.core.run.ZonePartitions;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.tiling.attribute.AttributeCursor;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.shard.SpillFile;
import dev.croft.tiling.slice.SliceCounts.Mending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads the zones once: spills the records of their fragments and keeps their attributes. */
final class SlicePhase implements BoundedPipeline.Writer<SliceBatch> {
    /** Enough zones for long runs in the spill file, few enough to wait in memory. */
    private static final int BATCH_ROWS = 4096;

    private final ZoneSource zones;
    private final TilingOptions options;
    private final WorldTransform transform;
    private final ZoneColumns columns;
    private final AttributeStore store;
    private final SpillFile spill;
    private final Map<Mending, Long> fragments = new EnumMap<>(Mending.class);
    private final Map<ZoneReason, TilingSummary.Affected> reasons = new EnumMap<>(ZoneReason.class);
    private final WorldBox box = new WorldBox();
    private Progress.Task shown;
    private long zoneCount;
    private final AttributeCursor keys;
    private final RepeatedIds repeatedIds;
    private long keysWithoutId;
    private long zonesWithoutKey;
    private int lastRow = Integer.MAX_VALUE;
    private volatile boolean isFull;

    SlicePhase(
            ZoneSource zones,
            TilingOptions options,
            WorldTransform transform,
            ZoneColumns columns,
            AttributeStore store,
            SpillFile spill) {
        this.zones = zones;
        this.options = options;
        this.transform = transform;
        this.columns = columns;
        this.store = store;
        this.spill = spill;
        this.keys = store.cursor();
        this.repeatedIds = new RepeatedIds(store);
    }

    void run(RunContext context) throws IOException {
        // With a box nobody knows how many zones there will be.
        OptionalLong total = options.box().isPresent() ? OptionalLong.empty() : OptionalLong.of(mostRows());
        try (Progress.Task task = context.progress().start("slicing", "zones", total)) {
            shown = task;
            BoundedPipeline.named("slice")
                    .read(partitions(), this::newBatch)
                    .map(context.threads(), this::newWorker, SliceBatch::new)
                    .write(this)
                    .holdingAtMost(Math.max(1, context.memory().totalBytes() / 4), batch -> batch.spill.capacityBytes())
                    .run(context);
        }
        requireZones();
    }

    private long mostRows() {
        return Math.min(zones.rowCount(), options.limit().orElse(Long.MAX_VALUE));
    }

    private ZoneBatch newBatch() {
        return new ZoneBatch(columns.read().stream().map(ColumnVector::new).toList());
    }

    private SliceWorker newWorker() {
        return new SliceWorker(options, transform, store, columns);
    }

    private List<BoundedPipeline.Partition<ZoneBatch>> partitions() {
        long most = options.box().isPresent() ? Long.MAX_VALUE : mostRows();
        return ZonePartitions.of(zones.partitions(), columns.read(), most, BATCH_ROWS, () -> isFull);
    }

    @Override
    public void write(SliceBatch batch) throws IOException {
        if (isFull) {
            return;
        }
        int taken = (int) Math.min(batch.zoneCount(), options.limit().orElse(Long.MAX_VALUE) - zoneCount);
        zoneCount += taken;
        countIds(batch, taken);
        if (options.limit().isPresent() && zoneCount == options.limit().getAsLong()) {
            lastRow = batch.row(taken - 1);
            isFull = true;
        }
        batch.addReasonsTo(reasons, lastRow);
        if (options.badZones() == TilingOptions.BadZonePolicy.FAIL) {
            batch.firstBad(lastRow).ifPresent(this::failAt);
        }
        batch.addTo(fragments, taken);
        batch.addTo(box, taken);
        spill.append(batch.spill);
        shown.advance(batch.rowCount());
    }

    private void countIds(SliceBatch batch, int taken) {
        for (int zone = 0; zone < taken; zone++) {
            keys.at(batch.row(zone));
            if (keys.isNull(AttributeStore.KEY)) {
                zonesWithoutKey++;
            } else if (store.keyType().isId(keys.bits(AttributeStore.KEY))) {
                repeatedIds.add(keys.bits(AttributeStore.KEY));
            } else {
                keysWithoutId++;
            }
        }
    }

    private void failAt(SliceBatch.Skipped zone) {
        String problem = zone.reason() == ZoneReason.TOO_MANY_TILES
                ? zone.detail() + ". Lower the last zoom of --layer, cut the polygon"
                : "it is not decodable WKB, or has coordinates that are not finite or not on the earth. Mend it";
        throw new InputDataException(
                Path.of(zones.name()),
                zone.reason().name(),
                "Cannot use the geometry in row " + zone.row() + " of " + zones.name() + ", column "
                        + zones.geometryColumn() + ": " + problem
                        + ", or run with --on-bad-zone skip to leave it out.");
    }

    /** An archive of nothing is what was asked for only where there is nothing. */
    private void requireZones() {
        if (zoneCount > 0) {
            return;
        }
        if (!reasons.isEmpty()) {
            throw new InputDataException(
                    Path.of(zones.name()),
                    "NO_USABLE_ZONE",
                    "Cannot make tiles of " + zones.name() + ": none of its zones can be used: " + counted(reasons)
                            + ". 'croft tile --help' explains the codes.");
        }
        if (options.box().isPresent()) {
            throw new ConfigurationException("Cannot make tiles of " + zones.name() + ": no zone touches the box "
                    + options.box().get() + ". Check --bbox, which is west,south,east,north in the CRS of the zones.");
        }
    }

    private static String counted(Map<ZoneReason, TilingSummary.Affected> reasons) {
        return reasons.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%,d %s (first in row %d)",
                        entry.getValue().zoneCount(),
                        entry.getKey(),
                        entry.getValue().firstRow()))
                .collect(Collectors.joining(", "));
    }

    long zoneCount() {
        return zoneCount;
    }

    Map<ZoneReason, TilingSummary.Affected> reasons() {
        return reasons;
    }

    /** Which zones have ids of their own. */
    TilingSummary.Ids ids(MemoryBudget memory) {
        return new TilingSummary.Ids(
                columns.key().map(Column::name), zonesWithoutKey, keysWithoutId, repeatedIds.count(lastRow, memory));
    }

    /** Fragments of all zooms, by what it took to make them valid; what did not occur is left out. */
    Map<Mending, Long> fragments() {
        return fragments;
    }

    WorldBox box() {
        return box;
    }

    /** The last row that counts: records of later ones may have been spilled. */
    int lastRow() {
        return lastRow;
    }
}
