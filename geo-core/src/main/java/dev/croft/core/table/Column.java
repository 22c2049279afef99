package dev.croft.core.table;

import java.util.List;
import java.util.Objects;

/**
 * Name and type of a column; any value may be null.
 *
 * @param elements for a {@link ColumnType#LIST}, the fields of the records that its lists hold; else empty
 */
public record Column(String name, ColumnType type, List<Column> elements) {
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        elements = List.copyOf(elements);
        if (elements.isEmpty() == (type == ColumnType.LIST)) {
            throw new IllegalArgumentException("Column " + name + " of type " + type + " with elements " + elements);
        }
        if (elements.stream().anyMatch(element -> element.type() == ColumnType.LIST)) {
            throw new IllegalArgumentException("Column " + name + " with lists inside of lists");
        }
    }

    /** A column of plain values. */
    public Column(String name, ColumnType type) {
        this(name, type, List.of());
    }

    /** A column in which each value is a list of records with these fields, which are plain. */
    public static Column list(String name, List<Column> elements) {
        return new Column(name, ColumnType.LIST, elements);
    }
}
