package dev.croft.core.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which file system a path lies on, as {@code /proc/self/mounts} says (proc(5), fstab(5)). Immutable. */
public final class MountTable {
    /** What a file system's bytes lie on. */
    public enum Storage {
        /** Memory; what is written there counts as the job's memory. */
        RAM,
        /** A disk of this machine. */
        LOCAL,
        /** Other machines; shared, and slow for many small operations. */
        NETWORK
    }

    /**
     * One mounted file system.
     *
     * @param options as mounted, such as {@code ro} and {@code noexec}
     */
    public record Mount(Path point, String source, String type, Set<String> options) {
        public Mount {
            options = Set.copyOf(options);
        }

        public Storage storage() {
            return storageOf(type);
        }

        /** Whether programs and native libraries on it may be run. */
        public boolean allowsExecution() {
            return !options.contains("noexec");
        }
    }

    private static final Set<String> RAM_TYPES = Set.of("tmpfs", "ramfs");

    /** 9p is how virtual machines and sandboxes reach the folders of their host: a protocol, with a round trip per operation. */
    private static final Set<String> NETWORK_TYPES = Set.of(
            "9p",
            "acfs",
            "afs",
            "autofs",
            "beegfs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "dvs",
            "exafs",
            "gfs2",
            "gpfs",
            "lustre",
            "mmfs",
            "ncpfs",
            "nfs",
            "nfs4",
            "ocfs2",
            "orangefs",
            "panfs",
            "prl_fs",
            "pvfs2",
            "quobyte",
            "smb3",
            "smbfs",
            "vboxsf",
            "wekafs");

    /** FUSE file systems of local disks and images; all others are taken for network ones, which most are. */
    private static final Set<String> LOCAL_FUSE_TYPES = Set.of(
            "fuse.bindfs",
            "fuse.encfs",
            "fuse.exfat",
            "fuse.ext2",
            "fuse.fuse-overlayfs",
            "fuse.gocryptfs",
            "fuse.mergerfs",
            "fuse.ntfs",
            "fuse.ntfs-3g",
            "fuse.squashfuse",
            "fuse.squashfuse_ll");

    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private final List<Mount> mounts;

    private MountTable(List<Mount> mounts) {
        this.mounts = List.copyOf(mounts);
    }

    /** The table of this process; empty where there is no procfs. */
    public static MountTable of(Host host) {
        return parse(host.text("/proc/self/mounts").orElse(""));
    }

    static MountTable parse(String text) {
        List<Mount> mounts = new ArrayList<>();
        text.lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length >= 4)
                .forEach(fields -> {
                    Path point = Path.of(unescape(fields[1]));
                    mounts.add(new Mount(
                            point, unescape(fields[0]), fields[2], Set.copyOf(List.of(fields[3].split(",", -1)))));
                });
        return new MountTable(mounts);
    }

    /** Blank, tab, newline and backslash are written as octal numbers, byte by byte. */
    private static String unescape(String field) {
        Matcher matcher = OCTAL.matcher(field);
        String bytes = matcher.replaceAll(
                escape -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** All mounts, in the order they were made. */
    public List<Mount> mounts() {
        return mounts;
    }

    /**
     * The file system that {@code path} lies on, or will once created: the longest mount point above it, the latest of those that
     * hide one another. Empty when the table is empty.
     */
    public Optional<Mount> mountOf(Path path) throws IOException {
        Path real = realPath(path.toAbsolutePath().normalize());
        Mount best = null;
        for (Mount mount : mounts) {
            boolean holds = real.startsWith(mount.point());
            if (holds
                    && (best == null
                            || mount.point().getNameCount() >= best.point().getNameCount())) {
                best = mount;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Resolves links in the part of the path that exists; a link to a network folder must not pass for a local one. */
    private static Path realPath(Path path) throws IOException {
        Path existing = path;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing.toRealPath().resolve(existing.relativize(path));
    }

    static Storage storageOf(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (RAM_TYPES.contains(name)) {
            return Storage.RAM;
        }
        boolean fuse = name.equals("fuse") || (name.startsWith("fuse.") && !LOCAL_FUSE_TYPES.contains(name));
        return fuse || NETWORK_TYPES.contains(name) ? Storage.NETWORK : Storage.LOCAL;
    }
}
