package dev.croft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the notebook afresh, and the program that runs it on notebooks of one cell. */
@Timeout(300)
class NotebookTest {
    private static final Path DOCS = Path.of(System.getProperty("croft.root"), "docs");

    @TempDir
    private Path folder;

    @Test
    void notebookStillShowsWhatItSays() throws Exception {
        Outcome outcome = run("--check", DOCS.resolve("zonal.ipynb").toString());
        assertEquals(new Outcome(0, ""), outcome);
    }

    @Test
    void runPutsOutputsIntoTheFileAndCheckFindsThem() throws Exception {
        Path notebook = notebook("System.out.println(\\\"seen\\\");\\n6 * 7");
        assertEquals(new Outcome(0, ""), run(notebook.toString()));
        String written = Files.readString(notebook);
        assertTrue(written.contains("\"seen\\n\"") && written.contains("\"42\""), written);
        assertEquals(new Outcome(0, ""), run("--check", notebook.toString()));
    }

    @Test
    void checkNamesTheCellThatShowsSomethingElse() throws Exception {
        Path notebook = notebook("6 * 7");
        String before = Files.readString(notebook);
        Outcome outcome = run("--check", notebook.toString());
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.text().contains("code cell 1 now shows\n42"), outcome.text());
        assertEquals(before, Files.readString(notebook), "a check changes nothing");
    }

    @Test
    void failingCellIsNamedAndNothingWritten() throws Exception {
        Path notebook = notebook("List.of().get(3);");
        String before = Files.readString(notebook);
        Outcome outcome = run(notebook.toString());
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.text().startsWith("Cannot run code cell 1, at \"List.of().get(3);\""), outcome.text());
        assertEquals(before, Files.readString(notebook));
    }

    /** A notebook whose one cell, given as in JSON, shows nothing yet. */
    private Path notebook(String source) throws IOException {
        return Files.writeString(folder.resolve("small.ipynb"), """
                {"cells": [{"cell_type": "code", "id": "one", "metadata": {}, "execution_count": null, "outputs": [],
                "source": ["%s"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                """.formatted(source));
    }

    private record Outcome(int exitCode, String text) {}

    private static Outcome run(String... arguments) throws IOException, InterruptedException {
        // Surefire may hand over a class path of one jar that only lists the others.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                DOCS.resolve("RunNotebook.java").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still running after its last output");
            return new Outcome(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
