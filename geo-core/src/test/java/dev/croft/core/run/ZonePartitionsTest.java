package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonePartitionsTest {
    private static final List<Column> COLUMNS = List.of(new Column("id", ColumnType.INT64));

    private final List<String> asked = new ArrayList<>();

    /** Rows without geometry; notes what is asked for. */
    private final class Rows implements ZonePartition, ZoneReader {
        private final long firstRow;
        private final int rowCount;
        private int next;

        Rows(long firstRow, int rowCount) {
            this.firstRow = firstRow;
            this.rowCount = rowCount;
        }

        @Override
        public long firstRow() {
            return firstRow;
        }

        @Override
        public long rowCount() {
            return rowCount;
        }

        @Override
        public ZoneReader open(List<String> columns) {
            asked.add("open " + columns);
            return this;
        }

        @Override
        public boolean next(ZoneBatch batch, int maximumRows) {
            asked.add("next " + maximumRows);
            batch.reset(firstRow + next);
            for (int i = 0; i < maximumRows && next < rowCount; i++, next++) {
                batch.addNullGeometry();
            }
            return batch.rowCount() > 0;
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }

    private long rows(long mostRows, int batchRows, BooleanSupplier isEnough) throws IOException {
        long rows = 0;
        List<ZonePartition> partitions = List.of(new Rows(0, 5), new Rows(5, 4));
        for (var partition : ZonePartitions.of(partitions, COLUMNS, mostRows, batchRows, isEnough)) {
            try (BoundedPipeline.Reader<ZoneBatch> reader = partition.open()) {
                ZoneBatch batch = new ZoneBatch(List.of());
                while (reader.next(batch)) {
                    rows += batch.rowCount();
                }
            }
        }
        return rows;
    }

    @ParameterizedTest(name = "{0} rows at most: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            9223372036854775807 | 9 | open [id], next 3, next 3, next 3, close, open [id], next 3, next 3, next 3, close
            7                   | 7 | open [id], next 3, next 3, next 2, close, open [id], next 2, close
            5                   | 5 | open [id], next 3, next 2, close
            0                   | 0 |
            """)
    void noMoreIsReadThanIsWanted(long mostRows, long rows, String expected) throws IOException {
        assertEquals(rows, rows(mostRows, 3, () -> false));
        assertEquals(expected == null ? "" : expected, String.join(", ", asked));
    }

    @ParameterizedTest(name = "enough after {0} batches")
    @CsvSource({"0, 0", "1, 3", "2, 5"})
    void theRestOfAPartitionIsLeftWhenThereIsEnough(int batches, long rows) throws IOException {
        BooleanSupplier isEnough =
                () -> asked.stream().filter(call -> call.startsWith("next")).count() >= batches;
        assertEquals(rows, rows(Long.MAX_VALUE, 3, isEnough));
    }
}
