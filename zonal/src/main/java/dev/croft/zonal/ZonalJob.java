package dev.croft.zonal;

import dev.croft.core.crs.ApproximateTransform;
import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.cache.BlockCache;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.zonal.statistics.CellCounting;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.ZoneTally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The majority class of every zone of a source over a raster, row by row in input order, from sources that are already open.
 * {@link ZonalFileJob} is the same from file to file. Planning checks everything and reads no pixel. Immutable; thread-safe as
 * far as its sources are.
 */
public final class ZonalJob {
    /** Version of the rules that decide the numbers; a change makes older results be computed again. */
    public static final int ALGORITHM_VERSION = 1;

    private static final int BATCH_ROWS = 1024;

    private final ZoneSource zones;
    private final RasterSource raster;
    private final ZonalOptions options;
    private final CoordinateTransform transform;
    private final Optional<Column> id;
    private final List<Column> carried;

    private ZonalJob(
            ZoneSource zones,
            RasterSource raster,
            ZonalOptions options,
            CoordinateTransform transform,
            Optional<Column> id,
            List<Column> carried) {
        this.zones = zones;
        this.raster = raster;
        this.options = options;
        this.transform = transform;
        this.id = id;
        this.carried = carried;
    }

    /** Takes batches of result rows in input order. */
    @FunctionalInterface
    public interface RowConsumer {
        /** Takes the next rows; the batch is lent for the call. */
        void accept(RowBatch rows) throws IOException;
    }

    /**
     * Plans a run.
     *
     * @param zonesCrs CRS of the zones; usually {@link ZoneSource#crs()}
     * @throws ConfigurationException holding everything that is wrong with the request
     */
    public static ZonalJob plan(ZoneSource zones, Crs zonesCrs, RasterSource raster, ZonalOptions options) {
        Problems problems = new Problems();
        checkGrid(raster, problems);
        checkCrs(zones, zonesCrs, raster, problems);
        problems.require(
                options.band() >= 1 && options.band() <= raster.bands().size(),
                () -> "Cannot read band " + options.band() + " of " + raster.name() + ": it has "
                        + raster.bands().size() + " band(s), counted from 1. Choose one with --band.");
        problems.require(
                options.limit().orElse(1) >= 1,
                () -> "Cannot stop after " + options.limit().getAsLong() + " rows: --limit is at least 1.");
        ZonalColumns columns = ZonalColumns.of(zones, options, problems);
        problems.throwIfAny();
        return new ZonalJob(
                zones, raster, options, transform(zonesCrs, raster, options), columns.id(), columns.carried());
    }

    private static void checkGrid(RasterSource raster, Problems problems) {
        GeoTransform transform = raster.grid().transform();
        problems.require(
                !transform.isRotated() && transform.columnX() > 0,
                () -> "Cannot use the grid of " + raster.name() + ": its geotransform is rotated or mirrored ("
                        + transform + "). Warp it to a north-up grid first, for instance with gdalwarp.");
    }

    private static void checkCrs(ZoneSource zones, Crs zonesCrs, RasterSource raster, Problems problems) {
        Crs rasterCrs = raster.grid().crs();
        problems.require(
                zonesCrs.isKnown() || !rasterCrs.isKnown(),
                () -> "Cannot place the zones of " + zones.name() + " on " + raster.name()
                        + ": the zones state no CRS, the " + "raster is in " + rasterCrs
                        + ". Give theirs with --zones-crs.");
        problems.require(
                rasterCrs.isKnown() || !zonesCrs.isKnown(),
                () -> "Cannot place the zones of " + zones.name() + " on " + raster.name()
                        + ": the raster states no CRS, the " + "zones are in " + zonesCrs
                        + ". Give the raster one, for instance with gdal_edit -a_srs.");
    }

