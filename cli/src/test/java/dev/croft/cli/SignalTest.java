package dev.croft.cli;

import static dev.croft.cli.CroftProcess.listing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.croft.testdata.FieldsDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real program as a process of its own, told to stop while it writes: what batch systems do to a job at its time limit. */
class SignalTest {
    /** Times that the zones are listed, so that a run takes far longer than a test waits. */
    private static final int PART_COUNT = 500;

    private static final int FIELDS_PER_PART = 10_000;

    @TempDir
    private static Path inputs;

    @TempDir
    private Path folder;

    private Path output;
    private Path scratch;

    @BeforeAll
    static void makeOnePartAndLinkItManyTimes() throws IOException {
        CroftRun made =
                CroftRun.of("generate", "fields", "--count", FIELDS_PER_PART, "--out", inputs, "--progress", "off");
        assertEquals(0, made.exitCode(), made::err);
        SmallInputs.zipped(inputs.resolve(FieldsDataset.RASTER_FILE));
        Path parts = Files.createDirectory(inputs.resolve("parts"));
        for (int i = 0; i < PART_COUNT; i++) {
            Files.createSymbolicLink(
                    parts.resolve("part-%04d.parquet".formatted(i)), inputs.resolve(FieldsDataset.ZONES_FILE));
        }
    }

    @BeforeEach
    void makeFolders() throws IOException {
        output = Files.createDirectory(folder.resolve("results")).resolve("majority.parquet");
        scratch = Files.createDirectory(folder.resolve("scratch"));
    }

    @ParameterizedTest(name = "SIG{0}")
    @CsvSource({"TERM, 143", "INT, 130"})
    void toldToStopItLeavesNothing(String signal, int exitCode) throws IOException, InterruptedException {
        CroftProcess croft = startAndAwaitOutput(arguments());
        assertFalse(listing(scratch).isEmpty(), "the raster is unpacked in scratch");
        assertEquals(exitCode, croft.stop(signal), croft::printed);
        assertEquals(List.of(), listing(output.getParent()), croft::printed);
        assertEquals(List.of(), listing(scratch), croft::printed);
        // The JVM may be gone before the message is printed; what is printed blames nobody.
        assertFalse(croft.printed().contains("at fault") || croft.printed().contains("\tat "), croft::printed);
    }

    @Test
    void toldToStopGenerateLeavesNothing() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("generate", "fields", "--progress", "off", "--threads", "1"));
        arguments.addAll(
                List.of("--count", "2000000", "--out", output.getParent().toString()));
        CroftProcess croft = startAndAwaitOutput(arguments);
        assertEquals(143, croft.stop("TERM"), croft::printed);
        assertEquals(List.of(), listing(output.getParent()), croft::printed);
    }

    @Test
    void killedItLeavesNoOutputAndCanBeRunAgain() throws IOException, InterruptedException {
        CroftProcess croft = startAndAwaitOutput(arguments());
        assertEquals(137, croft.stop("KILL"), croft::printed);
        assertFalse(Files.exists(output), "an output that exists is whole");

        CroftRun again = CroftRun.of(arguments("--limit", "25000").toArray());
        assertEquals(0, again.exitCode(), again::err);
        CroftRun valid = CroftRun.of("validate", "--expect-rows", 25_000, output);
        assertEquals(0, valid.exitCode(), valid::out);
    }

    /** Nobody else could remove it, and a batch system that runs a job again would collect one at every time limit. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatAKilledRunLeftIsGoneAfterTheNext() throws IOException, InterruptedException {
        CroftProcess croft = startAndAwaitOutput(arguments());
        assertEquals(137, croft.stop("KILL"), croft::printed);
        assertEquals(1, listing(output.getParent()).size(), "a hidden temporary file");
        assertEquals(1, listing(scratch).size(), "a folder with the raster unpacked");

        CroftRun again = CroftRun.of(arguments("--limit", "10").toArray());
        assertEquals(0, again.exitCode(), again::err);
        assertEquals(List.of("majority.parquet", "majority.parquet.croft.json"), listing(output.getParent()));
        assertEquals(List.of(), listing(scratch));
    }

    private CroftProcess startAndAwaitOutput(List<String> arguments) throws IOException, InterruptedException {
        return new CroftProcess.Launch(List.of(), List.of("-Xmx256m"), folder.resolve("log"))
                .startAndAwaitOutput(arguments, output.getParent());
    }

    private List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of("zonal", "--progress", "off", "--threads", "1"));
        arguments.addAll(List.of("--zones", inputs.resolve("parts").toString()));
        arguments.addAll(List.of("--raster", inputs.resolve("cdl.tif.zip").toString()));
        arguments.addAll(List.of("--out", output.toString(), "--temp-dir", scratch.toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }
}
