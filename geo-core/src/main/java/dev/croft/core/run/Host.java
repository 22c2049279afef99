package dev.croft.core.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where this process runs: the file tree that holds {@code /proc}, {@code /sys} and {@code /dev/shm}, and the environment
 * variables. Everything that asks about processors, memory, mounts or the job's allocation asks here. Immutable.
 *
 * @param root folder that stands for {@code /}
 */
public record Host(Path root, Map<String, String> environment) {
    public Host {
        environment = Map.copyOf(environment);
    }

    /** The machine as it is. */
    public static Host local() {
        return new Host(Path.of("/"), System.getenv());
    }

    /** Value of an environment variable; empty when unset or blank. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Where {@code absolute}, a path beginning with a slash, lies below {@link #root}. */
    Path path(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /**
     * Text of a small kernel file without surrounding blanks; empty when it is absent or may not be read, as happens to many of
     * them in containers.
     */
    Optional<String> text(String absolute) {
        return text(path(absolute));
    }

    static Optional<String> text(Path file) {
        try {
            return Optional.of(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException absentOrForbidden) {
            return Optional.empty();
        }
    }

    /** Value of the line {@code name: value} of a file such as {@code /proc/self/status}. */
    Optional<String> field(String absolute, String name) {
        return text(absolute).flatMap(text -> text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst());
    }

    /** As {@link #field}, for values such as {@code 1024 kB}; in bytes. */
    Optional<Long> kilobyteField(String absolute, String name) {
        return field(absolute, name).map(value -> Long.parseLong(value.split("\\s+", -1)[0]) * 1024);
    }
}
