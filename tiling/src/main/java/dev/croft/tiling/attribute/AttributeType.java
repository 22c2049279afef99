package dev.croft.tiling.attribute;

import dev.croft.core.table.ColumnType;
import java.util.Optional;

/** What a value of a feature's attribute can be: the value types of vector tiles (MVT 2.1, section 4.4). */
public enum AttributeType {
    /** A long. */
    INT,
    /** A long without sign. */
    UNSIGNED,
    /** The low 32 bits are those of a float. */
    FLOAT,
    /** The bits of a double. */
    DOUBLE,
    /** 0 or 1. */
    BOOLEAN,
    /** UTF-8; dates and times are among them, in the form of ISO 8601. */
    STRING;

    /** What values of a column become; empty when no attribute can hold them. */
    public static Optional<AttributeType> of(ColumnType type) {
        return switch (type) {
            case INT8, INT16, INT32, INT64 -> Optional.of(INT);
            case UINT8, UINT16, UINT32, UINT64 -> Optional.of(UNSIGNED);
            case FLOAT32 -> Optional.of(FLOAT);
            case FLOAT64 -> Optional.of(DOUBLE);
            case BOOLEAN -> Optional.of(BOOLEAN);
            case STRING,
                    DATE,
                    TIMESTAMP_MILLIS,
                    TIMESTAMP_MICROS,
                    TIMESTAMP_NANOS,
                    LOCAL_TIMESTAMP_MILLIS,
                    LOCAL_TIMESTAMP_MICROS,
                    LOCAL_TIMESTAMP_NANOS -> Optional.of(STRING);
            case BINARY, LIST -> Optional.empty();
        };
    }
}
