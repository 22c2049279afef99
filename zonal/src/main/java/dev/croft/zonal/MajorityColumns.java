package dev.croft.zonal;

import dev.croft.core.raster.SampleType;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import java.util.List;

/** Names and types of the columns that the majority adds behind the id and the carried columns. */
final class MajorityColumns {
    static final String MAJORITY = "majority";
    static final String MAJORITY_COUNT = "majority_count";
    static final String PIXEL_COUNT = "pixel_count";
    static final String MAJORITY_FRACTION = "majority_fraction";
    static final String REASON = "reason";

    /** How many there are. */
    static final int COUNT = 5;

    private MajorityColumns() {}

    static List<String> names() {
        return of(SampleType.UINT8).stream().map(Column::name).toList();
    }

    static List<Column> of(SampleType type) {
        return List.of(
                new Column(MAJORITY, valueType(type)),
                new Column(MAJORITY_COUNT, ColumnType.INT64),
                new Column(PIXEL_COUNT, ColumnType.INT64),
                new Column(MAJORITY_FRACTION, ColumnType.FLOAT64),
                new Column(REASON, ColumnType.STRING));
    }

    /** Type of a column that holds values of {@code type}: the smallest signed one that holds them all. */
    private static ColumnType valueType(SampleType type) {
        return switch (type) {
            case UINT8, INT8, UINT16, INT16, INT32 -> ColumnType.INT32;
            case UINT32, INT64 -> ColumnType.INT64;
            case UINT64 -> ColumnType.UINT64;
            case FLOAT32 -> ColumnType.FLOAT32;
            case FLOAT64 -> ColumnType.FLOAT64;
        };
    }
}
