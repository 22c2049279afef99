package dev.croft.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder in which scratch might be created, as it was found. Immutable.
 *
 * @param parent the folder
 * @param origin why it is a candidate: an option, a variable or the default
 * @param mount the file system it lies on; empty when the system does not tell
 * @param refusal why it may not be used, as a clause; empty when it may
 * @param freeBytes free space for this user; 0 when there is no such folder
 */
record ScratchPlace(
        Path parent, String origin, Optional<MountTable.Mount> mount, Optional<String> refusal, long freeBytes) {

    static ScratchPlace of(Path folder, String origin, Host host) throws IOException {
        if (!Files.isDirectory(folder)) {
            String absence = Files.exists(folder) ? "it is a file" : "there is no such folder";
            return new ScratchPlace(folder, origin, Optional.empty(), Optional.of(absence), 0);
        }
        Optional<MountTable.Mount> mount = MountTable.of(host).mountOf(folder);
        return new ScratchPlace(folder, origin, mount, refusalOf(folder, mount), freeBytesIn(folder));
    }

    private static Optional<String> refusalOf(Path folder, Optional<MountTable.Mount> mount) {
        if (!Files.isWritable(folder)) {
            return Optional.of("no permission to write");
        }
        return mount.filter(found -> found.storage() == MountTable.Storage.NETWORK)
                .map(found -> "it lies on a network file system (" + found.type() + " at " + found.point() + ")");
    }

    /** Asks the kernel; {@code Files.getFileStore} looks for the mount point first, and fails in a changed root. */
    private static long freeBytesIn(Path folder) {
        return folder.toFile().getUsableSpace();
    }

    boolean isInMemory() {
        return mount.map(found -> found.storage() == MountTable.Storage.RAM).orElse(false);
    }

    boolean allowsExecution() {
        return mount.map(MountTable.Mount::allowsExecution).orElse(true);
    }

    /** Why {@code bytes} do not fit, with the numbers; empty when they do. */
    Optional<String> shortageFor(long bytes, Host host) {
        long free = freeBytesIn(parent);
        if (free < bytes) {
            return Optional.of(parent + " has " + ByteSize.format(free) + " free");
        }
        // What is written to a RAM disk is charged to the job as memory, and must leave the heap room to grow.
        long memory = isInMemory() ? MachineMemory.of(host).beyondHeapBytes() : Long.MAX_VALUE;
        return memory < bytes
                ? Optional.of(parent + " is a RAM disk and the job may use only " + ByteSize.format(memory)
                        + " of memory beyond its heap")
                : Optional.empty();
    }

    @Override
    public String toString() {
        String kind = mount.map(found -> found.type() + ", ").orElse("");
        String verdict = refusal.map(reason -> "not used: " + reason).orElse(ByteSize.format(freeBytes) + " free");
        return parent + " (" + kind + origin + "): " + verdict;
    }
}
