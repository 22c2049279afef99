package dev.croft.zonal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The result rows of one bucket after the other, in input order. Confined to one thread. */
final class SortedRows {
    private static final int INDEX_BITS = 32;
    private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

    private final BucketFile file;
    private final int rowsTogether;
    private byte[] records = new byte[0];

    /** Row within the bucket in the upper half, place of its record in the lower. */
    private final long[] order;

    private int rowCount;
    private long firstRow;

    SortedRows(BucketFile file, int rowsTogether) {
        this.file = file;
        this.rowsTogether = rowsTogether;
        this.order = new long[rowsTogether];
    }

    int rowCount() {
        return rowCount;
    }

    /** Reads a bucket and puts its rows in order. */
    void load(int bucket) throws IOException {
        int length = read(bucket);
        firstRow = (long) bucket * rowsTogether;
        ByteBuffer heads = ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN);
        rowCount = 0;
        for (int at = 0; at < length; at += ResultRows.HEAD_BYTES + heads.getInt(at + Long.BYTES)) {
            order[rowCount++] = heads.getLong(at) % rowsTogether << INDEX_BITS | at;
        }
        Arrays.sort(order, 0, rowCount);
    }

    /** Bytes that the bucket has. */
    private int read(int bucket) throws IOException {
        int length = 0;
        for (int chunk = 0; chunk < file.chunkCount(bucket); chunk++) {
            length = Math.addExact(length, file.chunkLength(bucket, chunk));
        }
        if (records.length < length) {
            records = new byte[length];
        }
        int at = 0;
        for (int chunk = 0; chunk < file.chunkCount(bucket); chunk++) {
            file.readChunk(bucket, chunk, records, at);
            at += file.chunkLength(bucket, chunk);
        }
        return length;
    }

    /** Appends the rows from {@code from} up to {@code to} to {@code rows}. */
    void addTo(ResultRows rows, int from, int to) {
        for (int i = from; i < to; i++) {
            rows.read(firstRow + (order[i] >>> INDEX_BITS), records, (int) (order[i] & INDEX_MASK));
        }
    }
}