    private static CoordinateTransform transform(Crs zonesCrs, RasterSource raster, ZonalOptions options) {
        GridGeometry grid = raster.grid();
        if (!zonesCrs.isKnown() || zonesCrs.isEquivalentTo(grid.crs())) {
            return CoordinateTransform.identity();
        }
        double cell = Math.min(grid.transform().cellWidth(), grid.transform().cellHeight());
        return ApproximateTransform.between(zonesCrs, grid.crs(), options.toleranceCells() * cell);
    }

    /** Columns of the result, in order. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(id.orElse(new Column("id", ColumnType.INT64)));
        columns.addAll(carried);
        columns.addAll(ResultColumns.of(band().type()));
        return columns;
    }

    /** Rows that the result will have; with a box, at most. */
    public long rowCount() {
        return Math.min(zones.rowCount(), options.limit().orElse(Long.MAX_VALUE));
    }

    /**
     * Computes all rows.
     *
     * @throws InputDataException when an input is damaged, or a zone is bad and the options say to fail
     * @throws ConfigurationException when no zone lies inside the raster
     */
    public ZonalSummary run(RunContext context, RowConsumer consumer) throws IOException {
        try (MemoryBudget.Grant grant = reserveCache(context);
                Progress.Task shown = context.progress().start("zonal", "zones", shownTotal())) {
            BlockCache cache = new BlockCache(raster, options.band() - 1, grant.bytes());
            ResultWriter writer = new ResultWriter(shown, consumer);
            BoundedPipeline.Summary summary = BoundedPipeline.named("zonal")
                    .read(partitions(writer), this::newBatch)
                    .map(context.threads(), () -> new MajorityWorker(newZoneMajority(cache), options), this::newRows)
                    .write(writer)
                    .run(context);
            writer.checkThatSomeZoneIsInside();
            return new ZonalSummary(
                    writer.written,
                    writer.reasons,
                    cache.decodedBlockCount(),
                    (long) raster.blocksAcross() * raster.blocksDown(),
                    summary.readNanos() / 1e9,
                    summary.mapNanos() / 1e9,
                    summary.writeNanos() / 1e9);
        }
    }

    /** Computes all rows and returns them as objects; for few zones, and for notebooks. */
    public List<ZonalRow> rows(RunContext context) throws IOException {
        List<ZonalRow> rows = new ArrayList<>();
        run(context, batch -> ZonalRow.addAll(batch, rows));
        return rows;
    }

    private RasterBand band() {
        return raster.bands().get(options.band() - 1);
    }

    private ZoneMajority newZoneMajority(BlockCache cache) {
        List<NoData> noData =
                options.noData().isEmpty() ? band().noData().stream().toList() : options.noData();
        ZoneTally tally = ZoneTally.of(band().type(), noData, options.ties(), Statistic.DEFAULTS, CellCounting.WHOLE);
        return new ZoneMajority(raster, cache, transform, tally);
    }

    /** Memory for decoded blocks: all of the raster, or all that there is. */
    private MemoryBudget.Grant reserveCache(RunContext context) {
        long blockBytes = (long) raster.blockColumnCount()
                * raster.blockRowCount()
                * band().type().byteCount();
        long wholeRaster = blockBytes * raster.blocksAcross() * raster.blocksDown();
        return context.memory().reserveUpTo("raster blocks", wholeRaster, 1);
    }

    /** With a box nobody knows how many zones there will be. */
    private OptionalLong shownTotal() {
        return options.box().isPresent() ? OptionalLong.empty() : OptionalLong.of(rowCount());
    }

    private ZoneBatch newBatch() {
        return new ZoneBatch(carriedFromZones().stream().map(ColumnVector::new).toList());
    }

    private ResultRows newRows() {
        return new ResultRows(columns(), ResultColumns.statistics(band().type()), id.isEmpty());
    }

    private List<Column> carriedFromZones() {
        List<Column> columns = new ArrayList<>();
        id.ifPresent(columns::add);
        columns.addAll(carried);
        return columns;
    }

