package dev.croft.zonal;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableSink;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes result rows to several tables: the zones' columns to each, those of the bands one table after the other. */
final class SplitSink implements Closeable {
    private final int zoneColumns;
    private final List<TableSink> sinks = new ArrayList<>();
    private final List<List<Column>> columns = new ArrayList<>();

    SplitSink(int zoneColumns) {
        this.zoneColumns = zoneColumns;
    }

    /** Adds a table of these columns, owned by this sink from now on. */
    void add(TableSink sink, List<Column> columnsOfSink) {
        sinks.add(sink);
        columns.add(columnsOfSink);
    }

    void write(RowBatch rows) throws IOException {
        int next = zoneColumns;
        for (int sink = 0; sink < sinks.size(); sink++) {
            List<ColumnVector> vectors = new ArrayList<>(rows.columns().subList(0, zoneColumns));
            for (Column column :
                    columns.get(sink).subList(zoneColumns, columns.get(sink).size())) {
                vectors.add(rows.columns().get(next++).renamed(column.name()));
            }
            sinks.get(sink).write(new RowBatch(vectors));
        }
    }

    /** Completes the tables. */
    @Override
    public void close() throws IOException {
        Closing.all(sinks);
    }
}
