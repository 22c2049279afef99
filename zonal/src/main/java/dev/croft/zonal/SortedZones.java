package dev.croft.zonal;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.table.RowCodec;
import dev.croft.core.vector.ZoneBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads back the zones of one bucket, in the order in which they were put there, a chunk at a time. */
final class SortedZones implements BoundedPipeline.Reader<ZoneBatch> {
    private final BucketFile file;
    private final int bucket;
    private final RowCodec codec = new RowCodec();
    private byte[] chunk = new byte[0];
    private int next;

    SortedZones(BucketFile file, int bucket) {
        this.file = file;
        this.bucket = bucket;
    }

    @Override
    public boolean next(ZoneBatch batch) throws IOException {
        batch.reset(0);
        if (next == file.chunkCount(bucket)) {
            return false;
        }
        int end = file.chunkLength(bucket, next);
        if (chunk.length < end) {
            chunk = new byte[end];
        }
        file.readChunk(bucket, next, chunk, 0);
        ByteBuffer records = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        next++;
        int at = 0;
        while (at < end) {
            batch.goTo(records.getLong(at));
            int length = records.getInt(at + Long.BYTES);
            at += Long.BYTES + Integer.BYTES;
            if (length == ZoneSorter.NO_GEOMETRY) {
                batch.addNullGeometry();
            } else {
                batch.addGeometry(chunk, at, length);
                at += length;
            }
            at = codec.read(chunk, at, batch.columns());
        }
        return true;
    }
}
