package dev.croft.tiling.attribute;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.Spelling;
import dev.croft.core.table.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which attributes features have and where each comes from. Made by {@link JoinPlanner}, carried out by {@link JoinRun} or
 * {@link KeyedAttributes}. Immutable.
 */
public final class JoinPlan {
    private final String keyedBy;
    private final KeyType keyType;
    private final List<Column> zoneColumns;
    private final List<Attribute> attributes;
    private final List<PlannedJoin> joins;
    private final List<String> leftOut;

    /** @param keyedBy what the files are joined to, for messages */
    JoinPlan(
            String keyedBy,
            KeyType keyType,
            List<Column> zoneColumns,
            List<Attribute> attributes,
            List<PlannedJoin> joins,
            List<String> leftOut) {
        this.keyedBy = keyedBy;
        this.keyType = keyType;
        this.zoneColumns = List.copyOf(zoneColumns);
        this.attributes = List.copyOf(attributes);
        this.joins = List.copyOf(joins);
        this.leftOut = List.copyOf(leftOut);
    }

    /**
     * The same plan for some of its attributes, in the same order; a file of which none is left is not joined.
     *
     * @param names those to keep; one that is no attribute is a problem
     * @param others attributes that are not of the plan, to be told with its own
     */
    public JoinPlan keeping(Collection<String> names, List<String> others, Problems problems) {
        List<String> known = Stream.concat(others.stream(), attributes.stream().map(Attribute::name))
                .distinct()
                .toList();
        for (String name : names) {
            problems.require(known.contains(name), () -> unknown(name, known));
        }
        List<Column> keptColumns = zoneColumns.stream()
                .filter(column -> names.contains(column.name()))
                .toList();
        List<Attribute> keptAttributes = attributes.stream()
                .filter(attribute -> names.contains(attribute.name()))
                .toList();
        List<PlannedJoin> keptJoins = new ArrayList<>();
        int first = keptColumns.size();
        for (PlannedJoin join : joins) {
            List<JoinColumn> columns = join.columns().stream()
                    .filter(column -> names.contains(column.attribute()))
                    .toList();
            if (!columns.isEmpty()) {
                keptJoins.add(new PlannedJoin(join.file(), join.keyColumn(), join.keyType(), columns, first));
                first += columns.size();
            }
        }
        return new JoinPlan(keyedBy, keyType, keptColumns, keptAttributes, keptJoins, List.of());
    }

    private static String unknown(String name, List<String> known) {
        List<String> nearest = Spelling.nearest(name, known);
        return "Cannot find an attribute \"" + name + "\" for --attributes. "
                + (nearest.isEmpty()
                        ? "There are " + String.join(", ", known) + "."
                        : "Did you mean " + String.join(" or ", nearest) + "?");
    }

    /**
     * What to throw when the files have none of the keys.
     *
     * @param exampleKey a key that they do not have, as text
     */
    public ConfigurationException unmatched(String exampleKey) throws IOException {
        List<String> messages = new ArrayList<>();
        for (PlannedJoin join : joins) {
            messages.add(new UnmatchedKeys(keyedBy, exampleKey).with(join).getMessage());
        }
        return new ConfigurationException(messages);
    }

    /** What the files are joined to, for messages. */
    String keyedBy() {
        return keyedBy;
    }

    /** What the keys are that files are joined by. */
    public KeyType keyType() {
        return keyType;
    }

    /** Columns of the zones that become the first attributes, in order. */
    public List<Column> zoneColumns() {
        return zoneColumns;
    }

    /** All attributes: those of the zones, then those of each join. */
    public List<Attribute> attributes() {
        return attributes;
    }

    /** Columns that were not asked for by name and cannot become attributes, each a sentence. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** The joined files, in order. */
    public List<Path> files() {
        return joins.stream().map(join -> join.file().path()).toList();
    }

    /** The joins, one per line, with every column by name: equal for plans that take the same from files of the same names. */
    public String text() {
        return joins.stream()
                .map(join -> join.spec() + " by " + join.keyColumn())
                .collect(Collectors.joining("\n"));
    }

    /** Rows of the longest file. */
    long mostRows() {
        return joins.stream().mapToLong(join -> join.file().rowCount()).max().orElse(0);
    }

    List<PlannedJoin> joins() {
        return joins;
    }
}
