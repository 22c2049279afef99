package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineMemoryTest {
    private static final long MEBI = 1L << 20;

    @TempDir
    Path root;

    private FakeHost machine;

    @BeforeEach
    void node() {
        machine = new FakeHost(root)
                .file("/proc/meminfo", "MemTotal:  65536 kB\nMemFree:  1024 kB\nMemAvailable:   32768 kB\n");
    }

    @Test
    void withoutControlGroupsTheMachineCounts() {
        MachineMemory memory = MachineMemory.of(machine.host());
        assertEquals(64 * MEBI, memory.totalBytes());
        assertEquals(32 * MEBI, memory.availableBytes());
    }

    @Test
    void droppablePageCacheIsNoUsage() {
        machine.groupsV2("/job")
                .file("/sys/fs/cgroup/job/memory.max", "" + 20 * MEBI)
                .file("/sys/fs/cgroup/job/memory.current", "" + 15 * MEBI)
                .file("/sys/fs/cgroup/job/memory.stat", "anon 5\ninactive_file " + 10 * MEBI + "\nactive_file 7\n");
        assertEquals(15 * MEBI, MachineMemory.of(machine.host()).availableBytes());
    }

    @Test
    void outerGroupWithLessRoomCounts() {
        machine.groupsV2("/slurm/step")
                .file("/sys/fs/cgroup/slurm/step/memory.max", "max")
                .file("/sys/fs/cgroup/slurm/step/memory.current", "" + 4 * MEBI)
                .file("/sys/fs/cgroup/slurm/memory.max", "" + 10 * MEBI)
                .file("/sys/fs/cgroup/slurm/memory.current", "" + 6 * MEBI);
        assertEquals(4 * MEBI, MachineMemory.of(machine.host()).availableBytes());
    }

    @ParameterizedTest(name = "limit {0}: {1} MiB")
    @CsvSource({"9223372036854771712, 32", "12582912, 7"})
    void version1SaysNoLimitWithAHugeNumber(String limit, long available) {
        machine.groupsV1("/job")
                .file("/sys/fs/cgroup/memory/job/memory.limit_in_bytes", limit)
                .file("/sys/fs/cgroup/memory/job/memory.usage_in_bytes", "" + 8 * MEBI)
                .file("/sys/fs/cgroup/memory/job/memory.stat", "inactive_file 1\ntotal_inactive_file " + 3 * MEBI);
        assertEquals(available * MEBI, MachineMemory.of(machine.host()).availableBytes());
    }

    @Test
    void heapMustBeAbleToGrow() {
        MachineMemory memory = new MachineMemory(64 * MEBI, 40 * MEBI, 30 * MEBI, 10 * MEBI, List.of());
        assertEquals(20 * MEBI, memory.beyondHeapBytes());
        assertEquals(0, new MachineMemory(64 * MEBI, 10 * MEBI, 30 * MEBI, 0, List.of()).beyondHeapBytes());
    }

    @Test
    void figuresNameTheirOrigin() {
        machine.groupsV2("/job")
                .file("/sys/fs/cgroup/job/memory.max", "" + 512 * MEBI)
                .file("/sys/fs/cgroup/job/memory.current", "" + MEBI);
        String figures = String.join("\n", MachineMemory.of(machine.host()).figures());
        assertTrue(figures.contains("512 MiB") && figures.contains("memory.max"), figures);
        assertTrue(figures.contains("32.0 MiB (/proc/meminfo)"), figures);
    }
}
