package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.cli.SlurmCluster.Job;
import dev.croft.testdata.FieldsDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The job script for the yearly pipeline, on a real Slurm of four nodes. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FieldsOnSlurmTest {
    private static final Path SCRIPT = Path.of(System.getProperty("croft.root"), "deploy/slurm/fields.sbatch");
    private static final int FIRST_YEAR = 2015;
    private static final int YEAR_COUNT = 6;
    private static final String BROKEN = "2016";
    private static final String KILLED = "2018";

    @TempDir
    private static Path shared;

    private static SlurmCluster cluster;
    private static Path jar;
    private static Path land;

    @TempDir
    private Path folder;

    private int mostAtOnce;

    @BeforeAll
    static void startCluster() throws IOException, InterruptedException {
        cluster = SlurmCluster.start(Files.createDirectory(shared.resolve("slurm")));
        jar = ClassPathJar.write(shared.resolve("croft.jar"));
        land = shared.resolve("land");
        CroftRun made = CroftRun.of("generate", "fields", "--count", 400, "--out", land, "--progress", "off");
        assertEquals(0, made.exitCode(), made::err);
    }

    @AfterAll
    static void stopCluster() throws IOException, InterruptedException {
        if (cluster != null) {
            cluster.stop();
        }
    }

    @BeforeEach
    void makeYears() throws IOException {
        for (int year = FIRST_YEAR; year < FIRST_YEAR + YEAR_COUNT; year++) {
            Files.copy(land.resolve(FieldsDataset.RASTER_FILE), raster(Integer.toString(year)));
        }
        Files.write(
                folder.resolve("fields.yml"),
                List.of(
                        "polygons: " + land.resolve(FieldsDataset.ZONES_FILE),
                        "years: [" + FIRST_YEAR + "-" + (FIRST_YEAR + YEAR_COUNT - 1) + "]",
                        "raster:",
                        "  source: cdl_{year}.tif",
                        "zonal:",
                        "  tile_columns: [majority]",
                        "tiles:",
                        "  layer: fields:4-10",
                        "publish:",
                        "  to: bucket"));
    }

    @Test
    void yearsThatFailAreNamedAndOnlyTheyAreRunAgain() throws IOException, InterruptedException {
        Files.writeString(raster(BROKEN), "no TIFF");

        Job first = submit(Map.of());
        killOnceItWorks(first, KILLED);
        awaitEnd(first);
        assertEquals("FAILED 3:0", outcome(first), () -> printed(first));
        assertTrue(printed(first).contains("Cannot finish " + BROKEN + ", " + KILLED + "."), () -> printed(first));
        assertTrue(printed(first).contains("holds 7 bytes, less than the header of a TIFF"), () -> printed(first));
        assertEquals(
                List.of("2015", "2017", "2019", "2020"), List.copyOf(archives().keySet()));
        assertEquals(YEAR_COUNT, logs(), "a log for each year");
        assertEquals(SlurmCluster.NODE_COUNT, mostAtOnce, "years at once");
        assertEquals("0", cluster.of(first, "MinMemoryNode"), "the script asks for no memory");

        Map<String, FileTime> before = archives();
        Job second = submit(Map.of("SBATCH_MEM_PER_NODE", "1500M"));
        awaitEnd(second);
        assertEquals("FAILED 3:0", outcome(second), () -> printed(second));
        assertTrue(printed(second).contains("Cannot finish " + BROKEN + "."), () -> printed(second));
        assertTrue(begun(second).equals(List.of(BROKEN, KILLED)), () -> printed(second));
        assertEquals(YEAR_COUNT - 1, archives().size());
        assertEquals(before, without(archives(), KILLED), "archives that were there are not touched");
        assertEquals("1500M", cluster.of(second, "MinMemoryNode"), "memory where the site asks for it");
    }

    @Test
    @Tag("slow")
    void toldToStopItGoesOnWhenSubmittedAgain() throws IOException, InterruptedException {
        Job first = submit(Map.of());
        SlurmCluster.await("the first archive", () -> !archives().isEmpty());
        cluster.lines("scancel", "--batch", "--signal=TERM", first.id());
        awaitEnd(first);
        assertEquals("FAILED 143:0", outcome(first), () -> printed(first));
        assertTrue(printed(first).contains("told to stop"), () -> printed(first));
        assertTrue(printed(first).contains("task 0: Exited with exit code 143"), () -> printed(first));

        Map<String, FileTime> before = archives();
        assertTrue(before.size() < YEAR_COUNT, () -> printed(first));
        requireTheRestOfTheYears(before);
    }

    /** Submits the job again, which is to make all years but those that are there. */
    private void requireTheRestOfTheYears(Map<String, FileTime> before) throws IOException, InterruptedException {
        Job second = submit(Map.of());
        awaitEnd(second);
        assertEquals("COMPLETED 0:0", outcome(second), () -> printed(second));
        assertTrue(printed(second).endsWith("Every year is done.\n"), () -> printed(second));
        Map<String, FileTime> after = archives();
        assertEquals(YEAR_COUNT, after.size());
        after.keySet().retainAll(before.keySet());
        assertEquals(before, after, "archives that were there are not touched");
    }

    @Test
    @Tag("slow")
    void cancelledItGoesOnWhenSubmittedAgain() throws IOException, InterruptedException {
        Job first = submit(Map.of());
        SlurmCluster.await("the first archive", () -> !archives().isEmpty());
        cluster.lines("scancel", first.id());
        awaitEnd(first);
        assertEquals("CANCELLED", cluster.of(first, "JobState"));

        Map<String, FileTime> before = archives();
        requireTheRestOfTheYears(before);
    }

    /** Slurm then takes the node out of the job, and forgets to free the processors of steps that end afterwards. */
    @Test
    @Tag("slow")
    void lostNodeLosesItsYearOnly() throws IOException, InterruptedException {
        Job first = submit(Map.of());
        SlurmCluster.await("four years at work", () -> cluster.steps(first).size() == SlurmCluster.NODE_COUNT);
        String[] lost = cluster.steps(first).stream()
                .map(step -> step.split(" ", -1))
                .filter(step -> !step[1].equals(cluster.of(first, "BatchHost")))
                .findFirst()
                .orElseThrow();
        cluster.lines("scontrol", "update", "NodeName=" + lost[1], "State=DOWN", "Reason=lost");
        awaitEnd(first);
        assertEquals("FAILED 3:0", outcome(first), () -> printed(first));
        assertTrue(printed(first).contains("Cannot finish " + lost[0] + "."), () -> printed(first));
        assertEquals(YEAR_COUNT - 1, archives().size());
    }

    @Test
    void fewerNodesThanThePartitionWantsAreRefusedAtOnce() throws IOException {
        AssertionError refused =
                assertThrows(AssertionError.class, () -> submit(Map.of("SBATCH_PARTITION", "wide"), "--nodes=1"));
        assertTrue(refused.getMessage().contains("Node count specification invalid"), refused::getMessage);
    }

    private Job submit(Map<String, String> more, String... options) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SBATCH_PARTITION",
                "wide",
                "CROFT_JAR",
                jar.toString(),
                "CROFT_JAVA_HOME",
                System.getProperty("java.home"),
                "CROFT_JAVA_OPTS",
                "-Xmx256m -XX:TieredStopAtLevel=1"));
        environment.putAll(more);
        List<String> words = new ArrayList<>(List.of(options));
        words.add(SCRIPT.toString());
        return cluster.submit(folder, environment, words.toArray(String[]::new));
    }

    private void killOnceItWorks(Job job, String year) throws InterruptedException {
        SlurmCluster.await("work on " + year, () -> {
            watch(job);
            return Files.exists(folder.resolve("logs/year_" + year + ".log"));
        });
        List<ProcessHandle> workers = ProcessHandle.allProcesses()
                .filter(process -> isWorkOn(process, year))
                .toList();
        assertEquals(1, workers.size(), () -> printed(job));
        workers.get(0).destroyForcibly();
    }

    /** The jar's path is this test's alone; srun and Slurm's own process for the step have it among their words, too. */
    private static boolean isWorkOn(ProcessHandle process, String year) {
        List<String> words = List.of(process.info().arguments().orElse(new String[0]));
        return process.info().command().orElse("").endsWith("/java")
                && words.contains(jar.toString())
                && words.contains(year);
    }

    private void awaitEnd(Job job) throws InterruptedException {
        SlurmCluster.await("the end of the job", () -> {
            watch(job);
            return cluster.isOver(job);
        });
    }

    /** Each year that runs now has a node for itself. */
    private void watch(Job job) {
        List<String> steps = cluster.steps(job);
        mostAtOnce = Math.max(mostAtOnce, steps.size());
        long nodes =
                steps.stream().map(step -> step.split(" ", -1)[1]).distinct().count();
        assertEquals(steps.size(), nodes, steps::toString);
    }

    private String outcome(Job job) {
        return cluster.of(job, "JobState") + " " + cluster.of(job, "ExitCode");
    }

    private List<String> begun(Job job) {
        return printed(job)
                .lines()
                .filter(line -> line.contains(" begins on "))
                .map(line -> line.split(" ", -1)[2])
                .toList();
    }

    private static String printed(Job job) {
        try {
            return Files.readString(job.output());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path raster(String year) {
        return folder.resolve("cdl_" + year + ".tif");
    }

    private long logs() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            return files.filter(file -> file.getFileName().toString().matches("slurm_\\d{4}\\.log"))
                    .count();
        }
    }

    private static Map<String, FileTime> without(Map<String, FileTime> archives, String year) {
        archives.remove(year);
        return archives;
    }

    /** When the archive of each year was made. */
    private Map<String, FileTime> archives() {
        Map<String, FileTime> archives = new TreeMap<>();
        Path tiles = folder.resolve("outputs/tiles");
        try (Stream<Path> files = Files.isDirectory(tiles) ? Files.list(tiles) : Stream.empty()) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".pmtiles")).toList()) {
                archives.put(
                        file.getFileName().toString().replaceFirst("fields_us_(\\d+)_.*", "$1"),
                        Files.getLastModifiedTime(file));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return archives;
    }
}
