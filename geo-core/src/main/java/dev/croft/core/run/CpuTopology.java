package dev.croft.core.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How many threads make sense here: as many as there are physical cores that this process may use. The second hardware thread of a
 * core adds little to kernels bound by memory. Immutable.
 *
 * @param physicalCores cores with at least one hardware thread that the process may use
 * @param logicalProcessors hardware threads that the process may use
 * @param limits everything that bounds the threads, each at least 1; never empty
 */
public record CpuTopology(int physicalCores, int logicalProcessors, List<Limit> limits) {
    /**
     * A bound on the number of threads.
     *
     * @param origin file, variable or call that says so
     */
    public record Limit(String name, int threads, String origin) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %d (%s)", name, threads, origin);
        }
    }

    private static final String STATUS = "/proc/self/status";
    private static final String CPUS = "/sys/devices/system/cpu/";

    public CpuTopology {
        limits = List.copyOf(limits);
    }

    /** Asks sysfs, the scheduler, the control groups and Slurm; and the JVM where there is no sysfs. */
    public static CpuTopology of(Host host) {
        BitSet allowed = allowedProcessors(host);
        int cores = countCores(host, allowed);
        List<Limit> limits = new ArrayList<>();
        if (cores > 0) {
            limits.add(new Limit("physical cores", cores, CPUS + "cpu*/topology"));
        }
        if (!allowed.isEmpty()) {
            limits.add(new Limit("processors this process may use", allowed.cardinality(), STATUS));
        } else {
            limits.add(new Limit("processors", Runtime.getRuntime().availableProcessors(), "the Java VM"));
        }
        new ControlGroups(host, MountTable.of(host))
                .processors()
                .map(quota -> new Limit("processor quota", roundUp(quota.value()), quota.origin()))
                .ifPresent(limits::add);
        slurmLimit(host).ifPresent(limits::add);
        int logical = allowed.isEmpty() ? Runtime.getRuntime().availableProcessors() : allowed.cardinality();
        return new CpuTopology(cores > 0 ? cores : logical, logical, limits);
    }

    /** Threads to use unless told otherwise: the tightest limit. */
    public int recommendedThreads() {
        return decidingLimit().threads();
    }

    /** The limit that decided, for messages. */
    public Limit decidingLimit() {
        return limits.stream().min(Comparator.comparingInt(Limit::threads)).orElseThrow();
    }

    /** A quota of half a processor is still one thread, and 1.5 keep two busy in turns; the JVM rounds likewise. */
    private static int roundUp(double processors) {
        return Math.max(1, (int) Math.ceil(processors));
    }

    private static Optional<Limit> slurmLimit(Host host) {
        String name = "SLURM_CPUS_PER_TASK";
        return host.variable(name)
                .filter(value -> value.matches("[1-9]\\d{0,5}"))
                .map(value -> new Limit("processors of the Slurm task", Integer.parseInt(value), name));
    }

    /** What cpusets and affinity leave; empty when the kernel does not say. */
    private static BitSet allowedProcessors(Host host) {
        return host.field(STATUS, "Cpus_allowed_list")
                .map(CpuTopology::parseList)
                .orElseGet(BitSet::new);
    }

    /** Number of cores that {@code allowed} lies on; 0 when sysfs does not describe them all. */
    private static int countCores(Host host, BitSet allowed) {
        Set<String> cores = new HashSet<>();
        for (int cpu = allowed.nextSetBit(0); cpu >= 0; cpu = allowed.nextSetBit(cpu + 1)) {
            Optional<String> core = coreOf(host, cpu);
            if (core.isEmpty()) {
                return 0;
            }
            cores.add(core.get());
        }
        return cores.size();
    }

    /** All hardware threads of a core give the same text. */
    private static Optional<String> coreOf(Host host, int cpu) {
        String folder = CPUS + "cpu" + cpu + "/topology/";
        return host.text(folder + "thread_siblings_list")
                .or(() -> host.text(folder + "core_cpus_list"))
                .or(() -> host.text(folder + "thread_siblings"));
    }

    /** A list such as {@code 0-3,8,10-11}. */
    static BitSet parseList(String list) {
        BitSet cpus = new BitSet();
        for (String range : list.split(",", -1)) {
            String[] ends = range.strip().split("-", -1);
            int first = Integer.parseInt(ends[0]);
            cpus.set(first, Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return cpus;
    }
}
