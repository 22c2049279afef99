package dev.croft.zonal;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.vector.ZoneBatch;
import java.io.IOException;

/** Computes zones in whatever order and turns their results into records, each for the bucket of its row. Confined to one thread. */
final class ScatteredWorker implements BoundedPipeline.Worker<ZoneBatch, Records> {
    private final ZoneWorker worker;
    private final ResultRows rows;
    private final int rowsTogether;

    /** Takes ownership of {@code worker}. */
    ScatteredWorker(ZoneWorker worker, ResultRows rows, int rowsTogether) {
        this.worker = worker;
        this.rows = rows;
        this.rowsTogether = rowsTogether;
    }

    @Override
    public void map(ZoneBatch zones, Records records) throws IOException {
        worker.map(zones, rows);
        records.clear();
        for (int row = 0; row < rows.rowCount(); row++) {
            rows.write(row, records.bytes());
            records.end((int) (rows.sourceRow(row) / rowsTogether));
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
