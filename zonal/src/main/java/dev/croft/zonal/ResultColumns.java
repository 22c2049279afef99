package dev.croft.zonal;

import dev.croft.core.problem.Problems;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.vector.ZoneSource;
import dev.croft.zonal.statistics.CellCounting;
import dev.croft.zonal.statistics.ClassNames;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.StatisticColumns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a result: the id, those carried from the zones, the geometry if it is kept, then for every band its statistics
 * and the reason for there being none.
 */
final class ResultColumns {
    static final String REASON = "reason";

    private final ZoneColumns zones;
    private final List<LabelledBand> bands;
    private final List<ClassNames> classNames;
    private final List<StatisticColumns> statistics = new ArrayList<>();
    private final int[] firsts;

    private ResultColumns(ZoneColumns zones, List<LabelledBand> bands, CellCounting counting, ZonalOptions options) {
        this.zones = zones;
        this.bands = List.copyOf(bands);
        this.classNames = bands.stream().map(band -> classNames(band, options)).toList();
        this.firsts = new int[bands.size()];
        int next = zones.all().size();
        for (int band = 0; band < firsts.length; band++) {
            statistics.add(StatisticColumns.of(
                    options.statistics(),
                    options.categories(),
                    bands.get(band).info().type(),
                    counting,
                    classNames.get(band)));
            firsts[band] = next;
            next += statistics.get(band).columns().size() + 1;
        }
    }

    /** @param counting what a cell counts for */
    static ResultColumns of(
            ZoneSource zones,
            ZoneColumns ofZones,
            List<LabelledBand> bands,
            CellCounting counting,
            ZonalOptions options,
            Problems problems) {
        ResultColumns columns = new ResultColumns(ofZones, bands, counting, options);
        columns.checkNames(zones, problems);
        return columns;
    }

    /** Names of a band's classes: those asked for, else the raster's own. */
    static ClassNames classNames(LabelledBand band, ZonalOptions options) {
        return options.classNames().isEmpty() ? ClassNames.of(band.info().classNames()) : options.classNames();
    }

    private void checkNames(ZoneSource source, Problems problems) {
        Set<String> taken = new HashSet<>();
        for (int band = 0; band < bands.size(); band++) {
            ofBand(band).forEach(column -> taken.add(column.name()));
        }
        for (Column column : zones.all()) {
            problems.require(
                    taken.add(column.name()),
                    () -> "Cannot carry column \"" + column.name() + "\" of " + source.name()
                            + ": the result already has a column of that name. Leave it out of --keep.");
        }
    }

    ZoneColumns ofZones() {
        return zones;
    }

    /** Columns of a band, with its label in their names. */
    List<Column> ofBand(int band) {
        LabelledBand labelled = bands.get(band);
        List<Column> columns = new ArrayList<>();
        for (Column column : statistics.get(band).columns()) {
            columns.add(new Column(labelled.column(column.name()), column.type(), column.elements()));
        }
        columns.add(new Column(labelled.column(REASON), ColumnType.STRING));
        return columns;
    }

    List<Column> all() {
        List<Column> columns = new ArrayList<>(zones.all());
        for (int band = 0; band < bands.size(); band++) {
            columns.addAll(ofBand(band));
        }
        return columns;
    }

    /** What adds up the classes of a band. */
    ClassTally newClassTally(int band) {
        return new ClassTally(
                place(band, Statistic.of(Statistic.Kind.MAJORITY).columnName()),
                place(band, Statistic.of(Statistic.Kind.COUNT).columnName()),
                classNames.get(band));
    }

    private int place(int band, String name) {
        List<Column> columns = statistics.get(band).columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return firsts[band] + i;
            }
        }
        return -1;
    }

    int bandCount() {
        return bands.size();
    }

    StatisticColumns statistics(int band) {
        return statistics.get(band);
    }

    int firstColumn(int band) {
        return firsts[band];
    }

    int reasonColumn(int band) {
        return firsts[band] + statistics.get(band).columns().size();
    }
}
