package dev.croft.view;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * An archive of fields.
 *
 * @param year empty for one that stands for itself
 * @param classAttribute attribute of its fields that colours them
 */
public record YearArchive(OptionalInt year, Path file, String classAttribute) {
    /** An archive of a year. */
    public YearArchive(int year, Path file) {
        this(OptionalInt.of(year), file, PageSettings.DEFAULT_CLASS_ATTRIBUTE);
    }

    YearArchive withClassAttribute(String name) {
        return new YearArchive(year, file, name);
    }
}
