package dev.croft.core.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A machine made of files in a temporary folder. */
final class FakeHost {
    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    FakeHost(Path root) {
        this.root = root;
    }

    FakeHost file(String path, String text) {
        Path file = root.resolve(path.substring(1));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return this;
    }

    FakeHost variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Cores numbered as Linux does: thread 0 of all cores, then thread 1 of all. */
    FakeHost cores(int cores, int threadsPerCore) {
        for (int cpu = 0; cpu < cores * threadsPerCore; cpu++) {
            int core = cpu % cores;
            String siblings = threadsPerCore == 1 ? core + "\n" : core + "," + (core + cores) + "\n";
            file("/sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list", siblings);
        }
        return this;
    }

    FakeHost allowed(String list) {
        return file(
                "/proc/self/status",
                "Name:\tjava\nCpus_allowed:\tff\nCpus_allowed_list:\t" + list + "\nVmHWM:\t 2048 kB\n");
    }

    /** Control groups of version 2, this process in {@code group}. */
    FakeHost groupsV2(String group) {
        file("/proc/self/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n");
        return file("/proc/self/cgroup", "0::" + group + "\n");
    }

    /** Control groups of version 1, this process in {@code group} of the controllers for processors and memory. */
    FakeHost groupsV1(String group) {
        file("/proc/self/mounts", """
                cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
                cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
                """);
        return file("/proc/self/cgroup", "5:memory:" + group + "\n4:cpu,cpuacct:" + group + "\n1:name=systemd:/\n");
    }

    Host host() {
        return new Host(root, environment);
    }
}
