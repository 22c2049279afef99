package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.run.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YearLogTest {
    @TempDir
    private Path folder;

    @Test
    void failureIsToldWhereTheLogCannotBeWritten() throws IOException {
        List<String> screen = new ArrayList<>();
        Path absent = folder.resolve("absent/year.log");
        try (EventLog events = EventLog.appendTo(folder.resolve("events.jsonl"))) {
            Throwable failure = new NoClassDefFoundError("Codec");
            new YearLog(2020, absent, events, screen::add).failure(failure);
            assertEquals(List.of("2020 FAILED   Codec"), screen);
            assertEquals(1, failure.getSuppressed().length);
        }
        assertTrue(Files.notExists(absent));
    }
}
