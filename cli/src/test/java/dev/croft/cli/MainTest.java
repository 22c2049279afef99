package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.problem.ValidationException;
import dev.croft.core.run.CancelledException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpListsCommandsAndExitCodes() {
        assertEquals(0, run("--help"));
        String help = out.toString();
        assertTrue(help.contains("count  Counts fields."), help);
        assertTrue(help.contains("map    Maps, in two steps."), help);
        for (ExitCode exitCode : ExitCode.values()) {
            assertTrue(help.contains(exitCode.code() + " ") && help.contains(exitCode.meaning()), help);
        }
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"count", "map", "map plan"})
    void helpOfACommandShowsItsOptionsAndTheExitCodes(String command) {
        assertEquals(0, run((command + " --help").split(" ")));
        String help = out.toString();
        assertTrue(help.startsWith("Usage: croft " + command) || help.contains("\nUsage: croft " + command), help);
        assertTrue(help.contains("--help") && help.contains(ExitCode.RESOURCES.meaning()), help);
    }

    @Test
    void versionNamesCroftAndJava() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().startsWith("croft "), out.toString());
        assertTrue(out.toString().contains("Java " + Runtime.version()), out.toString());
    }

    @Test
    void onlyTheChosenCommandIsBuilt() {
        List<String> built = new ArrayList<>();
        List<Subcommand> commands = List.of(noting("one", built), noting("two", built));
        Main.run(commands, new PrintWriter(out), new PrintWriter(err), "--help");
        assertEquals(List.of(), built);
        Main.run(commands, new PrintWriter(out), new PrintWriter(err), "two", "--zones=1");
        assertEquals(List.of("two"), built);
    }

    @Test
    void exitCodeOfACommandIsThatOfTheProcess() {
        assertEquals(3, run("count", "--zones", "3"));
    }

    @ParameterizedTest(name = "croft {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cuont | Cannot run 'croft cuont': there is no such command. Did you mean 'count'? See 'croft --help'.",
                "--vresion | Cannot run croft: it has no option '--vresion'. Did you mean '--version'? See 'croft --help'.",
                "count --zones 1 --tise first | Cannot run croft count: it has no option '--tise'. Did you mean '--ties'? "
                        + "See 'croft count --help'.",
                "count --zone=1 | Cannot run croft count: it has no option '--zone'. Did you mean '--zones'? "
                        + "See 'croft count --help'.",
                "count --zones 1 more | Cannot run croft count: the argument 'more' is one too many. "
                        + "See 'croft count --help'.",
                "count | Cannot run croft count: missing required option: '--zones=<zones>'. See 'croft count --help'.",
                "count --zones x | Cannot run croft count: invalid value for option '--zones': 'x' is no whole number. "
                        + "See 'croft count --help'.",
                "map plna | Cannot run 'croft map plna': there is no such command. Did you mean 'plan'? "
                        + "See 'croft map --help'.",
                "map | Cannot run croft map without a command. See 'croft map --help'.",
                "'' | Cannot run croft without a command. See 'croft --help'."
            })
    void wrongArgumentsAreARequestThatCannotBeMet(String arguments, String message) {
        assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        assertEquals(message + System.lineSeparator(), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void valuesOfEnumsMayBeLowerCase() {
        assertEquals(1, run("count", "--zones=1", "--ties=first"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void failureIsOneMessageAndItsExitCode(Throwable failure, int exitCode, String message) {
        assertEquals(exitCode, runThrowing(failure));
        assertEquals(message + System.lineSeparator(), err.toString());
    }

    static Stream<Arguments> failureIsOneMessageAndItsExitCode() {
        Path file = Path.of("a.tif");
        return Stream.of(
                arguments(
                        new ConfigurationException(List.of("Cannot do this.", "Cannot do that.")),
                        2,
                        "Cannot do this." + System.lineSeparator() + "Cannot do that."),
                arguments(
                        new InputDataException(file, "TIFF_TRUNCATED", "Cannot read a.tif."), 3, "Cannot read a.tif."),
                arguments(new ResourceException("Cannot get room."), 4, "Cannot get room."),
                arguments(
                        new ResourceException("Cannot write b.", new IOException("No space left on device")),
                        4,
                        "Cannot write b. (No space left on device)"),
                arguments(new IOException("Cannot read a.tif: gone."), 4, "Cannot read a.tif: gone."),
                arguments(
                        new IOException("Stale file handle"),
                        4,
                        "Cannot go on: the disk or the network failed: Stale file handle"),
                arguments(
                        new UncheckedIOException(new NoSuchFileException("a.tif")),
                        4,
                        "Cannot use a.tif: it does not exist."),
                arguments(new AccessDeniedException("out"), 4, "Cannot use out: permission denied."),
                arguments(
                        new CancelledException("Cannot go on: the process was told to end"),
                        143,
                        "Cannot go on: the process was told to end"),
                arguments(new ValidationException("Cannot accept z.parquet."), 5, "Cannot accept z.parquet."));
    }

    @Test
    void fullHeapSaysHowToGiveMore() {
        assertEquals(4, runThrowing(new OutOfMemoryError("Java heap space")));
        assertTrue(err.toString().startsWith("Cannot go on: the heap of "), err.toString());
        assertTrue(err.toString().contains("CROFT_JAVA_OPTS"), err.toString());
    }

    @ParameterizedTest
    @MethodSource
    void faultOfCroftShowsTheStackTrace(Throwable fault) {
        assertEquals(1, runThrowing(fault));
        assertTrue(err.toString().contains("\tat " + MainTest.class.getName()), err.toString());
    }

    static Stream<Throwable> faultOfCroftShowsTheStackTrace() {
        return Stream.of(new IllegalStateException("broken"), new AssertionError("broken"), new StackOverflowError());
    }

    @Test
    void failureOfTheRequestShowsNoStackTrace() {
        runThrowing(new ConfigurationException("Cannot do this."));
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    private int run(String... args) {
        List<Subcommand> commands = List.of(
                new Subcommand("count", "Counts fields.", CountCommand::new),
                new Subcommand("map", "Maps, in two steps.", MapCommand::new));
        return Main.run(commands, new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private int runThrowing(Throwable failure) {
        Subcommand throwing = new Subcommand("throw", "Throws.", () -> new ThrowingCommand(failure));
        return Main.run(List.of(throwing), new PrintWriter(out, true), new PrintWriter(err, true), "throw");
    }

    private static Subcommand noting(String name, List<String> built) {
        return new Subcommand(name, "Summary of " + name + ".", () -> {
            built.add(name);
            return new CountCommand();
        });
    }

    enum Ties {
        SMALLEST,
        FIRST
    }

    @Command
    static final class CountCommand implements Callable<Integer> {
        @Option(names = "--zones", required = true)
        private int zones;

        @Option(names = "--ties")
        private Ties ties = Ties.SMALLEST;

        @Override
        public Integer call() {
            return ties == Ties.FIRST ? 1 : zones;
        }
    }

    @Command(subcommands = PlanCommand.class)
    static final class MapCommand {}

    @Command(name = "plan")
    static final class PlanCommand implements Callable<Integer> {
        @Override
        public Integer call() {
            return 0;
        }
    }

    @Command
    static final class ThrowingCommand implements Callable<Integer> {
        private final Throwable failure;

        ThrowingCommand(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        }
    }
}
