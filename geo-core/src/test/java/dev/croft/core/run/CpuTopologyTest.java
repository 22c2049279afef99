package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuTopologyTest {
    @TempDir
    Path root;

    private FakeHost machine;

    @BeforeEach
    void node() {
        machine = new FakeHost(root).cores(8, 2).allowed("0-15");
    }

    @Test
    void hyperthreadsAreNotCounted(@TempDir Path largeRoot) {
        FakeHost large = new FakeHost(largeRoot).cores(128, 2).allowed("0-255");
        CpuTopology cpu = CpuTopology.of(large.host());
        assertEquals(128, cpu.recommendedThreads());
        assertEquals(128, cpu.physicalCores());
        assertEquals(256, cpu.logicalProcessors());
        assertEquals(1, CpuTopology.of(large.allowed("77").host()).recommendedThreads());
    }

    @ParameterizedTest(name = "processors {0} lie on {1} cores")
    @CsvSource(
            delimiter = '|',
            value = {"5 | 1", "3,11 | 1", "0-3 | 4", "0-3,8-11 | 4", "6-9 | 4"})
    void coresAreThoseOfTheCpuset(String allowed, int cores) {
        CpuTopology cpu = CpuTopology.of(machine.allowed(allowed).host());
        assertEquals(cores, cpu.recommendedThreads());
        assertEquals(cores, cpu.physicalCores());
    }

    @ParameterizedTest(name = "quota {0} gives {1} threads")
    @CsvSource({"max 100000, 8", "200000 100000, 2", "150000 100000, 2", "50000 100000, 1", "100000000 100000, 8"})
    void quotaOfControlGroupVersion2Limits(String max, int threads) {
        machine.groupsV2("/slurm/job_1").file("/sys/fs/cgroup/slurm/job_1/cpu.max", max + "\n");
        assertEquals(threads, CpuTopology.of(machine.host()).recommendedThreads());
    }

    @Test
    void quotaOfAnOuterGroupLimitsToo() {
        machine.groupsV2("/slurm/job_1/step_0")
                .file("/sys/fs/cgroup/slurm/job_1/step_0/cpu.max", "800000 100000\n")
                .file("/sys/fs/cgroup/slurm/cpu.max", "400000 100000\n");
        CpuTopology.Limit limit = CpuTopology.of(machine.host()).decidingLimit();
        assertEquals(4, limit.threads());
        assertTrue(limit.origin().endsWith("/sys/fs/cgroup/slurm/cpu.max"), limit::origin);
    }

    @ParameterizedTest(name = "quota {0} us gives {1} threads")
    @CsvSource({"-1, 8", "300000, 3"})
    void quotaOfControlGroupVersion1Limits(String quota, int threads) {
        machine.groupsV1("/job")
                .file("/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", quota + "\n")
                .file("/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n");
        assertEquals(threads, CpuTopology.of(machine.host()).recommendedThreads());
    }

    @ParameterizedTest(name = "group named {0}")
    @CsvSource({"/docker/4711", "/../../other"})
    void containerSeesItsGroupAtTheTop(String outsideName) {
        machine.groupsV2(outsideName).file("/sys/fs/cgroup/cpu.max", "200000 100000\n");
        assertEquals(2, CpuTopology.of(machine.host()).recommendedThreads());
    }

    @Test
    void slurmTaskLimits() {
        CpuTopology cpu =
                CpuTopology.of(machine.variable("SLURM_CPUS_PER_TASK", "6").host());
        assertEquals(6, cpu.recommendedThreads());
        assertEquals(
                "processors of the Slurm task: 6 (SLURM_CPUS_PER_TASK)",
                cpu.decidingLimit().toString());
    }

    @ParameterizedTest(name = "SLURM_CPUS_PER_TASK=\"{0}\"")
    @CsvSource({"''", "0", "many"})
    void senselessSlurmValueIsPassedOver(String value) {
        assertEquals(
                8,
                CpuTopology.of(machine.variable("SLURM_CPUS_PER_TASK", value).host())
                        .recommendedThreads());
    }

    @Test
    void withoutSysfsProcessorsCount(@TempDir Path bare) {
        CpuTopology cpu = CpuTopology.of(new FakeHost(bare).allowed("0-5").host());
        assertEquals(6, cpu.recommendedThreads());
    }

    @Test
    void withoutProcfsTheJvmDecides(@TempDir Path empty) {
        CpuTopology cpu = CpuTopology.of(new FakeHost(empty).host());
        assertEquals(Runtime.getRuntime().availableProcessors(), cpu.recommendedThreads());
    }

    @Test
    void thisMachineHasAtLeastOneThread() {
        assertTrue(CpuTopology.of(Host.local()).recommendedThreads() >= 1);
    }

    @Test
    void listHasRangesAndSingles() {
        BitSet cpus = CpuTopology.parseList("0-2,8,10-11");
        assertEquals("{0, 1, 2, 8, 10, 11}", cpus.toString());
    }
}
