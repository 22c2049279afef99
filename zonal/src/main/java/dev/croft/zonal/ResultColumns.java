package dev.croft.zonal;

import dev.croft.core.raster.SampleType;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.zonal.statistics.CategoryForm;
import dev.croft.zonal.statistics.CellCounting;
import dev.croft.zonal.statistics.ClassNames;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.StatisticColumns;
import java.util.ArrayList;
import java.util.List;

/** The columns that a run adds behind the id and the carried columns: those of the statistics, and the reason. */
final class ResultColumns {
    static final String REASON = "reason";

    /** How many there are. */
    static final int COUNT = Statistic.DEFAULTS.size() + 1;

    private ResultColumns() {}

    static List<String> names() {
        return of(SampleType.UINT8).stream().map(Column::name).toList();
    }

    static List<Column> of(SampleType type) {
        List<Column> columns = new ArrayList<>(statistics(type).columns());
        columns.add(new Column(REASON, ColumnType.STRING));
        return columns;
    }

    static StatisticColumns statistics(SampleType type) {
        return StatisticColumns.of(Statistic.DEFAULTS, CategoryForm.LIST, type, CellCounting.WHOLE, ClassNames.NONE);
    }
}
