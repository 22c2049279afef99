package dev.croft.core.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Limits that the control groups of this process set, version 1 and 2 (cgroups(7), Linux kernel "Control Group v2", sections
 * "CPU" and "Memory"). A limit of any group above counts as well. Folders that do not exist are passed over: a container often
 * sees its own group mounted at the top while the path still names it from outside.
 */
final class ControlGroups {
    /** A figure and the file it was read from. */
    record Limit(double value, String origin) {}

    /** @param usedBytes what counts against the limit and cannot be dropped at once, as page cache can */
    record Memory(long limitBytes, long usedBytes, String origin) {
        long roomBytes() {
            return Math.max(0, limitBytes - usedBytes);
        }
    }

    /** Version 1 writes "no limit" as the largest multiple of the page size. */
    private static final long NO_LIMIT = 1L << 60;

    private final Host host;
    private final MountTable mounts;

    ControlGroups(Host host, MountTable mounts) {
        this.host = host;
        this.mounts = mounts;
    }

    /** Processors' worth of time this process may use, the tightest limit. */
    Optional<Limit> processors() {
        Limit tightest = null;
        for (Path group : groups("cpu")) {
            Optional<Limit> limit = processorsV2(group).or(() -> processorsV1(group));
            if (limit.isPresent() && (tightest == null || limit.get().value() < tightest.value())) {
                tightest = limit.get();
            }
        }
        return Optional.ofNullable(tightest);
    }

    private static Optional<Limit> processorsV2(Path group) {
        Path file = group.resolve("cpu.max");
        return Host.text(file)
                .map(text -> text.split("\\s+", -1))
                .filter(fields -> fields.length == 2 && !fields[0].equals("max"))
                .map(fields ->
                        new Limit(Double.parseDouble(fields[0]) / Double.parseDouble(fields[1]), file.toString()));
    }

    private static Optional<Limit> processorsV1(Path group) {
        Path file = group.resolve("cpu.cfs_quota_us");
        OptionalLong quota = number(file);
        OptionalLong period = number(group.resolve("cpu.cfs_period_us"));
        if (quota.isEmpty() || quota.getAsLong() <= 0 || period.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Limit((double) quota.getAsLong() / period.getAsLong(), file.toString()));
    }

    /** The memory limit that leaves the least room. */
    Optional<Memory> memory() {
        Memory tightest = null;
        for (Path group : groups("memory")) {
            for (Memory memory : memoryOf(group)) {
                if (tightest == null || memory.roomBytes() < tightest.roomBytes()) {
                    tightest = memory;
                }
            }
        }
        return Optional.ofNullable(tightest);
    }

    private static List<Memory> memoryOf(Path group) {
        List<Memory> found = new ArrayList<>();
        addMemory(found, group, "memory.max", "memory.current", "inactive_file");
        addMemory(found, group, "memory.high", "memory.current", "inactive_file");
        addMemory(found, group, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        return found;
    }

    private static void addMemory(List<Memory> found, Path group, String limit, String usage, String droppable) {
        Path file = group.resolve(limit);
        OptionalLong bytes = number(file);
        OptionalLong used = number(group.resolve(usage));
        if (bytes.isPresent() && bytes.getAsLong() < NO_LIMIT && used.isPresent()) {
            long cache = statistic(group.resolve("memory.stat"), droppable);
            found.add(new Memory(bytes.getAsLong(), Math.max(0, used.getAsLong() - cache), file.toString()));
        }
    }

    private static long statistic(Path file, String name) {
        return Host.text(file).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    /** The number in a file; empty when the file is absent or says {@code max}. */
    private static OptionalLong number(Path file) {
        return Host.text(file).filter(text -> text.matches("-?\\d{1,18}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** Folders of the groups this process is in, from the innermost up, in both hierarchies. */
    private List<Path> groups(String controller) {
        List<Path> groups = new ArrayList<>();
        host.text("/proc/self/cgroup").stream().flatMap(String::lines).forEach(line -> {
            String[] fields = line.split(":", 3);
            boolean unified = fields.length == 3 && fields[1].isEmpty();
            if (unified
                    || (fields.length == 3 && List.of(fields[1].split(",", -1)).contains(controller))) {
                mountOf(unified, controller).ifPresent(mount -> addUpwards(groups, mount, fields[2]));
            }
        });
        return groups;
    }

    private Optional<Path> mountOf(boolean unified, String controller) {
        return mounts.mounts().stream()
                .filter(mount -> unified
                        ? mount.type().equals("cgroup2")
                        : mount.type().equals("cgroup") && mount.options().contains(controller))
                .map(mount -> host.path(mount.point().toString()))
                .findFirst();
    }

    private static void addUpwards(List<Path> groups, Path mount, String name) {
        // Groups outside the process's own namespace are written "/../name"; normalised, they stay below the mount.
        Path group = Path.of(name).normalize();
        for (int length = group.getNameCount(); length > 0; length--) {
            Path folder = mount.resolve(group.subpath(0, length).toString());
            if (Files.isDirectory(folder)) {
                groups.add(folder);
            }
        }
        groups.add(mount);
    }
}
