package dev.croft.tiling.attribute;

import dev.croft.core.table.ColumnType;
import java.util.Optional;

/** What the keys of features are; those of equal type compare by value, however wide their column. */
public enum KeyType {
    /** Whole numbers that a long holds. */
    NUMBER("whole numbers"),
    /** Whole numbers from 0 to 2^64 - 1. */
    UNSIGNED("whole numbers"),
    TEXT("text");

    private final String words;

    KeyType(String words) {
        this.words = words;
    }

    /** What the keys in a column are; empty when it can hold none, because equality of fractions or times is not to be relied on. */
    public static Optional<KeyType> of(ColumnType type) {
        return switch (type) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> Optional.of(NUMBER);
            case UINT64 -> Optional.of(UNSIGNED);
            case STRING -> Optional.of(TEXT);
            case BOOLEAN,
                    FLOAT32,
                    FLOAT64,
                    BINARY,
                    LIST,
                    DATE,
                    TIMESTAMP_MILLIS,
                    TIMESTAMP_MICROS,
                    TIMESTAMP_NANOS,
                    LOCAL_TIMESTAMP_MILLIS,
                    LOCAL_TIMESTAMP_MICROS,
                    LOCAL_TIMESTAMP_NANOS -> Optional.empty();
        };
    }

    /** Whether a key, as its bits, can be the id of a feature, which is a whole number from 0 (MVT 2.1, section 4.2). */
    public boolean isId(long bits) {
        return switch (this) {
            case NUMBER -> bits >= 0;
            case UNSIGNED -> true;
            case TEXT -> false;
        };
    }

    /** Whether a key of the other type can equal one of this. */
    boolean isComparableTo(KeyType other) {
        return (this == TEXT) == (other == TEXT);
    }

    @Override
    public String toString() {
        return words;
    }
}
