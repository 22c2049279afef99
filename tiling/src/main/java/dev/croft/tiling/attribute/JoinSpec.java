package dev.croft.tiling.attribute;

import dev.croft.core.problem.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file to join, as it is asked for: {@code A.parquet}, {@code A.parquet:crop,area} or, to rename, {@code A.parquet:crop=crop_2024}.
 *
 * @param columns those that become attributes, in order; empty for all but the key that can
 */
public record JoinSpec(Path file, List<JoinColumn> columns) {
    /** Name of the command line option that joins a file. */
    public static final String OPTION = "--join";

    private static final String FORM = " Write " + OPTION + " FILE[:COLUMN[=NAME],...].";

    public JoinSpec {
        columns = List.copyOf(columns);
    }

    /**
     * Reads what the user typed. The columns begin after the last colon, unless a slash comes after it, or a file has all of the
     * text for its name.
     */
    public static JoinSpec parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasColumns = colon >= 0 && text.indexOf('/', colon) < 0 && !Files.isRegularFile(path(text));
        String path = hasColumns ? text.substring(0, colon) : text;
        if (path.isEmpty()) {
            throw new ConfigurationException("Cannot join \"" + text + "\": it names no file." + FORM);
        }
        return new JoinSpec(path(path), hasColumns ? columns(text, text.substring(colon + 1)) : List.of());
    }

    private static Path path(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new ConfigurationException("Cannot join \"" + path + "\": it is no path." + FORM, e);
        }
    }

    private static List<JoinColumn> columns(String text, String list) {
        List<JoinColumn> columns = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String attribute = part.substring(equals + 1);
            if (name.isEmpty() || attribute.isEmpty()) {
                throw new ConfigurationException("Cannot join \"" + text + "\": a column without a name." + FORM);
            }
            columns.add(new JoinColumn(name, attribute));
        }
        return columns;
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return columns.isEmpty()
                ? file.toString()
                : columns.stream().map(JoinColumn::toString).collect(Collectors.joining(",", file + ":", ""));
    }
}
