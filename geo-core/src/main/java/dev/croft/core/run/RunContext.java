package dev.croft.core.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a job is given to run with: threads, memory, scratch, progress, events and a report; and the place where it learns that it
 * must stop.
 *
 * <pre>{@code
 * try (RunContext context = RunContext.named("zonal").threads(8).build()) {
 *     plan.run(context);
 * }
 * }</pre>
 *
 * SIGTERM, SIGINT and SIGHUP request cancellation, wait a moment for the job to come to a safe point and unwind, and remove its
 * temporary files; the exit code is the JVM's, 143 and 130. Thread-safe.
 */
public final class RunContext implements AutoCloseable {
    /** How long a signal waits for a safe point; Slurm kills half a minute after SIGTERM. */
    static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    private final Host host;
    private final int threads;
    private final MemoryBudget memory;
    private final Scratch scratch;
    private final Progress progress;
    private final EventLog events;
    private final JobReport report;
    private final Shutdown shutdown;
    private final AtomicReference<String> cancellation;

    private final boolean isShare;

    private RunContext(RunContext whole, int jobs) {
        host = whole.host;
        threads = Math.max(1, whole.threads / jobs);
        memory = MemoryBudget.ofBytes(Math.max(1, whole.memory.totalBytes() / jobs));
        progress = whole.progress;
        report = whole.report;
        shutdown = whole.shutdown;
        scratch = whole.scratch.share();
        events = whole.events;
        cancellation = whole.cancellation;
        isShare = true;
    }

    private RunContext(Builder builder) throws IOException {
        isShare = false;
        cancellation = new AtomicReference<>();
        host = builder.host;
        CpuTopology cpu = CpuTopology.of(host);
        threads = builder.threads.orElseGet(cpu::recommendedThreads);
        memory = builder.memory.orElseGet(() -> MemoryBudget.ofHeap(MachineMemory.of(host)));
        progress = builder.progress.orElseGet(Progress::off);
        report = JobReport.of(builder.job, host);
        report.fact("threads", threads + (builder.threads.isPresent() ? ", as asked" : ", " + cpu.decidingLimit()));
        shutdown = new Shutdown(() -> cancel("the process was told to end"), builder.grace);
        scratch = shutdown.own(() -> builder.temporaryFolder.isPresent()
                ? Scratch.in(builder.temporaryFolder.get(), host)
                : Scratch.choose(host));
        events = shutdown.own(() -> builder.events.map(EventLog::appendTo).orElseGet(EventLog::none));
        shutdown.register();
    }

    /** Begins the context of a job; everything not set is chosen to suit the machine. */
    public static Builder named(String job) {
        return new Builder(job);
    }

    /**
     * The context of one of several jobs that run at the same time: its share of threads and memory and a folder of its own in scratch, all
     * else in common with this one. Closing it does nothing.
     *
     * @param jobs how many, at least 1
     */
    public RunContext sharedBy(int jobs) {
        return new RunContext(this, jobs);
    }

    public Host host() {
        return host;
    }

    /** Threads that a step may use, at least 1. */
    public int threads() {
        return threads;
    }

    public MemoryBudget memory() {
        return memory;
    }

    public Scratch scratch() {
        return scratch;
    }

    public Progress progress() {
        return progress;
    }

    public EventLog events() {
        return events;
    }

    public JobReport report() {
        return report;
    }

    /**
     * A file that appears whole or not at all, and goes when the run ends without {@link AtomicOutput#commit}.
     *
     * @param inputs files that are read for this output, none of which it may be
     * @throws dev.croft.core.problem.ConfigurationException when the target may not be written
     */
    public AtomicOutput output(Path target, Overwrite overwrite, Collection<Path> inputs) throws IOException {
        return shutdown.own(() -> AtomicOutput.to(target, overwrite, inputs));
    }

    /**
     * Called by steps wherever they can stop without harm, between batches at least.
     *
     * @throws CancelledException when the run is to stop, or the calling thread was interrupted; the flag stays set
     */
    public void safePoint() {
        String reason = cancellation.get();
        if (reason == null && Thread.currentThread().isInterrupted()) {
            reason = "the thread was interrupted";
        }
        if (reason != null) {
            throw new CancelledException("Cannot go on: " + reason);
        }
    }

    /**
     * Waits, for somebody else's sake: a server, another process.
     *
     * @throws CancelledException as {@link #safePoint}, which it is before and after
     */
    public void pause(Duration time) {
        safePoint();
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        safePoint();
    }

    /**
     * Asks all steps to stop at their next safe point. The first reason counts.
     *
     * @param reason a clause, such as {@code the time limit is near}
     */
    public void cancel(String reason) {
        cancellation.compareAndSet(null, reason);
    }

    /** Removes what is temporary and lets go of signals. */
    @Override
    public void close() throws IOException {
        if (!isShare) {
            report.end();
            shutdown.end();
        }
    }

    /** Collects what is given; the rest is chosen by {@link #build}. Confined to a thread. */
    public static final class Builder {
        private final String job;
        private Host host = Host.local();
        private Optional<Integer> threads = Optional.empty();
        private Optional<MemoryBudget> memory = Optional.empty();
        private Optional<Path> temporaryFolder = Optional.empty();
        private Optional<Progress> progress = Optional.empty();
        private Optional<Path> events = Optional.empty();
        private Duration grace = DEFAULT_GRACE;

        private Builder(String job) {
            this.job = job;
        }

        public Builder host(Host newHost) {
            host = newHost;
            return this;
        }

        /**
         * Threads that a step may use; by default what {@link CpuTopology#recommendedThreads} says.
         *
         * @param count at least 1
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("Cannot run with " + count + " threads");
            }
            threads = Optional.of(count);
            return this;
        }

        /** By default a share of the heap. */
        public Builder memory(MemoryBudget budget) {
            memory = Optional.of(budget);
            return this;
        }

        /** By default {@link Scratch#choose}. */
        public Builder temporaryFolder(Path folder) {
            temporaryFolder = Optional.of(folder);
            return this;
        }

        /** By default none is shown. */
        public Builder progress(Progress shown) {
            progress = Optional.of(shown);
            return this;
        }

        /** By default events are not kept. */
        public Builder events(Path file) {
            events = Optional.of(file);
            return this;
        }

        /** How long a signal waits for the job to unwind by itself. */
        public Builder grace(Duration duration) {
            grace = duration;
            return this;
        }

        /**
         * Chooses what was not given. Creates no files but the event log.
         *
         * @throws dev.croft.core.problem.ConfigurationException when the temporary folder or the event log will not do
         */
        public RunContext build() throws IOException {
            return new RunContext(this);
        }
    }
}
