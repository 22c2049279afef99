package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real program as a process of its own, to be told to stop, and what it prints. */
final class CroftProcess {
    private final Process process;
    private final Path log;

    private CroftProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * How to start the program.
     *
     * @param before command that the one of the program is appended to; may be empty
     * @param options of the JVM
     * @param log file for what is printed
     */
    record Launch(List<String> before, List<String> options, Path log) {
        Launch {
            before = List.copyOf(before);
            options = List.copyOf(options);
        }

        CroftProcess start(List<String> arguments) throws IOException {
            List<String> command = new ArrayList<>(before);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new CroftProcess(process, log);
        }

        /** Starts a long run and waits until it has begun to write into {@code results}. */
        CroftProcess startAndAwaitOutput(List<String> arguments, Path results)
                throws IOException, InterruptedException {
            try (WatchService watch = results.getFileSystem().newWatchService()) {
                results.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
                CroftProcess croft = start(arguments);
                WatchKey seen = watch.poll(60, TimeUnit.SECONDS);
                assertTrue(seen != null && croft.process.isAlive(), () -> "no output was begun: " + croft.printed());
                return croft;
            }
        }
    }

    Process process() {
        return process;
    }

    /** Sends a signal and waits for the end. */
    int stop(String signal) throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertEquals(0, sent, "kill -" + signal);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }

    /** What was printed so far. */
    String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Names of what is in a folder, hidden files too. */
    static List<String> listing(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
