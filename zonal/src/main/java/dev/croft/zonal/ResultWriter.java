package dev.croft.zonal;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.Progress;
import dev.croft.core.table.RowBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.zonal.ZonalSummary.Affected;
import dev.croft.zonal.ZonalSummary.BandSummary;
import dev.croft.zonal.cells.PixelRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Hands the rows on in input order and keeps the tallies; used by one thread at a time. */
final class ResultWriter implements BoundedPipeline.Writer<ResultRows> {
    private final ZoneSource zones;
    private final List<LabelledBand> bands;
    private final ZonalOptions options;
    private final long rowLimit;
    private final Progress.Task shown;
    private final ZonalJob.RowConsumer consumer;
    private final List<Map<ZoneReason, Affected>> reasons = new ArrayList<>();
    private final List<ClassTally> classes = new ArrayList<>();
    private final DuplicateIds ids;
    private long written;
    private volatile boolean isFull;

    ResultWriter(
            ZoneSource zones,
            List<LabelledBand> bands,
            ZonalOptions options,
            ResultColumns columns,
            long rowLimit,
            DuplicateIds ids,
            Progress.Task shown,
            ZonalJob.RowConsumer consumer) {
        this.zones = zones;
        this.bands = bands;
        this.options = options;
        this.rowLimit = rowLimit;
        this.ids = ids;
        this.shown = shown;
        this.consumer = consumer;
        for (int band = 0; band < bands.size(); band++) {
            reasons.add(new EnumMap<>(ZoneReason.class));
            classes.add(columns.newClassTally(band));
        }
    }

    @Override
    public void write(ResultRows rows) throws IOException {
        long left = rowLimit - written;
        if (rows.rowCount() > left) {
            rows.truncate((int) left);
        }
        RowBatch batch = rows.batch();
        for (int row = 0; row < rows.rowCount(); row++) {
            for (int band = 0; band < bands.size(); band++) {
                note(rows.reason(row, band), rows.sourceRow(row), reasons.get(band));
            }
        }
        classes.forEach(tally -> tally.addAll(batch));
        ids.addAll(rows);
        written += rows.rowCount();
        isFull = written == rowLimit;
        consumer.accept(batch);
        shown.advance(rows.rowCount());
    }

    private void note(ZoneReason reason, long row, Map<ZoneReason, Affected> tally) {
        if (reason == null) {
            return;
        }
        if (reason == ZoneReason.INVALID_GEOMETRY && options.badZones() == ZonalOptions.BadZonePolicy.FAIL) {
            throw badZone(row);
        }
        tally.put(reason, tally.getOrDefault(reason, Affected.NONE).with(row));
    }

    private InputDataException badZone(long row) {
        return new InputDataException(
                Path.of(zones.name()),
                ZoneReason.INVALID_GEOMETRY.name(),
                "Cannot use the geometry in row " + row + " of " + zones.name() + ", column " + zones.geometryColumn()
                        + ": it is not decodable WKB, has coordinates that are not finite"
                        + (options.pixels() == PixelRule.FRACTION ? " or rings that cross" : "")
                        + ". Mend it, or run with "
                        + "--on-bad-zone null to get a row without values.");
    }

    /** Whether all rows that are wanted are there. */
    boolean isFull() {
        return isFull;
    }

    long written() {
        return written;
    }

    List<BandSummary> bands(BandGroups.Caches caches) {
        List<BandSummary> summaries = new ArrayList<>();
        for (int band = 0; band < bands.size(); band++) {
            LabelledBand labelled = bands.get(band);
            summaries.add(new BandSummary(
                    labelled.label(),
                    reasons.get(band),
                    caches.decodedBlockCount(band),
                    (long) labelled.raster().blocksAcross() * labelled.raster().blocksDown(),
                    classes.get(band).classes(),
                    cellSquareMetres(labelled.raster().grid())));
        }
        return summaries;
    }

    private static OptionalDouble cellSquareMetres(GridGeometry grid) {
        double metres = grid.crs().metresPerUnit();
        double area = grid.transform().cellWidth() * metres * grid.transform().cellHeight() * metres;
        return Double.isNaN(area) ? OptionalDouble.empty() : OptionalDouble.of(area);
    }

    /**
     * A run in which no zone meets any raster is a mistake.
     *
     * @throws ConfigurationException saying where the rasters are
     */
    void checkThatSomeZoneIsInside() {
        if (options.box().isPresent() && written == 0) {
            throw new ConfigurationException(
                    "Cannot compute statistics of " + bands.get(0).raster().name() + " for " + zones.name()
                            + ": no zone touches the box " + options.box().get() + ". Check --bbox, which is "
                            + "west,south,east,north in the CRS of the zones.");
        }
        for (int band = 0; band < bands.size(); band++) {
            if (hasZonesInside(reasons.get(band))) {
                return;
            }
        }
        LabelledBand band = bands.get(0);
        throw new ConfigurationException("Cannot compute statistics of "
                + band.raster().name() + " for "
                + zones.name() + ": none of the " + rowsWith(ZoneReason.OUTSIDE_RASTER, reasons.get(0))
                + " polygons lies inside the raster, which covers "
                + band.raster().grid().bounds() + " in " + band.raster().grid().crs()
                + ". Check that both are of one place, and the zones' CRS (--zones-crs).");
    }

    /** Also true when nothing lies outside, because there are no usable zones. */
    private boolean hasZonesInside(Map<ZoneReason, Affected> tally) {
        long unusable =
                tally.values().stream().mapToLong(Affected::rowCount).sum() - rowsWith(ZoneReason.NO_VALID_CELL, tally);
        return rowsWith(ZoneReason.OUTSIDE_RASTER, tally) == 0 || unusable < written;
    }

    private static long rowsWith(ZoneReason reason, Map<ZoneReason, Affected> tally) {
        return tally.getOrDefault(reason, Affected.NONE).rowCount();
    }
}
