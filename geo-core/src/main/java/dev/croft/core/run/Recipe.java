package dev.croft.core.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything an output depends on, and nothing else: threads, memory, scratch and times do not belong here. Two runs of equal
 * recipes give equal outputs. Immutable.
 *
 * @param kernel name of the computation, such as {@code zonal}
 * @param algorithmVersion raised when the kernel gives other results for the same input; not the version of the program
 * @param parameters those that affect the result, the encoder of the output among them
 */
public record Recipe(
        String kernel, int algorithmVersion, List<InputIdentity> inputs, SortedMap<String, String> parameters) {
    public Recipe {
        inputs = List.copyOf(inputs);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** A recipe without inputs and parameters yet. */
    public static Recipe of(String kernel, int algorithmVersion) {
        return new Recipe(kernel, algorithmVersion, List.of(), new TreeMap<>());
    }

    public Recipe with(InputIdentity input) {
        List<InputIdentity> more = new ArrayList<>(inputs);
        more.add(input);
        return new Recipe(kernel, algorithmVersion, more, parameters);
    }

    /** Adds a parameter, or replaces it; its value is recorded as text. */
    public Recipe with(String parameter, Object value) {
        SortedMap<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, value.toString());
        return new Recipe(kernel, algorithmVersion, inputs, more);
    }

    /** SHA-256 over all of it; equal exactly when {@link #differenceFrom} finds nothing. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        append(text, kernel);
        append(text, Integer.toString(algorithmVersion));
        append(text, Integer.toString(inputs.size()));
        inputs.forEach(input -> append(text, input.essence()));
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            append(text, parameter.getKey());
            append(text, parameter.getValue());
        }
        return Digests.sha256(text.toString());
    }

    /** Length first, so that no two lists of texts run together into the same one. */
    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    /** The first thing in which {@code made}, the recipe of an existing output, differs from this one, as a clause. */
    public Optional<String> differenceFrom(Recipe made) {
        if (!kernel.equals(made.kernel)) {
            return Optional.of("it was made by " + made.kernel + ", not by " + kernel);
        }
        if (algorithmVersion != made.algorithmVersion) {
            return Optional.of(
                    "algorithm " + kernel + " is version " + algorithmVersion + ", was " + made.algorithmVersion);
        }
        return inputDifference(made).or(() -> parameterDifference(made));
    }

    private Optional<String> inputDifference(Recipe made) {
        if (inputs.size() != made.inputs.size()) {
            return Optional.of("there are " + inputs.size() + " inputs, were " + made.inputs.size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            InputIdentity now = inputs.get(i);
            InputIdentity then = made.inputs.get(i);
            if (!now.equals(then)) {
                return Optional.of("input " + describe(now) + ", was " + describe(then));
            }
        }
        return Optional.empty();
    }

    private static String describe(InputIdentity input) {
        return input.role() + " is " + input.path() + " (" + input.bytes() + " bytes, " + input.state() + ")";
    }

    private Optional<String> parameterDifference(Recipe made) {
        TreeSet<String> names = new TreeSet<>(parameters.keySet());
        names.addAll(made.parameters.keySet());
        return names.stream()
                .filter(name -> !value(name).equals(made.value(name)))
                .map(name -> "parameter " + name + " is " + value(name) + ", was " + made.value(name))
                .findFirst();
    }

    private String value(String parameter) {
        String value = parameters.get(parameter);
        return value == null ? "not set" : "\"" + inWords(value) + "\"";
    }

    /** Choices as users type them: DENSEST is densest, KEEP_ALL keep-all. */
    private static String inWords(String value) {
        return value.matches("[A-Z]{2,}(_[A-Z]+)*")
                ? value.toLowerCase(Locale.ROOT).replace('_', '-')
                : value;
    }
}
