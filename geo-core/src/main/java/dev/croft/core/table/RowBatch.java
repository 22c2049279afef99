package dev.croft.core.table;

import java.util.List;

/** Some consecutive rows of a table: vectors of equal size, one per column. Whoever holds the batch owns the vectors. */
public record RowBatch(List<ColumnVector> columns) {
    public RowBatch {
        columns = List.copyOf(columns);
        int size = columns.isEmpty() ? 0 : columns.get(0).size();
        for (ColumnVector column : columns) {
            if (column.size() != size) {
                throw new IllegalArgumentException("Columns of one batch differ in size: "
                        + columns.get(0).column().name() + " has " + size + " rows, "
                        + column.column().name() + " has " + column.size());
            }
        }
    }

    public int rowCount() {
        return columns.isEmpty() ? 0 : columns.get(0).size();
    }

    /** The column called {@code name}, which must be there. */
    public ColumnVector column(String name) {
        return columns.stream()
                .filter(column -> column.column().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The batch has no column \"" + name + "\""));
    }
}
