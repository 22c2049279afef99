package dev.croft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.cli.FakeClone.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher decides, on a machine of scripts and text files. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LauncherTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private FakeClone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = new FakeClone(folder);
    }

    @Nested
    class Memory {
        @ParameterizedTest(name = "{0} MiB available: heap of {1} MiB")
        @CsvSource({"100, 256", "1000, 600", "24000, 14400", "242000, 31744"})
        void heapIsAShareOfWhatIsAvailableWithinBounds(int available, int heap) throws Exception {
            assertEquals("" + heap, call("heap_mib", available));
        }

        @ParameterizedTest(name = "{0}: heap of {1} MiB")
        @CsvSource({
            "--memory 512m, 672",
            "--memory=1.5GiB, 1696",
            "--zones x --memory 1g --threads 2, 1184",
            "--memory 1m, 256",
            "--memory 100g, 9000",
            "--memory lots, 9000",
            "--zones x, 9000"
        })
        void heapSuitsTheMemoryThatACommandIsToldToWorkIn(String arguments, int heap) throws Exception {
            Object[] all = Stream.concat(Stream.of(9000), Stream.of(arguments.split(" ", -1)))
                    .toArray();
            assertEquals("" + heap, call("asked_heap_mib", all));
        }

        @Test
        void withoutControlGroupsItIsWhatTheKernelCallsAvailable() throws Exception {
            machine("MemTotal: 16777216 kB\nMemAvailable: 8388608 kB\n", "");
            assertEquals("8192", available());
        }

        @Test
        void limitOfAControlGroupLeavesItsUseOut() throws Exception {
            machine("MemAvailable: 8388608 kB\n", "0::/job\n");
            groupVersion2("job", 2048 * MIB, 512 * MIB, 0);
            assertEquals("1536", available());
        }

        @Test
        void filePagesOfAControlGroupAreAvailable() throws Exception {
            machine("MemAvailable: 8388608 kB\n", "0::/job\n");
            groupVersion2("job", 2048 * MIB, 512 * MIB, 300 * MIB);
            assertEquals("1836", available());
        }

        @Test
        void tightestGroupAboveTheProcessCounts() throws Exception {
            machine("MemAvailable: 8388608 kB\n", "0::/slurm/job_1/step_0\n");
            groupVersion2("slurm/job_1", 1024 * MIB, 0, 0);
            groupVersion2("slurm/job_1/step_0", 4096 * MIB, 0, 0);
            assertEquals("1024", available());
        }

        @Test
        void groupWithoutLimitLeavesWhatTheKernelCallsAvailable() throws Exception {
            machine("MemAvailable: 8388608 kB\n", "0::/job\n");
            groupVersion2("job", 0, 512 * MIB, 0);
            write("groups/job/memory.max", "max\n");
            assertEquals("8192", available());
        }

        @Test
        void controlGroupsOfVersion1CountToo() throws Exception {
            machine("MemAvailable: 8388608 kB\n", "4:cpu,cpuacct:/job\n3:memory:/job\n1:name=systemd:/job\n");
            groupVersion1("job", 3072 * MIB, 1024 * MIB);
            assertEquals("2048", available());
        }

        @Test
        void containerSeesItsGroupAtTheTop() throws Exception {
            machine("MemAvailable: 8388608 kB\n", "3:memory:/docker/0123abc\n");
            groupVersion1("", 1024 * MIB, 24 * MIB);
            assertEquals("1000", available());
        }

        private void machine(String memory, String groups) throws IOException {
            write("proc/meminfo", memory);
            write("proc/self/cgroup", groups);
        }

        private void groupVersion2(String path, long limit, long usage, long filePages) throws IOException {
            write("groups/" + path + "/memory.max", limit + "\n");
            write("groups/" + path + "/memory.current", usage + "\n");
            write(
                    "groups/" + path + "/memory.stat",
                    "anon 1\nfile 99999999999\nactive_file " + filePages + "\ninactive_file 0\n");
        }

        private void groupVersion1(String path, long limit, long usage) throws IOException {
            write("groups/memory/" + path + "/memory.limit_in_bytes", limit + "\n");
            write("groups/memory/" + path + "/memory.usage_in_bytes", usage + "\n");
            write("groups/memory/" + path + "/memory.stat", "active_file 99999999999\ntotal_active_file 0\n");
        }

        private void write(String name, String text) throws IOException {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }

        private String available() throws Exception {
            return call("available_mib", folder.resolve("proc"), folder.resolve("groups"));
        }
    }

    @Nested
    class FileNames {
        @ParameterizedTest(name = "LC_ALL={0} LC_CTYPE={1} LANG={2}: LC_ALL={3}")
        @CsvSource({
            "'', '', '', C.UTF-8",
            "C, de_DE.UTF-8, de_DE.UTF-8, C.UTF-8",
            "'', POSIX, de_DE.UTF-8, C.UTF-8",
            "'', '', C, C.UTF-8",
            "'', de_DE.UTF-8, C, ''",
            "en_US.UTF-8, C, C, en_US.UTF-8"
        })
        void localeWithoutLettersGivesWayToOneThatHasAll(String all, String ctype, String lang, String chosen)
                throws Exception {
            String command = ". \"$1\" && choose_locale && echo \"${LC_ALL-}\"";
            ProcessBuilder builder = new ProcessBuilder(
                    "bash", "-c", command, "bash", clone.script().toString());
            builder.environment().putAll(Map.of("LC_ALL", all, "LC_CTYPE", ctype, "LANG", lang));
            Outcome outcome = FakeClone.finish(builder.start());
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertEquals(chosen, outcome.out().strip());
        }
    }

    @Nested
    class JavaChoice {
        @Test
        void newestIsTaken() throws Exception {
            Path old = clone.java("a", "17.0.15", "");
            Path newest = clone.java("b", "25", "");
            Path middle = clone.java("c", "21.0.2", "");
            assertEquals(newest.toString(), call("newest_java", 17, 999, "java", old, newest, middle));
        }

        @Test
        void firstOfEqualsIsTaken() throws Exception {
            Path first = clone.java("a", "17.0.2", "");
            Path second = clone.java("b", "17.0.15", "");
            assertEquals(first.toString(), call("newest_java", 17, 999, "java", first, second));
        }

        @Test
        void tooOldTooNewAndAbsentAreNot() throws Exception {
            Path eight = clone.java("a", "1.8.0_402", "");
            Path eleven = clone.java("b", "11.0.1", "");
            Path newer = clone.java("c", "21-ea", "");
            assertEquals("", call("newest_java", 17, 17, "java", eight, eleven, newer, folder.resolve("absent")));
        }

        @Test
        void withoutReleaseFileJavaIsAsked() throws Exception {
            Path home = clone.java("a", "", "echo 'openjdk version \"21.0.4\" 2024-07-16' >&2");
            Files.delete(home.resolve("release"));
            assertEquals("21", call("java_feature", home));
        }

        @Test
        void croftJavaHomeWins() throws Exception {
            Path chosen = clone.java("a", "17.0.15", "");
            Path newer = clone.java("b", "999", "");
            Outcome outcome = clone.call(
                    Map.of("CROFT_JAVA_HOME", chosen.toString(), "JAVA_HOME", newer.toString()), "runtime_java");
            assertEquals(chosen.toString(), outcome.out());
        }

        @Test
        void javaHomeIsLookedAt() throws Exception {
            Path newest = clone.java("a", "999", "");
            assertEquals(
                    newest.toString(),
                    clone.call(Map.of("JAVA_HOME", newest.toString()), "runtime_java")
                            .out());
        }

        @Test
        void croftJavaHomeThatIsNoneIsARequestThatCannotBeMet() throws Exception {
            Outcome outcome = clone.call(Map.of("CROFT_JAVA_HOME", "/nowhere"), "runtime_java");
            assertEquals(2, outcome.exitCode());
            assertTrue(outcome.err().startsWith("Cannot use CROFT_JAVA_HOME=/nowhere: "), outcome.err());
        }
    }

    @Nested
    class Building {
        @Test
        void isNeededWithoutAJar() throws Exception {
            assertTrue(needsBuild());
        }

        @Test
        void isNotNeededWhenTheJarIsNewest() throws Exception {
            clone.withJar();
            assertFalse(needsBuild());
        }

        @Test
        void isNeededWhenASourceIsNewer() throws Exception {
            makeNewer(clone.withJar().source());
            assertTrue(needsBuild());
        }

        @Test
        void isNeededWhenASourceIsGone() throws Exception {
            Files.delete(clone.withJar().source());
            makeNewer(clone.source().getParent());
            assertTrue(needsBuild());
        }

        @Test
        void happensOnceAndThenTheCommandRuns() throws Exception {
            Path java = clone.java("java", "17.0.15", "echo ran");
            clone.maven("echo lots of output; echo \"$JAVA_HOME $*\" >>../built; echo jar >cli/target/croft.jar");
            Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "CROFT_JAVA_HOME", java.toString());
            Path log = clone.root().resolve("target/croft-build.log");
            assertEquals(
                    new Outcome(0, "ran", "croft: building cli/target/croft.jar (log: " + log + ")"),
                    clone.run(environment, "zonal"));
            assertEquals(new Outcome(0, "ran", ""), clone.run(environment, "zonal"));
            assertEquals(
                    List.of(java + " -B -ntp -Dmaven.test.skip=true -Dcroft.page=optional -pl cli -am package"),
                    Files.readAllLines(folder.resolve("built")));
        }

        @Test
        void thatFailsShowsTheEndOfItsLog() throws Exception {
            clone.maven("seq 100; exit 1");
            Outcome outcome =
                    clone.run(Map.of("JAVA_HOME", clone.java("java", "17", "").toString()), "zonal");
            assertEquals(1, outcome.exitCode());
            assertTrue(
                    outcome.err().contains("\n99\n100\nCannot build croft.jar; the whole log is in "), outcome.err());
            assertFalse(outcome.err().contains("\n50\n"), outcome.err());
        }

        @Test
        void ofTwoProcessesOneBuildsAndTheOtherWaits() throws Exception {
            Path java = clone.java("java", "17", "echo ran");
            clone.maven("echo >>../built; until [[ -e ../go ]]; do sleep 0.02; done; echo jar >cli/target/croft.jar");
            Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "CROFT_JAVA_HOME", java.toString());
            Process first = clone.start(environment, "zonal");
            awaitLine(first, "croft: building ");
            Process second = clone.start(environment, "zonal");
            awaitLine(second, "croft: waiting ");
            Files.createFile(folder.resolve("go"));
            assertEquals("ran", FakeClone.finish(first).out());
            assertEquals("ran", FakeClone.finish(second).out());
            assertEquals(1, Files.readAllLines(folder.resolve("built")).size());
        }

        @Test
        void testsRunMavenOnEverything() throws Exception {
            clone.maven("echo \"$PWD $*\"; exit 7");
            Outcome outcome =
                    clone.run(Map.of("JAVA_HOME", clone.java("java", "17", "").toString()), "test", "slow", "-o");
            assertEquals(new Outcome(7, clone.root() + " -B -ntp verify -Dcroft.excludedTags= -o", ""), outcome);
        }

        private boolean needsBuild() throws Exception {
            return clone.call(Map.of(), "needs_build", clone.root()).exitCode() == 0;
        }

        private void makeNewer(Path file) throws IOException {
            FileTime jarTime = Files.getLastModifiedTime(clone.jar());
            Files.setLastModifiedTime(file, FileTime.fromMillis(jarTime.toMillis() + 1000));
        }

        private void awaitLine(Process process, String start) throws IOException {
            BufferedReader errors = process.errorReader(UTF_8);
            String line = errors.readLine();
            assertTrue(line != null && line.startsWith(start), line);
        }
    }

    @Nested
    class Running {
        private static final String PRINT_ARGUMENTS = "printf '%s\\n' \"$@\"; exit 42";

        @Test
        void worksThroughALinkAndFromAnyFolder() throws Exception {
            clone.withJar();
            Path link = Files.createSymbolicLink(folder.resolve("bin/croft"), clone.script());
            Process process = new ProcessBuilder(
                            "bash",
                            "-c",
                            "cd / && CROFT_JAVA_HOME=$1 XDG_CACHE_HOME=$2 $0 zonal 'a b'",
                            link.toString(),
                            java().toString(),
                            clone.cache().toString())
                    .start();
            Outcome outcome = FakeClone.finish(process);
            assertEquals(42, outcome.exitCode());
            assertTrue(outcome.out().endsWith("-jar\n" + clone.jar() + "\nzonal\na b"), outcome.out());
        }

        @Test
        void ownOptionsComeLastAndReplaceTheCollector() throws Exception {
            List<String> options = optionsOf(Map.of("CROFT_JAVA_OPTS", "-XX:+UseZGC  -Xmx1g"));
            assertEquals(List.of("-XX:+UseZGC", "-Xmx1g"), options.subList(options.size() - 2, options.size()));
            assertEquals(
                    1,
                    options.stream().filter(option -> option.contains(":+Use")).count(),
                    options.toString());
        }

        @ParameterizedTest(name = "{0} cores: {1}")
        @CsvSource({"1, -XX:+UseSerialGC", "2, -XX:+UseSerialGC", "3, -XX:+UseParallelGC", "256, -XX:+UseParallelGC"})
        void fewCoresTakeTheSerialCollector(int cores, String option) throws Exception {
            assertEquals(option, call("garbage_collector", cores));
        }

        @Test
        void everyOptionIsKnownToTheJavaThatRunsThisTest() throws Exception {
            Path home = Path.of(System.getProperty("java.home"));
            Outcome outcome = clone.call(
                    Map.of(),
                    "eval",
                    "choose_options " + Runtime.version().feature() + "; " + home
                            + "/bin/java \"${options[@]}\" -version");
            assertEquals(0, outcome.exitCode(), outcome.err());
        }

        @Test
        void archiveIsRecordedOnceForAJar() throws Exception {
            Path archive = clone.cache().resolve("croft/java-21" + clone.jar() + ".jsa");
            assertTrue(optionsOf(Map.of()).contains("-XX:SharedArchiveFile=" + archive));
            assertEquals(Files.getLastModifiedTime(clone.jar()), Files.getLastModifiedTime(archive));
            FileTime recorded = (FileTime) Files.getAttribute(archive, "unix:ctime");
            optionsOf(Map.of());
            assertEquals(recorded, Files.getAttribute(archive, "unix:ctime"));
        }

        @Test
        void archiveIsNotNeeded() throws Exception {
            Files.writeString(clone.cache(), "a file where the folder would be");
            assertTrue(optionsOf(Map.of()).size() > 1);
        }

        private List<String> optionsOf(Map<String, String> environment) throws Exception {
            if (!Files.exists(clone.jar())) {
                clone.withJar();
            }
            Map<String, String> all = new HashMap<>(environment);
            all.put("CROFT_JAVA_HOME", java().toString());
            Outcome outcome = clone.run(all, "zonal");
            assertEquals(42, outcome.exitCode(), outcome.err());
            assertEquals("", outcome.err());
            List<String> arguments = outcome.out().lines().toList();
            return arguments.subList(0, arguments.indexOf("-jar"));
        }

        private Path java() throws IOException {
            return clone.java("java", "21", PRINT_ARGUMENTS);
        }
    }

    private String call(String function, Object... arguments) throws Exception {
        Outcome outcome = clone.call(Map.of(), function, arguments);
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.out();
    }
}
