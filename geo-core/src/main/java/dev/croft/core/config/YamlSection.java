package dev.croft.core.config;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.Spelling;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Keys and values of a YAML file or of a section in it, which know their lines. What is wrong with them is gathered in
 * {@link Problems}, so that one run tells all of it; the accessors then answer as if the key were absent. Confined to a thread.
 */
public final class YamlSection {
    private final Path file;
    private final String name;
    private final int firstLine;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private YamlSection(Path file, String name, int firstLine, Problems problems) {
        this.file = file;
        this.name = name;
        this.firstLine = firstLine;
        this.problems = problems;
    }

    /**
     * The top of a file; an empty file has no keys.
     *
     * @throws ConfigurationException when it is absent or no YAML
     */
    public static YamlSection read(Path file, Problems problems) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("Cannot read " + file + ": there is no such file. Check the path.");
        }
        YamlSection top = new YamlSection(file, "", 1, problems);
        try (Reader reader = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root != null) {
                top.fill(root);
            }
            return top;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigurationException(
                    "Cannot read " + file + ", line " + line + ": it is no YAML (" + e.getProblem() + ").", e);
        } catch (YAMLException | CharacterCodingException e) {
            throw new ConfigurationException("Cannot read " + file + ": it is no YAML text in UTF-8.", e);
        }
    }

    private void fill(Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            problem(firstLine, name.isEmpty() ? "keys and values are expected" : name + " holds no keys and values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = lineOf(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(keyLine, "a key is expected to be a word");
            } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                problem(
                        keyLine,
                        qualified(key.getValue()) + " is there twice, first in line " + lines.get(key.getValue()));
            } else {
                lines.put(key.getValue(), keyLine);
            }
        }
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private void problem(int line, String found) {
        problems.add("Cannot use " + file + ", line " + line + ": " + found + ".");
    }

    private String qualified(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    /** Notes every key that is none of {@code known}, with the nearest of them. */
    public void requireKnown(Collection<String> known) {
        for (Map.Entry<String, Integer> key : lines.entrySet()) {
            if (!known.contains(key.getKey())) {
                List<String> nearest = Spelling.nearest(key.getKey(), known);
                String remedy = nearest.isEmpty()
                        ? "expected one of " + String.join(", ", known)
                        : "did you mean " + String.join(" or ", nearest) + "?";
                String text = "there is no key " + qualified(key.getKey()) + "; " + remedy;
                problem(key.getValue(), text.endsWith("?") ? text.substring(0, text.length() - 1) : text);
            }
        }
    }

    public boolean has(String key) {
        return values.containsKey(key) && !values.get(key).getTag().equals(Tag.NULL);
    }

    /** Line of a key that is there. */
    public int line(String key) {
        return lines.get(key);
    }

    /** Notes that the value of a key is not as expected. */
    public void refuse(String key, String expected) {
        String found =
                values.get(key) instanceof ScalarNode scalar ? "\"" + scalar.getValue() + "\"" : "a list or section";
        problem(lines.get(key), qualified(key) + " is " + found + ", expected " + expected);
    }

    /** Notes that a key must be there and have a value. */
    public void refuseAbsent(String key) {
        problem(firstLine, (name.isEmpty() ? "it" : name) + " has no " + key);
    }

    /** The keys below a key. */
    public Optional<YamlSection> section(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        YamlSection section = new YamlSection(file, qualified(key), lines.get(key), problems);
        section.fill(values.get(key));
        return Optional.of(section);
    }

    /** The list of sections at a key; empty when there is none. */
    public List<YamlSection> sections(String key) {
        List<YamlSection> sections = new ArrayList<>();
        if (has(key)) {
            if (values.get(key) instanceof SequenceNode list) {
                for (Node item : list.getValue()) {
                    YamlSection section =
                            new YamlSection(file, qualified(key) + "[" + sections.size() + "]", lineOf(item), problems);
                    section.fill(item);
                    sections.add(section);
                }
            } else {
                refuse(key, "a list of entries, each beginning with \"- \"");
            }
        }
        return sections;
    }

    /** A single value as it is written. */
    public Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (values.get(key) instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        refuse(key, "a single value");
        return Optional.empty();
    }

    /**
     * A single value, read by {@code parser}.
     *
     * @param parser throws {@link ConfigurationException} or {@link IllegalArgumentException} saying what is wrong, which is noted
     *     with the line
     */
    public <T> Optional<T> parsed(String key, Function<String, T> parser) {
        Optional<String> text = text(key);
        try {
            return text.map(parser);
        } catch (ConfigurationException | IllegalArgumentException e) {
            note(key, e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes what is wrong with the value of a key, as a sentence with or without its point. */
    public void note(String key, String wrong) {
        problem(lines.get(key), qualified(key) + ": " + withoutPoint(wrong));
    }

    /** Notes what is wrong with the section as a whole. */
    public void note(String wrong) {
        problem(firstLine, name + ": " + withoutPoint(wrong));
    }

    private static String withoutPoint(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Keys of the section that have a value, in their order. */
    public List<String> keys() {
        return values.keySet().stream().filter(this::has).toList();
    }

    /** A list of single values as they are written, or one such value alone. */
    public Optional<List<String>> oneOrMore(String key) {
        return has(key) && values.get(key) instanceof ScalarNode single
                ? Optional.of(List.of(single.getValue()))
                : texts(key);
    }

    /** A list of single values as they are written. */
    public Optional<List<String>> texts(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (values.get(key) instanceof SequenceNode list
                && list.getValue().stream().allMatch(item -> item instanceof ScalarNode)) {
            return Optional.of(list.getValue().stream()
                    .map(item -> ((ScalarNode) item).getValue())
                    .toList());
        }
        refuse(key, "a list such as [10, 10]");
        return Optional.empty();
    }

    /**
     * A list of numbers.
     *
     * @param count how many there must be
     */
    public Optional<double[]> numbers(String key, int count) {
        Optional<List<String>> texts = texts(key);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        try {
            double[] numbers =
                    texts.get().stream().mapToDouble(Double::parseDouble).toArray();
            if (numbers.length == count && Arrays.stream(numbers).allMatch(Double::isFinite)) {
                return Optional.of(numbers);
            }
        } catch (NumberFormatException notNumbers) {
            refuse(key, "a list of " + count + " numbers");
            return Optional.empty();
        }
        refuse(key, "a list of " + count + " numbers");
        return Optional.empty();
    }
}
