package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunContextTest {
    @TempDir
    Path folder;

    private Path temporary;
    private Path target;

    @BeforeEach
    void folders() throws IOException {
        temporary = Files.createDirectory(folder.resolve("scratch"));
        target = Files.createDirectory(folder.resolve("out")).resolve("a.parquet");
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> paths = Files.list(parent)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void whatIsNotGivenSuitsTheMachine() throws IOException {
        try (RunContext context = RunContext.named("test").build()) {
            assertEquals(CpuTopology.of(Host.local()).recommendedThreads(), context.threads());
            assertTrue(context.memory().totalBytes() < Runtime.getRuntime().maxMemory());
            context.safePoint();
        }
    }

    @Test
    void closingRemovesWhatIsTemporary() throws IOException {
        AtomicOutput output;
        try (RunContext context =
                RunContext.named("test").temporaryFolder(temporary).build()) {
            Files.writeString(context.scratch().directory().resolve("sort-0"), "x");
            output = context.output(target, Overwrite.OWN_OUTPUTS, List.of());
            assertEquals(1, names(target.getParent()).size());
        }
        assertEquals(List.of(), names(temporary));
        assertEquals(List.of(), names(target.getParent()));
        assertThrows(CancelledException.class, output::commit);
    }

    @Test
    void committedOutputStays() throws IOException {
        try (RunContext context =
                RunContext.named("test").temporaryFolder(temporary).build()) {
            context.output(target, Overwrite.OWN_OUTPUTS, List.of()).commit();
        }
        assertEquals(List.of("a.parquet"), names(target.getParent()));
    }

    @Test
    void firstReasonToStopCounts() throws IOException {
        try (RunContext context =
                RunContext.named("test").temporaryFolder(temporary).build()) {
            context.cancel("the time limit is near");
            context.cancel("something else");
            String message =
                    assertThrows(CancelledException.class, context::safePoint).getMessage();
            assertEquals("Cannot go on: the time limit is near", message);
        }
    }

    @Test
    void afterTheEndNothingNewBegins() throws IOException {
        RunContext context = RunContext.named("test").temporaryFolder(temporary).build();
        context.close();
        assertThrows(CancelledException.class, () -> context.output(target, Overwrite.OWN_OUTPUTS, List.of()));
        assertEquals(List.of(), names(target.getParent()));
    }

    @ParameterizedTest(name = "SIG{0} while the job {1}")
    @CsvSource({
        "TERM, unwinds, 143",
        "INT, unwinds, 130",
        "HUP, unwinds, 129",
        "TERM, hangs, 143",
        "TERM, fills scratch, 143"
    })
    void signalLeavesNothingBehind(String signal, String manner, int exitCode) throws Exception {
        assumeFalse(signal.equals("HUP") && isHangupIgnored(), "SIGHUP is ignored here, as after nohup");
        try (ChildJvm child = ChildJvm.start(SlowJob.class, manner, temporary.toString(), target.toString())) {
            child.awaitLine("working");
            assertEquals(1, names(temporary).size());
            assertEquals(1, names(target.getParent()).size());
            assertEquals(exitCode, child.signal(signal), () -> child.lines().toString());
            boolean unwound = child.lines().contains("Cannot go on: the process was told to end");
            assertEquals(manner.equals("unwinds"), unwound, () -> child.lines().toString());
        }
        assertEquals(List.of(), names(temporary));
        assertEquals(List.of(), names(target.getParent()));
    }

    /** Children inherit it. */
    private static boolean isHangupIgnored() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
        }
    }

    @Test
    void killedProcessLeavesScratchThatIsFoundStale() throws Exception {
        Host host = new Host(Path.of("/"), Map.of("TMPDIR", temporary.toString()));
        try (ChildJvm child = ChildJvm.start(SlowJob.class, "unwinds", temporary.toString(), target.toString())) {
            child.awaitLine("working");
            assertTrue(Scratch.stale(host).stream().noneMatch(path -> path.startsWith(temporary)));
            assertEquals(137, child.signal("KILL"));
        }
        assertEquals(
                1,
                Scratch.stale(host).stream()
                        .filter(path -> path.startsWith(temporary))
                        .count());
    }

    @Test
    void nextRunRemovesWhatAKilledOneLeft() throws Exception {
        ProcessMark own = ProcessMark.own(Host.local());
        assumeFalse(
                own.host().equals("localhost") || own.namespace().equals("0"), "the host cannot be told from others");
        String[] arguments = {"unwinds", temporary.toString(), target.toString()};
        try (ChildJvm killed = ChildJvm.start(SlowJob.class, arguments);
                ChildJvm alive = ChildJvm.start(SlowJob.class, arguments)) {
            killed.awaitLine("working");
            alive.awaitLine("working");
            assertEquals(137, killed.signal("KILL"));
            assertEquals(2, names(temporary).size());
            assertEquals(2, names(target.getParent()).size());
            arguments[0] = "ends";
            try (ChildJvm next = ChildJvm.start(SlowJob.class, arguments)) {
                assertEquals(0, next.exitCode());
            }
            assertEquals(1, names(temporary).size(), "scratch of the one that is alive");
            assertEquals(2, names(target.getParent()).size(), "its output and the one that was made");
        }
    }

    @Test
    void normalEndLeavesTheExitCodeAlone() throws Exception {
        try (ChildJvm child = ChildJvm.start(SlowJob.class, "ends", temporary.toString(), target.toString())) {
            child.awaitLine("working");
            assertEquals(0, child.exitCode());
        }
        assertEquals(List.of("a.parquet"), names(target.getParent()));
        assertEquals(List.of(), names(temporary));
    }
}
