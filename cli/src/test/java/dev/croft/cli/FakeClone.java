package dev.croft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A clone with the real launcher and nothing else real: one source file, a jar that is only a name, Javas and a Maven that
 * are scripts. Answers what the launcher does, in tens of milliseconds.
 */
final class FakeClone {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final Path folder;

    /** Makes the clone inside an empty folder. */
    FakeClone(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(jar().getParent());
        Files.createDirectories(folder.resolve("bin"));
        Files.copy(launcher(), script());
        for (String name : List.of("LICENSE", "pom.xml", "cli/pom.xml", "cli/src/main/Main.java")) {
            Files.createDirectories(root().resolve(name).getParent());
            Files.writeString(root().resolve(name), "");
        }
        try (var files = Files.walk(root())) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            }
        }
    }

    static Path launcher() {
        return Path.of(System.getProperty("croft.root"), "croft");
    }

    Path root() {
        return folder.resolve("clone");
    }

    Path script() {
        return root().resolve("croft");
    }

    Path jar() {
        return root().resolve("cli/target/croft.jar");
    }

    Path source() {
        return root().resolve("cli/src/main/Main.java");
    }

    Path cache() {
        return folder.resolve("cache");
    }

    FakeClone withJar() throws IOException {
        Files.writeString(jar(), "jar");
        return this;
    }

    /** A Java home whose {@code java} and {@code javac} run {@code body}; its version stands in the file {@code release}. */
    Path java(String name, String version, String body) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), body);
        script(home.resolve("bin/javac"), body);
        return home;
    }

    /** A Maven, first in PATH, that runs {@code body} in the clone. */
    void maven(String body) throws IOException {
        script(folder.resolve("bin/mvn"), body);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Calls a function of the launcher. */
    Outcome call(Map<String, String> environment, String function, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash", "-c", "source \"$1\"; shift; \"$@\"", "bash", launcher().toString(), function));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return finish(start(command, environment));
    }

    /** Runs the clone's launcher. */
    Outcome run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return finish(start(environment, arguments));
    }

    Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(arguments));
        return start(command, environment);
    }

    private Process start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(name -> name.startsWith("CROFT_") || name.equals("JAVA_HOME"));
        all.put("PATH", folder.resolve("bin") + ":" + all.get("PATH"));
        all.put("XDG_CACHE_HOME", cache().toString());
        all.putAll(environment);
        return builder.start();
    }

    static Outcome finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), out.strip(), err.strip());
    }

    record Outcome(int exitCode, String out, String err) {}
}
