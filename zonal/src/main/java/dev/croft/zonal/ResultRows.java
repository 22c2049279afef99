package dev.croft.zonal;

import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.GrowingBytes;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.RowCodec;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.zonal.statistics.ZoneTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Result rows of one batch of zones, and what became of each in every band. Filled by one thread, then read by one. */
final class ResultRows {
    /** Bytes in front of the columns of a row that was written. */
    static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;

    private final ResultColumns schema;
    private final RowCodec codec = new RowCodec();
    private final List<ColumnVector> columns = new ArrayList<>();
    /** Why a row has no values in a band, band after band of a row; null where it has some. */
    private ZoneReason[] outcomes;

    private long[] sourceRows = new long[1024];

    ResultRows(ResultColumns schema) {
        this.schema = schema;
        schema.all().forEach(column -> columns.add(new ColumnVector(column)));
        outcomes = new ZoneReason[sourceRows.length * schema.bandCount()];
    }

    void clear() {
        columns.forEach(ColumnVector::clear);
    }

    /** Begins the row of a zone; {@link #add} for every band follows. */
    void begin(ZoneBatch zones, int row) {
        int at = rowCount();
        reserve(at);
        sourceRows[at] = zones.sourceRow(row);
        int column = 0;
        if (schema.ofZones().id().isEmpty()) {
            columns.get(column++).appendLong(sourceRows[at]);
        }
        for (ColumnVector carried : zones.columns()) {
            columns.get(column++).appendFrom(carried, row);
        }
        if (schema.ofZones().geometry().isPresent()) {
            appendGeometry(columns.get(column), zones, row);
        }
    }

    private void reserve(int row) {
        if (row == sourceRows.length) {
            sourceRows = Arrays.copyOf(sourceRows, row * 2);
            outcomes = Arrays.copyOf(outcomes, outcomes.length * 2);
        }
    }

    private static void appendGeometry(ColumnVector geometry, ZoneBatch zones, int row) {
        if (zones.isNull(row)) {
            geometry.appendNull();
        } else {
            geometry.appendBytes(zones.wkb(), zones.wkbOffset(row), zones.wkbLength(row));
        }
    }

    /** Adds the statistics of the zone in a band. */
    void add(int band, ZoneTally tally) {
        schema.statistics(band).append(columns, schema.firstColumn(band), tally);
        reasons(band).appendNull();
        outcomes[outcome(rowCount() - 1, band)] = null;
    }

    /** Adds that the zone has no statistics in a band. */
    void add(int band, ZoneReason reason) {
        schema.statistics(band).appendEmpty(columns, schema.firstColumn(band));
        reasons(band).appendString(reason.name());
        outcomes[outcome(rowCount() - 1, band)] = reason;
    }

    private ColumnVector reasons(int band) {
        return columns.get(schema.reasonColumn(band));
    }

    private int outcome(int row, int band) {
        return row * schema.bandCount() + band;
    }

    int rowCount() {
        return columns.get(0).size();
    }

    long sourceRow(int row) {
        return sourceRows[row];
    }

    /** Why a row has no values in a band; null when it has some. */
    ZoneReason reason(int row, int band) {
        return outcomes[outcome(row, band)];
    }

    /** Writes a row: row of the source, bytes of what follows, all columns. */
    void write(int row, GrowingBytes out) {
        out.putLong(sourceRows[row]);
        int start = out.length();
        out.putInt(0);
        codec.write(columns, row, out);
        out.setInt(start, out.length() - start - Integer.BYTES);
    }

    /** Appends the row that {@link #write} wrote for {@code sourceRow}, from {@code at} on. */
    void read(long sourceRow, byte[] bytes, int at) {
        int row = rowCount();
        reserve(row);
        sourceRows[row] = sourceRow;
        codec.read(bytes, at + HEAD_BYTES, columns);
        for (int band = 0; band < schema.bandCount(); band++) {
            ColumnVector reasons = reasons(band);
            outcomes[outcome(row, band)] = reasons.isNull(row) ? null : ZoneReason.valueOf(reasons.stringAt(row));
        }
    }

    /** The column that tells the rows apart; the first one. */
    ColumnVector ids() {
        return columns.get(0);
    }

    RowBatch batch() {
        return new RowBatch(columns);
    }

    /** Forgets the rows from {@code rowCount} on. */
    void truncate(int rowCount) {
        columns.forEach(column -> column.truncate(rowCount));
    }
}
