package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.ResourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mount table of these tests declares folders of a temporary folder to be RAM disks and network file systems. */
class ScratchTest {
    private static final Path INPUT = Path.of("cdl.zip/cdl.tif");

    @TempDir
    Path folder;

    private Path root;
    private Path shm;
    private FakeHost machine;

    @BeforeEach
    void machine() throws IOException {
        root = folder.toRealPath();
        shm = Files.createDirectories(root.resolve("dev/shm"));
        Files.createDirectories(root.resolve("tmp"));
        Files.createDirectories(root.resolve("lustre"));
        machine = new FakeHost(root);
        mounts("tmpfs", "rw");
        memory(Long.MAX_VALUE >> 20);
    }

    private void mounts(String shmType, String shmOptions) {
        machine.file(
                "/proc/self/mounts",
                "/dev/sda / ext4 rw 0 0\nshm " + shm + " " + shmType + " " + shmOptions + " 0 0\nfs " + root
                        + "/lustre lustre rw 0 0\n");
    }

    private void memory(long availableBytes) {
        machine.file("/proc/meminfo", "MemAvailable: " + availableBytes / 1024 + " kB\n");
    }

    private List<Path> children(Path parent) throws IOException {
        try (Stream<Path> paths = Files.list(parent)) {
            return paths.toList();
        }
    }

    @Test
    void jobsAtTheSameTimeHaveFoldersOfTheirOwn() throws IOException {
        try (Scratch scratch = Scratch.choose(machine.host())) {
            Path first = scratch.share().directory();
            Path second = scratch.share().directory();
            assertNotEquals(first, second);
            assertEquals(scratch.directory(), first.getParent());
            assertEquals(scratch.directory(), second.getParent());
            Files.writeString(first.resolve("rows"), "1");
            Files.writeString(second.resolve("rows"), "2");
        }
        assertEquals(List.of(), children(shm), "they go with the whole");
    }

    @Test
    void ramDiskIsTakenByDefaultAndSaysSo() throws IOException {
        try (Scratch scratch = Scratch.choose(machine.host())) {
            assertEquals(shm, scratch.directory().getParent());
            assertTrue(scratch.description().contains(shm + " (tmpfs, by default)"), scratch::description);
        }
    }

    @Test
    void networkFolderOfTheEnvironmentIsPassedOver() throws IOException {
        machine.variable("TMPDIR", root.resolve("lustre").toString());
        try (Scratch scratch = Scratch.choose(machine.host())) {
            assertEquals(shm, scratch.directory().getParent());
        }
        String described = String.join("\n", Scratch.describeCandidates(machine.host()));
        assertTrue(described.contains("$TMPDIR): not used: it lies on a network file system (lustre at "), described);
    }

    @Test
    void localFolderOfTheJobComesFirst() throws IOException {
        Path job = Files.createDirectories(root.resolve("local/job_17"));
        machine.variable("TMPDIR", root.resolve("tmp").toString()).variable("SLURM_TMPDIR", job.toString());
        try (Scratch scratch = Scratch.choose(machine.host())) {
            assertEquals(job, scratch.directory().getParent());
        }
    }

    @Test
    void networkRamDiskNamesAreNotTrusted() throws IOException {
        mounts("fuse.s3fs", "rw");
        try (Scratch scratch = Scratch.choose(machine.host())) {
            assertEquals(root.resolve("tmp"), scratch.directory().getParent());
        }
    }

    @Test
    void folderGivenOnANetworkFileSystemIsRefused() {
        String message = assertThrows(
                        ConfigurationException.class, () -> Scratch.in(root.resolve("lustre"), machine.host()))
                .getMessage();
        assertTrue(message.startsWith("Cannot use ") && message.contains("lustre at "), message);
        assertTrue(message.contains("--temp-dir"), message);
        assertThrows(ConfigurationException.class, () -> Scratch.in(root.resolve("absent"), machine.host()));
    }

    @Test
    void folderIsCreatedWhenAskedForAndOnlyForTheOwner() throws IOException {
        try (Scratch scratch = Scratch.in(root.resolve("tmp"), machine.host())) {
            assertEquals(List.of(), children(root.resolve("tmp")));
            Path directory = scratch.directory();
            assertEquals(directory, scratch.directory());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
            Files.createDirectories(directory.resolve("a/b"));
            Files.writeString(directory.resolve("a/b/c"), "x");
        }
        assertEquals(List.of(), children(root.resolve("tmp")));
    }

    @Test
    void nothingIsCreatedAfterTheEnd() throws IOException {
        Scratch scratch = Scratch.in(root.resolve("tmp"), machine.host());
        scratch.close();
        assertThrows(CancelledException.class, scratch::directory);
    }

