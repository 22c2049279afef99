package dev.croft.zonal;

import dev.croft.core.grid.Bounds;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.vector.ZoneBatch;
import java.io.IOException;

/** Turns batches of zones into batches of result rows. Confined to one thread. */
final class MajorityWorker implements BoundedPipeline.Worker<ZoneBatch, ResultRows> {
    private final ZoneMajority majority;
    private final Bounds box;

    /** Takes ownership of {@code majority}. */
    MajorityWorker(ZoneMajority majority, ZonalOptions options) {
        this.majority = majority;
        this.box = options.box().orElse(null);
    }

    @Override
    public void map(ZoneBatch zones, ResultRows rows) throws IOException {
        rows.clear();
        for (int row = 0; row < zones.rowCount(); row++) {
            add(zones, row, rows);
        }
    }

    private void add(ZoneBatch zones, int row, ResultRows rows) throws IOException {
        ZoneReason reason = zones.isNull(row)
                ? ZoneReason.NULL_GEOMETRY
                : majority.parse(zones.wkb(), zones.wkbOffset(row), zones.wkbLength(row));
        if (box != null && (reason != null || !majority.touches(box))) {
            return;
        }
        if (reason == null) {
            reason = majority.count();
        }
        if (reason == null) {
            rows.add(zones, row, majority.tally());
        } else {
            rows.add(zones, row, reason);
        }
    }

    @Override
    public void close() {
        majority.close();
    }
}
