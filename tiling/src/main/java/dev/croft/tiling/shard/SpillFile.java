package dev.croft.tiling.shard;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One temporary file that takes the blocks of all runs, one after the other. Appending is for one thread at a time and ends before
 * reading begins; any number of threads read.
 */
public final class SpillFile implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final BlockIndex blocks = new BlockIndex();
    private long length;

    private SpillFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates the file, which {@link #close} removes. */
    public static SpillFile create(Path path) throws IOException {
        return new SpillFile(
                path,
                FileChannel.open(
                        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    public void append(SpillBatch batch) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(batch.bytes, 0, batch.length);
        long start = length;
        while (buffer.hasRemaining()) {
            length += channel.write(buffer, length);
        }
        blocks.addAll(batch.blocks, start);
    }

    /** Bytes written. */
    public long length() {
        return length;
    }

    /** Divides what was appended into shards, see {@link ShardPlan}. */
    public ShardPlan plan(long mostShardBytes) {
        return ShardPlan.of(blocks, mostShardBytes);
    }

    BlockIndex blocks() {
        return blocks;
    }

    /** Reads one block as it is in the file, into {@code into} from its start. */
    void readBlock(int block, byte[] into) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, blocks.compressedLength(block));
        long position = blocks.offset(block);
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, position);
            if (count < 0) {
                throw new EOFException("Cannot read back " + path + ": it ends at byte " + position
                        + " while the job still needs it. Do not touch temporary files of a running job");
            }
            position += count;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        }
    }
}
