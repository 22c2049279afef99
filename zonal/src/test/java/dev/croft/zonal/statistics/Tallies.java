package dev.croft.zonal.statistics;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import dev.croft.core.table.ColumnVector;
import java.util.List;

/** Makes tallies, feeds them, and reads their answers, so that tests show numbers only. */
final class Tallies {
    private Tallies() {}

    static ZoneTally tally(SampleType type, CellCounting counting, List<Statistic> statistics) {
        return ZoneTally.of(type, List.of(new NoData("-999")), TieRule.SMALLEST, statistics, counting);
    }

    /** Adds each value with its weight as a run of one cell. */
    static void addWeighted(ZoneTally tally, double[] values, double[] coverages) {
        for (int i = 0; i < values.length; i++) {
            tally.add(values, i, 1, i, coverages[i]);
        }
    }

    /** The row of the zone that {@code tally} was summarised for. */
    static List<ColumnVector> row(StatisticColumns columns, ZoneTally tally) {
        List<ColumnVector> vectors =
                columns.columns().stream().map(ColumnVector::new).toList();
        columns.append(vectors, 0, tally);
        return vectors;
    }

    /** The one statistic of doubles. */
    static double of(Statistic statistic, CellCounting counting, double[] values, double[] coverages) {
        ZoneTally tally = tally(SampleType.FLOAT64, counting, List.of(statistic));
        if (counting == CellCounting.WHOLE) {
            tally.add(values, 0, values.length, 0);
        } else {
            addWeighted(tally, values, coverages);
        }
        tally.summarise();
        StatisticColumns columns = StatisticColumns.of(
                List.of(statistic), CategoryForm.LIST, SampleType.FLOAT64, counting, ClassNames.NONE);
        ColumnVector vector = row(columns, tally).get(0);
        return vector.isNull(0) ? Double.NaN : vector.number(0).doubleValue();
    }
}
