package dev.croft.zonal;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneBatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Zones that come in no spatial order, taken strip by strip: they are sorted into buckets of neighbouring raster blocks, computed
 * bucket by bucket, and their results sorted into buckets of neighbouring rows, from which they come back in input order. Zones and
 * results wait in scratch meanwhile.
 */
final class ScatteredRun implements Closeable {
    /** Rows whose results are brought back into order at once. */
    private static final int ROWS_TOGETHER = 8192;

    private static final int BATCH_ROWS = 1024;
    private static final int LEAST_CHUNK = 4 << 10;
    private static final int MOST_CHUNK = 256 << 10;

    private final ResultColumns columns;
    private final RunContext context;
    private final BucketFile zones;
    private final BucketFile results;

    private ScatteredRun(ResultColumns columns, RunContext context, BucketFile zones, BucketFile results) {
        this.columns = columns;
        this.context = context;
        this.zones = zones;
        this.results = results;
    }

    /**
     * Prepares a run.
     *
     * @param folder where zones and results wait
     * @param bucketCount buckets of blocks
     * @param rowCount rows of the source
     * @param memory bytes for chunks
     */
    static ScatteredRun in(
            Path folder, ResultColumns columns, int bucketCount, long rowCount, long memory, RunContext context)
            throws IOException {
        BucketFile zones = BucketFile.create(folder.resolve("zones"), bucketCount, chunk(memory, bucketCount));
        try {
            int rowBuckets = Math.toIntExact((rowCount - 1) / ROWS_TOGETHER + 1);
            BucketFile results = BucketFile.create(folder.resolve("results"), rowBuckets, chunk(memory, rowBuckets));
            return new ScatteredRun(columns, context, zones, results);
        } catch (IOException e) {
            zones.close();
            throw e;
        }
    }

    private static int chunk(long memory, int bucketCount) {
        return (int) Math.max(LEAST_CHUNK, Math.min(MOST_CHUNK, memory / bucketCount));
    }

    /** Sorts the zones by the blocks of a raster that has so many. */
    BoundedPipeline.Summary sort(
            List<BoundedPipeline.Partition<ZoneBatch>> partitions, Supplier<ZonePlacer> newPlacer, long blockCount)
            throws IOException {
        BoundedPipeline.Summary summary = BoundedPipeline.named("sort")
                .read(partitions, columns.ofZones()::newBatch)
                .map(
                        context.threads(),
                        () -> new ZoneSorter(newPlacer.get(), blockCount, zones.bucketCount()),
                        Records::new)
                .write(records -> records.appendTo(zones))
                .run(context);
        zones.finish();
        return summary;
    }

    /** Computes bucket after bucket. */
    BoundedPipeline.Summary compute(Supplier<ZoneWorker> newWorker) throws IOException {
        List<BoundedPipeline.Partition<ZoneBatch>> partitions = new ArrayList<>();
        for (int bucket = 0; bucket < zones.bucketCount(); bucket++) {
            int which = bucket;
            partitions.add(() -> new SortedZones(zones, which));
        }
        BoundedPipeline.Summary summary = BoundedPipeline.named("zonal")
                .read(partitions, columns.ofZones()::newBatch)
                .map(
                        context.threads(),
                        () -> new ScatteredWorker(newWorker.get(), new ResultRows(columns), ROWS_TOGETHER),
                        Records::new)
                .write(records -> records.appendTo(results))
                .run(context);
        results.finish();
        return summary;
    }

    /** Hands the results on in input order. */
    void deliver(ResultWriter writer) throws IOException {
        ResultRows rows = new ResultRows(columns);
        SortedRows sorted = new SortedRows(results, ROWS_TOGETHER);
        for (int bucket = 0; bucket < results.bucketCount(); bucket++) {
            context.safePoint();
            sorted.load(bucket);
            for (int next = 0; next < sorted.rowCount(); next += BATCH_ROWS) {
                rows.clear();
                sorted.addTo(rows, next, Math.min(sorted.rowCount(), next + BATCH_ROWS));
                writer.write(rows);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(List.of(zones, results));
    }
}
