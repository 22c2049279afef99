package dev.croft.core.table;

import java.io.Closeable;
import java.io.IOException;

/** Writes a table batch by batch. Confined to one thread at a time; the batch is lent and may be reused after the call. */
public interface TableSink extends Closeable {
    void write(RowBatch batch) throws IOException;

    /** Completes the file. A sink closed after a failed {@link #write} leaves a file that does not validate. */
    @Override
    void close() throws IOException;
}
