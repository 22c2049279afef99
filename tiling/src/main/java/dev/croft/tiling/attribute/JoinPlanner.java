package dev.croft.tiling.attribute;

import dev.croft.core.parquet.ParquetColumn;
import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.Spelling;
import dev.croft.core.table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks at everything that is to be joined and notes all that is wrong with it. */
public final class JoinPlanner {
    /** Name of the command line option that names the key. */
    public static final String KEY_OPTION = "--join-key";

    private final String keyColumn;
    private final Problems problems;
    private final List<Column> zoneColumns = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<PlannedJoin> joins = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    /** Where each attribute comes from, in words. */
    private final Map<String, String> sources = new LinkedHashMap<>();

    private String keyedBy;
    private Optional<KeyType> keyType;

    private JoinPlanner(String keyColumn, Problems problems) {
        this.keyColumn = keyColumn;
        this.problems = problems;
    }

    /**
     * Plans joins to zones.
     *
     * @param zones name of the zones, for messages
     * @param zoneKey the zones' key; empty when they have none, which is a problem only if there are joins
     * @param zoneColumns columns of the zones that become attributes; those that cannot are left out
     * @param keyColumn name of the key in the joined files
     * @param problems takes what is wrong; the plan is of use only if that is nothing
     */
    public static JoinPlan toZones(
            String zones,
            Optional<Column> zoneKey,
            List<Column> zoneColumns,
            String keyColumn,
            List<JoinSpec> joins,
            Problems problems)
            throws IOException {
        JoinPlanner planner = new JoinPlanner(keyColumn, problems);
        planner.keyedBy = zones;
        planner.keyType = zoneKey.flatMap(key -> KeyType.of(key.type()));
        if (!joins.isEmpty()) {
            planner.requireKey(zones, zoneKey);
        }
        zoneColumns.forEach(column -> planner.addZoneColumn(zones, column));
        for (JoinSpec join : joins) {
            problems.collect(() -> planner.add(join));
        }
        return planner.plan();
    }

    /**
     * Plans joins that are to be looked up by key, for features that have attributes already.
     *
     * @param features where the features are, for messages
     * @param kept names of the attributes that they have and keep, which are not attributes of the plan
     */
    public static JoinPlan toFeatures(
            String features,
            KeyType featureKey,
            List<String> kept,
            String keyColumn,
            List<JoinSpec> joins,
            Problems problems)
            throws IOException {
        JoinPlanner planner = new JoinPlanner(keyColumn, problems);
        planner.keyedBy = features;
        planner.keyType = Optional.of(featureKey);
        kept.forEach(name -> planner.sources.put(name, features));
        for (JoinSpec join : joins) {
            problems.collect(() -> planner.add(join));
        }
        return planner.plan();
    }

    private JoinPlan plan() {
        return new JoinPlan(keyedBy, keyType.orElse(KeyType.NUMBER), zoneColumns, attributes, joins, leftOut);
    }

    private void requireKey(String zones, Optional<Column> key) {
        if (key.isEmpty()) {
            problems.add("Cannot join anything to " + zones + ": it has no key column \"" + keyColumn
                    + "\". Name the zones' key with --feature-id, and the joined files' with " + KEY_OPTION
                    + " where that is another.");
        } else if (keyType.isEmpty()) {
            problems.add("Cannot join by column \"" + key.get().name() + "\" of " + zones + ": its type is "
                    + words(key.get()) + ", a key is whole numbers or text. Name another with --feature-id.");
        }
    }

    private void addZoneColumn(String zones, Column column) {
        Attribute.of(column)
                .ifPresentOrElse(
                        attribute -> {
                            zoneColumns.add(column);
                            addAttribute(attribute, zones, zones + ":" + column.name());
                        },
                        () -> leftOut.add(leftOut(column.name(), zones, words(column))));
    }

    /** @param column the file and column it comes from, as {@link JoinSpec} words it */
    private void addAttribute(Attribute attribute, String source, String column) {
        String earlier = sources.putIfAbsent(attribute.name(), source);
        problems.require(
                earlier == null,
                () -> "Cannot have two attributes \"" + attribute.name() + "\": one is of " + earlier
                        + ", one of " + source + ". Rename one, as in " + JoinSpec.OPTION + " " + column
                        + "=OTHER, or name only the columns you want.");
        attributes.add(attribute);
    }

