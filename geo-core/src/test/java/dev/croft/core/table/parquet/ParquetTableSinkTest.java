package dev.croft.core.table.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.parquet.RandomTable;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableSinkTest {
    @TempDir
    private Path folder;

    @Test
    void tableReadsBack() throws IOException {
        Path file = folder.resolve("Table.PARQUET");
        List<ColumnVector> expected = RandomTable.of(21, 2345);
        List<Column> columns = expected.stream().map(ColumnVector::column).toList();
        try (TableSink sink = TableSinks.create(TableFormat.of(file), file, columns, Map.of("rule", "centre"))) {
            sink.write(new RowBatch(expected));
        }

        try (ParquetTable table = ParquetTable.open(file)) {
            assertEquals(columns, table.columns());
            assertEquals(Map.of("rule", "centre"), table.file().metadata());
            int first = 0;
            while (table.next(1000)) {
                for (int row = 0; row < table.batch().rowCount(); row++) {
                    for (int i = 0; i < expected.size(); i++) {
                        RandomTable.assertRow(
                                expected.get(i),
                                first + row,
                                table.batch().columns().get(i),
                                row);
                    }
                }
                first += table.batch().rowCount();
            }
            assertEquals(2345, first);
            assertEquals(0, table.batch().rowCount());
            assertFalse(table.next(1));
        }
        assertTrue(file.toFile().length() > 0);
    }
}
