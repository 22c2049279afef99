package dev.croft.zonal;

import dev.croft.core.problem.Problems;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.zonal.ZonalOptions.KeptColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a result takes from the zones.
 *
 * @param id the column that identifies a zone; empty when the row number does
 * @param carried other columns, in the order asked for
 * @param geometry the geometry, when it is kept
 */
record ZoneColumns(Optional<Column> id, List<Column> carried, Optional<Column> geometry) {
    private static final String DEFAULT_ID = "id";

    static ZoneColumns of(ZoneSource zones, ZonalOptions options, Problems problems) {
        Optional<Column> id = options.idColumn()
                .map(name -> find(zones, name, "--id", problems))
                .orElseGet(() -> find(zones, DEFAULT_ID));
        Optional<Column> geometry = options.keepGeometry()
                ? Optional.of(new Column(zones.geometryColumn(), ColumnType.BINARY))
                : Optional.empty();
        return new ZoneColumns(id, carried(zones, id, options.kept(), problems), geometry);
    }

    private static List<Column> carried(ZoneSource zones, Optional<Column> id, KeptColumns kept, Problems problems) {
        List<Column> carried = new ArrayList<>();
        if (kept.all()) {
            zones.columns().stream()
                    .filter(column -> !id.equals(Optional.of(column)))
                    .forEach(carried::add);
        }
        kept.names().forEach(name -> find(zones, name, "--keep", problems).ifPresent(carried::add));
        return List.copyOf(carried);
    }

    private static Optional<Column> find(ZoneSource zones, String name) {
        return zones.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    private static Optional<Column> find(ZoneSource zones, String name, String option, Problems problems) {
        Optional<Column> found = find(zones, name);
        String type = zones.unreadColumns().get(name);
        if (type != null) {
            problems.add("Cannot carry column \"" + name + "\" of " + zones.name() + ": its type is " + type
                    + ", which results do not hold. Leave it out of " + option + ".");
            return found;
        }
        problems.require(
                found.isPresent(),
                () -> "Cannot find column \"" + name + "\" in " + zones.name() + ". Name one of these with " + option
                        + ": "
                        + String.join(
                                ", ", zones.columns().stream().map(Column::name).toList()));
        return found;
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

    /** Columns of the result: the id or row number, what is carried, the geometry. */
    List<Column> all() {
        List<Column> columns = new ArrayList<>();
        columns.add(id.orElse(new Column(DEFAULT_ID, ColumnType.INT64)));
        columns.addAll(carried);
        geometry.ifPresent(columns::add);
        return columns;
    }
}
