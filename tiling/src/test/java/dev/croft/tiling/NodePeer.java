package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Readers of archives and tiles that others wrote, in JavaScript: {@code src/test/node}, installed once into {@code target/node}.
 * A test that asks for them is skipped, saying why, where node is absent or the packages cannot be fetched.
 */
public final class NodePeer {
    private static final Path SOURCE = Path.of(System.getProperty("croft.root"), "tiling", "src", "test", "node");
    private static final Path FOLDER = Path.of(System.getProperty("croft.root"), "tiling", "target", "node");
    private static final int INSTALL_SECONDS = 120;
    private static final int RUN_SECONDS = 120;

    private NodePeer() {}

    /** Runs {@code archive.mjs}, whose beginning says with which arguments, and answers the lines that it printed. */
    public static List<JsonNode> archive(Object... arguments) throws IOException {
        install();
        List<String> command = new ArrayList<>(List.of("node", "archive.mjs"));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Path out = Files.createTempFile(FOLDER, "out", ".jsonl");
        try {
            assertEquals(0, run(command, out, RUN_SECONDS), () -> command + " failed: " + errors());
            try (MappingIterator<JsonNode> lines =
                    new ObjectMapper().readerFor(JsonNode.class).readValues(out.toFile())) {
                return lines.readAll();
            }
        } finally {
            Files.delete(out);
        }
    }

    private static void install() throws IOException {
        assumeTrue(isThere("node") && isThere("npm"), "node or npm is not on the PATH");
        Files.createDirectories(FOLDER);
        Path lock = SOURCE.resolve("package-lock.json");
        Path installed = FOLDER.resolve("installed-package-lock.json");
        for (String file : List.of("package.json", "package-lock.json", "archive.mjs")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
            return;
        }
        List<String> npm = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        int exitCode = run(npm, FOLDER.resolve("npm.out"), INSTALL_SECONDS);
        assumeTrue(exitCode == 0, () -> "npm ci failed, perhaps for lack of a network: " + errors());
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isThere(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static int run(List<String> command, Path out, int seconds) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectOutput(out.toFile())
                .redirectError(FOLDER.resolve("errors").toFile())
                .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return abort(command + " takes more than " + seconds + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command, e);
        }
    }

    private static String errors() {
        try {
            return Files.readString(FOLDER.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
