package dev.croft.fields;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import dev.croft.core.table.parquet.ParquetTable;
import dev.croft.view.Legend;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What grew on every field in every year, out of the tables of the years: a table with the id and {@code crop_2019},
 * {@code crop_2020} and so on, and a legend with names, colours and extent of the classes.
 */
public final class CropHistory {
    private static final int VERSION = 1;
    private static final int BATCH_ROWS = 1 << 14;
    private static final String MAJORITY = "majority";
    private static final String COUNT = "pixel_count";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FieldsConfig config;
    private final List<Integer> years;
    private final SortedMap<Long, Extent> extents = new TreeMap<>();

    /** Fields and cells of a class, by place of the year. */
    private static final class Extent {
        private final long[] fields;
        private final double[] cells;

        Extent(int yearCount) {
            fields = new long[yearCount];
            cells = new double[yearCount];
        }
    }

    private CropHistory(FieldsConfig config, List<Integer> years) {
        this.config = config;
        this.years = years;
    }

    /**
     * Writes table and legend of the years that have a table.
     *
     * @return those years
     * @throws ConfigurationException when there is none, or one has no majority
     * @throws InputDataException when two have not the same fields in the same order
     */
    public static List<Integer> write(FieldsConfig config, RunContext context) throws IOException {
        List<Integer> years = config.years().stream()
                .filter(year -> Files.exists(config.layout().zonal(year)))
                .toList();
        if (years.isEmpty()) {
            throw new ConfigurationException("Cannot make a history: no year has a table in "
                    + config.layout().zonal(config.years().get(0)).getParent() + ". Run croft fields run first.");
        }
        new CropHistory(config, years).write(context);
        return years;
    }

    private void write(RunContext context) throws IOException {
        Path history = config.layout().history();
        Recipe recipe = Recipe.of("history", VERSION).with("years", years);
        List<Path> tables = new ArrayList<>();
        for (int year : years) {
            Path table = config.layout().zonal(year);
            recipe = recipe.with(InputIdentity.of("zonal", table));
            tables.add(table);
        }
        try (AtomicOutput output = context.output(history, Overwrite.OWN_OUTPUTS, tables)) {
            copy(tables, output.path(), context);
            output.commit(recipe);
        }
        Files.createDirectories(config.layout().legend().getParent());
        AtomicOutput.writeText(config.layout().legend(), legend());
    }

    private void copy(List<Path> tables, Path target, RunContext context) throws IOException {
        try (Cursors cursors = new Cursors()) {
            for (Path table : tables) {
                cursors.open(table);
            }
            RowBatch rows = new RowBatch(
                    columns(cursors).stream().map(ColumnVector::new).toList());
            try (TableSink sink = TableSinks.create(
                    TableFormat.PARQUET,
                    target,
                    rows.columns().stream().map(ColumnVector::column).toList(),
                    Map.of())) {
                while (cursors.next()) {
                    append(cursors, rows);
                    if (rows.rowCount() == BATCH_ROWS) {
                        sink.write(rows);
                        rows.columns().forEach(ColumnVector::clear);
                        context.safePoint();
                    }
                }
                sink.write(rows);
            }
        }
    }

    private List<Column> columns(Cursors cursors) {
        List<Column> columns = new ArrayList<>();
        columns.add(cursors.all.get(0).id().column());
        for (int i = 0; i < years.size(); i++) {
            columns.add(new Column(
                    "crop_" + years.get(i),
                    cursors.all.get(i).majority().column().type()));
        }
        return columns;
    }

