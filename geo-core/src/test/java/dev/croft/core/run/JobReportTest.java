package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobReportTest {
    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(17);
    private JobReport report;
    private Path output;

    @BeforeEach
    void runJob() throws IOException {
        Host host = new FakeHost(folder).allowed("0").host();
        output = Files.writeString(folder.resolve("zones.parquet"), "12345");
        report = new JobReport("zonal", host, nanos::get);
        report.fact("threads", 8);
        report.count("zones", 3000);
        report.count("zones", 1000);
        for (int row = 0; row < 5; row++) {
            report.reason("OUTSIDE_GRID", "row " + row);
        }
        report.reason("BAD_GEOMETRY", 2, "row 7");
        pass(4);
        report.output(output);
        report.end();
        pass(100);
    }

    private void pass(long seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }

    @Test
    void linesTellWhatHowManyHowFastAndWhere() {
        List<String> lines = report.lines();
        assertEquals(
                List.of(
                        "zonal: 4.0 s",
                        "  threads: 8",
                        "  zones: 4,000 (1,000 per second)",
                        "  BAD_GEOMETRY: 2 (row 7, ...)",
                        "  OUTSIDE_GRID: 5 (row 0, row 1, row 2, ...)"),
                lines.subList(0, 5));
        assertTrue(lines.get(5).matches(" {2}used: \\d+\\.\\d s CPU, at most 2.00 MiB of memory"), lines.get(5));
        assertEquals("  wrote " + output + " (5 bytes)", lines.get(6));
    }

    @Test
    void jsonTellsTheSame() throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, "an earlier one");
        report.writeTo(file);
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        assertEquals("zonal", root.at("/job").asText());
        assertEquals(4.0, root.at("/seconds").asDouble());
        assertEquals("8", root.at("/facts/threads").asText());
        assertEquals(4000, root.at("/counts/zones/count").asLong());
        assertEquals(1000.0, root.at("/counts/zones/perSecond").asDouble());
        assertEquals(5, root.at("/reasons/OUTSIDE_GRID/count").asLong());
        assertEquals("row 2", root.at("/reasons/OUTSIDE_GRID/examples/2").asText());
        assertEquals(2 << 20, root.at("/used/peakMemoryBytes").asLong());
        assertTrue(root.at("/used/cpuSeconds").asDouble() > 0);
        assertEquals(5, root.at("/outputs/0/bytes").asLong());
    }
}
