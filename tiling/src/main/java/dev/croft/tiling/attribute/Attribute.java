package dev.croft.tiling.attribute;

import dev.croft.core.table.Column;
import java.util.Objects;
import java.util.Optional;

/** Name and type of something that features say about themselves; any feature may be silent on it. */
public record Attribute(String name, AttributeType type) {
    public Attribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** The attribute that a column becomes; empty for bytes, which no value of a vector tile can be. */
    public static Optional<Attribute> of(Column column) {
        return AttributeType.of(column.type()).map(type -> new Attribute(column.name(), type));
    }
}
