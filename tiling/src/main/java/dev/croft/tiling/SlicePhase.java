package dev.croft.tiling;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.tiling.attribute.AttributeCursor;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.shard.SpillFile;
import dev.croft.tiling.slice.SliceCounts.Mending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

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
    private long keysWithoutId;
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
        if (options.box().isPresent() && zoneCount == 0 && reasons.isEmpty()) {
            throw new ConfigurationException("Cannot make tiles of " + zones.name() + ": no zone touches the box "
                    + options.box().get() + ". Check --bbox, which is west,south,east,north in the CRS of the zones.");
        }
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
        List<String> names =
                columns.read().stream().map(column -> column.name()).toList();
        long most = options.box().isPresent() ? Long.MAX_VALUE : mostRows();
        List<BoundedPipeline.Partition<ZoneBatch>> partitions = new ArrayList<>();
        for (ZonePartition partition : zones.partitions()) {
            if (partition.firstRow() < most) {
                partitions.add(() -> new LimitedReader(partition.open(names), most - partition.firstRow()));
            }
        }
        return partitions;
    }

    /** Reads no more rows of a partition than are wanted. */
    private final class LimitedReader implements BoundedPipeline.Reader<ZoneBatch> {
        private final ZoneReader reader;
        private long left;

        LimitedReader(ZoneReader reader, long most) {
            this.reader = reader;
            this.left = most;
        }

        @Override
        public boolean next(ZoneBatch batch) throws IOException {
            if (left == 0 || isFull) {
                return false;
            }
            boolean more = reader.next(batch, (int) Math.min(left, BATCH_ROWS));
            left -= batch.rowCount();
            return more;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    @Override
    public void write(SliceBatch batch) throws IOException {
        if (isFull) {
            return;
        }
        int taken = (int) Math.min(batch.zoneCount(), options.limit().orElse(Long.MAX_VALUE) - zoneCount);
        zoneCount += taken;
        countKeysWithoutId(batch, taken);
        if (options.limit().isPresent() && zoneCount == options.limit().getAsLong()) {
            lastRow = batch.row(taken - 1);
            isFull = true;
        }
        batch.addReasonsTo(reasons, lastRow);
        TilingSummary.Affected broken = reasons.get(ZoneReason.INVALID_GEOMETRY);
        if (broken != null && options.badZones() == TilingOptions.BadZonePolicy.FAIL) {
            failAt(broken.firstRow());
        }
        batch.addTo(fragments, taken);
        batch.addTo(box, taken);
        spill.append(batch.spill);
        shown.advance(batch.rowCount());
    }

    private void countKeysWithoutId(SliceBatch batch, int taken) {
        for (int zone = 0; zone < taken; zone++) {
            keys.at(batch.row(zone));
            boolean hasKey = !keys.isNull(AttributeStore.KEY);
            keysWithoutId += hasKey && !store.keyType().isId(keys.bits(AttributeStore.KEY)) ? 1 : 0;
        }
    }

    private void failAt(long row) {
        throw new InputDataException(
                Path.of(zones.name()),
                ZoneReason.INVALID_GEOMETRY.name(),
                "Cannot use the geometry in row " + row + " of " + zones.name() + ", column " + zones.geometryColumn()
                        + ": it is not decodable WKB, or has coordinates that are not finite or not on the earth. Mend"
                        + " it, or run with --on-bad-zone skip to leave it out.");
    }

    long zoneCount() {
        return zoneCount;
    }

    Map<ZoneReason, TilingSummary.Affected> reasons() {
        return reasons;
    }

    /** Zones whose key cannot be the id of a feature. */
    long keysWithoutId() {
        return keysWithoutId;
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
