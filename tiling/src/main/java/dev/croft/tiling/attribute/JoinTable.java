package dev.croft.tiling.attribute;

import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.parquet.ParquetTable;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Reads the key of a joined file, and the columns that become attributes, batch by batch. Confined to one thread. */
final class JoinTable implements Closeable {
    private static final int BATCH_ROWS = 4096;

    private final ParquetTable table;
    private final ColumnVector key;
    private final List<ColumnVector> values;
    private long firstRow;
    private int rowCount;

    private JoinTable(PlannedJoin join, List<JoinColumn> columns) throws IOException {
        List<String> names = Stream.concat(
                        Stream.of(join.keyColumn()), columns.stream().map(JoinColumn::name))
                .distinct()
                .toList();
        this.table = ParquetTable.open(join.file().path(), names);
        this.key = table.batch().columns().get(0);
        this.values = columns.stream()
                .map(column -> table.batch().column(column.name()))
                .toList();
    }

    static JoinTable ofKeys(PlannedJoin join) throws IOException {
        return new JoinTable(join, List.of());
    }

    static JoinTable of(PlannedJoin join) throws IOException {
        return new JoinTable(join, join.columns());
    }

    /** Reads the next batch; false at the end. */
    boolean next() throws IOException {
        firstRow += rowCount;
        boolean more = table.next(BATCH_ROWS);
        rowCount = table.batch().rowCount();
        return more;
    }

    /** Index within the file of the batch's first row. */
    long firstRow() {
        return firstRow;
    }

    int rowCount() {
        return rowCount;
    }

    /** Keys of the batch. */
    ColumnVector key() {
        return key;
    }

    /** Values of the batch, one vector per column of the join; a column that becomes two attributes is there twice. */
    List<ColumnVector> values() {
        return values;
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
