package dev.croft.zonal;

import dev.croft.core.crs.Crs;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.core.run.ZonePartitions;
import dev.croft.core.table.Column;
import dev.croft.core.table.RowBatch;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Statistics of every zone of a source over the bands of some rasters, row by row in input order, from sources that are already
 * open. {@link ZonalFileJob} is the same from file to file. Planning checks everything and reads no pixel. Immutable;
 * thread-safe as far as its sources are.
 */
public final class ZonalJob {
    /** Version of the rules that decide the numbers; a change makes older results be computed again. */
    public static final int ALGORITHM_VERSION = 2;

    private static final int BATCH_ROWS = 1024;

    /** Part of the memory that ids may take, and that scattered zones may take on their way to scratch. */
    private static final int SHARE = 16;

    /** Bytes of a row in scratch beside its geometry and columns, in both files. */
    private static final int ROW_BYTES = 32;

    private final ZoneSource zones;
    private final List<LabelledBand> bands;
    private final ZonalOptions options;
    private final BandGroups groups;
    private final ResultColumns columns;

    private ZonalJob(
            ZoneSource zones,
            List<LabelledBand> bands,
            ZonalOptions options,
            BandGroups groups,
            ResultColumns columns) {
        this.zones = zones;
        this.bands = bands;
        this.options = options;
        this.groups = groups;
        this.columns = columns;
    }

    /** Takes batches of result rows in input order. */
    @FunctionalInterface
    public interface RowConsumer {
        /** Takes the next rows; the batch is lent for the call. */
        void accept(RowBatch rows) throws IOException;
    }

    /**
     * Plans a run over one band without a label.
     *
     * @see #plan(ZoneSource, Crs, List, Optional, ZonalOptions)
     */
    public static ZonalJob plan(ZoneSource zones, Crs zonesCrs, LabelledBand band, ZonalOptions options) {
        return plan(zones, zonesCrs, List.of(band), Optional.empty(), options);
    }

    /**
     * Plans a run.
     *
     * @param zonesCrs CRS of the zones; usually {@link ZoneSource#crs()}
     * @param bands what to compute statistics of, at least one; labels differ
     * @param weights raster on the same grid as all of them, whose first band says what a cell counts
     * @throws ConfigurationException holding everything that is wrong with the request
     */
    public static ZonalJob plan(
            ZoneSource zones,
            Crs zonesCrs,
            List<LabelledBand> bands,
            Optional<RasterSource> weights,
            ZonalOptions options) {
        Problems problems = new Problems();
        BandChecks.check(zones, zonesCrs, bands, weights, problems);
        options.check(problems);
        ZoneColumns ofZones = ZoneColumns.of(zones, options, problems);
        problems.throwIfAny();
        ResultColumns columns =
                ResultColumns.of(zones, ofZones, bands, options.counting(weights.isPresent()), options, problems);
        problems.throwIfAny();
        BandGroups groups = BandGroups.of(zonesCrs, bands, weights, options);
        return new ZonalJob(zones, List.copyOf(bands), options, groups, columns);
    }

    /** Columns of the result, in order. */
    public List<Column> columns() {
        return columns.all();
    }

    /** Columns that do not depend on a raster: the id, what is carried, the geometry. They come first. */
    public List<Column> zoneColumns() {
        return columns.ofZones().all();
    }

    /** How many different grids the rasters have. */
    int gridCount() {
        return groups.gridCount();
    }

    /** Rows that the result will have; with a box, at most. */
    public long rowCount() {
        return Math.min(zones.rowCount(), options.limit().orElse(Long.MAX_VALUE));
    }

    /**
     * Computes all rows.
     *
     * @throws InputDataException when an input is damaged, or a zone is bad and the options say to fail
     * @throws ConfigurationException when no zone lies inside any raster
     */
    public ZonalSummary run(RunContext context, RowConsumer consumer) throws IOException {
        try (BandGroups.Caches caches = groups.reserve(context.memory());
                Progress.Task shown = context.progress().start("zonal", "zones", shownTotal())) {
            DuplicateIds ids = new DuplicateIds(context.memory().totalBytes() / SHARE);
            ResultWriter writer = new ResultWriter(zones, bands, options, columns, rowCount(), ids, shown, consumer);
            ZoneOrder order = order(caches);
            BoundedPipeline.Summary spent = order.isScattered()
                    ? runScattered(caches, writer, context)
                    : runAsTheyCome(caches, writer, context);
            writer.checkThatSomeZoneIsInside();
            return new ZonalSummary(
                    writer.written(),
                    writer.bands(caches),
                    ids.duplicates(),
                    ids.checkedRows(),
                    order.reason(),
                    spent.readNanos() / 1e9,
                    spent.mapNanos() / 1e9,
                    spent.writeNanos() / 1e9);
        }
    }

    private ZoneOrder order(BandGroups.Caches caches) throws IOException {
        if (options.limit().isPresent()) {
            return new ZoneOrder(false, "as they come, since there is a --limit");
        }
        return ZoneOrder.of(zones, groups.newPlacer(), groups.blockCount(), caches.share());
    }

    private BoundedPipeline.Summary runAsTheyCome(BandGroups.Caches caches, ResultWriter writer, RunContext context)
            throws IOException {
        return BoundedPipeline.named("zonal")
                .read(partitions(writer), columns.ofZones()::newBatch)
                .map(context.threads(), () -> caches.newWorker(options), () -> new ResultRows(columns))
                .write(writer)
                .run(context);
    }

    private BoundedPipeline.Summary runScattered(BandGroups.Caches caches, ResultWriter writer, RunContext context)
            throws IOException {
        Path folder = context.scratch().directoryFor(Path.of("zones and results of " + zones.name()), scratchBytes());
        long memory = context.memory().totalBytes() / SHARE;
        // So small that the cache holds a bucket for each thread, and what reaches into the next one.
        double buckets = Math.ceil((context.threads() + 1) / caches.share());
        int bucketCount = (int) Math.min((double) groups.blockCount(), buckets);
        try (ScatteredRun run = ScatteredRun.in(folder, columns, bucketCount, zones.rowCount(), memory, context)) {
            run.sort(partitions(writer), groups::newPlacer, groups.blockCount());
            BoundedPipeline.Summary spent = run.compute(() -> caches.newWorker(options));
            run.deliver(writer);
            return spent;
        }
    }

    /** What zones and results take while they wait: the geometry, and as much for a row as its columns are wide. */
    private long scratchBytes() {
        int width = columns.all().size() + columns.ofZones().read().size();
        long geometry = columns.ofZones().geometry().isPresent() ? 2 * zones.geometryBytes() : zones.geometryBytes();
        return geometry + zones.rowCount() * (ROW_BYTES + (long) width * Long.BYTES);
    }

    /** Computes all rows and returns them as objects; for few zones, and for notebooks. */
    public List<ZonalRow> rows(RunContext context) throws IOException {
        List<ZonalRow> rows = new ArrayList<>();
        run(context, batch -> ZonalRow.addAll(columns, batch, rows));
        return rows;
    }

    /** With a box nobody knows how many zones there will be. */
    private OptionalLong shownTotal() {
        return options.box().isPresent() ? OptionalLong.empty() : OptionalLong.of(rowCount());
    }

    private List<BoundedPipeline.Partition<ZoneBatch>> partitions(ResultWriter writer) {
        long limit = options.box().isPresent() ? Long.MAX_VALUE : rowCount();
        return ZonePartitions.of(zones.partitions(), columns.ofZones().read(), limit, BATCH_ROWS, writer::isFull);
    }
}
