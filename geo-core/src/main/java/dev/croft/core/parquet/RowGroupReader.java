package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Some columns of one row group, read side by side from front to back. Holds one page of each column in memory, however
 * large the row group is. Confined to one thread at a time.
 */
public final class RowGroupReader implements Closeable {
    private final FileChannel channel;
    private final PageDecompressor decompressor = new PageDecompressor();
    private final List<ColumnChunkReader> columns = new ArrayList<>();
    private long remaining;

    RowGroupReader(Path path, int rowGroup, long rowCount, FileChannel channel, List<ColumnChunkPlace> places) {
        this.channel = channel;
        this.remaining = rowCount;
        for (ColumnChunkPlace place : places) {
            columns.add(new ColumnChunkReader(path, rowGroup, place, channel, decompressor));
        }
    }

    /** Columns in the order they were asked for. */
    public List<Column> columns() {
        return columns.stream().map(ColumnChunkReader::column).toList();
    }

    public long remainingRowCount() {
        return remaining;
    }

    /**
     * Passes up to {@code maximumRows} rows on, column by column, and returns how many; 0 at the end.
     *
     * @param sinks one per column
     * @throws dev.croft.core.problem.InputDataException when a page is damaged
     */
    public int read(int maximumRows, List<? extends ValueSink> sinks) throws IOException {
        if (sinks.size() != columns.size()) {
            throw new IllegalArgumentException(sinks.size() + " sinks for " + columns.size() + " columns");
        }
        int count = (int) Math.min(maximumRows, remaining);
        for (int i = 0; i < sinks.size(); i++) {
            columns.get(i).read(count, sinks.get(i));
        }
        remaining -= count;
        return count;
    }

    /** Bytes of page buffers in use. */
    public long bufferBytes() {
        return columns.stream().mapToLong(ColumnChunkReader::bufferBytes).sum();
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        channel.close();
    }
}
