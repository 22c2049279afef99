package dev.croft.core.table;

import java.util.Objects;

/** Name and type of a column; any value may be null. */
public record Column(String name, ColumnType type) {
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }
}
