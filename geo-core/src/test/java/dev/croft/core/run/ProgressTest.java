package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final String CLEAR = "\u001b[K";

    private final StringWriter shown = new StringWriter();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

    private Progress progress(ProgressStyle style) {
        return Progress.with(style, shown, nanos::get);
    }

    private void pass(double seconds) {
        nanos.addAndGet(Math.round(seconds * 1e9));
    }

    @Test
    void standardErrorIsUtf8() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(written, true, StandardCharsets.US_ASCII));
        try {
            Progress.onStandardError(Progress.Mode.JSON, Host.local())
                    .start("Felder über Köln", "zones", OptionalLong.empty())
                    .close();
        } finally {
            System.setErr(before);
        }
        assertTrue(written.toString(StandardCharsets.UTF_8).contains("Felder über Köln"), written::toString);
    }

    @Test
    void linesComeAfterTwoSecondsThenEveryTen() {
        try (Progress.Task task =
                progress(new ProgressStyle.Plain()).start("zonal", "zones", OptionalLong.of(100_000))) {
            task.advance(1000);
            pass(1.9);
            task.advance(1000);
            assertEquals("", shown.toString());
            pass(0.1);
            task.advance(2000);
            pass(9.9);
            task.advance(1000);
            pass(0.1);
            task.advance(25_000);
        }
        assertEquals("""
                zonal: 4,000 of 100,000 zones (4%), 2,000 zones/s, 0:48 left
                zonal: 30,000 of 100,000 zones (30%), 2,500 zones/s, 0:28 left
                zonal: 30,000 zones in 12.0 s, 2,500 zones/s
                """, shown.toString());
    }

    @Test
    void unknownTotalHasNoShareAndNoEnd() {
        try (Progress.Task task = progress(new ProgressStyle.Plain()).start("fetch", "files", OptionalLong.empty())) {
            pass(2);
            task.advance(7);
            assertEquals("fetch: 7 files, 3.5 files/s\n", shown.toString());
        }
    }

    @Test
    void totalThatWasTooSmallIsNoLongerShown() {
        try (Progress.Task task = progress(new ProgressStyle.Plain()).start("fetch", "files", OptionalLong.of(5))) {
            pass(2);
            task.advance(7);
            assertEquals("fetch: 7 files, 3.5 files/s\n", shown.toString());
        }
    }

    @Test
    void barIsPaintedOverFiveTimesASecond() {
        try (Progress.Task task = progress(new ProgressStyle.Bar(100)).start("zonal", "zones", OptionalLong.of(1000))) {
            for (int i = 0; i < 10; i++) {
                pass(0.1);
                task.advance(50);
            }
        }
        String[] paints = shown.toString().split("\r", -1);
        assertEquals(7, paints.length, shown.toString());
        assertEquals(
                "[##                  ] zonal: 100 of 1,000 zones (10%), 500 zones/s, 0:02 left" + CLEAR, paints[1]);
        assertEquals("zonal: 500 zones in 1.0 s, 500 zones/s" + CLEAR + "\n", paints[6]);
    }

    @Test
    void barFitsTheTerminal() {
        try (Progress.Task task = progress(new ProgressStyle.Bar(40)).start("zonal", "zones", OptionalLong.of(1000))) {
            pass(1);
            task.advance(999);
        }
        assertTrue(shown.toString().startsWith("\r[################### ] zonal: 999 of 1," + CLEAR), shown::toString);
    }

    @Test
    void jsonLinesAreObjects() throws IOException {
        try (Progress.Task task = progress(new ProgressStyle.Json()).start("zonal", "zones", OptionalLong.of(1000))) {
            pass(2);
            task.advance(500);
        }
        String[] lines = shown.toString().split("\n", -1);
        JsonNode first = new ObjectMapper().readTree(lines[0]);
        assertEquals(
                "{\"event\":\"progress\",\"step\":\"zonal\",\"state\":\"running\",\"unit\":\"zones\",\"done\":500,"
                        + "\"total\":1000,\"seconds\":2.0,\"perSecond\":250.0,\"secondsLeft\":2}",
                first.toString());
        assertEquals("ended", new ObjectMapper().readTree(lines[1]).get("state").asText());
    }

    @Test
    void offShowsNothing() {
        try (Progress.Task task = progress(new ProgressStyle.Silent()).start("zonal", "zones", OptionalLong.of(1000))) {
            pass(100);
            task.advance(500);
        }
        assertEquals("", shown.toString());
    }

    @Test
    void manyThreadsCountWithoutLoss() {
        try (Progress.Task task = progress(new ProgressStyle.Plain()).start("zonal", "zones", OptionalLong.empty())) {
            IntStream.range(0, 4)
                    .mapToObj(i -> new Thread(() -> IntStream.range(0, 10_000).forEach(n -> task.advance(1))))
                    .peek(Thread::start)
                    .toList()
                    .forEach(ProgressTest::join);
            pass(4);
        }
        assertEquals("zonal: 40,000 zones in 4.0 s, 10,000 zones/s\n", shown.toString());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }

    @ParameterizedTest(name = "{0} with TERM={1} is shown as {2}")
    @CsvSource({
        "/dev/pts/3, xterm, Bar[columns=80]",
        "/dev/tty1, linux, Bar[columns=80]",
        "/dev/pts/3, dumb, Plain[]",
        "/dev/pts/3, '', Plain[]",
        "/data/slurm-17.out, xterm, Plain[]",
        "pipe:[4711], xterm, Plain[]"
    })
    void barNeedsATerminal(String target, String term, String style, @TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("proc/self/fd"));
        Path link = Files.createSymbolicLink(root.resolve("proc/self/fd/2"), Path.of(target));
        Host host = new FakeHost(root).variable("TERM", term).host();
        assertEquals(style, ProgressStyle.of(Progress.Mode.AUTO, host).toString());
        Files.delete(link);
    }
}
