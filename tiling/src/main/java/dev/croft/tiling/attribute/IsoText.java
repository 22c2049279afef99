package dev.croft.tiling.attribute;

import dev.croft.core.table.ColumnVector;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Dates and times in the form of ISO 8601; times in UTC end in Z, those of no stated zone in nothing. */
final class IsoText {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

    private IsoText() {}

    /** The text of a value that is not null, in a column of dates or times. */
    static String of(ColumnVector vector, int row) {
        return switch (vector.column().type()) {
            case DATE -> LocalDate.ofEpochDay(vector.intAt(row)).toString();
            case TIMESTAMP_MILLIS -> time(vector.longAt(row), 1_000) + "Z";
            case TIMESTAMP_MICROS -> time(vector.longAt(row), 1_000_000) + "Z";
            case TIMESTAMP_NANOS -> time(vector.longAt(row), 1_000_000_000) + "Z";
            case LOCAL_TIMESTAMP_MILLIS -> time(vector.longAt(row), 1_000);
            case LOCAL_TIMESTAMP_MICROS -> time(vector.longAt(row), 1_000_000);
            case LOCAL_TIMESTAMP_NANOS -> time(vector.longAt(row), 1_000_000_000);
            default -> throw new IllegalArgumentException("No date or time: " + vector.column());
        };
    }

    private static String time(long units, long unitsPerSecond) {
        long seconds = Math.floorDiv(units, unitsPerSecond);
        long nanos = Math.floorMod(units, unitsPerSecond) * (1_000_000_000 / unitsPerSecond);
        return LOCAL.format(LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC));
    }
}
