package dev.croft.zonal;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.zonal.ZonalSummary.Affected;
import dev.croft.zonal.statistics.StatisticColumns;
import dev.croft.zonal.statistics.ZoneTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Result rows of one batch of zones, and what became of each. Filled by one thread, then read by one. */
final class ResultRows {
    private final boolean idIsRowNumber;
    private final List<ColumnVector> columns;
    private final int carriedCount;
    private final StatisticColumns statistics;
    private final int firstStatistic;
    private final ColumnVector reasons;
    /** Why each row has no majority; null where it has one. */
    private ZoneReason[] outcomes = new ZoneReason[1024];

    private long[] sourceRows = new long[1024];

    /**
     * Makes an empty batch.
     *
     * @param schema the id, the carried columns, and those of {@link ResultColumns}
     * @param statistics those of the columns that a tally fills
     * @param idIsRowNumber whether the id is not among the columns that the zones carry
     */
    ResultRows(List<Column> schema, StatisticColumns statistics, boolean idIsRowNumber) {
        this.idIsRowNumber = idIsRowNumber;
        columns = new ArrayList<>();
        schema.forEach(column -> columns.add(new ColumnVector(column)));
        this.statistics = statistics;
        firstStatistic = schema.size() - ResultColumns.COUNT;
        carriedCount = idIsRowNumber ? firstStatistic - 1 : firstStatistic;
        reasons = columns.get(columns.size() - 1);
    }

    void clear() {
        columns.forEach(ColumnVector::clear);
    }

    /** Adds the row of a zone that has cells with data, which {@code tally} was summarised for. */
    void add(ZoneBatch zones, int row, ZoneTally tally) {
        addCarried(zones, row, null);
        statistics.append(columns, firstStatistic, tally);
        reasons.appendNull();
    }

    /** Adds the row of a zone that has none. */
    void add(ZoneBatch zones, int row, ZoneReason reason) {
        addCarried(zones, row, reason);
        statistics.appendEmpty(columns, firstStatistic);
        reasons.appendString(reason.name());
    }

    int rowCount() {
        return reasons.size();
    }

    RowBatch batch() {
        return new RowBatch(columns);
    }

    /** Forgets the rows from {@code rowCount} on. */
    void truncate(int rowCount) {
        columns.forEach(column -> column.truncate(rowCount));
    }

    /** Adds the rows without a majority to {@code tally}. */
    void addTo(Map<ZoneReason, Affected> tally) {
        for (int row = 0; row < rowCount(); row++) {
            if (outcomes[row] != null) {
                Affected none = new Affected(0, sourceRows[row]);
                tally.put(outcomes[row], tally.getOrDefault(outcomes[row], none).with(1));
            }
        }
    }

    /** Row of the source that is the first with {@code reason}, if any row here is. */
    OptionalLong firstSourceRow(ZoneReason reason) {
        for (int row = 0; row < rowCount(); row++) {
            if (outcomes[row] == reason) {
                return OptionalLong.of(sourceRows[row]);
            }
        }
        return OptionalLong.empty();
    }

    private void addCarried(ZoneBatch zones, int row, ZoneReason outcome) {
        int at = rowCount();
        if (at == outcomes.length) {
            outcomes = Arrays.copyOf(outcomes, at * 2);
            sourceRows = Arrays.copyOf(sourceRows, at * 2);
        }
        outcomes[at] = outcome;
        sourceRows[at] = zones.firstRow() + row;
        int first = 0;
        if (idIsRowNumber) {
            columns.get(0).appendLong(sourceRows[at]);
            first = 1;
        }
        for (int i = 0; i < carriedCount; i++) {
            columns.get(first + i).appendFrom(zones.columns().get(i), row);
        }
    }
}
