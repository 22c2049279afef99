package dev.croft.core.table.parquet;

import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.parquet.RowGroupReader;
import dev.croft.core.parquet.ValueSink;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the flat columns of a Parquet file batch by batch, row groups in order. Confined to one thread at a time. */
public final class ParquetTable implements Closeable {
    private final ParquetFile file;
    private final List<String> names;
    private final RowBatch batch;
    private final List<ValueSink> sinks;
    private int nextRowGroup;
    private RowGroupReader rows;

    private ParquetTable(ParquetFile file, List<Column> columns) {
        this.file = file;
        this.names = columns.stream().map(Column::name).toList();
        this.batch = new RowBatch(columns.stream().map(ColumnVector::new).toList());
        this.sinks = batch.columns().stream().map(ValueSink::into).toList();
    }

    /** Opens all flat columns; nested columns and types without a {@code ColumnType} are left out. */
    public static ParquetTable open(Path path) throws IOException {
        ParquetFile file = ParquetFile.open(path);
        return new ParquetTable(
                file,
                file.columns().stream()
                        .flatMap(column -> column.type().map(type -> new Column(column.name(), type)).stream())
                        .toList());
    }

    /**
     * Opens the named columns, in the order they are named.
     *
     * @throws dev.croft.core.problem.ConfigurationException naming all columns that are missing or not read
     */
    public static ParquetTable open(Path path, List<String> names) throws IOException {
        ParquetFile file = ParquetFile.open(path);
        file.requireReadable(names);
        return new ParquetTable(
                file,
                names.stream()
                        .map(name -> new Column(
                                name, file.column(name).orElseThrow().type().orElseThrow()))
                        .toList());
    }

    public List<Column> columns() {
        return batch.columns().stream().map(ColumnVector::column).toList();
    }

    public ParquetFile file() {
        return file;
    }

    /**
     * Reads up to {@code maximumRows} rows into {@link #batch}.
     *
     * @return false at the end of the table, the batch is then empty
     */
    public boolean next(int maximumRows) throws IOException {
        batch.columns().forEach(ColumnVector::clear);
        while (rows == null || rows.remainingRowCount() == 0) {
            if (nextRowGroup == file.rowGroupCount()) {
                return false;
            }
            close();
            rows = file.read(nextRowGroup++, names);
        }
        rows.read(maximumRows, sinks);
        return true;
    }

    /** The rows of the last {@link #next}; lent, the next call refills it. */
    public RowBatch batch() {
        return batch;
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }
}
