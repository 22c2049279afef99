package dev.croft.testdata;

import dev.croft.core.crs.Crs;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Zones written in a test: polygons as WKT or as well-known binary in hexadecimal digits, null for a zone without
 * geometry. Column {@code id}, INT64, counts them from 1. One partition unless {@link #inPartitionsOf} says
 * otherwise. Immutable: the {@code with} methods return another one.
 */
public final class ListZones implements ZoneSource {
    private final Crs crs;
    private final List<byte[]> geometries;
    private final List<Column> columns;
    private final List<List<Object>> values;
    private final int partitionRows;

    private ListZones(
            Crs crs, List<byte[]> geometries, List<Column> columns, List<List<Object>> values, int partitionRows) {
        this.crs = crs;
        this.geometries = geometries;
        this.columns = columns;
        this.values = values;
        this.partitionRows = partitionRows;
    }

    /** Zones in {@link ArrayRaster#CRS}. */
    public static ListZones of(String... geometries) {
        return of(ArrayRaster.CRS, geometries);
    }

    public static ListZones of(Crs crs, String... geometries) {
        List<byte[]> wkb = Arrays.stream(geometries).map(ListZones::toWkb).toList();
        List<Object> ids =
                new ArrayList<>(LongStream.rangeClosed(1, wkb.size()).boxed().toList());
        return new ListZones(
                crs, wkb, List.of(new Column("id", ColumnType.INT64)), List.of(ids), Math.max(1, wkb.size()));
    }

    /**
     * Adds a column after the others, or replaces the one of the same name.
     *
     * @param columnValues one per zone, null allowed: Boolean, Number, String or byte[], as the type asks
     */
    public ListZones withColumn(String name, ColumnType type, Object... columnValues) {
        if (columnValues.length != geometries.size()) {
            throw new IllegalArgumentException("Cannot add column " + name + " with " + columnValues.length
                    + " values to " + geometries.size() + " zones");
        }
        List<Column> moreColumns = new ArrayList<>(columns);
        List<List<Object>> moreValues = new ArrayList<>(values);
        int place = columnNames().indexOf(name);
        if (place >= 0) {
            moreColumns.remove(place);
            moreValues.remove(place);
        }
        moreColumns.add(new Column(name, type));
        moreValues.add(Collections.unmodifiableList(Arrays.asList(columnValues.clone())));
        return new ListZones(crs, geometries, List.copyOf(moreColumns), List.copyOf(moreValues), partitionRows);
    }

    /** The geometries alone, without {@code id} or any other column. */
    public ListZones withoutColumns() {
        return new ListZones(crs, geometries, List.of(), List.of(), partitionRows);
    }

    /** Splits the rows into partitions of {@code rows}, the last one shorter. */
    public ListZones inPartitionsOf(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("Cannot have partitions of " + rows + " rows");
        }
        return new ListZones(crs, geometries, columns, values, rows);
    }

    @Override
    public String name() {
        return "zones in memory";
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
        return columns;
    }

    @Override
    public long rowCount() {
        return geometries.size();
    }

    @Override
    public long geometryBytes() {
        return geometries.stream().mapToLong(wkb -> wkb.length).sum();
    }

    @Override
    public List<ZonePartition> partitions() {
        List<ZonePartition> partitions = new ArrayList<>();
        for (int first = 0; first < geometries.size(); first += partitionRows) {
            partitions.add(new Partition(first, Math.min(geometries.size(), first + partitionRows)));
        }
        return partitions;
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }

    private List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** No bytes stand for null, since no geometry has none. */
    private static byte[] toWkb(String geometry) {
        if (geometry == null) {
            return new byte[0];
        }
        boolean hexadecimal = geometry.startsWith("00") || geometry.startsWith("01");
        return hexadecimal ? HexFormat.of().parseHex(geometry) : WktPolygons.toWkb(geometry);
    }

    private final class Partition implements ZonePartition {
        private final int first;
        private final int end;

        Partition(int first, int end) {
            this.first = first;
            this.end = end;
        }

        @Override
        public long firstRow() {
            return first;
        }

        @Override
        public long rowCount() {
            return (long) end - first;
        }

        @Override
        public ZoneReader open(List<String> names) {
            List<List<Object>> wanted = new ArrayList<>();
            for (String name : names) {
                int place = columnNames().indexOf(name);
                if (place < 0) {
                    throw new IllegalArgumentException("Cannot read column " + name + ": there are " + columnNames());
                }
                wanted.add(values.get(place));
            }
            return new Reader(first, end, wanted);
        }
    }

    private final class Reader implements ZoneReader {
        private final int end;
        private final List<List<Object>> wanted;
        private int row;

        Reader(int first, int end, List<List<Object>> wanted) {
            this.row = first;
            this.end = end;
            this.wanted = wanted;
        }

        @Override
        public boolean next(ZoneBatch batch, int maximumRows) {
            batch.reset(row);
            int until = Math.min(end, row + maximumRows);
            for (; row < until; row++) {
                addGeometry(batch, geometries.get(row));
                for (int i = 0; i < wanted.size(); i++) {
                    append(batch.columns().get(i), wanted.get(i).get(row));
                }
            }
            return batch.rowCount() > 0;
        }

        @Override
        public void close() {
            // Holds nothing but memory.
        }
    }

    private static void addGeometry(ZoneBatch batch, byte[] wkb) {
        if (wkb.length == 0) {
            batch.addNullGeometry();
        } else {
            batch.addGeometry(wkb, 0, wkb.length);
        }
    }

    private static void append(ColumnVector vector, Object value) {
        if (value == null) {
            vector.appendNull();
            return;
        }
        switch (vector.column().type().storage()) {
            case INT -> vector.appendInt(value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).intValue());
            case LONG -> vector.appendLong(((Number) value).longValue());
            case FLOAT -> vector.appendFloat(((Number) value).floatValue());
            case DOUBLE -> vector.appendDouble(((Number) value).doubleValue());
            case BYTES -> appendBytes(vector, value);
            case LIST -> throw new IllegalArgumentException("No zones carry lists: " + vector.column());
        }
    }

    private static void appendBytes(ColumnVector vector, Object value) {
        if (value instanceof byte[] bytes) {
            vector.appendBytes(bytes, 0, bytes.length);
        } else {
            vector.appendString((String) value);
        }
    }
}
