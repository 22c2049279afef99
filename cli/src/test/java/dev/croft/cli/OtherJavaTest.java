package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a process of its own: on every Java of this machine, and where the default temporary folder is useless. */
class OtherJavaTest {
    private static final Path SYSTEM_JAVAS = Path.of("/usr/lib/jvm");

    @TempDir
    private Path folder;

    @Test
    void theDemoRunsQuietlyOnEveryNewerJava() throws Exception {
        List<Path> javas = newerJavas();
        assumeFalse(
                javas.isEmpty(),
                "skipped: no Java newer than " + Runtime.version().feature() + " is installed");
        for (Path java : javas) {
            Run run = run(java, List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
            assertEquals(0, run.exitCode, java + ": " + run.output);
            assertTrue(run.output.contains("Winter Wheat"), run.output);
            assertTrue(!run.output.contains("WARNING"), java + " warns: " + run.output);
        }
    }

    @Test
    void theDefaultTemporaryFolderIsNotNeeded() throws Exception {
        Run run = run(thisJava(), List.of("-Djava.io.tmpdir=" + folder.resolve("absent")));
        assertEquals(0, run.exitCode, run.output);
    }

    @Test
    void aHeapOf256MebibytesIsEnough() throws Exception {
        assertEquals(0, run(thisJava(), List.of("-Xmx256m")).exitCode);
    }

    private record Run(int exitCode, String output) {}

    private Run run(Path java, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(
                "demo", "--count", "600", "--out", folder.resolve("demo").toString(), "--progress", "off"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static Path thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static List<Path> newerJavas() throws IOException {
        if (!Files.isDirectory(SYSTEM_JAVAS)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(SYSTEM_JAVAS)) {
            return homes.filter(home -> feature(home) > Runtime.version().feature())
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .toList();
        }
    }

    /** Feature version that the home's release file states, 0 when it states none. */
    private static int feature(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .mapToInt(line -> Runtime.Version.parse(line.replaceAll("[^0-9.]", ""))
                            .feature())
                    .findFirst()
                    .orElse(0);
        } catch (IOException noRelease) {
            return 0;
        }
    }
}
