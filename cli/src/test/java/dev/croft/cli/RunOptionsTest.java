package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.config.Configuration;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What limits a job: the command line before the environment before the file. */
class RunOptionsTest {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    private RunContext context(String yaml, Map<String, String> environment, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yml"), yaml);
        RunOptions parsed = new RunOptions();
        new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return parsed.context("test", Configuration.load(Optional.of(file), environment));
    }

    @Test
    void theLastToSayHowManyThreadsWins() throws IOException {
        String yaml = "processing: {max_workers: 3}";
        Map<String, String> five = Map.of("PROCESSING_MAX_WORKERS", "5");
        try (RunContext context = context(yaml, Map.of())) {
            assertEquals(3, context.threads());
        }
        try (RunContext context = context(yaml, five)) {
            assertEquals(5, context.threads());
        }
        try (RunContext context = context(yaml, five, "--threads", "2")) {
            assertEquals(2, context.threads());
        }
    }

    @Test
    void theLastToSayHowMuchMemoryWins() throws IOException {
        String yaml = "pipeline: {memory_limit_gb: 0.0625}";
        Map<String, String> half = Map.of("PIPELINE_MEMORY_LIMIT_GB", "0.03125");
        try (RunContext context = context(yaml, Map.of())) {
            assertEquals(64 * MEBIBYTE, context.memory().totalBytes());
        }
        try (RunContext context = context(yaml, half)) {
            assertEquals(32 * MEBIBYTE, context.memory().totalBytes());
        }
        try (RunContext context = context(yaml, half, "--memory", "48m")) {
            assertEquals(48 * MEBIBYTE, context.memory().totalBytes());
        }
    }

    @Test
    void aLimitAboveWhatThereIsChangesNothing() throws IOException {
        try (RunContext most = context("pipeline: {memory_limit_gb: 60000}", Map.of());
                RunContext usual = context("", Map.of())) {
            assertEquals(usual.memory().totalBytes(), most.memory().totalBytes());
        }
        try (RunContext smaller = context("processing: {memory_limit_mb: 40}", Map.of())) {
            assertEquals(40 * MEBIBYTE, smaller.memory().totalBytes());
        }
    }
}
