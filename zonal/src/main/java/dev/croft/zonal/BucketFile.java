package dev.croft.zonal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records sorted into buckets, in one temporary file: each bucket collects a chunk in memory, full chunks are written one after the
 * other, and a bucket is read back chunk by chunk. So there is one open file however many buckets, and writing is sequential.
 * Appending is for one thread at a time and ends with {@link #finish}; then any number of threads read.
 */
final class BucketFile implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final int chunkBytes;
    private final List<Bucket> buckets = new ArrayList<>();
    private long length;

    /** What is known of one bucket. */
    private static final class Bucket {
        private byte[] pending = new byte[0];
        private int pendingLength;
        private long[] offsets = new long[4];
        private int[] lengths = new int[4];
        private int chunkCount;

        private void add(long offset, int chunkLength) {
            if (chunkCount == offsets.length) {
                offsets = Arrays.copyOf(offsets, chunkCount * 2);
                lengths = Arrays.copyOf(lengths, chunkCount * 2);
            }
            offsets[chunkCount] = offset;
            lengths[chunkCount++] = chunkLength;
        }
    }

    private BucketFile(Path path, FileChannel channel, int bucketCount, int chunkBytes) {
        this.path = path;
        this.channel = channel;
        this.chunkBytes = chunkBytes;
        for (int i = 0; i < bucketCount; i++) {
            buckets.add(new Bucket());
        }
    }

    /**
     * Creates the file; it is gone when this is closed.
     *
     * @param chunkBytes bytes of memory for each bucket that is being filled; a chunk is longer only for a longer record
     */
    static BucketFile create(Path path, int bucketCount, int chunkBytes) throws IOException {
        return new BucketFile(
                path,
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                bucketCount,
                chunkBytes);
    }

    int bucketCount() {
        return buckets.size();
    }

    /** Bytes written. */
    long length() {
        return length;
    }

    /** Adds a record to a bucket, behind those that are there. */
    void append(int bucket, byte[] record, int from, int count) throws IOException {
        Bucket target = buckets.get(bucket);
        if (target.pendingLength > 0 && target.pendingLength + count > chunkBytes) {
            flush(target);
        }
        int needed = target.pendingLength + count;
        if (target.pending.length < needed) {
            target.pending = Arrays.copyOf(target.pending, Math.max(needed, Math.min(chunkBytes, 2 * needed)));
        }
        System.arraycopy(record, from, target.pending, target.pendingLength, count);
        target.pendingLength = needed;
    }

    private void flush(Bucket bucket) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bucket.pending, 0, bucket.pendingLength);
        bucket.add(length, bucket.pendingLength);
        while (buffer.hasRemaining()) {
            length += channel.write(buffer, length);
        }
        bucket.pendingLength = 0;
    }

    /** Writes what is still in memory; nothing may be appended afterwards. */
    void finish() throws IOException {
        for (Bucket bucket : buckets) {
            if (bucket.pendingLength > 0) {
                flush(bucket);
            }
            bucket.pending = new byte[0];
        }
    }

    int chunkCount(int bucket) {
        return buckets.get(bucket).chunkCount;
    }

    /** Reads a chunk, which is whole records, into {@code into} from {@code at} on. */
    void readChunk(int bucket, int chunk, byte[] into, int at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, at, chunkLength(bucket, chunk));
        long position = buckets.get(bucket).offsets[chunk];
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw new EOFException("Cannot read back " + path + ": it ends at byte " + position
                        + " while the job still needs it. Do not touch temporary files of a running job");
            }
            position += read;
        }
    }

    int chunkLength(int bucket, int chunk) {
        return buckets.get(bucket).lengths[chunk];
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
