package dev.croft.zonal;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.table.GrowingBytes;
import dev.croft.core.table.RowCodec;
import dev.croft.core.vector.ZoneBatch;

/** Turns zones into records, each for the bucket of the blocks it lies on. Confined to one thread. */
final class ZoneSorter implements BoundedPipeline.Worker<ZoneBatch, Records> {
    /** In place of a length. */
    static final int NO_GEOMETRY = -1;

    private final ZonePlacer placer;
    private final long blockCount;
    private final int bucketCount;
    private final RowCodec codec = new RowCodec();

    ZoneSorter(ZonePlacer placer, long blockCount, int bucketCount) {
        this.placer = placer;
        this.blockCount = blockCount;
        this.bucketCount = bucketCount;
    }

    @Override
    public void map(ZoneBatch zones, Records records) {
        records.clear();
        GrowingBytes bytes = records.bytes();
        for (int row = 0; row < zones.rowCount(); row++) {
            bytes.putLong(zones.sourceRow(row));
            if (zones.isNull(row)) {
                bytes.putInt(NO_GEOMETRY);
            } else {
                bytes.putInt(zones.wkbLength(row));
                bytes.put(zones.wkb(), zones.wkbOffset(row), zones.wkbLength(row));
            }
            codec.write(zones.columns(), row, bytes);
            records.end((int) (placer.block(zones, row) * (long) bucketCount / blockCount));
        }
    }
}
