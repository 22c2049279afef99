package dev.croft.cli;

import dev.croft.core.config.Configuration;
import dev.croft.core.config.Setting;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.ByteSize;
import dev.croft.core.run.Host;
import dev.croft.core.run.JobReport;
import dev.croft.core.run.MachineMemory;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every job has: what it may use, and how it tells what it does. None of them affects a result. */
final class RunOptions {
    @Mixin
    private LimitOptions limits;

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description = "Folder for scratch; by default a RAM disk or node-local folder with room.")
    private Path temporaryFolder;

    @Option(
            names = "--progress",
            paramLabel = "auto|plain|json|off",
            defaultValue = "auto",
            description = "auto: a bar on a terminal, lines otherwise.")
    private Progress.Mode progress;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON, too.")
    private Path report;

    /**
     * Begins a job.
     *
     * @param files what the job reads and writes, none of which the report may replace
     */
    RunContext context(String job, Path... files) throws IOException {
        return context(job, Optional.empty(), files);
    }

    /** Threads asked for, where any are: for work that waits more than it computes, whose own default is not that of the cores. */
    Optional<Integer> threadsAsked() {
        return limits.threads();
    }

    /** As {@link #context(String, Path...)}, with the limits of a configuration where no option sets one. */
    RunContext context(String job, Configuration configuration, Path... files) throws IOException {
        return context(job, Optional.of(configuration), files);
    }

    private RunContext context(String job, Optional<Configuration> configuration, Path... files) throws IOException {
        checkReport(List.of(files));
        Host host = Host.local();
        RunContext.Builder builder = RunContext.named(job).host(host);
        configuration.ifPresent(settings -> limit(builder, settings, host));
        limits.threads().ifPresent(builder::threads);
        limits.memoryBytes().ifPresent(bytes -> builder.memory(MemoryBudget.ofBytes(withinHeap(bytes))));
        Optional.ofNullable(temporaryFolder).ifPresent(builder::temporaryFolder);
        RunContext context =
                builder.progress(Progress.onStandardError(progress, host)).build();
        // Before the first native library unpacks itself: /tmp may be tiny.
        context.scratch().adoptAsJavaTmp();
        return context;
    }

    /** A limit on memory is none to reach: what Croft takes by itself counts when it is less. */
    private static void limit(RunContext.Builder builder, Configuration settings, Host host) {
        settings.number(Setting.MAX_WORKERS)
                .ifPresent(count -> builder.threads((int) Math.min(count, LimitOptions.MOST_THREADS)));
        double most = Math.min(
                settings.number(Setting.MEMORY_LIMIT_GB).orElse(Double.MAX_VALUE) * (1 << 30),
                settings.number(Setting.MEMORY_LIMIT_MB).orElse(Double.MAX_VALUE) * (1 << 20));
        long byItself = MemoryBudget.ofHeap(MachineMemory.of(host)).totalBytes();
        if (most < byItself) {
            builder.memory(MemoryBudget.ofBytes(Math.max(1, (long) most)));
        }
    }

    private static long withinHeap(long bytes) {
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap) {
            throw new ConfigurationException(
                    "Cannot use " + ByteSize.format(bytes) + " for caches: the heap is " + ByteSize.format(heap)
                            + ". Lower --memory, or give Java a larger heap with CROFT_JAVA_OPTS=-Xmx8g.");
        }
        return bytes;
    }

    /** Prints the report, and writes it where {@code --report} says. */
    void publish(JobReport finished, PrintWriter out) throws IOException {
        finished.end();
        finished.lines().forEach(out::println);
        if (report != null) {
            finished.writeTo(report);
        }
    }

    /** Before the work, not after it. */
    private void checkReport(List<Path> files) throws IOException {
        Problems problems = new Problems();
        if (report != null) {
            AtomicOutput.check(report, Overwrite.ANYTHING, List.of(), problems);
            for (Path file : files) {
                problems.require(
                        !isSame(file, report),
                        () -> "Cannot write the report to " + report
                                + ": the job reads or writes that file itself. Give --report another name.");
            }
        }
        problems.throwIfAny();
        if (report != null && Files.isRegularFile(report) && !JobReport.isReport(report)) {
            throw new ConfigurationException("Cannot write the report to " + report
                    + ": it exists and is no report. Give --report another name, or delete the file.");
        }
    }

    private static boolean isSame(Path file, Path other) throws IOException {
        return (Files.exists(file) && Files.exists(other))
                ? Files.isSameFile(file, other)
                : file.toAbsolutePath()
                        .normalize()
                        .equals(other.toAbsolutePath().normalize());
    }
}
