package dev.croft.tiling.attribute;

import dev.croft.core.parquet.ParquetFile;
import java.util.List;

/**
 * A file to join that was looked at.
 *
 * @param firstAttribute number of the attribute that the first of the columns becomes; the others follow
 */
record PlannedJoin(ParquetFile file, String keyColumn, KeyType keyType, List<JoinColumn> columns, int firstAttribute) {
    PlannedJoin {
        columns = List.copyOf(columns);
    }

    JoinSpec spec() {
        return new JoinSpec(file.path(), columns);
    }
}
