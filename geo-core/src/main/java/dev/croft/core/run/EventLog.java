package dev.croft.core.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.ResourceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in a run, one JSON object per line: {@code time}, {@code pid}, {@code event}, {@code detail}. Only ever appended
 * to, each line by one write, so that the lines written before a kill stay whole. Thread-safe.
 */
public final class EventLog implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final Optional<Path> file;

    @GuardedBy("this")
    private final Optional<FileChannel> channel;

    private EventLog(Optional<Path> file, Optional<FileChannel> channel, Clock clock) {
        this.file = file;
        this.channel = channel;
        this.clock = clock;
    }

    /** A log that keeps nothing. */
    public static EventLog none() {
        return new EventLog(Optional.empty(), Optional.empty(), Clock.systemUTC());
    }

    /** Opens or creates {@code file} and appends to it. */
    public static EventLog appendTo(Path file) {
        return appendTo(file, Clock.systemUTC());
    }

    static EventLog appendTo(Path file, Clock clock) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new EventLog(Optional.of(file), Optional.of(channel), clock);
        } catch (IOException problem) {
            throw new ConfigurationException(
                    "Cannot write the event log " + file + ": " + problem + "; choose a file in an existing folder",
                    problem);
        }
    }

    /**
     * Appends an event.
     *
     * @param event short stable name, such as {@code step-ended}
     * @param detail names and values; a value is a text, a number, a truth value, a list or a map of these
     */
    public synchronized void add(String event, Map<String, ?> detail) {
        if (channel.isPresent()) {
            append(channel.get(), line(event, detail));
        }
    }

    private String line(String event, Map<String, ?> detail) {
        ObjectNode node = JSON.createObjectNode();
        node.put("time", clock.instant().toString());
        node.put("pid", ProcessHandle.current().pid());
        node.put("event", event);
        node.set("detail", JSON.valueToTree(detail));
        return node + "\n";
    }

    private void append(FileChannel open, String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
        } catch (IOException problem) {
            throw new ResourceException(
                    "Cannot append to the event log " + file.orElseThrow() + ": " + problem, problem);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
    }
}
