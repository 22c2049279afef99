package dev.croft.tiling;

import dev.croft.core.problem.Problems;
import dev.croft.core.problem.Spelling;
import dev.croft.core.table.Column;
import dev.croft.core.vector.ZoneSource;
import dev.croft.tiling.attribute.KeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which columns of the zones are read.
 *
 * @param key the one that identifies a feature; empty for none
 * @param attributes those that features tell about themselves
 */
record ZoneColumns(Optional<Column> key, List<Column> attributes) {
    static final String DEFAULT_KEY = "id";

    ZoneColumns {
        attributes = List.copyOf(attributes);
    }

    /** The column that identifies features. */
    static Optional<Column> key(ZoneSource zones, TilingOptions options, Problems problems) {
        Optional<Column> key = find(zones, options.featureId().orElse(DEFAULT_KEY));
        if (options.featureId().isPresent()) {
            problems.require(
                    key.isPresent(), () -> notFound(zones, options.featureId().get()));
            problems.require(
                    key.isEmpty() || KeyType.of(key.get().type()).isPresent(),
                    () -> unfit(
                            zones,
                            key.get().name(),
                            "values of type " + key.get().type().name().toLowerCase(Locale.ROOT)));
        }
        return key.filter(column -> KeyType.of(column.type()).isPresent());
    }

    private static String unfit(ZoneSource zones, String name, String held) {
        return "Cannot identify features by column \"" + name + "\" of " + zones.name() + ": it holds " + held
                + ", ids are whole numbers or text. Name another one with --feature-id.";
    }

    private static Optional<Column> find(ZoneSource zones, String name) {
        return zones.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    private static String notFound(ZoneSource zones, String name) {
        if (name.equals(zones.geometryColumn())) {
            return unfit(zones, name, "the geometry");
        }
        if (zones.unreadColumns().containsKey(name)) {
            return unfit(zones, name, "values of type " + zones.unreadColumns().get(name));
        }
        List<String> names = zones.columns().stream().map(Column::name).toList();
        List<String> nearest = Spelling.nearest(name, names);
        return "Cannot find column \"" + name + "\" in " + zones.name() + " for --feature-id. "
                + (nearest.isEmpty()
                        ? "It has " + String.join(", ", names) + "."
                        : "Did you mean " + String.join(" or ", nearest) + "?");
    }

    /** The columns to read: the attributes in their order, then the key when it is none of them. */
    List<Column> read() {
        List<Column> columns = new ArrayList<>(attributes);
        key.filter(column -> !attributes.contains(column)).ifPresent(columns::add);
        return columns;
    }

    /** Place of the key among the columns to read, -1 for none. */
    int keyPlace() {
        return key.map(column -> read().indexOf(column)).orElse(-1);
    }
}
