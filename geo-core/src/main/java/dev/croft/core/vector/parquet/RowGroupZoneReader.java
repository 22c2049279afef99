package dev.croft.core.vector.parquet;

import dev.croft.core.parquet.RowGroupReader;
import dev.croft.core.parquet.ValueSink;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fills batches from one row group, whose first column read is the geometry. */
final class RowGroupZoneReader implements ZoneReader {
    /** A batch ends here even if it has few rows, so that batches of huge polygons or long texts stay small in memory. */
    private static final long BATCH_BYTES = 8L << 20;

    /** Most rows between looks at the batch's size. */
    private static final int STEP = 32;

    private final RowGroupReader rows;
    private final List<Column> carried;
    private final long firstRow;
    private long nextRow;
    private long bytesBefore;
    private ZoneBatch batch;
    private GeometrySink geometry;
    private List<ValueSink> sinks = List.of();

    RowGroupZoneReader(RowGroupReader rows, long firstRow) {
        this.rows = rows;
        this.carried = rows.columns().subList(1, rows.columns().size());
        this.firstRow = firstRow;
        this.nextRow = firstRow;
    }

    @Override
    public boolean next(ZoneBatch target, int maximumRows) throws IOException {
        if (maximumRows < 1) {
            throw new IllegalArgumentException("A batch of " + maximumRows + " rows");
        }
        fill(target);
        batch.reset(nextRow);
        geometry.bytes = 0;
        int count = -1;
        while (count != 0 && batch.rowCount() < maximumRows && batchBytes() < BATCH_BYTES) {
            count = rows.read(Math.min(step(), maximumRows - batch.rowCount()), sinks);
        }
        bytesBefore += batchBytes();
        nextRow += batch.rowCount();
        return batch.rowCount() > 0;
    }

    /** As many rows as the batch has room for, should they be of average size; one at first, when that is not known. */
    private int step() {
        long rowsRead = nextRow - firstRow + batch.rowCount();
        if (rowsRead == 0) {
            return 1;
        }
        long bytes = batchBytes();
        long average = Math.max(1, (bytesBefore + bytes) / rowsRead);
        return (int) Math.max(1, Math.min(STEP, (BATCH_BYTES - bytes) / average));
    }

    private long batchBytes() {
        long bytes = geometry.bytes;
        for (ColumnVector vector : batch.columns()) {
            bytes += vector.byteCount();
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private void fill(ZoneBatch target) {
        if (target == batch) {
            return;
        }
        List<Column> given = target.columns().stream().map(ColumnVector::column).toList();
        if (!given.equals(carried)) {
            throw new IllegalArgumentException("The batch has the columns " + given + ", the reader " + carried);
        }
        batch = target;
        geometry = new GeometrySink(target);
        sinks = new ArrayList<>();
        sinks.add(geometry);
        target.columns().forEach(vector -> sinks.add(ValueSink.into(vector)));
    }

    private static final class GeometrySink implements ValueSink {
        private final ZoneBatch batch;
        private long bytes;

        GeometrySink(ZoneBatch batch) {
            this.batch = batch;
        }

        @Override
        public void addNull() {
            batch.addNullGeometry();
        }

        @Override
        public void addBytes(byte[] source, int offset, int length) {
            batch.addGeometry(source, offset, length);
            bytes += length;
        }
    }
}
