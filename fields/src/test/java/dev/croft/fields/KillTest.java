package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline is killed at random moments, and run again. */
class KillTest {
    private static final long SEED = 6;
    private static final Pattern DONE = Pattern.compile("\"event\":\"step-ended\"");

    @TempDir
    private Path folder;

    @Test
    void killedFourTimesTheResultIsTheSame() throws IOException, InterruptedException {
        killAndRunAgain(4);
    }

    @Test
    @Tag("slow")
    void killedTwentyTimesTheResultIsTheSame() throws IOException, InterruptedException {
        killAndRunAgain(20);
    }

    private void killAndRunAgain(int kills) throws IOException, InterruptedException {
        try (RasterServer server = new RasterServer()) {
            County expected = new County(Files.createDirectory(folder.resolve("expected")), server);
            long start = System.nanoTime();
            run(expected);
            long wholeMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            Random random = new Random(SEED);
            for (int kill = 0; kill < kills; kill++) {
                // One moment in each part of the run, so that all steps are met.
                long millis = wholeMillis * kill / kills + random.nextLong(wholeMillis / kills);
                County killed = new County(Files.createDirectory(folder.resolve("killed-" + kill)), server);
                assertSameAfterKill(expected, killed, millis);
            }
        }
    }

    private void assertSameAfterKill(County expected, County killed, long millis)
            throws IOException, InterruptedException {
        Process process = start(killed);
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        int endedBefore = endedSteps(killed);
        List<String> found = killed.files();
        run(killed);
        String moment = "seed " + SEED + ", killed after " + millis + " ms with " + endedBefore + " steps and " + found;
        assertEquals(names(expected), names(killed), moment);
        Map<String, byte[]> results = killed.results();
        expected.results()
                .forEach((path, bytes) -> assertArrayEquals(bytes, results.get(path), () -> path + ", " + moment));
        // A step that was done is noted a moment before the event of its end.
        int repeated = endedSteps(killed) - 2 * Step.values().length;
        assertTrue(repeated <= 0, () -> "steps repeated: " + repeated + ", " + moment);
        try (Stream<Path> scratch = Files.list(scratch(killed))) {
            assertEquals(List.of(), scratch.toList(), moment);
        }
    }

    /** All files; the entry of a year is called after its content, in which nothing differs. */
    private static List<String> names(County county) throws IOException {
        return new ArrayList<>(county.files());
    }

    private static int endedSteps(County county) throws IOException {
        if (!Files.isDirectory(county.layout().logs())) {
            return 0;
        }
        int count = 0;
        try (Stream<Path> logs = Files.list(county.layout().logs())) {
            for (Path log :
                    logs.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                Matcher matcher = DONE.matcher(Files.readString(log));
                while (matcher.find()) {
                    count++;
                }
            }
        }
        return count;
    }

    private void run(County county) throws IOException, InterruptedException {
        Process process = start(county);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
        assertEquals(0, process.exitValue(), () -> printed(county));
    }

    private String printed(County county) {
        try {
            return Files.readString(log(county));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path log(County county) {
        return folder.resolve(county.root().getFileName() + ".log");
    }

    private Path scratch(County county) {
        return folder.resolve(county.root().getFileName() + "-scratch");
    }

    private Process start(County county) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                PipelineProcess.class.getName(),
                county.configurationFile().toString(),
                Files.createDirectories(scratch(county)).toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(county).toFile())
                .start();
    }
}
