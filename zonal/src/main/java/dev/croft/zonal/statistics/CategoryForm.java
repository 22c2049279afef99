package dev.croft.zonal.statistics;

/** How {@link Statistic.Kind#CATEGORIES} becomes columns. */
public enum CategoryForm {
    /** One column that holds a list of value, count, fraction and, where classes are named, name; sorted by value. */
    LIST,
    /** One column per named class with its share of the cells, and one for all values that are not named. */
    COLUMNS
}
