package dev.croft.fields;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.croft.core.run.AtomicOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What is known of a year: the steps that were done, in a file that is always whole. Confined to a thread. */
final class YearRecord {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final Map<Step, StepRecord> steps;

    private boolean isDamaged;

    private YearRecord(Path file) {
        this.file = file;
        this.steps = new EnumMap<>(Step.class);
    }

    /** Reads the record; one that is absent or damaged knows of no step. */
    static YearRecord read(Path file) throws IOException {
        YearRecord record = new YearRecord(file);
        record.reload();
        return record;
    }

    /** Reads it anew: another process may have written it. */
    void reload() throws IOException {
        steps.clear();
        isDamaged = false;
        if (Files.isRegularFile(file)) {
            try {
                Optional.ofNullable(
                                JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<Step, StepRecord>>() {}))
                        .ifPresent(steps::putAll);
            } catch (JacksonException damaged) {
                // Written whole or not at all, so somebody else was at work: every step looks at its outputs again.
                steps.clear();
                isDamaged = true;
            }
        }
    }

    /** Whether there was a record that could not be read. */
    boolean isDamaged() {
        return isDamaged;
    }

    Path file() {
        return file;
    }

    Optional<StepRecord> step(Step step) {
        return Optional.ofNullable(steps.get(step));
    }

    /** Notes that a step was done. */
    void put(Step step, StepRecord record) throws IOException {
        steps.put(step, record);
        AtomicOutput.writeText(file, JSON.writeValueAsString(steps));
    }
}
