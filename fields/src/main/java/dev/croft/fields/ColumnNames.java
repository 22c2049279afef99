package dev.croft.fields;

import dev.croft.core.problem.Problems;
import dev.croft.core.problem.Spelling;
import dev.croft.tiling.attribute.JoinColumn;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.zonal.statistics.Statistic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether there will be the columns that a configuration names, told before hours are spent on tables. Reads no file. */
final class ColumnNames {
    private static final String DEFAULT_ID = "id";
    private static final String REASON = "reason";

    private final FieldsConfig config;
    private final Collection<String> ofPolygons;

    /** @param ofPolygons columns that the polygons have */
    ColumnNames(FieldsConfig config, Collection<String> ofPolygons) {
        this.config = config;
        this.ofPolygons = List.copyOf(ofPolygons);
    }

    void check(Problems problems) {
        config.zonal().idColumn().ifPresent(id -> require(id, ofPolygons, "zonal.id", config.polygons(), problems));
        List<String> table = ofTable();
        config.zonalColumns()
                .forEach(name -> require(
                        name, table, "zonal.tile_columns", "the table that zonal.statistics asks for", problems));
        // Of attributes without names, their files alone know the columns.
        if (config.attributes().stream().noneMatch(join -> join.columns().isEmpty())) {
            List<String> all = ofTiles(table);
            config.tiles()
                    .attributes()
                    .orElse(List.of())
                    .forEach(name -> require(
                            name, all, "tiles.attributes", "polygons, attributes and the zonal table", problems));
        }
    }

    private List<String> ofTable() {
        List<String> names = new ArrayList<>(List.of(config.zonal().idColumn().orElse(DEFAULT_ID)));
        config.zonal().statistics().stream().map(Statistic::columnName).forEach(names::add);
        names.add(REASON);
        return names;
    }

    private List<String> ofTiles(List<String> table) {
        List<String> names = new ArrayList<>(ofPolygons);
        for (JoinSpec join : config.attributes()) {
            join.columns().stream().map(JoinColumn::attribute).forEach(names::add);
        }
        names.addAll(config.zonalColumns().isEmpty() ? table : config.zonalColumns());
        return names;
    }

    private static void require(String name, Collection<String> columns, String key, String place, Problems problems) {
        problems.require(columns.contains(name), () -> {
            List<String> nearest = Spelling.nearest(name, columns);
            return "Cannot find column \"" + name + "\" of " + key + " in " + place + ". "
                    + (nearest.isEmpty()
                            ? "There are " + String.join(", ", columns) + "."
                            : "Did you mean " + String.join(" or ", nearest) + "?");
        });
    }
}
