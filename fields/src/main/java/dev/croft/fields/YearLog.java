package dev.croft.fields;

import dev.croft.core.run.EventLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What happens in a year: lines in its own file and on the screen, events in the file of the run. Thread-safe. */
final class YearLog {
    private final int year;
    private final Path file;
    private final EventLog events;
    private final Consumer<String> screen;

    /** @param screen is told what matters, the year before it */
    YearLog(int year, Path file, EventLog events, Consumer<String> screen) {
        this.year = year;
        this.file = file;
        this.events = events;
        this.screen = screen;
    }

    /** Says something about the work. */
    void line(String text) {
        append(text);
        screen.accept(year + " " + text);
    }

    /** Says something for those who look into the file. */
    void detail(String text) {
        append(text);
    }

    /** Says that the year failed, and keeps where that came from; where the full disk takes no line, on the screen alone. */
    void failure(Throwable failure) {
        String line = "FAILED   " + Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        screen.accept(year + " " + line);
        try {
            append(line);
            append(text.toString().stripTrailing());
        } catch (UncheckedIOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Notes an event. */
    void event(String event, Step step, Map<String, ?> detail) {
        Map<String, Object> all = new TreeMap<>(detail);
        all.put("year", year);
        all.put("step", step.title());
        events.add(event, all);
    }

    private synchronized void append(String text) {
        String line = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text + "\n";
        try {
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