    @Test
    void ramDiskMustLeaveTheHeapRoomToGrow() throws IOException {
        long heap = Runtime.getRuntime().maxMemory();
        memory(heap + (20 << 20));
        try (Scratch scratch = Scratch.in(shm, machine.host())) {
            scratch.require(INPUT, 1 << 20);
            String message = assertThrows(ResourceException.class, () -> scratch.require(INPUT, heap + (30L << 20)))
                    .getMessage();
            assertTrue(message.startsWith("Cannot make room for " + INPUT + ": it takes about "), message);
            assertTrue(message.contains("RAM disk") && message.contains("--temp-dir"), message);
        }
    }

    @Test
    void controlGroupLimitsTheRamDisk() throws IOException {
        long heap = Runtime.getRuntime().maxMemory();
        machine.file("/proc/self/cgroup", "0::/job\n")
                .file("/cg/job/memory.max", "" + heap)
                .file("/cg/job/memory.current", "" + heap);
        machine.file("/proc/self/mounts", "x / ext4 rw 0 0\nshm " + shm + " tmpfs rw 0 0\ncg /cg cgroup2 rw 0 0\n");
        try (Scratch scratch = Scratch.in(shm, machine.host())) {
            String message = assertThrows(ResourceException.class, () -> scratch.require(INPUT, 1))
                    .getMessage();
            assertTrue(message.contains("only 0 bytes of memory beyond its heap"), message);
        }
    }

    @Test
    void nextCandidateIsTakenWhenTheFirstIsShort() throws IOException {
        memory(0);
        try (Scratch scratch = Scratch.choose(machine.host())) {
            Path chosen = scratch.directoryFor(INPUT, 1 << 20);
            assertEquals(root.resolve("tmp"), chosen.getParent());
            assertEquals(chosen, scratch.directory());
        }
    }

    @Test
    void tooMuchForAllIsRefusedWithTheNumbers() throws IOException {
        try (Scratch scratch = Scratch.choose(machine.host())) {
            String message = assertThrows(ResourceException.class, () -> scratch.require(INPUT, 1L << 60))
                    .getMessage();
            assertTrue(
                    message.contains(INPUT + ": it takes about 1024 PiB") && message.contains(root + "/tmp has "),
                    message);
            assertEquals(List.of(), children(shm));
        }
    }

    @Test
    void nativeLibrariesUnpackWhereTheyMayBeRun() throws IOException {
        mounts("tmpfs", "rw,noexec");
        String before = System.getProperty("java.io.tmpdir");
        try (Scratch scratch = Scratch.choose(machine.host())) {
            scratch.adoptAsJavaTmp();
            Path unpacked = Path.of(System.getProperty("ZstdTempFolder"));
            assertEquals(root.resolve("tmp"), unpacked.getParent());
            assertEquals(unpacked.toString(), System.getProperty("java.io.tmpdir"));
            assertEquals(shm, scratch.directory().getParent());
        }
        assertEquals(before, System.getProperty("java.io.tmpdir"));
        assertEquals(null, System.getProperty("ZstdTempFolder"));
        assertEquals(List.of(), children(root.resolve("tmp")));
    }

    @Test
    void foldersOfDeadProcessesAreStale() throws IOException {
        long pid = ProcessHandle.current().pid();
        machine.file("/proc/" + pid + "/stat", stat(4711)).file("/proc/99/stat", stat(12));
        Path gone = Files.createDirectory(shm.resolve("croft-98-12-x"));
        Path recycled = Files.createDirectory(shm.resolve("croft-99-11-x"));
        Files.createDirectory(shm.resolve("croft-99-12-x"));
        Files.createDirectory(shm.resolve("crofter-98-12"));
        try (Scratch scratch = Scratch.choose(machine.host())) {
            assertTrue(scratch.directory().getFileName().toString().startsWith("croft-" + pid + "-4711-"));
            assertEquals(List.of(gone, recycled), Scratch.stale(machine.host()));
        }
    }

    private static String stat(long startTicks) {
        return "1 (a (b) c) S" + " 0".repeat(18) + " " + startTicks + " 0 0\n";
    }

    @Test
    void folderLockedFromAnotherContainerIsNotStale() throws Exception {
        // The number in the name is that of another container: no such process here, but the lock is held.
        Path foreign = Files.createDirectory(shm.resolve("croft-98-12-x"));
        Path lock = Files.createFile(foreign.resolve("owner.lock"));
        try (ChildJvm child = ChildJvm.start(LockHolder.class, lock.toString())) {
            child.awaitLine("locked");
            assertEquals(List.of(), Scratch.stale(machine.host()));
        }
        assertEquals(List.of(foreign), Scratch.stale(machine.host()));
        assertFalse(Files.notExists(lock));
    }
}
