package dev.croft.core.problem;

import java.util.List;

/** The request cannot be met: an option, a missing file, a CRS. Holds all problems found, each one sentence or more. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigurationException(String problem) {
        this(List.of(problem), null);
    }

    public ConfigurationException(String problem, Throwable cause) {
        this(List.of(problem), cause);
    }

    public ConfigurationException(List<String> problems) {
        this(problems, null);
    }

    private ConfigurationException(List<String> problems, Throwable cause) {
        super(String.join(System.lineSeparator(), problems), cause);
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
