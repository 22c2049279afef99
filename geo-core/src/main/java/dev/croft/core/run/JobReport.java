package dev.croft.core.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What a job did: how many of what, why some were left out, how long it took, and what it used. Filled while the job runs,
 * then shown as text or JSON. Thread-safe.
 */
public final class JobReport {
    private static final int START_BYTES = 64;

    /** Examples kept of each reason. */
    static final int EXAMPLE_COUNT = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String job;
    private final Host host;
    private final LongSupplier nanoTime;
    private final long startNanos;

    @GuardedBy("this")
    private final Map<String, String> facts = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<String, Long> counts = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<String, Reason> reasons = new TreeMap<>();

    @GuardedBy("this")
    private final Map<String, Long> outputs = new LinkedHashMap<>();

    @GuardedBy("this")
    private OptionalLong endNanos = OptionalLong.empty();

    JobReport(String job, Host host, LongSupplier nanoTime) {
        this.job = job;
        this.host = host;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    /** A report of a job that begins now. */
    public static JobReport of(String job, Host host) {
        return new JobReport(job, host, System::nanoTime);
    }

    /** Notes a decision or a circumstance, such as {@code scratch} or {@code threads}; a later one of that name replaces it. */
    public synchronized void fact(String name, Object value) {
        facts.put(name, value.toString());
    }

    /** Counts {@code number} more of {@code what}, such as {@code zones}. */
    public synchronized void count(String what, long number) {
        counts.merge(what, number, Long::sum);
    }

    /**
     * Counts one more case of something that was skipped or is special, under a stable code such as {@code OUTSIDE_GRID}.
     *
     * @param example which one, such as {@code row 17: id 4711}; the first few of each code are kept
     */
    public void reason(String code, String example) {
        reason(code, 1, example);
    }

    /** As {@link #reason(String, String)}, for several cases of which one is the example. */
    public synchronized void reason(String code, long cases, String example) {
        reasons.computeIfAbsent(code, unused -> new Reason()).add(cases, example);
    }

    /** Notes an output that is complete. */
    public synchronized void output(Path file) throws IOException {
        outputs.put(file.toString(), Files.size(file));
    }

    /** Stops the clock; the first call counts. */
    public synchronized void end() {
        if (endNanos.isEmpty()) {
            endNanos = OptionalLong.of(nanoTime.getAsLong());
        }
    }

    /** The report for people, one line after the other. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(job + ": " + seconds(elapsedNanos()));
        facts.forEach((name, value) -> lines.add("  " + name + ": " + value));
        counts.forEach((what, number) -> lines.add("  " + countLine(what, number)));
        reasons.forEach((code, reason) -> lines.add("  " + code + ": " + reason.line()));
        lines.add("  used: " + usage());
        outputs.forEach((file, bytes) -> lines.add("  wrote " + file + " (" + ByteSize.format(bytes) + ")"));
        return lines;
    }

    @GuardedBy("this")
    private String countLine(String what, long number) {
        return String.format(Locale.ROOT, "%s: %,d (%,d per second)", what, number, Math.round(perSecond(number)));
    }

    private String usage() {
        String cpu = cpuTime().map(time -> seconds(time.toNanos()) + " CPU").orElse("CPU time unknown");
        return peakMemoryBytes().isPresent()
                ? cpu + ", at most " + ByteSize.format(peakMemoryBytes().getAsLong()) + " of memory"
                : cpu;
    }

    /** The report for programs. */
    public synchronized String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("job", job).put("seconds", elapsedNanos() / 1e9);
        facts.forEach(root.putObject("facts")::put);
        ObjectNode countNode = root.putObject("counts");
        counts.forEach((what, number) ->
                countNode.putObject(what).put("count", number.longValue()).put("perSecond", perSecond(number)));
        ObjectNode reasonNode = root.putObject("reasons");
        reasons.forEach((code, reason) -> reason.addTo(reasonNode.putObject(code)));
        ObjectNode used = root.putObject("used");
        cpuTime().ifPresent(time -> used.put("cpuSeconds", time.toNanos() / 1e9));
        peakMemoryBytes().ifPresent(bytes -> used.put("peakMemoryBytes", bytes));
        outputs.forEach((file, bytes) ->
                root.withArray("outputs").addObject().put("path", file).put("bytes", bytes.longValue()));
        return root.toPrettyString() + "\n";
    }

    /** Writes {@link #json} to a file that appears whole, over an earlier report. */
    public void writeTo(Path file) throws IOException {
        AtomicOutput.writeText(file, json());
    }

    @GuardedBy("this")
    private long elapsedNanos() {
        return endNanos.orElseGet(nanoTime) - startNanos;
    }

    @GuardedBy("this")
    private double perSecond(long number) {
        return number / Math.max(1e-9, elapsedNanos() / 1e9);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    /** Whether a file begins as {@link #writeTo} writes it. */
    public static boolean isReport(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(START_BYTES), StandardCharsets.UTF_8);
            return start.replaceAll("\\s", "").startsWith("{\"job\":");
        }
    }

    /** Of this process, all threads together. */
    private static Optional<Duration> cpuTime() {
        return ProcessHandle.current().info().totalCpuDuration();
    }

    /** Most memory the process was given, heap and all else. */
    private OptionalLong peakMemoryBytes() {
        return host.kilobyteField("/proc/self/status", "VmHWM").stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Cases of one code. */
    private static final class Reason {
        private final List<String> examples = new ArrayList<>();
        private long count;

        void add(long cases, String example) {
            count += cases;
            if (examples.size() < EXAMPLE_COUNT) {
                examples.add(example);
            }
        }

        String line() {
            String rest = count > examples.size() ? ", ..." : "";
            return String.format(Locale.ROOT, "%,d (%s%s)", count, String.join(", ", examples), rest);
        }

        void addTo(ObjectNode node) {
            node.put("count", count);
            examples.forEach(node.putArray("examples")::add);
        }
    }
}
