package dev.croft.zonal;

import dev.croft.core.problem.Problems;
import dev.croft.core.table.Column;
import dev.croft.core.vector.ZoneSource;
import dev.croft.zonal.ZonalOptions.KeptColumns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of the zones the result has.
 *
 * @param id the column that identifies a zone; empty when the row number does
 * @param carried the others, in the order asked for
 */
record ZonalColumns(Optional<Column> id, List<Column> carried) {
    private static final String DEFAULT_ID = "id";

    static ZonalColumns of(ZoneSource zones, ZonalOptions options, Problems problems) {
        Optional<Column> id = options.idColumn()
                .map(name -> find(zones, name, "--id", problems))
                .orElseGet(() -> find(zones, DEFAULT_ID));
        List<Column> carried = new ArrayList<>();
        KeptColumns kept = options.kept();
        if (kept.all()) {
            zones.columns().stream()
                    .filter(column -> !id.equals(Optional.of(column)))
                    .forEach(carried::add);
        }
        kept.names().forEach(name -> find(zones, name, "--keep", problems).ifPresent(carried::add));
        if (options.idColumn().isEmpty() || id.isPresent()) {
            checkNames(zones, id, carried, problems);
        }
        return new ZonalColumns(id, List.copyOf(carried));
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

    private static void checkNames(ZoneSource zones, Optional<Column> id, List<Column> carried, Problems problems) {
        Set<String> taken = new HashSet<>(ResultColumns.names());
        List<Column> all = new ArrayList<>(carried);
        all.add(0, id.orElse(new Column(DEFAULT_ID, dev.croft.core.table.ColumnType.INT64)));
        for (Column column : all) {
            problems.require(
                    taken.add(column.name()),
                    () -> "Cannot carry column \"" + column.name() + "\" of " + zones.name()
                            + ": the result already has a column of that name. Leave it out of --keep.");
        }
    }
}