    private void append(Cursors cursors, RowBatch rows) {
        Cursor first = cursors.all.get(0);
        rows.columns().get(0).appendFrom(first.id(), first.row);
        for (int i = 0; i < years.size(); i++) {
            Cursor cursor = cursors.all.get(i);
            if (!same(first.id(), first.row, cursor.id(), cursor.row)) {
                throw new InputDataException(
                        cursor.file,
                        "OTHER_FIELDS",
                        "Cannot put " + cursor.file + " beside " + first.file + ": in row " + first.firstRow()
                                + " its field is " + cursor.id().text(cursor.row) + ", there it is "
                                + first.id().text(first.row) + ". Run croft fields run for both years again.");
            }
            rows.columns().get(i + 1).appendFrom(cursor.majority(), cursor.row);
            if (!cursor.majority().isNull(cursor.row)) {
                Extent extent = extents.computeIfAbsent(
                        cursor.majority().number(cursor.row).longValue(), value -> new Extent(years.size()));
                extent.fields[i]++;
                extent.cells[i] += cursor.count().number(cursor.row).doubleValue();
            }
        }
    }

    private static boolean same(ColumnVector one, int row, ColumnVector other, int otherRow) {
        if (one.isNull(row) || other.isNull(otherRow)) {
            return one.isNull(row) && other.isNull(otherRow);
        }
        if (one.holdsNumbers()) {
            return other.holdsNumbers() && one.number(row).equals(other.number(otherRow));
        }
        int start = one.bytesStart(row);
        int otherStart = other.bytesStart(otherRow);
        return Arrays.equals(
                one.bytes(),
                start,
                start + one.bytesLength(row),
                other.bytes(),
                otherStart,
                otherStart + other.bytesLength(otherRow));
    }

    private String legend() {
        ObjectNode root = JSON.createObjectNode().put("name", config.layout().name());
        years.forEach(root.putArray("years")::add);
        root.putArray("classes");
        Legend known = config.classes()
                .orElseGet(() -> Legend.ofValues(
                        extents.keySet().stream().map(String::valueOf).toList()));
        extents.forEach((value, extent) -> {
            ObjectNode entry = root.withArray("classes").addObject().put("value", value.longValue());
            known.find(value.toString())
                    .ifPresent(one -> entry.put("name", one.name()).put("color", one.color()));
            ObjectNode fields = entry.putObject("fields");
            ObjectNode cells = entry.putObject("cells");
            for (int i = 0; i < years.size(); i++) {
                fields.put(years.get(i).toString(), extent.fields[i]);
                cells.put(years.get(i).toString(), extent.cells[i]);
            }
        });
        return root.toPrettyString() + "\n";
    }

    /** The tables, all in the same row. */
    private static final class Cursors implements Closeable {
        private final List<Cursor> all = new ArrayList<>();

        void open(Path table) throws IOException {
            all.add(new Cursor(table));
        }

        /** False at the end of all of them. */
        boolean next() throws IOException {
            boolean hasNext = all.get(0).next();
            for (Cursor cursor : all.subList(1, all.size())) {
                if (cursor.next() != hasNext) {
                    throw new InputDataException(
                            cursor.file,
                            "OTHER_FIELDS",
                            "Cannot put " + cursor.file + " beside " + all.get(0).file
                                    + ": they have not the same number of fields. Run croft fields run for both years again.");
                }
            }
            return hasNext;
        }

        @Override
        public void close() throws IOException {
            for (Cursor cursor : all) {
                cursor.table.close();
            }
        }
    }

    private static final class Cursor {
        private final Path file;
        private final ParquetTable table;
        private int row = -1;
        private long rowsBefore;

        Cursor(Path file) throws IOException {
            this.file = file;
            this.table = ParquetTable.open(file, List.of(idColumn(file), MAJORITY, COUNT));
        }

        private static String idColumn(Path file) throws IOException {
            try (ParquetTable all = ParquetTable.open(file)) {
                return all.columns().get(0).name();
            }
        }

        boolean next() throws IOException {
            row++;
            if (row < table.batch().rowCount()) {
                return true;
            }
            rowsBefore += table.batch().rowCount();
            row = 0;
            return table.next(BATCH_ROWS);
        }

        long firstRow() {
            return rowsBefore + row;
        }

        ColumnVector id() {
            return table.batch().columns().get(0);
        }

        ColumnVector majority() {
            return table.batch().columns().get(1);
        }

        ColumnVector count() {
            return table.batch().columns().get(2);
        }
    }
}
