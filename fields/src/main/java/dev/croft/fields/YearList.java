package dev.croft.fields;

import dev.croft.core.problem.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads years as people list them: {@code 2008, 2009, 2012-2024}. */
public final class YearList {
    private static final Pattern PART = Pattern.compile("(\\d{4})(?:\\s*-\\s*(\\d{4}))?");
    private static final String FORM = "years are written 2008, 2009, 2012-2024";

    private YearList() {}

    /**
     * All years of a list, rising, each once.
     *
     * @throws ConfigurationException when a part is neither a year nor a range of years, naming each such part
     */
    public static List<Integer> parse(Collection<String> parts) {
        TreeSet<Integer> years = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (String part : parts) {
            try {
                years.addAll(part(part));
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return List.copyOf(years);
    }

    private static List<Integer> part(String part) {
        Matcher matcher = PART.matcher(part.strip());
        if (!matcher.matches()) {
            throw new ConfigurationException("Cannot read \"" + part.strip() + "\" as a year: " + FORM + ".");
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last < first) {
            throw new ConfigurationException(
                    "Cannot read \"" + part.strip() + "\" as years: the first comes after the last; " + FORM + ".");
        }
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
