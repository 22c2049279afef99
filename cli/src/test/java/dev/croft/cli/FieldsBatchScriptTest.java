package dev.croft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the job script for the yearly pipeline decides, with Slurm, Apptainer and Java played by scripts that note how they were called. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class FieldsBatchScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("croft.root"), "deploy/slurm/fields.sbatch");
    private static final String PLAN = """
            2019
              fetch    skip the raster is there
              zonal    skip done, nothing has changed since
            2020
              fetch    skip the raster is there
              zonal    run  it has not been done
              tile     run  after zonal
            2021
              Cannot read cdl_2021.tif: there is no such file.
            """;

    @TempDir
    private Path folder;

    private Path programs;
    private Path notes;

    @BeforeEach
    void play() throws IOException {
        programs = Files.createDirectory(folder.resolve("programs"));
        notes = folder.resolve("notes");
        Files.writeString(folder.resolve("plan"), PLAN);
        String croft =
                "env | grep ^APPTAINERENV_ >>env; [[ \" $* \" == *' plan '* ]] && cat plan; exit ${PLAN_CODE:-0}";
        program("java", croft);
        program("apptainer", croft);
        program("squeue", "echo 'n[1-4]'");
        // One line for each partition that a node is in.
        program("sinfo", "printf 'n%d mix\\n' 1 1 2 2 3 3 4 4");
        program("srun", "exit 0"); // as for a step whose node was lost
    }

    private void program(String name, String body) throws IOException {
        Path file = programs.resolve(name);
        Files.writeString(file, "#!/bin/bash\necho \"" + name + " $*\" >>" + notes + "\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    @Test
    void zeroOfSrunIsNotBelieved() throws IOException, InterruptedException {
        Ended job = run(Map.of());
        assertEquals(3, job.exitCode(), job::printed);
        assertTrue(job.printed().contains("Cannot finish 2020, 2021."), job::printed);
    }

    @Test
    void onlyYearsThatAreNotDoneAreBegunEachWithAllProcessorsOfTheSmallestNode()
            throws IOException, InterruptedException {
        Ended job = run(Map.of("SLURM_JOB_CPUS_PER_NODE", "256(x3),96,128(x2)"));
        List<String> steps = noted("srun");
        assertEquals(2, steps.size(), job::printed);
        for (String step : steps) {
            assertTrue(step.contains(" --cpus-per-task=96 ") && step.contains(" --exclusive --nodes=1 "), step);
            assertFalse(step.contains("--mem"), step);
        }
    }

    @Test
    void nodeThatTheJobHasLostGetsNoYear() throws IOException, InterruptedException {
        program("sinfo", "printf '%s %s\\n' n1 down n2 'down*' n3 alloc n4 fail");
        Ended job = run(Map.of());
        List<String> steps = noted("srun");
        assertEquals(2, steps.size(), job::printed);
        for (String step : steps) {
            assertTrue(step.contains(" --nodelist=n3 "), step);
            assertTrue(step.contains(" --overlap "), "exclusive steps would wait for ever: " + step);
        }
    }

    @Test
    void whenAllIsDoneNothingIsBegun() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("plan"), PLAN.substring(0, PLAN.indexOf("2020")));
        Ended job = run(Map.of());
        assertEquals(0, job.exitCode(), job::printed);
        assertEquals(List.of(), noted("srun"));
    }

    @Test
    void configurationThatIsWrongEndsTheJobBeforeAnyYear() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("plan"), "");
        Ended job = run(Map.of("PLAN_CODE", "2"));
        assertEquals(2, job.exitCode(), job::printed);
        assertEquals(List.of(), noted("srun"));
    }

    @Test
    void yearThatCannotBePlannedDoesNotStopTheOthers() throws IOException, InterruptedException {
        Ended job = run(Map.of("PLAN_CODE", "2"));
        assertEquals(3, job.exitCode(), job::printed);
        assertEquals(2, noted("srun").size(), job::printed);
    }

    @Test
    void optionsOfTheUserComeLast() throws IOException, InterruptedException {
        run(Map.of("CROFT_JAVA_OPTS", "-Xmx9g -Done=two", "CROFT_JAR", "/opt/croft.jar"));
        String expected = " -Xmx9g -Done=two -jar /opt/croft.jar fields plan --config fields.yml --years all";
        assertTrue(noted("java").get(0).contains(expected), noted("java")::toString);
    }

    @Test
    void containerSeesItsFoldersAndVariablesAndNoCommandLineShowsAKey() throws IOException, InterruptedException {
        Ended job = run(Map.of(
                "CROFT_CONTAINER", "croft.sif",
                "CROFT_BIND", "/cluster",
                "CROFT_JAVA_OPTS", "-Xmx9g",
                "AWS_PROFILE", "maps",
                "AWS_SECRET_ACCESS_KEY", "not-for-everybody"));
        assertEquals(List.of(), noted("java"));
        assertTrue(noted("srun").get(0).contains(" apptainer run --bind /cluster croft.sif fields run "), job::printed);
        String environment = Files.readString(folder.resolve("env"));
        for (String entry : List.of(
                "AWS_PROFILE=maps",
                "AWS_SECRET_ACCESS_KEY=not-for-everybody",
                "CROFT_JAVA_OPTS=-Xmx9g",
                "SLURM_CPUS_PER_TASK=4")) {
            assertTrue(environment.contains("APPTAINERENV_" + entry + "\n"), environment);
        }
        assertFalse((Files.readString(notes) + job.printed()).contains("not-for-everybody"));
    }

    private record Ended(int exitCode, String printed) {}

    private Ended run(Map<String, String> more) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(SLURM|CROFT|AWS|APPTAINER).*"));
        environment.put("PATH", programs + ":" + environment.get("PATH"));
        environment.put("SLURM_JOB_ID", "7");
        environment.put("SLURM_JOB_NUM_NODES", "4");
        environment.put("SLURM_JOB_CPUS_PER_NODE", "4(x4)");
        environment.putAll(more);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), printed);
    }

    /** How a program was called, once for each time. */
    private List<String> noted(String program) throws IOException {
        List<String> calls = new ArrayList<>(Files.readAllLines(notes));
        calls.removeIf(call -> !call.startsWith(program + " "));
        return calls;
    }
}
