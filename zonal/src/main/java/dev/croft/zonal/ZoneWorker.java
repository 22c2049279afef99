package dev.croft.zonal;

import dev.croft.core.grid.Bounds;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.zonal.statistics.ZoneTally;
import java.io.IOException;
import java.util.List;

/** Turns batches of zones into batches of result rows: parses a zone once and tallies it grid by grid. Confined to one thread. */
final class ZoneWorker implements BoundedPipeline.Worker<ZoneBatch, ResultRows> {
    private final GridTallies[] grids;
    private final Bounds only;
    private final PolygonBuffer parsed = new PolygonBuffer();
    private final PolygonBuffer copy = new PolygonBuffer();
    private final BoundingBox box = new BoundingBox();

    /**
     * Prepares a thread.
     *
     * @param grids owned by this worker
     */
    ZoneWorker(List<GridTallies> grids, ZonalOptions options) {
        this.grids = grids.toArray(GridTallies[]::new);
        this.only = options.box().orElse(null);
    }

    @Override
    public void map(ZoneBatch zones, ResultRows rows) throws IOException {
        rows.clear();
        for (int row = 0; row < zones.rowCount(); row++) {
            ZoneReason unusable = parse(zones, row);
            if (only == null || (unusable == null && isWanted())) {
                add(zones, row, unusable, rows);
            }
        }
    }

    private ZoneReason parse(ZoneBatch zones, int row) {
        if (zones.isNull(row)) {
            return ZoneReason.NULL_GEOMETRY;
        }
        return switch (WkbPolygons.read(zones.wkb(), zones.wkbOffset(row), zones.wkbLength(row), parsed)) {
            case POLYGON -> null;
            case EMPTY -> ZoneReason.EMPTY_GEOMETRY;
            case NOT_A_POLYGON -> ZoneReason.NOT_A_POLYGON;
            case INVALID -> ZoneReason.INVALID_GEOMETRY;
        };
    }

    private boolean isWanted() {
        box.measure(parsed);
        return box.touches(only);
    }

    private void add(ZoneBatch zones, int row, ZoneReason unusable, ResultRows rows) throws IOException {
        rows.begin(zones, row);
        for (int i = 0; i < grids.length; i++) {
            GridTallies grid = grids[i];
            ZoneReason reason = unusable == null ? grid.tally(polygonFor(i)) : unusable;
            for (int b = 0; b < grid.bandCount(); b++) {
                BandTally band = grid.band(b);
                ZoneTally tally = band.tally();
                tally.summarise();
                if (reason != null) {
                    rows.add(band.index(), reason);
                } else if (tally.isEmpty()) {
                    rows.add(band.index(), ZoneReason.NO_VALID_CELL);
                } else {
                    rows.add(band.index(), tally);
                }
            }
        }
    }

    /** The polygon just parsed; a copy of it for each grid but the last, since a grid changes it. */
    private PolygonBuffer polygonFor(int grid) {
        if (grid == grids.length - 1) {
            return parsed;
        }
        copy.copyFrom(parsed);
        return copy;
    }

    @Override
    public void close() {
        for (GridTallies grid : grids) {
            grid.close();
        }
    }
}
