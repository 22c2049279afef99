package dev.croft.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much memory is there for this process, at the moment it was asked. Immutable.
 *
 * @param totalBytes memory of the machine
 * @param availableBytes what can still be used without swapping, by the machine and by the job's control group
 * @param heapMaxBytes most that the Java heap may take
 * @param heapUsedBytes what the heap took already
 * @param figures each number with its origin, for {@code croft doctor}
 */
public record MachineMemory(
        long totalBytes, long availableBytes, long heapMaxBytes, long heapUsedBytes, List<String> figures) {
    private static final String MEMINFO = "/proc/meminfo";

    public MachineMemory {
        figures = List.copyOf(figures);
    }

    /** Asks procfs, the control groups and the JVM; where there is no procfs the heap is all that is known. */
    public static MachineMemory of(Host host) {
        Runtime jvm = Runtime.getRuntime();
        long heapMax = jvm.maxMemory();
        long heapUsed = jvm.totalMemory() - jvm.freeMemory();
        List<String> figures = new ArrayList<>();
        figures.add("heap: " + ByteSize.format(heapMax) + " at most (the Java VM)");
        Optional<Long> available = host.kilobyteField(MEMINFO, "MemAvailable");
        available.ifPresent(bytes -> figures.add("available: " + ByteSize.format(bytes) + " (" + MEMINFO + ")"));
        Optional<ControlGroups.Memory> group = new ControlGroups(host, MountTable.of(host)).memory();
        group.ifPresent(memory -> figures.add("limit of the job: " + ByteSize.format(memory.limitBytes()) + ", "
                + ByteSize.format(memory.usedBytes()) + " in use (" + memory.origin() + ")"));
        long machine = available.orElse(heapMax - heapUsed);
        long room = group.map(ControlGroups.Memory::roomBytes).orElse(machine);
        long total = host.kilobyteField(MEMINFO, "MemTotal").orElse(heapMax);
        return new MachineMemory(total, Math.min(machine, room), heapMax, heapUsed, figures);
    }

    /**
     * What may be used outside the heap, on a RAM disk for instance, such that the heap can still grow to its maximum. Never
     * negative.
     */
    public long beyondHeapBytes() {
        return Math.max(0, availableBytes - (heapMaxBytes - heapUsedBytes));
    }
}
