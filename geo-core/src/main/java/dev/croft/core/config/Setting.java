package dev.croft.core.config;

import dev.croft.core.crs.Crs;
import dev.croft.core.problem.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every value that the configuration file may set: its place, what it may be, and what it is by itself. */
public enum Setting {
    MEMORY_LIMIT_GB("pipeline", "memory_limit_gb", Kind.NUMBER, "", "PIPELINE_MEMORY_LIMIT_GB", Effect.USED),
    ENABLE_MEMORY_MONITORING("pipeline", "enable_memory_monitoring", Kind.SWITCH, "", "", Effect.NONE_YET),
    MEMORY_CHECK_INTERVAL("pipeline", "memory_check_interval", Kind.NUMBER, "", "", Effect.NONE_YET),
    BATCH_SIZE("processing", "batch_size", Kind.COUNT, "", "", Effect.NONE_YET),
    MAX_WORKERS("processing", "max_workers", Kind.COUNT, "", "PROCESSING_MAX_WORKERS", Effect.USED),
    CHUNK_SIZE("processing", "chunk_size", Kind.COUNT, "", "", Effect.NONE_YET),
    MEMORY_LIMIT_MB("processing", "memory_limit_mb", Kind.NUMBER, "", "", Effect.USED),
    ENABLE_CHUNKING("processing", "enable_chunking", Kind.SWITCH, "", "", Effect.NONE_YET),
    TARGET_RESOLUTION("resampling", "target_resolution", Kind.NUMBER, "", "", Effect.USED),
    TARGET_CRS("resampling", "target_crs", Kind.CRS, "", "", Effect.USED),
    ALLOW_SKIP_RESAMPLING("resampling", "allow_skip_resampling", Kind.SWITCH, "true", "", Effect.USED),
    RESOLUTION_TOLERANCE("resampling", "resolution_tolerance", Kind.NUMBER_FROM_0, "0.000001", "", Effect.USED),
    MAX_PIXELS_IN_MEMORY("som_analysis", "max_pixels_in_memory", Kind.COUNT, "", "", Effect.NONE_YET),
    DEFAULT_GRID_SIZE("som_analysis", "default_grid_size", Kind.TWO_COUNTS, "", "", Effect.NONE_YET),
    ITERATIONS("som_analysis", "iterations", Kind.COUNT, "", "", Effect.NONE_YET);

    /** Whether something listens to a setting. */
    enum Effect {
        USED,
        NONE_YET
    }

    private enum Kind {
        NUMBER("a number above 0"),
        NUMBER_FROM_0("a number from 0"),
        COUNT("a whole number from 1"),
        TWO_COUNTS("two whole numbers from 1, such as [10, 10]"),
        SWITCH("true or false"),
        CRS("a CRS such as EPSG:4326");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        private boolean fits(String text) {
            return switch (this) {
                case NUMBER -> number(text) > 0;
                case NUMBER_FROM_0 -> number(text) >= 0;
                case COUNT -> isCount(text);
                case TWO_COUNTS -> {
                    String[] counts = text.split(",", -1);
                    yield counts.length == 2 && isCount(counts[0]) && isCount(counts[1]);
                }
                case SWITCH -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
                case CRS -> isCrs(text);
            };
        }

        private static double number(String text) {
            try {
                double value = Double.parseDouble(text);
                return Double.isFinite(value) ? value : Double.NaN;
            } catch (NumberFormatException notANumber) {
                return Double.NaN;
            }
        }

        private static boolean isCount(String text) {
            return text.strip().matches("\\+?0*[1-9][0-9]{0,8}");
        }

        private static boolean isCrs(String text) {
            try {
                return Crs.parse(text).isKnown();
            } catch (ConfigurationException unknown) {
                return false;
            }
        }
    }

    private final String section;
    private final String key;
    private final Kind kind;
    private final String builtIn;
    private final String variable;
    private final Effect effect;

    Setting(String section, String key, Kind kind, String builtIn, String variable, Effect effect) {
        this.section = section;
        this.key = key;
        this.kind = kind;
        this.builtIn = builtIn;
        this.variable = variable;
        this.effect = effect;
    }

    /** Section and key, with a point between. */
    public String path() {
        return section + "." + key;
    }

    String section() {
        return section;
    }

    String key() {
        return key;
    }

    /** What holds when nothing sets it; empty when Croft then chooses by what it finds. */
    Optional<String> builtIn() {
        return builtIn.isEmpty() ? Optional.empty() : Optional.of(builtIn);
    }

    /** The environment variable that sets it, if there is one. */
    Optional<String> variable() {
        return variable.isEmpty() ? Optional.empty() : Optional.of(variable);
    }

    boolean hasEffect() {
        return effect == Effect.USED;
    }

    boolean isList() {
        return kind == Kind.TWO_COUNTS;
    }

    boolean fits(String text) {
        return kind.fits(text);
    }

    String expected() {
        return kind.expected;
    }

    static List<String> sections() {
        return Stream.of(values()).map(Setting::section).distinct().toList();
    }

    static List<Setting> in(String section) {
        return Stream.of(values())
                .filter(setting -> setting.section.equals(section))
                .toList();
    }
}
