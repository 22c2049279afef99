package dev.croft.zonal;

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
    private final List<Integer> bandColumns = new ArrayList<>();

    SplitSink(int zoneColumns) {
        this.zoneColumns = zoneColumns;
    }

    /** Adds a table of so many columns, owned by this sink from now on. */
    void add(TableSink sink, int columnCount) {
        sinks.add(sink);
        bandColumns.add(columnCount - zoneColumns);
    }

    void write(RowBatch rows) throws IOException {
        List<ColumnVector> all = rows.columns();
        int from = zoneColumns;
        for (int i = 0; i < sinks.size(); i++) {
            List<ColumnVector> columns = new ArrayList<>(all.subList(0, zoneColumns));
            columns.addAll(all.subList(from, from + bandColumns.get(i)));
            sinks.get(i).write(new RowBatch(columns));
            from += bandColumns.get(i);
        }
    }

    /** Completes the tables. */
    @Override
    public void close() throws IOException {
        Closing.all(sinks);
    }
}
