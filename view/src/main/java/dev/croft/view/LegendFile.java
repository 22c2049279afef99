package dev.croft.view;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.view.Legend.LegendClass;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a legend from CSV (RFC 4180, without line breaks in fields): {@code value,name} or {@code value,name,color}. */
public final class LegendFile {
    private static final Pattern FIELD = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^\",]*))(,|$)");
    private static final Pattern COLOR = Pattern.compile("#?([0-9a-fA-F]{6})");
    private static final String CDL = "cdl";
    private static final int HEXADECIMAL = 16;

    private final Path file;
    private final Problems problems = new Problems();
    private final List<LegendClass> classes = new ArrayList<>();
    private final Set<String> values = new HashSet<>();

    private LegendFile(Path file) {
        this.file = file;
    }

    /**
     * The legend that an option names: a file, or {@code cdl} for that of the Cropland Data Layer.
     *
     * @param folder from where the file is seen
     */
    public static Legend named(String name, Path folder) throws IOException {
        return name.equals(CDL) ? Legend.cdl() : read(folder.resolve(name));
    }

    /**
     * Reads a file. Classes without a colour get one of their own.
     *
     * @throws ConfigurationException when it is missing or not of this form, naming every line that is wrong
     */
    public static Legend read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("Cannot read the classes of " + file + ": there is no such file.");
        }
        return new LegendFile(file).read();
    }

    private Legend read() throws IOException {
        List<String> lines = lines();
        List<String> header = lines.isEmpty()
                ? List.of()
                : fields(lines.get(0).replace("\ufeff", "").toLowerCase(Locale.ROOT));
        int value = header.indexOf("value");
        int name = header.indexOf("name");
        int color = Math.max(header.indexOf("color"), header.indexOf("colour"));
        if (value < 0 || name < 0) {
            throw new ConfigurationException("Cannot read the classes of " + file
                    + ": its first line must name the columns value and name, and may name color. Add it.");
        }
        for (int line = 1; line < lines.size(); line++) {
            if (!lines.get(line).isBlank()) {
                add(line + 1, fields(lines.get(line)), value, name, color);
            }
        }
        problems.throwIfAny();
        return new Legend(classes);
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new ConfigurationException(
                    "Cannot read the classes of " + file + ": it is not UTF-8. Save it so.", e);
        }
    }

    private void add(int line, List<String> fields, int value, int name, int color) {
        if (fields.size() <= Math.max(value, name)) {
            problems.add(place(line) + "it has " + fields.size() + " columns. Give it value and name.");
            return;
        }
        String key = fields.get(value).replaceFirst("\\.0+$", "");
        problems.require(
                !key.isEmpty() && values.add(key),
                () -> place(line) + "its value \"" + key
                        + "\" is empty or stands on an earlier line. Give each class one line.");
        String text = color >= 0 && color < fields.size() ? fields.get(color) : "";
        classes.add(new LegendClass(key, fields.get(name), rgb(line, text)));
    }

    private int rgb(int line, String text) {
        if (text.isEmpty()) {
            return Palette.color(classes.size());
        }
        Matcher hex = COLOR.matcher(text);
        if (!hex.matches()) {
            problems.add(place(line) + "its colour is \"" + text + "\". Write it as #rrggbb.");
            return 0;
        }
        return Integer.parseInt(hex.group(1), HEXADECIMAL);
    }

    private String place(int line) {
        return "Cannot read the classes of " + file + ", line " + line + ": ";
    }

    /** The fields of a line; one that is quoted wrongly is taken as it stands. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(line);
        while (matcher.find()) {
            fields.add(Optional.ofNullable(matcher.group(1))
                    .map(quoted -> quoted.replace("\"\"", "\""))
                    .orElseGet(() -> matcher.group(2).strip()));
            if (matcher.group(3).isEmpty()) {
                return fields;
            }
        }
        return List.of(line.split(",", -1));
    }
}
