package dev.croft.zonal;

import dev.croft.core.table.ColumnType.Storage;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.zonal.ZonalSummary.ClassShare;
import dev.croft.zonal.statistics.ClassNames;
import java.util.List;
import java.util.TreeMap;

/** Fields and cells per majority class in one band. Confined to one thread at a time. */
final class ClassTally {
    static final int MOST_CLASSES = 65_536;

    private final int majority;
    private final int count;
    private final ClassNames names;
    private final TreeMap<Long, Share> shares = new TreeMap<>();
    private boolean isOverfull;

    private static final class Share {
        private long fields;
        private double cells;
    }

    /**
     * Prepares for one band.
     *
     * @param majority place of the column with the majority; below 0 when there is none
     * @param count place of the column with the number of cells; below 0 when there is none
     */
    ClassTally(int majority, int count, ClassNames names) {
        this.majority = majority;
        this.count = count;
        this.names = names;
    }

    void addAll(RowBatch rows) {
        if (majority < 0 || count < 0 || isOverfull) {
            return;
        }
        ColumnVector classes = rows.columns().get(majority);
        ColumnVector counts = rows.columns().get(count);
        Storage storage = classes.column().type().storage();
        if (storage == Storage.INT || storage == Storage.LONG) {
            for (int row = 0; row < rows.rowCount(); row++) {
                if (!classes.isNull(row)) {
                    add(
                            storage == Storage.INT ? classes.intAt(row) : classes.longAt(row),
                            counts.number(row).doubleValue());
                }
            }
        }
    }

    private void add(long value, double cells) {
        Share share = shares.computeIfAbsent(value, key -> new Share());
        share.fields++;
        share.cells += cells;
        if (shares.size() > MOST_CLASSES) {
            isOverfull = true;
            shares.clear();
        }
    }

    List<ClassShare> classes() {
        return shares.entrySet().stream()
                .map(entry -> new ClassShare(
                        Long.toString(entry.getKey()),
                        names.name(entry.getKey()),
                        entry.getValue().fields,
                        entry.getValue().cells))
                .toList();
    }
}
