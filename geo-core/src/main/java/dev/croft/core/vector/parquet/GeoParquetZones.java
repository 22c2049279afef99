package dev.croft.core.vector.parquet;

import dev.croft.core.crs.Crs;
import dev.croft.core.parquet.ParquetColumn;
import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.Column;
import dev.croft.core.vector.ZoneSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Zones in one or more Parquet files that agree on geometry column and CRS; their row groups are the partitions. Holds
 * no open file. Immutable.
 */
public final class GeoParquetZones implements ZoneSource {
    private final String name;
    private final List<ParquetFile> files;
    private final GeometryColumn geometry;
    private final List<Column> columns;
    private final List<ZonePartition> partitions;
    private final long rowCount;

    private GeoParquetZones(String name, List<ParquetFile> files, GeometryColumn geometry) {
        this.name = name;
        this.files = List.copyOf(files);
        this.geometry = geometry;
        this.columns = commonColumns();
        this.partitions = partitionsOf();
        this.rowCount = files.stream().mapToLong(ParquetFile::rowCount).sum();
    }

    /**
     * Opens a file, a directory of part files, or a glob. Files are taken in the order of their paths. Of a directory those
     * are taken whose name ends in .parquet, .geoparquet or .parq; when there is none, all but Croft's receipts. A name that
     * begins with "_" or "." is left out.
     *
     * @param geometryColumn the column that holds WKB; if empty it is found, see {@link GeometryColumn#find}
     * @throws ConfigurationException when there is no file or no geometry column, or two files disagree
     * @throws dev.croft.core.problem.InputDataException when a file is damaged
     */
    public static GeoParquetZones open(String place, Optional<String> geometryColumn) throws IOException {
        List<ParquetFile> files = new ArrayList<>();
        for (Path path : ZoneFiles.find(place)) {
            files.add(ParquetFile.open(path));
        }
        GeometryColumn first = GeometryColumn.find(files.get(0), geometryColumn);
        for (ParquetFile other : files.subList(1, files.size())) {
            requireSame(files.get(0), first, other, GeometryColumn.find(other, geometryColumn));
        }
        return new GeoParquetZones(place, files, first);
    }

    private static void requireSame(
            ParquetFile first, GeometryColumn expected, ParquetFile other, GeometryColumn found) {
        String both = "Cannot read " + first.path() + " and " + other.path() + " as one table: ";
        if (!expected.name().equals(found.name())) {
            throw new ConfigurationException(both + "their geometry columns are \"" + expected.name() + "\" and \""
                    + found.name() + "\". Name the column with --geometry-column, or read them one at a time.");
        }
        boolean sameCrs = expected.crs().equals(found.crs()) || expected.crs().isEquivalentTo(found.crs());
        if (!sameCrs) {
            throw new ConfigurationException(
                    both + "their CRSs are " + expected.crs().name() + " and "
                            + found.crs().name() + ". Read them one at a time, or convert one.");
        }
    }

    private List<Column> commonColumns() {
        List<Column> common = new ArrayList<>(readableColumns(files.get(0)));
        for (ParquetFile file : files) {
            common.retainAll(readableColumns(file));
        }
        return List.copyOf(common);
    }

    private List<Column> readableColumns(ParquetFile file) {
        return file.columns().stream()
                .filter(column -> !column.name().equals(geometry.name()))
                .flatMap(column -> column.type().map(type -> new Column(column.name(), type)).stream())
                .toList();
    }

    private List<ZonePartition> partitionsOf() {
        List<ZonePartition> all = new ArrayList<>();
        long firstRow = 0;
        for (ParquetFile file : files) {
            for (int rowGroup = 0; rowGroup < file.rowGroupCount(); rowGroup++) {
                if (file.rowCount(rowGroup) > 0) {
                    all.add(new RowGroupPartition(file, rowGroup, firstRow + file.firstRow(rowGroup)));
                }
            }
            firstRow += file.rowCount();
        }
        return List.copyOf(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> files() {
        return files.stream().map(file -> file.path().toString()).toList();
    }

    @Override
    public Crs crs() {
        return geometry.crs();
    }

    @Override
    public String geometryColumn() {
        return geometry.name();
    }

    /** Flat columns that all files have with the same type. */
    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public Map<String, String> unreadColumns() {
        Map<String, String> unread = new LinkedHashMap<>();
        for (ParquetFile file : files) {
            for (ParquetColumn column : file.columns()) {
                boolean isRead = column.name().equals(geometry.name())
                        || columns.stream().anyMatch(read -> read.name().equals(column.name()));
                if (!isRead) {
                    String type = column.type().isPresent() ? "that differs between the files" : column.typeText();
                    unread.putIfAbsent(column.name(), type);
                }
            }
        }
        return unread;
    }

    @Override
    public long rowCount() {
        return rowCount;
    }

    @Override
    public long geometryBytes() {
        return files.stream()
                .flatMap(file -> file.column(geometry.name()).stream())
                .mapToLong(ParquetColumn::uncompressedBytes)
                .sum();
    }

    @Override
    public List<ZonePartition> partitions() {
        return partitions;
    }

    /** Does nothing: only readers hold files open. */
    @Override
    public void close() {}

    private final class RowGroupPartition implements ZonePartition {
        private final ParquetFile file;
        private final int rowGroup;
        private final long firstRow;

        RowGroupPartition(ParquetFile file, int rowGroup, long firstRow) {
            this.file = file;
            this.rowGroup = rowGroup;
            this.firstRow = firstRow;
        }

        @Override
        public long firstRow() {
            return firstRow;
        }

        @Override
        public long rowCount() {
            return file.rowCount(rowGroup);
        }

        @Override
        public ZoneReader open(List<String> carried) throws IOException {
            requireCarriable(carried);
            List<String> names = new ArrayList<>();
            names.add(geometry.name());
            names.addAll(carried);
            return new RowGroupZoneReader(file.read(rowGroup, names), firstRow);
        }

        private void requireCarriable(List<String> carried) {
            List<String> common = columns.stream().map(Column::name).toList();
            for (String column : carried) {
                if (!common.contains(column)) {
                    files.forEach(each -> each.requireReadable(List.of(column)));
                    throw new ConfigurationException("Cannot carry column \"" + column + "\" of " + name + ": it is "
                            + (column.equals(geometry.name()) ? "the geometry." : "not of one type in all files."));
                }
            }
        }
    }
}
