package dev.croft.core.run;

import dev.croft.core.table.Column;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The partitions of zones as a {@link BoundedPipeline} reads them, no further than is wanted. */
public final class ZonePartitions {
    private ZonePartitions() {}

    /**
     * The partitions that begin before row {@code mostRows}.
     *
     * @param columns what batches have beside the geometry
     * @param mostRows rows of the source that are read at most; {@link Long#MAX_VALUE} for all
     * @param batchRows rows of a batch at most
     * @param isEnough asked before each batch: whether the rest of a partition can be left unread
     */
    public static List<BoundedPipeline.Partition<ZoneBatch>> of(
            List<ZonePartition> partitions,
            List<Column> columns,
            long mostRows,
            int batchRows,
            BooleanSupplier isEnough) {
        List<String> names = columns.stream().map(Column::name).toList();
        List<BoundedPipeline.Partition<ZoneBatch>> limited = new ArrayList<>();
        for (ZonePartition partition : partitions) {
            long most = mostRows - partition.firstRow();
            if (most > 0) {
                limited.add(() -> new Reader(partition.open(names), most, batchRows, isEnough));
            }
        }
        return limited;
    }

    private static final class Reader implements BoundedPipeline.Reader<ZoneBatch> {
        private final ZoneReader reader;
        private final int batchRows;
        private final BooleanSupplier isEnough;
        private long left;

        Reader(ZoneReader reader, long most, int batchRows, BooleanSupplier isEnough) {
            this.reader = reader;
            this.left = most;
            this.batchRows = batchRows;
            this.isEnough = isEnough;
        }

        @Override
        public boolean next(ZoneBatch batch) throws IOException {
            if (left == 0 || isEnough.getAsBoolean()) {
                return false;
            }
            boolean more = reader.next(batch, (int) Math.min(left, batchRows));
            left -= batch.rowCount();
            return more;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
