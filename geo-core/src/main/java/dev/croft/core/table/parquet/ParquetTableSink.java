package dev.croft.core.table.parquet;

import dev.croft.core.parquet.ParquetWriter;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.table.Column;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a table as Parquet: optional columns, ZSTD, row groups of {@link RowGroupLimits#TABLE}. */
public final class ParquetTableSink implements TableSink {
    private final ParquetWriter writer;

    private ParquetTableSink(ParquetWriter writer) {
        this.writer = writer;
    }

    /**
     * Starts a file, replacing what is there.
     *
     * @param metadata key/value pairs of the footer, written in the map's order
     */
    public static ParquetTableSink create(Path file, List<Column> columns, Map<String, String> metadata)
            throws IOException {
        ParquetWriter writer = ParquetWriter.create(file, columns, RowGroupLimits.TABLE);
        metadata.forEach(writer::putMetadata);
        return new ParquetTableSink(writer);
    }

    @Override
    public void write(RowBatch batch) throws IOException {
        writer.write(batch.columns());
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
