package dev.croft.core.table.arrow;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Gathers rows in the vectors of one root, whose buffers are used again after {@link #clear}. */
final class RootFiller {
    private final VectorSchemaRoot root;
    private final List<FieldFiller> fields = new ArrayList<>();
    private int rowCount;
    private long bytes;

    RootFiller(List<Column> columns, VectorSchemaRoot root) {
        this.root = root;
        for (int i = 0; i < columns.size(); i++) {
            fields.add(FieldFiller.of(columns.get(i), root.getVector(i)));
        }
        clear();
    }

    int rowCount() {
        return rowCount;
    }

    /** Bytes of the values whose length differs from row to row. */
    long bytes() {
        return bytes;
    }

    void append(List<ColumnVector> columns, int row) {
        for (int i = 0; i < fields.size(); i++) {
            bytes += fields.get(i).copy(columns.get(i), row, rowCount);
        }
        rowCount++;
    }

    /** Makes the rows that were appended those of the root. */
    void finish() {
        root.setRowCount(rowCount);
    }

    void clear() {
        root.getFieldVectors().forEach(FieldVector::reset);
        root.setRowCount(0);
        rowCount = 0;
        bytes = 0;
    }
}
