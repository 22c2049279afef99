package dev.croft.zonal;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of one zone as an object.
 *
 * @param id value of the id column as text, or the row number
 * @param values numbers by the name of their column, such as {@code majority}, {@code mean_2021}, or a column that was kept, in
 *     the order of the columns; what is null or no number is left out; unsigned 64-bit values are the Long of the same bits
 * @param reasons why there are no values, by the name of the column, such as {@code reason_2021}; empty when there are
 */
public record ZonalRow(String id, Map<String, Number> values, Map<String, ZoneReason> reasons) {
    /** A value by the name of its column. */
    public Optional<Number> value(String column) {
        return Optional.ofNullable(values.get(column));
    }

    /** A number by the name of its column, such as {@code mean_2021}; NaN where the column has none, so that it shows. */
    public double number(String column) {
        return value(column).map(Number::doubleValue).orElse(Double.NaN);
    }

    /** A whole number by the name of its column, such as {@code pixel_count}; 0 where the column has none. */
    public long whole(String column) {
        return value(column).map(Number::longValue).orElse(0L);
    }

    /** Why the first band gives no values. */
    public Optional<ZoneReason> reason() {
        return reasons.values().stream().findFirst();
    }

    static void addAll(ResultColumns schema, RowBatch batch, List<ZonalRow> rows) {
        for (int row = 0; row < batch.rowCount(); row++) {
            rows.add(of(schema, batch.columns(), row));
        }
    }

    private static ZonalRow of(ResultColumns schema, List<ColumnVector> vectors, int row) {
        List<Column> columns = schema.all();
        Map<String, Number> values = new LinkedHashMap<>();
        Map<String, ZoneReason> reasons = new LinkedHashMap<>();
        putNumbers(columns, vectors, 1, schema.ofZones().all().size(), row, values);
        for (int band = 0; band < schema.bandCount(); band++) {
            int reasonColumn = schema.reasonColumn(band);
            putNumbers(columns, vectors, schema.firstColumn(band), reasonColumn, row, values);
            if (!vectors.get(reasonColumn).isNull(row)) {
                reasons.put(
                        columns.get(reasonColumn).name(),
                        ZoneReason.valueOf(vectors.get(reasonColumn).stringAt(row)));
            }
        }
        return new ZonalRow(vectors.get(0).text(row), values, reasons);
    }

    private static void putNumbers(
            List<Column> columns, List<ColumnVector> vectors, int first, int end, int row, Map<String, Number> values) {
        for (int i = first; i < end; i++) {
            if (!vectors.get(i).isNull(row) && vectors.get(i).holdsNumbers()) {
                values.put(columns.get(i).name(), vectors.get(i).number(row));
            }
        }
    }
}
