package dev.croft.core.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A temporary folder {@code croft-MARK-RANDOM} that tells whose it is: by the {@link ProcessMark} in its name, and by a lock held
 * on a file inside, which speaks for processes of other containers, whose numbers mean nothing here.
 */
final class ScratchFolder implements Closeable {
    private static final Pattern NAME = Pattern.compile("croft-(\\d+)-(\\d+)-.*");
    private static final Pattern MARKED_NAME = Pattern.compile("croft-(.+)-\\d+");
    private static final String LOCK_NAME = "owner.lock";

    /** Threads that have not reached a safe point may still create files while a signal has the folder removed. */
    private static final int REMOVAL_ATTEMPTS = 100;

    private final Path path;
    private final FileChannel lock;

    private ScratchFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static ScratchFolder createIn(Path parent, Host host) throws IOException {
        Path path = Files.createTempDirectory(
                parent,
                "croft-" + ProcessMark.own(host) + "-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK_NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new ScratchFolder(path, lock);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        for (int attempt = 1; ; attempt++) {
            try {
                removeTree(path);
                return;
            } catch (DirectoryNotEmptyException filledMeanwhile) {
                if (attempt == REMOVAL_ATTEMPTS) {
                    throw filledMeanwhile;
                }
            }
        }
    }

    /** Removes the folders beside this one that this user's processes left which are known to have ended. */
    void removeLeftBehind(Host host) throws IOException {
        UserPrincipal user = Files.getOwner(path);
        for (Path folder : staleIn(path.getParent(), host)) {
            Matcher name = MARKED_NAME.matcher(folder.getFileName().toString());
            boolean hasEnded = name.matches()
                    && ProcessMark.parse(name.group(1))
                            .filter(mark -> mark.hasEnded(host))
                            .isPresent();
            if (hasEnded && !Files.isSymbolicLink(folder) && isOf(user, folder)) {
                removeTree(folder);
            }
        }
    }

    /** False when the file is gone. */
    static boolean isOf(UserPrincipal user, Path file) throws IOException {
        try {
            return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        }
    }

    /** Folders below {@code parent} that were left by processes which are gone. */
    static List<Path> staleIn(Path parent, Host host) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(folder -> isStale(folder, host)).sorted().toList();
        } catch (AccessDeniedException unreadable) {
            return List.of();
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        }
    }

    private static boolean isStale(Path folder, Host host) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches() || !Files.isDirectory(folder)) {
            return false;
        }
        boolean alive = name.group(2).equals(ProcessMark.startTicks(host, Long.parseLong(name.group(1))));
        // The lock of a living process of our own must not be touched: closing the file would end it (fcntl(2)).
        return !alive && !isLocked(folder.resolve(LOCK_NAME));
    }

    private static boolean isLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException neverCreatedOrRemoved) {
            return false;
        } catch (AccessDeniedException ofAnotherUser) {
            return true;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static void removeTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