    private List<BoundedPipeline.Partition<ZoneBatch>> partitions(ResultWriter writer) {
        List<String> names = carriedFromZones().stream().map(Column::name).toList();
        long limit = options.box().isPresent() ? Long.MAX_VALUE : rowCount();
        List<BoundedPipeline.Partition<ZoneBatch>> partitions = new ArrayList<>();
        for (ZonePartition partition : zones.partitions()) {
            if (partition.firstRow() < limit) {
                partitions.add(() -> new LimitedReader(partition.open(names), limit - partition.firstRow(), writer));
            }
        }
        return partitions;
    }

    /** Reads no more rows of a partition than the result needs. */
    private static final class LimitedReader implements BoundedPipeline.Reader<ZoneBatch> {
        private final ZoneReader reader;
        private final ResultWriter writer;
        private long left;

        LimitedReader(ZoneReader reader, long limit, ResultWriter writer) {
            this.reader = reader;
            this.left = limit;
            this.writer = writer;
        }

        @Override
        public boolean next(ZoneBatch batch) throws IOException {
            if (left == 0 || writer.isFull) {
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

    /** Hands the rows on in input order and keeps the tallies; used by one thread at a time. */
    private final class ResultWriter implements BoundedPipeline.Writer<ResultRows> {
        private final Progress.Task shown;
        private final RowConsumer consumer;
        private final Map<ZoneReason, ZonalSummary.Affected> reasons = new EnumMap<>(ZoneReason.class);
        private long written;
        private volatile boolean isFull;

        ResultWriter(Progress.Task shown, RowConsumer consumer) {
            this.shown = shown;
            this.consumer = consumer;
        }

        @Override
        public void write(ResultRows rows) throws IOException {
            long left = rowCount() - written;
            if (rows.rowCount() > left) {
                rows.truncate((int) left);
            }
            if (options.badZones() == ZonalOptions.BadZonePolicy.FAIL) {
                rows.firstSourceRow(ZoneReason.INVALID_GEOMETRY).ifPresent(this::failAt);
            }
            rows.addTo(reasons);
            written += rows.rowCount();
            isFull = written == rowCount();
            consumer.accept(rows.batch());
            shown.advance(rows.rowCount());
        }

        private void failAt(long row) {
            throw new InputDataException(
                    Path.of(zones.name()),
                    ZoneReason.INVALID_GEOMETRY.name(),
                    "Cannot use the geometry in row " + row + " of " + zones.name() + ", column "
                            + zones.geometryColumn()
                            + ": it is not decodable WKB or has coordinates that are not finite. Mend it, or run with "
                            + "--on-bad-zone null to get a row without a majority.");
        }

        void checkThatSomeZoneIsInside() {
            if (options.box().isPresent() && written == 0) {
                throw new ConfigurationException(
                        "Cannot compute statistics of " + raster.name() + " for " + zones.name()
                                + ": no zone touches the box " + options.box().get() + ". Check --bbox, which is "
                                + "west,south,east,north in the CRS of the zones.");
            }
            long outside = rowsWith(ZoneReason.OUTSIDE_RASTER);
            long unusable = reasons.values().stream()
                            .mapToLong(ZonalSummary.Affected::rowCount)
                            .sum()
                    - rowsWith(ZoneReason.NO_VALID_CELL);
            if (outside > 0 && unusable == written) {
                throw new ConfigurationException("Cannot compute statistics of " + raster.name() + " for "
                        + zones.name()
                        + ": none of the " + outside + " polygons lies inside the raster, which covers "
                        + raster.grid().bounds() + " in " + raster.grid().crs()
                        + ". Check that both are of one place, and the zones' CRS (--zones-crs).");
            }
        }

        private long rowsWith(ZoneReason reason) {
            return reasons.containsKey(reason) ? reasons.get(reason).rowCount() : 0;
        }
    }
}
