package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void eventsAreAppendedToThoseOfEarlierRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("events.jsonl"), "{\"event\":\"earlier\"}\n");
        try (EventLog log = EventLog.appendTo(file, NOON)) {
            log.add("step-started", Map.of());
            log.add("step-ended", new TreeMap<>(Map.of("zones", 17, "note", "two\nlines", "ok", true)));
        }
        long pid = ProcessHandle.current().pid();
        String start = "{\"time\":\"2026-01-02T12:00:00Z\",\"pid\":" + pid + ",\"event\":";
        assertEquals(
                List.of(
                        "{\"event\":\"earlier\"}",
                        start + "\"step-started\",\"detail\":{}}",
                        start + "\"step-ended\",\"detail\":{\"note\":\"two\\nlines\",\"ok\":true,\"zones\":17}}"),
                Files.readAllLines(file));
    }

    @Test
    void missingFolderIsNamed() {
        Path file = folder.resolve("absent/events.jsonl");
        String message = assertThrows(ConfigurationException.class, () -> EventLog.appendTo(file))
                .getMessage();
        assertTrue(message.startsWith("Cannot write the event log " + file), message);
    }

    @Test
    void noneKeepsNothing() throws IOException {
        try (EventLog log = EventLog.none()) {
            log.add("step-started", Map.of());
        }
        assertEquals(0, folder.toFile().list().length);
    }
}
