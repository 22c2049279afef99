package dev.croft.core.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.ResourceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file that appears whole or not at all. It is written under a hidden temporary name in the folder of the target, and gets its
 * own name by {@link #commit}; closed before that, it is gone. A temporary file that a killed process left is removed when the same
 * output is begun again.
 *
 * <pre>{@code
 * try (AtomicOutput output = context.output(target, Overwrite.OWN_OUTPUTS, inputs)) {
 *     writeTo(output.path());
 *     output.commit(recipe);
 * }
 * }</pre>
 *
 * Thread-safe, so that a signal may close it.
 */
public final class AtomicOutput implements Closeable {
    private static final String SUFFIX = ".croft-tmp";

    /** Two names of one file cannot be where they were asked for, for instance on two file systems. */
    public static final class LinkException extends IOException {
        private static final long serialVersionUID = 1L;

        private LinkException(Path input, Exception cause) {
            super("a link to " + input + " is not possible (" + reason(cause) + ")", cause);
        }

        private static String reason(Exception cause) {
            return cause instanceof FileSystemException problem && problem.getReason() != null
                    ? problem.getReason()
                    : cause.toString();
        }
    }

    private enum State {
        OPEN,
        COMMITTED,
        DISCARDED
    }

    private final Path target;
    private final Path temporary;

    @GuardedBy("this")
    private State state = State.OPEN;

    @GuardedBy("this")
    private boolean receiptPending;

    private AtomicOutput(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /**
     * Checks the target and creates the temporary file. Jobs ask {@link RunContext#output} instead, which also removes the file
     * on a signal.
     *
     * @param inputs files that are read for this output
     * @throws ConfigurationException when {@link #check} finds a problem
     */
    public static AtomicOutput to(Path target, Overwrite overwrite, Collection<Path> inputs) throws IOException {
        Problems problems = new Problems();
        check(target, overwrite, inputs, problems);
        problems.throwIfAny();
        Path file = linkedFile(target);
        AtomicOutput output = new AtomicOutput(file, createTemporary(target, file));
        output.removeLeftBehind();
        return output;
    }

    /** Notes what forbids an output at {@code target}. Writes nothing, so that plans can be refused. */
    public static void check(Path target, Overwrite overwrite, Collection<Path> inputs, Problems problems)
            throws IOException {
        Path file = linkedFile(target);
        Path folder = file.getParent();
        if (Files.isDirectory(file)) { // a root has no parent
            problems.add("Cannot write " + file + ": it is a folder; give the name of a file");
        } else if (!Files.isDirectory(folder)) {
            problems.add("Cannot write " + target + ": there is no folder " + folder + "; create it first");
        } else if (!Files.isWritable(folder)) {
            problems.add("Cannot write " + target + ": no permission to create files in " + folder);
        } else if (Files.exists(file)) {
            checkExisting(file, overwrite, inputs, problems);
        }
    }

    private static void checkExisting(Path file, Overwrite overwrite, Collection<Path> inputs, Problems problems)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            problems.add("Cannot write " + file + ": it is no regular file; give the name of a file");
        } else if (isAnyOf(inputs, file)) {
            problems.add("Cannot write " + file + ": it is an input of the same job; choose another name");
        } else if (overwrite == Overwrite.OWN_OUTPUTS) {
            Receipt.Found found = Receipt.find(file);
            problems.require(
                    found.receipt().isPresent(),
                    () -> "Cannot replace " + file + ": it exists and nothing shows that Croft made it ("
                            + found.reason() + "); choose another name or add --overwrite");
        }
    }

    private static boolean isAnyOf(Collection<Path> inputs, Path file) throws IOException {
        for (Path input : inputs) {
            if (Files.exists(input) && Files.isSameFile(input, file)) {
                return true;
            }
        }
        return false;
    }

    /** A link stays a link: the file it names is the one to replace. */
    private static Path linkedFile(Path target) throws IOException {
        return Files.exists(target)
                ? target.toRealPath()
                : target.toAbsolutePath().normalize();
    }

    /** Some folders allow no new files whatever their permissions say, such as those of /proc. */
    private static Path createTemporary(Path target, Path file) throws IOException {
        try {
            return createTemporary(file);
        } catch (FileSystemException e) {
            throw new IOException(
                    "Cannot write " + target + ": " + file.getParent()
                            + " takes no new files, or none with a name as long as that. Choose another place.",
                    e);
        }
    }

    private static Path createTemporary(Path file) throws IOException {
        String name = prefix(file) + ProcessMark.own(Host.local());
        Path temporary = file.resolveSibling(name + SUFFIX);
        for (int attempt = 1; !createNew(temporary); attempt++) {
            temporary = file.resolveSibling(name + "+" + attempt + SUFFIX);
        }
        return temporary;
    }

    private static String prefix(Path file) {
        return "." + file.getFileName() + ".";
    }

    /** Removes what this user's processes left of the same target which are known to have ended. */
    private void removeLeftBehind() throws IOException {
        UserPrincipal user = Files.getOwner(temporary);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(target.getParent(), file -> isLeftBehind(file, target))) {
            for (Path file : files) {
                if (ScratchFolder.isOf(user, file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isLeftBehind(Path file, Path target) {
        String name = file.getFileName().toString();
        String prefix = prefix(target);
        if (!name.startsWith(prefix) || !name.endsWith(SUFFIX) || name.length() < prefix.length() + SUFFIX.length()) {
            return false;
        }
        String mark = name.substring(prefix.length(), name.length() - SUFFIX.length());
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && ProcessMark.parse(mark.replaceFirst("\\+\\d+$", ""))
                        .filter(process -> process.hasEnded(Host.local()))
                        .isPresent();
    }

    /** False when the name is taken: by another output of this process, or of one that has all in common with it. */
    private static boolean createNew(Path file) throws IOException {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /**
     * Ends what a killed process left undone at {@code target}, of which there may be nothing at all: a receipt that had not got
     * its name gets it, and temporary files go. For outputs that are found finished; one that is made again needs no such call.
     */
    public static void settle(Path target) throws IOException {
        Path file = linkedFile(target);
        if (!Files.isDirectory(file.getParent())) {
            return;
        }
        Path pending = Receipt.pendingPathFor(file);
        Optional<Receipt> receipt = ReceiptJson.read(pending).receipt();
        if (receipt.isPresent() && Files.isRegularFile(file) && receipt.get().verifies(file)) {
            rename(pending, Receipt.pathFor(file));
        } else {
            Files.deleteIfExists(pending);
        }
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(file.getParent(), path -> isLeftBehind(path, file))) {
            if (left.iterator().hasNext()) {
                to(file, Overwrite.ANYTHING, List.of()).close();
            }
        }
    }

    /** Whether a file has such a name as outputs have while they are written. */
    public static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(SUFFIX);
    }

    /** Where to write until {@link #commit}: an empty file, which may be replaced. */
    public Path path() {
        return temporary;
    }

    /** Where the file will be; a link given as target is resolved. */
    public Path target() {
        return target;
    }

    /** What fills the file, and says what it did. */
    @FunctionalInterface
    public interface Writer<T> {
        T write(Path file) throws IOException;
    }

    /**
     * Has the file written by somebody who knows but its temporary name, which says nothing to the user.
     *
     * @param option that of the command line with which another place is chosen
     * @throws ResourceException when the writer's message begins with "Cannot write" and the file: its disk failed or is full
     */
    public <T> T write(String option, Writer<T> writer) throws IOException {
        try {
            return writer.write(temporary);
        } catch (IOException e) {
            if (e.getMessage() == null || !e.getMessage().startsWith("Cannot write " + temporary)) {
                throw e;
            }
            throw new ResourceException(
                    "Cannot write " + target + ": its disk failed or is full after "
                            + ByteSize.format(Files.size(temporary)) + ", with "
                            + ByteSize.format(temporary.toFile().getUsableSpace())
                            + " free, and it takes more. Make room in " + target.getParent()
                            + ", or choose another place with " + option,
                    e);
        }
    }

    /**
     * Makes the file durable, and gives it its name; whatever it replaces had a receipt that no longer holds, which goes. Nobody
     * may be writing to it any more.
     */
    public synchronized void commit() throws IOException {
        commitAlone();
        Files.deleteIfExists(Receipt.pathFor(target));
        forceFolder();
    }

    /** As {@link #commit()}, for folders where a receipt is content like any other: what lies beside the file stays. */
    public synchronized void commitAlone() throws IOException {
        requireOpen();
        force(temporary);
        rename(temporary, target);
        state = State.COMMITTED;
        forceFolder();
    }

    /** As {@link #commit()}, and leaves the receipt beside it. */
    public Receipt commit(Recipe recipe) throws IOException {
        return commit(recipe, new TreeMap<>());
    }

    /** As {@link #commit(Recipe)}, with notes in the receipt that tell nothing apart. */
    public synchronized Receipt commit(Recipe recipe, SortedMap<String, String> notes) throws IOException {
        requireOpen();
        Receipt receipt = Receipt.describing(temporary, recipe, notes);
        force(temporary);
        commit(receipt);
        return receipt;
    }

    /**
     * Puts the content of {@code input} under the name of the target without reading it, as a hard link: two names of one file.
     *
     * @throws LinkException when the file system cannot; the output can still be written
     */
    public synchronized Receipt commitLink(Path input, Recipe recipe, SortedMap<String, String> notes)
            throws IOException {
        requireOpen();
        Path file = input.toRealPath();
        Files.delete(temporary);
        try {
            Files.createLink(temporary, file);
        } catch (IOException | UnsupportedOperationException e) {
            Files.createFile(temporary);
            throw new LinkException(file, e);
        }
        Receipt receipt = Receipt.identifying(temporary, recipe, notes);
        commit(receipt);
        // Renaming one name of a file to another of its names does nothing at all (rename(2)).
        Files.deleteIfExists(temporary);
        return receipt;
    }

    /** Copies {@code input} as it is, with its time of last change, and gives the copy the name of the target. */
    public synchronized Receipt commitCopy(Path input, Recipe recipe, SortedMap<String, String> notes)
            throws IOException {
        requireOpen();
        Files.copy(
                input.toRealPath(), temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel copy = FileChannel.open(temporary, StandardOpenOption.READ)) {
            copy.force(true); // the input may be read-only, and its copy then is
        }
        Receipt receipt = Receipt.identifying(temporary, recipe, notes);
        commit(receipt);
        return receipt;
    }

    @GuardedBy("this")
    private void commit(Receipt receipt) throws IOException {
        Path pending = Receipt.pendingPathFor(target);
        // Written before the output gets its name: killed in between, the next run still knows the output for its own.
        receiptPending = true;
        Files.writeString(pending, ReceiptJson.write(receipt));
        force(pending);
        rename(temporary, target);
        state = State.COMMITTED;
        rename(pending, Receipt.pathFor(target));
        forceFolder();
    }

    /** Removes the temporary file unless it was committed. */
    @Override
    public synchronized void close() throws IOException {
        if (state == State.OPEN) {
            state = State.DISCARDED;
            Files.deleteIfExists(temporary);
            if (receiptPending) {
                Files.deleteIfExists(Receipt.pendingPathFor(target));
            }
        }
    }

    /** Writes a small text file that appears whole, over whatever has its name. */
    public static void writeText(Path target, String text) throws IOException {
        try (AtomicOutput output = to(target, Overwrite.ANYTHING, List.of())) {
            Files.writeString(output.path(), text);
            output.commit();
        }
    }

    @GuardedBy("this")
    private void requireOpen() {
        if (state == State.DISCARDED) {
            throw new CancelledException("Cannot complete " + target + ": its temporary file was removed already");
        }
        if (state == State.COMMITTED) {
            throw new IllegalStateException("Cannot complete " + target + " twice");
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
