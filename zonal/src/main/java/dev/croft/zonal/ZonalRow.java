package dev.croft.zonal;

import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import java.util.List;
import java.util.Optional;

/**
 * The result of one zone as an object.
 *
 * @param id value of the id column as text, or the row number
 * @param majority value of the majority: an Integer, Long, Float or Double after the raster's type; unsigned 64-bit values as
 *     the Long of the same bits
 * @param majorityCount cells of that value
 * @param pixelCount cells with data inside the zone
 * @param reason why there is no majority
 */
public record ZonalRow(
        String id, Optional<Number> majority, long majorityCount, long pixelCount, Optional<ZoneReason> reason) {
    static void addAll(RowBatch batch, List<ZonalRow> rows) {
        List<ColumnVector> columns = batch.columns();
        int added = columns.size() - ResultColumns.COUNT;
        for (int row = 0; row < batch.rowCount(); row++) {
            rows.add(new ZonalRow(
                    columns.get(0).text(row),
                    columns.get(added).isNull(row)
                            ? Optional.empty()
                            : Optional.of(columns.get(added).number(row)),
                    columns.get(added + 1).longAt(row),
                    columns.get(added + 2).longAt(row),
                    columns.get(added + 4).isNull(row)
                            ? Optional.empty()
                            : Optional.of(
                                    ZoneReason.valueOf(columns.get(added + 4).stringAt(row)))));
        }
    }
}
