package dev.croft.zonal;

import dev.croft.core.problem.Problems;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.zonal.ZonalOptions.KeptColumns;
import dev.croft.zonal.statistics.CellCounting;
import dev.croft.zonal.statistics.ClassNames;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.StatisticColumns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a result: the id, those carried from the zones, the geometry if it is kept, then for every band its statistics
 * and the reason for there being none.
 */
final class ResultColumns {
    static final String REASON = "reason";

    private static final String DEFAULT_ID = "id";

    private final Optional<Column> id;
    private final List<Column> carried;
    private final Optional<Column> geometry;
    private final List<LabelledBand> bands;
    private final ClassNames classNames;
    private final List<StatisticColumns> statistics = new ArrayList<>();
    private final int[] firsts;

    private ResultColumns(
            Optional<Column> id,
            List<Column> carried,
            Optional<Column> geometry,
            List<LabelledBand> bands,
            CellCounting counting,
            ZonalOptions options) {
        this.id = id;
        this.carried = List.copyOf(carried);
        this.geometry = geometry;
        this.bands = List.copyOf(bands);
        this.classNames = options.classNames();
        this.firsts = new int[bands.size()];
        int next = 1 + carried.size() + (geometry.isPresent() ? 1 : 0);
        for (int band = 0; band < firsts.length; band++) {
            statistics.add(StatisticColumns.of(
                    options.statistics(),
                    options.categories(),
                    bands.get(band).info().type(),
                    counting,
                    options.classNames()));
            firsts[band] = next;
            next += statistics.get(band).columns().size() + 1;
        }
    }

    /** @param counting what a cell counts for */
    static ResultColumns of(
            ZoneSource zones,
            List<LabelledBand> bands,
            CellCounting counting,
            ZonalOptions options,
            Problems problems) {
        Optional<Column> id = options.idColumn()
                .map(name -> find(zones, name, "--id", problems))
                .orElseGet(() -> find(zones, DEFAULT_ID));
        List<Column> carried = carried(zones, id, options.kept(), problems);
        Optional<Column> geometry = options.keepGeometry()
                ? Optional.of(new Column(zones.geometryColumn(), ColumnType.BINARY))
                : Optional.empty();
        ResultColumns columns = new ResultColumns(id, carried, geometry, bands, counting, options);
        if (options.idColumn().isEmpty() || id.isPresent()) {
            columns.checkNames(zones, problems);
        }
        return columns;
    }

    private static List<Column> carried(ZoneSource zones, Optional<Column> id, KeptColumns kept, Problems problems) {
        List<Column> carried = new ArrayList<>();
        if (kept.all()) {
            zones.columns().stream()
                    .filter(column -> !id.equals(Optional.of(column)))
                    .forEach(carried::add);
        }
        kept.names().forEach(name -> find(zones, name, "--keep", problems).ifPresent(carried::add));
        return carried;
    }

    private static Optional<Column> find(ZoneSource zones, String name) {
        return zones.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    private static Optional<Column> find(ZoneSource zones, String name, String option, Problems problems) {
        Optional<Column> found = find(zones, name);
        problems.require(
                found.isPresent(),
                () -> "Cannot find column \"" + name + "\" in " + zones.name() + ". Name one of these with " + option
                        + ": "
                        + String.join(
                                ", ", zones.columns().stream().map(Column::name).toList()));
        return found;
    }

    private void checkNames(ZoneSource zones, Problems problems) {
        Set<String> taken = new HashSet<>();
        for (int band = 0; band < bands.size(); band++) {
            ofBand(band).forEach(column -> taken.add(column.name()));
        }
        for (Column column : ofZones()) {
            problems.require(
                    taken.add(column.name()),
                    () -> "Cannot carry column \"" + column.name() + "\" of " + zones.name()
                            + ": the result already has a column of that name. Leave it out of --keep.");
        }
    }

    /** Whether the first column counts the rows because the zones have no id. */
    boolean idIsRowNumber() {
        return id.isEmpty();
    }

    boolean keepsGeometry() {
        return geometry.isPresent();
    }

    /** Columns to read beside the geometry, in the order of a batch. */
    List<Column> read() {
        List<Column> columns = new ArrayList<>();
        id.ifPresent(columns::add);
        columns.addAll(carried);
        return columns;
    }

    /** An empty batch of zones with those columns. */
    ZoneBatch newBatch() {
        return new ZoneBatch(read().stream().map(ColumnVector::new).toList());
    }

    /** The id, the carried columns and the geometry. */
    List<Column> ofZones() {
        List<Column> columns = new ArrayList<>();
        columns.add(id.orElse(new Column(DEFAULT_ID, ColumnType.INT64)));
        columns.addAll(carried);
        geometry.ifPresent(columns::add);
        return columns;
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
        List<Column> columns = ofZones();
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
                classNames);
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
