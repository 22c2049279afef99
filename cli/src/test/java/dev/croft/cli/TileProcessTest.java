package dev.croft.cli;

import static dev.croft.cli.CroftProcess.listing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.testdata.FieldsDataset;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code croft tile} as a process of its own: with few open files, and told to stop. */
@EnabledOnOs(OS.LINUX)
class TileProcessTest {
    private static final int FIELDS = 1500;
    private static final int MOST_OPEN_FILES = 64;

    /** Times that the zones are listed, so that a run takes longer than a test waits. */
    private static final int PARTS = 800;

    @TempDir
    private static Path inputs;

    private static Path expected;

    @TempDir
    private Path folder;

    private Path results;
    private Path scratch;

    @BeforeAll
    static void make() throws IOException {
        CroftRun made = CroftRun.of("generate", "fields", "--count", FIELDS, "--out", inputs, "--progress", "off");
        assertEquals(0, made.exitCode(), made::err);
        Path parts = Files.createDirectory(inputs.resolve("parts"));
        for (int i = 0; i < PARTS; i++) {
            Files.createSymbolicLink(
                    parts.resolve("part-%04d.parquet".formatted(i)), inputs.resolve(FieldsDataset.ZONES_FILE));
        }
        expected = inputs.resolve("t.pmtiles");
        List<Object> arguments = new ArrayList<>(arguments(inputs.resolve(FieldsDataset.ZONES_FILE), expected));
        CroftRun run = CroftRun.of(arguments.toArray());
        assertEquals(0, run.exitCode(), run::err);
    }

    @BeforeEach
    void makeFolders() throws IOException {
        results = Files.createDirectory(folder.resolve("results"));
        scratch = Files.createDirectory(folder.resolve("scratch"));
    }

    private static List<String> arguments(Path zones, Path out) {
        return List.of(
                "tile",
                "--progress",
                "off",
                "--zones",
                zones.toString(),
                "--out",
                out.toString(),
                "--layer",
                "fields:4-11");
    }

    @ParameterizedTest(name = "ulimit -n {0}, {1} threads")
    @CsvSource({"64, 1", "64, 128", "64, 256", "256, 3"})
    void fewOpenFilesAreEnoughForAnyNumberOfThreads(int limit, int threads) throws IOException, InterruptedException {
        Path out = results.resolve("t.pmtiles");
        List<String> arguments = new ArrayList<>(arguments(inputs.resolve(FieldsDataset.ZONES_FILE), out));
        arguments.addAll(List.of("--threads", Integer.toString(threads), "--temp-dir", scratch.toString()));
        CroftProcess croft = launch("ulimit -n " + withJars(limit)).start(arguments);
        int most = 0;
        while (!croft.process().waitFor(5, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, openFiles(croft.process().pid()));
        }
        assertEquals(0, croft.process().exitValue(), croft::printed);
        assertEquals(-1, Files.mismatch(expected, out));
        assertTrue(most <= MOST_OPEN_FILES, most + " files were open at once");
        assertEquals(List.of(), listing(scratch));
    }

    /** The files of 800 parts are not open all at once. */
    @Test
    void fewOpenFilesAreEnoughForManyParts() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(arguments(inputs.resolve("parts"), results.resolve("t.pmtiles")));
        arguments.addAll(List.of("--threads", "128", "--limit", "9000", "--temp-dir", scratch.toString()));
        CroftProcess croft = launch("ulimit -n " + withJars(64)).start(arguments);
        assertTrue(croft.process().waitFor(60, TimeUnit.SECONDS), "still running");
        assertEquals(0, croft.process().exitValue(), croft::printed);
    }

    @ParameterizedTest(name = "SIG{0}")
    @CsvSource({"TERM, 143"})
    void toldToStopItLeavesNothing(String signal, int exitCode) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(arguments(inputs.resolve("parts"), results.resolve("t.pmtiles")));
        arguments.addAll(List.of("--threads", "1", "--temp-dir", scratch.toString()));
        CroftProcess croft = launch("true").startAndAwaitOutput(arguments, results);
        assertEquals(exitCode, croft.stop(signal), croft::printed);
        assertEquals(List.of(), listing(results), croft::printed);
        assertEquals(List.of(), listing(scratch), croft::printed);
        assertFalse(croft.printed().contains("at fault") || croft.printed().contains("\tat "), croft::printed);
    }

    /** Runs croft in the place of a shell that has run {@code script} so far. */
    private CroftProcess.Launch launch(String script) {
        return new CroftProcess.Launch(
                List.of("bash", "-c", script + "; exec \"$@\"", "bash"),
                List.of("-Xmx512m", "-XX:-MaxFDLimit"),
                folder.resolve("log"));
    }

    /** Room for the jars of the class path as well: the real program is a single one. */
    private static long withJars(int limit) {
        return limit
                + Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> entry.endsWith(".jar"))
                        .count();
    }

    /** Files and pipes that a process has open, jars of the JVM left out: the real program is a single one. */
    private static int openFiles(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return (int) files.filter(file -> !isJar(file)).count();
        } catch (NoSuchFileException e) {
            // It has just ended.
            return 0;
        }
    }

    private static boolean isJar(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().endsWith(".jar");
        } catch (IOException e) {
            // Closed in the meantime.
            return true;
        }
    }
}
