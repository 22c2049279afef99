package dev.croft.core.config;

import java.util.Locale;
import java.util.Optional;

/** What the values of a raster are, which decides how they may be brought to other cells. */
public enum DataType {
    /** Numbers of something per cell, such as species: their sum must not change. */
    RICHNESS,
    /** Measures of something that varies in space, such as height. */
    CONTINUOUS,
    /** Codes of classes, between which there is nothing. */
    CATEGORICAL;

    /** The type that a word names, such as {@code richness} or {@code richness_data}; empty when there is none. */
    public static Optional<DataType> parse(String word) {
        String name = word.strip().toUpperCase(Locale.ROOT).replaceFirst("_DATA$", "");
        for (DataType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The word for it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
