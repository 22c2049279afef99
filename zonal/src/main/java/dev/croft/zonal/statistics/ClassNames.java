package dev.croft.zonal.statistics;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names of a categorical raster's values. Values without a name are allowed, several values may share one. Immutable. */
public final class ClassNames {
    public static final ClassNames NONE = new ClassNames(new TreeMap<>());

    private static final String VALUE = "value";
    private static final String NAME = "name";
    /** Far more than any legend; keeps a raster given by mistake from being read whole. */
    private static final long LARGEST_FILE_BYTES = 16 << 20;

    private final SortedMap<Long, String> names;

    private ClassNames(SortedMap<Long, String> names) {
        this.names = names;
    }

    public static ClassNames of(Map<Long, String> names) {
        return new ClassNames(new TreeMap<>(names));
    }

    /**
     * Reads a CSV file (RFC 4180, UTF-8) whose header names the columns {@code value} and {@code name}; others are ignored.
     *
     * @throws InputDataException when it has no such header, or a line without a whole number and a name, or a value twice
     * @throws ConfigurationException when there is no such file
     */
    public static ClassNames read(Path csv) throws IOException {
        CsvRecords records = new CsvRecords(csv, textOf(csv));
        List<String> header = records.next();
        int valueField = header.indexOf(VALUE);
        int nameField = header.indexOf(NAME);
        if (valueField < 0 || nameField < 0) {
            throw records.wrong(
                    "expected a header with the columns value and name, found \"" + String.join(",", header) + "\".");
        }
        SortedMap<Long, String> names = new TreeMap<>();
        for (List<String> fields = records.next(); !fields.isEmpty(); fields = records.next()) {
            if (fields.size() != header.size()) {
                throw records.wrong("expected " + header.size() + " fields as in the header, found " + fields.size()
                        + ". Put names that hold commas in quotes.");
            }
            String name = fields.get(nameField).strip();
            if (name.isEmpty()) {
                throw records.wrong("its name is empty. Write one, or leave the line out.");
            }
            long value = wholeNumber(fields.get(valueField).strip(), records);
            String earlier = names.putIfAbsent(value, name);
            if (earlier != null) {
                throw records.wrong(
                        "value " + value + " has a name already, \"" + earlier + "\". Keep one of the two.");
            }
        }
        return new ClassNames(names);
    }

    private static String textOf(Path csv) throws IOException {
        try {
            if (Files.size(csv) > LARGEST_FILE_BYTES) {
                throw new InputDataException(
                        csv,
                        CsvRecords.CODE,
                        "Cannot read " + csv + " as class names: it has " + Files.size(csv) + " bytes, more than the "
                                + LARGEST_FILE_BYTES + " allowed. Give a CSV file with the columns value and name.");
            }
            String text = Files.readString(csv);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("Cannot find the class names " + csv + ": no such file.", e);
        } catch (CharacterCodingException e) {
            throw new InputDataException(
                    csv,
                    CsvRecords.CODE,
                    "Cannot read " + csv + " as class names: it is not UTF-8 text. Save it as UTF-8.",
                    e);
        }
    }

    private static long wholeNumber(String text, CsvRecords records) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw records.wrong("expected a whole number as value, found \"" + text + "\".", e);
        }
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    public Optional<String> name(long value) {
        return Optional.ofNullable(names.get(value));
    }

    /** All values with their names. */
    @Override
    public String toString() {
        return names.toString();
    }

    /** Values that have a name, rising. */
    long[] values() {
        return names.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    /** A name of its own for each of {@link #values}: names that several values share are followed by the value. */
    List<String> distinctNames() {
        Set<String> once = new HashSet<>();
        Set<String> shared = new HashSet<>();
        names.values().stream().filter(name -> !once.add(name)).forEach(shared::add);
        return names.entrySet().stream()
                .map(entry ->
                        shared.contains(entry.getValue()) ? entry.getValue() + "_" + entry.getKey() : entry.getValue())
                .toList();
    }
}
