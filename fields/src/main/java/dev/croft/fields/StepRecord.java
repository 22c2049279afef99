package dev.croft.fields;

import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That a step was done.
 *
 * @param recipe what it depended on
 * @param outputs the files it made
 * @param notes what else is known of the outcome, such as the version that a store gave an object
 * @param finished instant
 * @param seconds how long it took
 */
record StepRecord(
        Recipe recipe, List<InputIdentity> outputs, SortedMap<String, String> notes, String finished, double seconds) {
    private static final String OUTPUT = "output";

    StepRecord {
        Objects.requireNonNull(recipe, "recipe");
        Objects.requireNonNull(finished, "finished");
        outputs = List.copyOf(outputs);
        notes = new TreeMap<>(notes);
    }

    static StepRecord of(Recipe recipe, List<Path> outputs, Map<String, String> notes, String finished, double seconds)
            throws IOException {
        List<InputIdentity> states = new ArrayList<>();
        for (Path output : outputs) {
            states.add(InputIdentity.of(OUTPUT, output));
        }
        return new StepRecord(recipe, states, new TreeMap<>(notes), finished, seconds);
    }

    /** Whether a file is one of the outputs, whatever it holds now. */
    boolean made(Path realPath) {
        return outputs.stream().anyMatch(output -> output.path().equals(realPath.toString()));
    }

    /** What has become of the outputs, as a clause; empty when they are as they were. */
    Optional<String> changedOutput() throws IOException {
        for (InputIdentity output : outputs) {
            Path file = Path.of(output.path());
            if (!Files.exists(file)) {
                return Optional.of(file + " is gone");
            }
            if (!InputIdentity.of(OUTPUT, file).equals(output)) {
                return Optional.of(file + " was changed since");
            }
        }
        return Optional.empty();
    }
}
