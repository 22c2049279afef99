package dev.croft.core.table.arrow;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableSink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;

/**
 * Writes a table as an Arrow IPC file, uncompressed, so that readers can map it into memory. The same rows give the same
 * bytes, however they are divided into calls. Holds one record batch outside of the heap.
 */
public final class ArrowTableSink implements TableSink {
    /** Rows in a record batch. */
    static final int BATCH_ROWS = 1 << 16;

    /** A record batch ends when its texts, bytes and lists take more; bounds the memory held. */
    private static final long BATCH_BYTES = 16L << 20;

    private final List<Column> columns;
    private final FileChannel channel;
    private final BufferAllocator allocator;
    private final VectorSchemaRoot root;
    private final ArrowFileWriter writer;
    private final RootFiller rows;
    private boolean failed;

    private ArrowTableSink(
            List<Column> columns, FileChannel channel, BufferAllocator allocator, Map<String, String> metadata) {
        this.columns = List.copyOf(columns);
        this.channel = channel;
        this.allocator = allocator;
        this.root = VectorSchemaRoot.create(ArrowBatches.schema(columns, metadata), allocator);
        this.rows = new RootFiller(columns, root);
        this.writer = new ArrowFileWriter(root, null, channel);
    }

    /**
     * Starts a file, replacing what is there.
     *
     * @param metadata key/value pairs of the schema
     * @throws dev.croft.core.problem.ConfigurationException when this Java was started without what Arrow needs
     */
    public static ArrowTableSink create(Path file, List<Column> columns, Map<String, String> metadata)
            throws IOException {
        BufferAllocator allocator = ArrowBatches.allocator();
        return new ArrowTableSink(columns, open(file, allocator), allocator, metadata);
    }

    private static FileChannel open(Path file, BufferAllocator allocator) throws IOException {
        try {
            return FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            allocator.close();
            throw e;
        }
    }

    @Override
    public void write(RowBatch batch) throws IOException {
        boolean failedBefore = failed;
        failed = true;
        requireColumns(batch);
        for (int row = 0; row < batch.rowCount(); row++) {
            rows.append(batch.columns(), row);
            if (rows.rowCount() == BATCH_ROWS || rows.bytes() >= BATCH_BYTES) {
                writeBatch();
            }
        }
        failed = failedBefore;
    }

    /** Completes the file and releases the memory; after a failed {@link #write} leaves it without footer. */
    @Override
    public void close() throws IOException {
        // The writer holds nothing of its own; closing it would complete the file.
        try (channel;
                allocator;
                root) {
            if (!failed) {
                writeBatch();
                writer.end();
            }
        }
    }

    private void writeBatch() throws IOException {
        if (rows.rowCount() > 0) {
            rows.finish();
            writer.writeBatch();
            rows.clear();
        }
    }

    private void requireColumns(RowBatch batch) {
        List<Column> given = batch.columns().stream().map(ColumnVector::column).toList();
        if (!given.equals(columns)) {
            throw new IllegalArgumentException("Columns " + given + " cannot be written to a table of " + columns);
        }
    }
}