    private void add(JoinSpec spec) throws IOException {
        Path path = spec.file();
        if (Files.isDirectory(path)) {
            throw new ConfigurationException(
                    "Cannot join " + path + ": it is a folder. Name one Parquet file per " + JoinSpec.OPTION + ".");
        }
        ParquetFile file = ParquetFile.open(path);
        Optional<KeyType> key = key(file);
        List<JoinColumn> columns = spec.columns().isEmpty() ? all(file) : named(file, spec.columns());
        int first = attributes.size();
        for (JoinColumn column : columns) {
            ParquetColumn source = file.column(column.name()).orElseThrow();
            AttributeType type = AttributeType.of(source.type().orElseThrow()).orElseThrow();
            addAttribute(
                    new Attribute(column.attribute(), type),
                    path + ", column \"" + column.name() + "\"",
                    path + ":" + column.name());
        }
        key.ifPresent(type -> joins.add(new PlannedJoin(file, keyColumn, type, columns, first)));
    }

    private Optional<KeyType> key(ParquetFile file) {
        Optional<ParquetColumn> column = file.column(keyColumn);
        if (column.isEmpty()) {
            problems.add("Cannot join " + file.path() + ": it has no key column \"" + keyColumn + "\""
                    + suggestion(keyColumn, file) + " Name the key with " + KEY_OPTION + ".");
            return Optional.empty();
        }
        Optional<KeyType> type = column.get().type().flatMap(KeyType::of);
        if (type.isEmpty()) {
            problems.add("Cannot join " + file.path() + " by column \"" + keyColumn + "\": its type is "
                    + column.get().typeText() + ", a key is whole numbers or text. Name another with " + KEY_OPTION
                    + ".");
            return type;
        }
        problems.require(
                keyType.isEmpty() || keyType.get().isComparableTo(type.get()),
                () -> "Cannot join " + file.path() + " with " + keyedBy + ": column \"" + keyColumn + "\" holds "
                        + type.get() + " (" + column.get().typeText() + "), the other's key is " + keyType.get()
                        + ". Convert one, or name another key with " + KEY_OPTION + ".");
        return type;
    }

    private List<JoinColumn> all(ParquetFile file) {
        List<JoinColumn> columns = new ArrayList<>();
        for (ParquetColumn column : file.columns()) {
            if (column.name().equals(keyColumn)) {
                continue;
            }
            if (isAttribute(column)) {
                columns.add(new JoinColumn(column.name(), column.name()));
            } else {
                leftOut.add(leftOut(column.name(), file.path().toString(), column.typeText()));
            }
        }
        return columns;
    }

    private List<JoinColumn> named(ParquetFile file, List<JoinColumn> asked) {
        List<JoinColumn> columns = new ArrayList<>();
        for (JoinColumn column : asked) {
            Optional<ParquetColumn> found = file.column(column.name());
            if (found.isEmpty()) {
                problems.add("Cannot find column \"" + column.name() + "\" in " + file.path()
                        + suggestion(column.name(), file) + " Its columns are "
                        + String.join(", ", names(file)) + ".");
            } else if (isAttribute(found.get())) {
                columns.add(column);
            } else {
                problems.add("Cannot make an attribute of column \"" + column.name() + "\" of " + file.path()
                        + ": its type is " + found.get().typeText()
                        + ", and a vector tile holds numbers, true or false, and text. Leave it out or convert it.");
            }
        }
        return columns;
    }

    private static boolean isAttribute(ParquetColumn column) {
        return column.type().flatMap(AttributeType::of).isPresent();
    }

    /** Says that a column of a file cannot become an attribute. */
    public static String leftOut(String column, String source, String type) {
        return "Column \"" + column + "\" of " + source + " is left out: no attribute can be of type " + type + ".";
    }

    private static String suggestion(String name, ParquetFile file) {
        List<String> nearest = Spelling.nearest(name, names(file));
        return nearest.isEmpty() ? "." : "; did you mean \"" + String.join("\" or \"", nearest) + "\"?";
    }

    private static List<String> names(ParquetFile file) {
        return file.columns().stream().map(ParquetColumn::name).toList();
    }

    private static String words(Column column) {
        return column.type().name().toLowerCase(Locale.ROOT);
    }
}
