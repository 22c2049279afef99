package dev.croft.core.config;

import dev.croft.core.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings in force and the datasets, each value with its origin. What is built in gives way to the file, the file to the
 * environment, and all of them to the command line. Immutable.
 */
public final class Configuration {
    private static final String DATASETS = "datasets";
    private static final List<String> DATASET_KEYS = List.of("name", "path", "data_type", "band_name", "enabled");

    /**
     * A value in force.
     *
     * @param origin {@code built in}, the file and line, the environment variable, or the option
     */
    public record Value(String text, String origin) {}

    private final Map<Setting, Value> values;
    private final List<Dataset> datasets;
    private final List<String> remarks;

    private Configuration(Map<Setting, Value> values, List<Dataset> datasets, List<String> remarks) {
        this.values = new EnumMap<>(values);
        this.datasets = List.copyOf(datasets);
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Reads what there is.
     *
     * @param file {@code config.yml}, if one is given
     * @param environment variables and their values
     * @throws dev.croft.core.problem.ConfigurationException naming everything that is wrong, by line
     */
    public static Configuration load(Optional<Path> file, Map<String, String> environment) throws IOException {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        List<Dataset> datasets = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        Problems problems = new Problems();
        for (Setting setting : Setting.values()) {
            setting.builtIn().ifPresent(text -> values.put(setting, new Value(text, "built in")));
        }
        if (file.isPresent()) {
            YamlSection top = YamlSection.read(file.get(), problems);
            List<String> known = new ArrayList<>(Setting.sections());
            known.add(DATASETS);
            top.requireKnown(known);
            for (String name : Setting.sections()) {
                Optional<YamlSection> section = top.section(name);
                if (section.isPresent()) {
                    readSection(file.get(), name, section.get(), values, remarks);
                }
            }
            readDatasets(file.get(), top, datasets);
        }
        for (Setting setting : Setting.values()) {
            setting.variable()
                    .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
                    .ifPresent(
                            variable -> readVariable(setting, variable, environment.get(variable), values, problems));
        }
        problems.throwIfAny();
        return new Configuration(values, datasets, remarks);
    }

    private static void readSection(
            Path file, String name, YamlSection section, Map<Setting, Value> values, List<String> remarks) {
        List<Setting> settings = Setting.in(name);
        section.requireKnown(settings.stream().map(Setting::key).toList());
        List<String> idle = new ArrayList<>();
        for (Setting setting : settings) {
            Optional<String> text = setting.isList()
                    ? section.texts(setting.key()).map(list -> String.join(", ", list))
                    : section.text(setting.key());
            if (text.isPresent() && !setting.fits(text.get())) {
                section.refuse(setting.key(), setting.expected());
            } else if (text.isPresent()) {
                values.put(setting, new Value(text.get(), file + ", line " + section.line(setting.key())));
                if (!setting.hasEffect()) {
                    idle.add(setting.key());
                }
            }
        }
        if (!idle.isEmpty()) {
            remarks.add(file + ": " + name + " (" + String.join(", ", idle) + ") is valid and does nothing yet");
        }
    }

    private static void readVariable(
            Setting setting, String variable, String text, Map<Setting, Value> values, Problems problems) {
        if (setting.fits(text)) {
            values.put(setting, new Value(text, "environment variable " + variable));
        } else {
            problems.add("Cannot use the environment variable " + variable + ": it is \"" + text + "\", expected "
                    + setting.expected() + ".");
        }
    }

    private static void readDatasets(Path file, YamlSection top, List<Dataset> datasets) {
        Set<String> names = new HashSet<>();
        for (YamlSection entry : top.sections(DATASETS)) {
            entry.requireKnown(DATASET_KEYS);
            Optional<Dataset> dataset = dataset(file, entry);
            if (dataset.isPresent() && !names.add(dataset.get().name())) {
                entry.refuse("name", "a name that no other dataset has");
            }
            dataset.ifPresent(datasets::add);
        }
    }

    private static Optional<Dataset> dataset(Path file, YamlSection entry) {
        Optional<String> name = required(entry, "name");
        Optional<String> path = required(entry, "path");
        Optional<String> type = entry.text("data_type");
        Optional<DataType> dataType = type.flatMap(DataType::parse);
        if (type.isPresent() && dataType.isEmpty()) {
            entry.refuse("data_type", "richness, continuous or categorical");
        }
        Optional<String> enabled = entry.text("enabled");
        if (enabled.isPresent() && !enabled.get().matches("(?i)true|false")) {
            entry.refuse("enabled", "true or false");
        }
        if (name.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        Path folder = file.toAbsolutePath().getParent();
        boolean isEnabled = enabled.map(Boolean::parseBoolean).orElse(true);
        return Optional.of(
                new Dataset(name.get(), folder.resolve(path.get()), dataType, entry.text("band_name"), isEnabled));
    }

    private static Optional<String> required(YamlSection entry, String key) {
        Optional<String> text = entry.text(key).filter(value -> !value.isBlank());
        if (text.isEmpty()) {
            entry.refuseAbsent(key);
        }
        return text;
    }

    /** The same with a value given on the command line. */
    public Configuration with(Setting setting, String text, String option) {
        Problems problems = new Problems();
        problems.require(
                setting.fits(text),
                () -> "Cannot use " + option + " " + text + ": expected " + setting.expected() + ".");
        problems.throwIfAny();
        Map<Setting, Value> more = new EnumMap<>(values);
        more.put(setting, new Value(text, "command line, " + option));
        return new Configuration(more, datasets, remarks);
    }

    /** The value in force; empty when nothing sets it, and Croft chooses by what it finds. */
    public Optional<Value> value(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The value in force as text. */
    public Optional<String> text(Setting setting) {
        return value(setting).map(Value::text);
    }

    /** The value in force of a setting that is a number. */
    public Optional<Double> number(Setting setting) {
        return text(setting).map(Double::valueOf);
    }

    /** The value in force of a setting that is on or off; off when nothing sets it. */
    public boolean isOn(Setting setting) {
        return text(setting).map(Boolean::parseBoolean).orElse(false);
    }

    /** All datasets, those that are not enabled too. */
    public List<Dataset> datasets() {
        return datasets;
    }

    /** What is set and does nothing yet, each as a sentence without its point. */
    public List<String> remarks() {
        return remarks;
    }
}
