package dev.croft.core.parquet;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the footer of a Parquet file says. Holds no open file, so there is nothing to close: each {@link RowGroupReader}
 * opens the file for itself. Immutable.
 */
public final class ParquetFile {
    private final Path path;
    private final String createdBy;
    private final Map<String, String> metadata;
    private final List<ParquetColumn> columns;
    private final List<RowGroup> rowGroups;
    private final long rowCount;

    /**
     * Rows that lie together.
     *
     * @param firstRow index of its first row within the file
     * @param places per column of the file where it lies, null for columns that are not read
     */
    record RowGroup(long firstRow, long rowCount, List<ColumnChunkPlace> places) {}

    ParquetFile(
            Path path,
            String createdBy,
            Map<String, String> metadata,
            List<ParquetColumn> columns,
            List<RowGroup> rowGroups) {
        this.path = path;
        this.createdBy = createdBy;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.columns = List.copyOf(columns);
        this.rowGroups = List.copyOf(rowGroups);
        this.rowCount = rowGroups.stream().mapToLong(RowGroup::rowCount).sum();
    }

    /**
     * Reads and checks the footer.
     *
     * @throws ConfigurationException when there is no such file
     * @throws dev.croft.core.problem.InputDataException when it is no Parquet file, is cut, damaged or encrypted
     */
    public static ParquetFile open(Path path) throws IOException {
        return FooterReader.read(path);
    }

    public Path path() {
        return path;
    }

    /** The program that wrote the file, in its own words; empty when it left none. */
    public String createdBy() {
        return createdBy;
    }

    /** Key/value pairs of the footer, in file order. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Top-level columns in file order, also those that are not read. */
    public List<ParquetColumn> columns() {
        return columns;
    }

    public Optional<ParquetColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public long rowCount() {
        return rowCount;
    }

    public int rowGroupCount() {
        return rowGroups.size();
    }

    /** Rows in row group {@code rowGroup}. */
    public long rowCount(int rowGroup) {
        return rowGroups.get(rowGroup).rowCount();
    }

    /** Index within the file of the first row of row group {@code rowGroup}. */
    public long firstRow(int rowGroup) {
        return rowGroups.get(rowGroup).firstRow();
    }

    /**
     * Opens the file to read some columns of one row group.
     *
     * @throws ConfigurationException naming all columns that are missing or not read
     */
    public RowGroupReader read(int rowGroup, List<String> names) throws IOException {
        List<ColumnChunkPlace> places = new ArrayList<>();
        for (int index : indexesOf(names)) {
            places.add(rowGroups.get(rowGroup).places().get(index));
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new RowGroupReader(path, rowGroup, rowCount(rowGroup), channel, places);
    }

    /** Checks that all {@code names} can be read. */
    public void requireReadable(List<String> names) {
        indexesOf(names);
    }

    private int[] indexesOf(List<String> names) {
        List<String> problems = new ArrayList<>();
        int[] indexes = new int[names.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = indexOf(names.get(i), problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return indexes;
    }

    private int indexOf(String name, List<String> problems) {
        List<String> all = columns.stream().map(ParquetColumn::name).toList();
        int index = all.indexOf(name);
        if (index < 0) {
            problems.add("Cannot read column \"" + name + "\" of " + path + ": there is none; its columns are "
                    + String.join(", ", all) + ".");
        } else if (columns.get(index).type().isEmpty()) {
            problems.add("Cannot read column \"" + name + "\" of " + path + ": its type "
                    + columns.get(index).typeText() + " is not supported; leave it out or convert it.");
        }
        return index;
    }
}
