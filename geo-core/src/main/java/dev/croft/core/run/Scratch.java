package dev.croft.core.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.ResourceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a job keeps temporary files: memory or a disk of this machine, never a network file system. A folder given by the user is
 * the only candidate; otherwise {@code $SLURM_TMPDIR}, {@code $TMPDIR}, {@code /dev/shm}, {@code /tmp}, {@code /var/tmp} and the
 * working directory are tried in that order, and {@link #require} moves on to the next when space is short. Folders are created
 * when first asked for, readable by the owner only, and removed on {@link #close}; those beside them that processes of the same
 * user left which were killed are removed as well. Thread-safe.
 */
public final class Scratch implements Closeable {
    /** Name of the command line option that chooses the folder. */
    public static final String OPTION = "--temp-dir";

    /** Room for the native libraries that Java libraries unpack; a place with less is of no use. */
    static final long LEAST_BYTES = 16L << 20;

    /** What the native libraries of one job take when unpacked. */
    private static final long NATIVE_BYTES = 2L << 20;

    /**
     * Where native libraries unpack. Besides the JVM's own, which is read only once and early on newer versions, those of the
     * libraries: zstd-jni, snappy-java, sqlite-jdbc, JNA.
     */
    private static final List<String> UNPACKING_PROPERTIES =
            List.of("java.io.tmpdir", "ZstdTempFolder", "org.xerial.snappy.tempdir", "org.sqlite.tmpdir", "jna.tmpdir");

    private final Host host;
    private final List<ScratchPlace> places;

    @GuardedBy("this")
    private final Map<ScratchPlace, ScratchFolder> folders = new LinkedHashMap<>();

    /** Values to put back on close; a property that had none maps to an empty value. */
    @GuardedBy("this")
    private final Map<String, Optional<String>> redirected = new LinkedHashMap<>();

    @GuardedBy("this")
    private ScratchPlace chosen;

    @GuardedBy("this")
    private boolean closed;

    /** Of which this is a share; a share has a folder of its own in each folder of the whole. */
    private final Optional<Scratch> whole;

    private final String shareName;

    @GuardedBy("this")
    private int shareCount;

    private Scratch(Host host, List<ScratchPlace> places) {
        this(host, places, Optional.empty(), "");
    }

    private Scratch(Host host, List<ScratchPlace> places, Optional<Scratch> whole, String shareName) {
        this.host = host;
        this.whole = whole;
        this.shareName = shareName;
        this.places = List.copyOf(places);
        this.chosen = places.get(0);
    }

    /** Takes the folder that the user named, and no other. */
    public static Scratch in(Path folder, Host host) throws IOException {
        ScratchPlace place = ScratchPlace.of(folder, OPTION, host);
        place.refusal().ifPresent(reason -> {
            throw new ConfigurationException("Cannot use " + folder + " for temporary files: " + reason + "; give "
                    + OPTION + " a folder on a disk of this machine or on a RAM disk, or leave it out");
        });
        return new Scratch(host, List.of(place));
    }

    /** Takes the first candidate that will do. */
    public static Scratch choose(Host host) throws IOException {
        List<ScratchPlace> usable = usableCandidates(host);
        if (usable.isEmpty()) {
            throw new ResourceException("Cannot find a folder for temporary files: "
                    + String.join("; ", describeCandidates(host)) + "; name a folder on a disk of this machine with "
                    + OPTION);
        }
        return new Scratch(host, usable);
    }

    private static List<ScratchPlace> usableCandidates(Host host) throws IOException {
        return candidates(host).stream()
                .filter(place -> place.refusal().isEmpty() && place.freeBytes() >= LEAST_BYTES)
                .toList();
    }

    private static List<ScratchPlace> candidates(Host host) throws IOException {
        List<ScratchPlace> places = new ArrayList<>();
        for (String variable : List.of("SLURM_TMPDIR", "TMPDIR")) {
            Optional<String> folder = host.variable(variable);
            if (folder.isPresent()) {
                places.add(ScratchPlace.of(Path.of(folder.get()), "$" + variable, host));
            }
        }
        for (String folder : List.of("/dev/shm", "/tmp", "/var/tmp")) {
            places.add(ScratchPlace.of(host.path(folder), "by default", host));
        }
        places.add(ScratchPlace.of(Path.of("").toAbsolutePath(), "working directory", host));
        return places;
    }

    /** Scratch for one of several jobs that run at the same time and may give files the same names; goes with this one. */
    synchronized Scratch share() {
        shareCount++;
        return new Scratch(
                host, places.subList(places.indexOf(chosen), places.size()), Optional.of(this), "share-" + shareCount);
    }

    /** The candidates with what speaks for or against each, one line per candidate, for {@code croft doctor}. */
    public static List<String> describeCandidates(Host host) throws IOException {
        return candidates(host).stream().map(ScratchPlace::toString).toList();
    }

    /** Temporary folders whose process is gone, for instance killed by SIGKILL. */
    public static List<Path> stale(Host host) throws IOException {
        List<Path> found = new ArrayList<>();
        for (ScratchPlace place : candidates(host)) {
            for (Path folder : ScratchFolder.staleIn(place.parent(), host)) {
                if (!found.contains(folder)) {
                    found.add(folder);
                }
            }
        }
        return found;
    }

    /**
     * Makes sure that a temporary file fits before it is begun; may move on to another candidate.
     *
     * @param file what will be kept there, for the message
     * @throws ResourceException when it fits nowhere; gives the numbers
     */
    public synchronized void require(Path file, long estimatedBytes) {
        List<String> shortages = new ArrayList<>();
        for (ScratchPlace place : places.subList(places.indexOf(chosen), places.size())) {
            Optional<String> shortage = place.shortageFor(estimatedBytes, host);
            if (shortage.isEmpty()) {
                chosen = place;
                return;
            }
            shortages.add(shortage.get());
        }
        throw new ResourceException(
                "Cannot make room for " + file + ": it takes about " + ByteSize.format(estimatedBytes) + ", but "
                        + String.join("; ", shortages) + "; free space or name a larger local folder with " + OPTION);
    }

    /** Where temporary files go and why, for reports. */
    public synchronized String description() {
        return chosen.toString();
    }

    /** The folder for temporary files, created at the first call. */
    public synchronized Path directory() throws IOException {
        return directoryIn(chosen);
    }

    /** The {@link #directory} once it has room, see {@link #require}. */
    public synchronized Path directoryFor(Path file, long estimatedBytes) throws IOException {
        require(file, estimatedBytes);
        return directory();
    }

    private synchronized Path directoryOf(ScratchPlace place) throws IOException {
        return directoryIn(place);
    }

    @GuardedBy("this")
    private Path directoryIn(ScratchPlace place) throws IOException {
        if (whole.isPresent()) {
            return Files.createDirectories(whole.get().directoryOf(place).resolve(shareName));
        }
        if (closed) {
            throw new CancelledException("Cannot create temporary files: the run has ended");
        }
        ScratchFolder folder = folders.get(place);
        if (folder == null) {
            folder = ScratchFolder.createIn(place.parent(), host);
            folders.put(place, folder);
            folder.removeLeftBehind(host);
        }
        return folder.path();
    }

    /**
     * Lets libraries unpack their native code here instead of in {@code /tmp}, which may be tiny or forbid execution. Must be
     * called before the first of them is loaded; undone on {@link #close}. Where the chosen folder forbids execution, as
     * {@code /dev/shm} does in many containers, another candidate is taken for this purpose; when all do, the chosen one.
     */
    public synchronized void adoptAsJavaTmp() throws IOException {
        ScratchPlace place = Stream.concat(places.stream(), usableCandidates(host).stream())
                .filter(ScratchPlace::allowsExecution)
                .findFirst()
                .orElse(chosen);
        place.shortageFor(NATIVE_BYTES, host).ifPresent(shortage -> {
            throw new ResourceException("Cannot unpack native libraries, which take " + ByteSize.format(NATIVE_BYTES)
                    + ": " + shortage + "; free space or name a larger local folder with " + OPTION);
        });
        String folder = directoryIn(place).toString();
        for (String property : UNPACKING_PROPERTIES) {
            redirected.putIfAbsent(property, Optional.ofNullable(System.getProperty(property)));
            System.setProperty(property, folder);
        }
    }

    /** Removes all folders and what is in them. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        restoreProperties();
        for (ScratchFolder folder : folders.values()) {
            folder.close();
        }
        folders.clear();
    }

    @GuardedBy("this")
    private void restoreProperties() {
        redirected.forEach((property, value) ->
                value.ifPresentOrElse(old -> System.setProperty(property, old), () -> System.clearProperty(property)));
        redirected.clear();
    }
}
