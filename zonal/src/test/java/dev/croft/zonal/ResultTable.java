package dev.croft.zonal;

import dev.croft.core.table.Column;
import dev.croft.core.table.parquet.ParquetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A written result as text, null as the empty text, whether it is Parquet or CSV without quotes. */
record ResultTable(List<String> names, List<List<String>> rows, Map<String, String> metadata) {
    static ResultTable read(Path file) throws IOException {
        return file.toString().endsWith(".csv") ? readCsv(file) : readParquet(file);
    }

    int rowCount() {
        return rows.size();
    }

    String text(String column, int row) {
        return rows.get(row).get(names.indexOf(column));
    }

    List<String> column(String name) {
        return rows.stream().map(row -> row.get(names.indexOf(name))).toList();
    }

    private static ResultTable readCsv(Path file) throws IOException {
        List<List<String>> lines = Files.readAllLines(file).stream()
                .map(line -> Arrays.asList(line.split(",", -1)))
                .toList();
        return new ResultTable(lines.get(0), lines.subList(1, lines.size()), Map.of());
    }

    private static ResultTable readParquet(Path file) throws IOException {
        try (ParquetTable table = ParquetTable.open(file)) {
            List<List<String>> rows = new ArrayList<>();
            while (table.next(1000)) {
                for (int i = 0; i < table.batch().rowCount(); i++) {
                    int row = i;
                    rows.add(table.batch().columns().stream()
                            .map(vector -> vector.text(row))
                            .toList());
                }
            }
            return new ResultTable(
                    table.columns().stream().map(Column::name).toList(),
                    rows,
                    table.file().metadata());
        }
    }
}
