package dev.croft.cli;

import dev.croft.core.config.Configuration;
import dev.croft.core.config.Setting;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.ByteSize;
import java.math.BigDecimal;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much of the machine a job may use. */
final class LimitOptions {
    /** More than any machine has cores; each thread takes memory and time to start. */
    static final int MOST_THREADS = 4096;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to use; by default the physical cores that the machine and the job allow.")
    private Integer threads;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "Memory to work in, such as 2g; by default a share of the heap. ./croft makes the heap to suit.")
    private String memory;

    Optional<Integer> threads() {
        if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
            throw new ConfigurationException("Cannot run with " + threads
                    + " threads: --threads is at least 1 and at most " + MOST_THREADS + ".");
        }
        return Optional.ofNullable(threads);
    }

    Optional<Long> memoryBytes() {
        return Optional.ofNullable(memory).map(size -> ByteSize.parse("--memory", size));
    }

    /** The configuration with these options above it. */
    Configuration over(Configuration configuration) {
        Configuration settings = configuration;
        if (threads().isPresent()) {
            settings = settings.with(Setting.MAX_WORKERS, threads.toString(), "--threads");
        }
        if (memoryBytes().isPresent()) {
            String gigabytes = BigDecimal.valueOf(memoryBytes().get())
                    .divide(BigDecimal.valueOf(1 << 30))
                    .toPlainString();
            settings = settings.with(Setting.MEMORY_LIMIT_GB, gigabytes, "--memory");
        }
        return settings;
    }
}
