package dev.croft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A real Slurm for a test: a controller and four nodes that are daemons on this machine, with a munge of their own. All of it lies in
 * one folder, listens on the loopback interface alone, and ends with the test. The partition {@code wide} takes only jobs of
 * all four nodes.
 */
final class SlurmCluster {
    static final int NODE_COUNT = 4;

    /** As told to Slurm, two threads to each; the machine need not have them. */
    private static final int CORES_PER_NODE = 2;

    private static final int KEY_BYTES = 128;
    private static final String PATH = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
    private static final List<String> PROGRAMS = List.of("munged", "slurmctld", "slurmd", "sbatch", "srun", "scancel");

    private final Path folder;
    private final Deque<Process> daemons = new ArrayDeque<>();

    private SlurmCluster(Path folder) {
        this.folder = folder;
    }

    /** Starts it, or skips the test where Slurm is not installed. */
    static SlurmCluster start(Path folder) throws IOException, InterruptedException {
        for (String program : PROGRAMS) {
            assumeTrue(
                    find(program).isPresent(),
                    "SKIPPED on Slurm: there is no " + program + "; on Debian: apt-get install slurm-wlm munge");
        }
        SlurmCluster cluster = new SlurmCluster(folder);
        try {
            cluster.startDaemons();
            return cluster;
        } catch (IOException | AssertionError e) {
            cluster.stop();
            throw e;
        }
    }

    private void startDaemons() throws IOException, InterruptedException {
        for (String name : List.of("state", "log")) {
            Files.createDirectory(folder.resolve(name));
        }
        // Munge insists that nobody else may write where its socket is.
        Path munge = Files.createDirectory(
                folder.resolve("munge"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path keyFile = Files.createFile(
                munge.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keyFile, key);
        writeConfiguration(munge.resolve("socket"));

        daemon(
                "munged",
                "--foreground",
                "--force",
                "--key-file=" + keyFile,
                "--socket=" + munge.resolve("socket"),
                "--pid-file=" + munge.resolve("pid"),
                "--seed-file=" + munge.resolve("seed"),
                "--log-file=" + munge.resolve("log"));
        await("munge", () -> Files.exists(munge.resolve("socket")));
        daemon("slurmctld", "-D");
        for (int node = 1; node <= NODE_COUNT; node++) {
            daemon("slurmd", "-D", "-N", "n" + node);
        }
        await(
                "all nodes idle",
                () -> lines("sinfo", "-h", "-N", "-t", "idle", "-p", "main").size() == NODE_COUNT);
    }

    private void writeConfiguration(Path mungeSocket) throws IOException {
        String user = System.getProperty("user.name");
        String host = InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
        List<Integer> ports = freePorts(NODE_COUNT + 1);
        List<String> settings = new ArrayList<>(List.of(
                "ClusterName=test",
                "SlurmctldHost=" + host + "(127.0.0.1)",
                "SlurmctldPort=" + ports.get(NODE_COUNT),
                "SlurmUser=" + user,
                "SlurmdUser=" + user,
                "AuthType=auth/munge",
                "AuthInfo=socket=" + mungeSocket,
                "CommunicationParameters=NoInAddrAny,NoCtldInAddrAny",
                "StateSaveLocation=" + folder.resolve("state"),
                "SlurmdSpoolDir=" + folder.resolve("spool-%n"),
                "SlurmctldPidFile=" + folder.resolve("slurmctld.pid"),
                "SlurmdPidFile=" + folder.resolve("slurmd-%n.pid"),
                "SlurmctldLogFile=" + folder.resolve("log/slurmctld"),
                "SlurmdLogFile=" + folder.resolve("log/slurmd-%n"),
                "ProctrackType=proctrack/linuxproc",
                "TaskPlugin=task/none",
                "SelectType=select/cons_tres",
                "SelectTypeParameters=CR_Core_Memory",
                "SlurmdParameters=config_overrides",
                "SchedulerParameters=batch_sched_delay=0,sched_interval=1",
                "EnforcePartLimits=ALL",
                "ReturnToService=2",
                "KillWait=5"));
        for (int node = 1; node <= NODE_COUNT; node++) {
            settings.add(
                    "NodeName=n%d NodeHostname=%s NodeAddr=127.0.0.1 Port=%d CoresPerSocket=%d ThreadsPerCore=2 RealMemory=4000"
                            .formatted(node, host, ports.get(node - 1), CORES_PER_NODE));
        }
        String nodes = " Nodes=n[1-" + NODE_COUNT + "] State=UP";
        settings.add("PartitionName=main Default=YES" + nodes);
        settings.add("PartitionName=wide MinNodes=" + NODE_COUNT + nodes);
        Files.write(folder.resolve("slurm.conf"), settings);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private void daemon(String... command) throws IOException {
        daemons.push(builder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("log/daemons").toFile()))
                .start());
    }

    /** Daemons lie where only the search path of root leads. */
    private static Optional<Path> find(String program) {
        return Stream.of(PATH.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private ProcessBuilder builder(String... command) {
        String[] found = command.clone();
        found[0] = find(command[0]).map(Path::toString).orElse(command[0]);
        ProcessBuilder builder = new ProcessBuilder(found);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SLURM") || name.startsWith("SBATCH"));
        environment.put("SLURM_CONF", folder.resolve("slurm.conf").toString());
        environment.put("PATH", PATH);
        return builder;
    }

    /**
     * A job on its way.
     *
     * @param output what the script and Slurm print
     */
    record Job(String id, Path output) {}

    /** Submits a script from a folder, with an environment beyond that of the test. */
    Job submit(Path from, Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(from, "job", ".out");
        List<String> command = new ArrayList<>(List.of("sbatch", "--parsable", "--output=" + output));
        command.addAll(List.of(words));
        ProcessBuilder builder = builder(command.toArray(String[]::new)).directory(from.toFile());
        builder.environment().putAll(environment);
        return new Job(run(builder).strip(), output);
    }

    /** What {@code scontrol} says of a job, such as {@code JobState}. */
    String of(Job job, String key) {
        return lines("scontrol", "--oneliner", "show", "job", job.id()).stream()
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .filter(entry -> entry.startsWith(key + "="))
                .map(entry -> entry.substring(key.length() + 1))
                .findFirst()
                .orElse("");
    }

    boolean isOver(Job job) {
        return !List.of("PENDING", "CONFIGURING", "RUNNING", "COMPLETING", "").contains(of(job, "JobState"));
    }

    /** Name and node of each step that runs now, such as {@code 2021 n3}. */
    List<String> steps(Job job) {
        return lines("squeue", "--steps", "--noheader", "--format=%j %N", "--jobs=" + job.id()).stream()
                .filter(step -> step.matches("\\d{4} .*"))
                .toList();
    }

    /** What a command of Slurm prints; a failure is the test's. */
    List<String> lines(String... command) {
        try {
            return run(builder(command)).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor() == 0, () -> builder.command() + ": " + printed);
        return printed;
    }

    /** Waits for what a cluster will do in its own time, asking four times a second. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "waited in vain for " + what);
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    /** Ends jobs and daemons, the nodes first, so that what they run ends with them. */
    void stop() throws IOException, InterruptedException {
        if (daemons.size() == NODE_COUNT + 2 && daemons.stream().allMatch(Process::isAlive)) {
            lines("scancel", "--user=" + System.getProperty("user.name"));
            await("the end of all jobs", () -> lines("squeue", "--noheader").isEmpty());
        }
        for (Process daemon : daemons) {
            daemon.destroy();
            if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
                daemon.destroyForcibly().waitFor();
            }
        }
    }
}
