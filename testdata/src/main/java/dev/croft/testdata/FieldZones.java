package dev.croft.testdata;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbWriter;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a {@link FieldPartition} as zones, made when read. Columns: {@code id}, INT64, the field's index plus 1;
 * {@code area_ha}, FLOAT64, its area in EPSG:5070, which keeps areas; {@code county}, INT32. Immutable and thread-safe.
 */
public final class FieldZones implements ZoneSource {
    private static final int PARTITION_ROWS = 1 << 16;
    private static final List<Column> COLUMNS = List.of(
            new Column("id", ColumnType.INT64),
            new Column("area_ha", ColumnType.FLOAT64),
            new Column("county", ColumnType.INT32));

    private final FieldPartition partition;
    private final RowPermutation order;
    private final Crs crs;
    private final CoordinateTransform toCrs;

    /**
     * Fields with coordinates in {@code crs}, such as EPSG:4326, each vertex transformed exactly.
     *
     * @throws dev.croft.core.problem.ConfigurationException when there is no transform from EPSG:5070 to {@code crs}
     */
    public FieldZones(FieldPartition partition, RowOrder order, Crs crs) {
        this.partition = partition;
        this.order = order.permutation(partition.seed(), partition.fieldCount());
        this.crs = crs;
        this.toCrs = CoordinateTransform.between(partition.grid().crs(), crs);
    }

    @Override
    public String name() {
        return partition.fieldCount() + " generated fields, seed " + partition.seed();
    }

    @Override
    public List<String> files() {
        return List.of();
    }

    @Override
    public Crs crs() {
        return crs;
    }

    @Override
    public String geometryColumn() {
        return "geometry";
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public long rowCount() {
        return partition.fieldCount();
    }

    @Override
    public long geometryBytes() {
        return 0;
    }

    @Override
    public List<ZonePartition> partitions() {
        List<ZonePartition> partitions = new ArrayList<>();
        for (long first = 0; first < rowCount(); first += PARTITION_ROWS) {
            partitions.add(new Rows(first, Math.min(PARTITION_ROWS, rowCount() - first)));
        }
        return partitions;
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    /** Reads rows {@code first} up to, not including, {@code end}. */
    ZoneReader reader(long first, long end) {
        return new Reader(first, end);
    }

    private final class Rows implements ZonePartition {
        private final long firstRow;
        private final long rowCount;

        Rows(long firstRow, long rowCount) {
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
            return reader(firstRow, firstRow + rowCount);
        }
    }

    private final class Reader implements ZoneReader {
        private final long end;
        private final PolygonBuffer outline = new PolygonBuffer();
        private long row;

        Reader(long first, long end) {
            this.row = first;
            this.end = end;
        }

        @Override
        public boolean next(ZoneBatch batch, int maximumRows) {
            batch.reset(row);
            long until = Math.min(end, row + maximumRows);
            for (; row < until; row++) {
                add(batch, order.fieldOf(row));
            }
            return batch.rowCount() > 0;
        }

        @Override
        public void close() {
            // Holds nothing but memory.
        }

        private void add(ZoneBatch batch, long field) {
            partition.outline(field, outline);
            for (ColumnVector column : batch.columns()) {
                append(column, field);
            }
            toWorld();
            byte[] wkb = WkbWriter.write(outline);
            batch.addGeometry(wkb, 0, wkb.length);
        }

        private void append(ColumnVector column, long field) {
            switch (column.column().name()) {
                case "id" -> column.appendLong(field + 1);
                case "area_ha" -> column.appendDouble(FieldPartition.hectares(outline));
                case "county" -> column.appendInt(partition.county(field));
                default ->
                    throw new IllegalArgumentException(
                            "Cannot read column " + column.column().name() + ": expected one of " + COLUMNS);
            }
        }

        private void toWorld() {
            GeoTransform transform = partition.grid().transform();
            double[] x = outline.x();
            double[] y = outline.y();
            for (int i = 0; i < outline.vertexCount(); i++) {
                double column = x[i];
                double row = y[i];
                x[i] = transform.x(column, row);
                y[i] = transform.y(column, row);
            }
            toCrs.transform(x, y, 0, outline.vertexCount());
        }
    }
}
