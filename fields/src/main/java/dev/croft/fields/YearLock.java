package dev.croft.fields;

import dev.croft.core.run.RunContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * That nobody else is at work on a year: a lock on an empty file, which the system lets go of when the process ends in whatever
 * way. The file stays, because another process may have it open. Confined to a thread.
 */
final class YearLock implements Closeable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FileChannel channel;

    private YearLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until nobody else is at work. On a file system without locks there is nothing to wait for, which is said.
     *
     * @param say is told of waiting
     */
    static YearLock acquire(Path file, RunContext context, Consumer<String> say) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            boolean isTold = false;
            while (isHeldByOthers(channel, file, say)) {
                if (!isTold) {
                    say.accept("another process is at work on it, waiting");
                    isTold = true;
                }
                context.pause(PAUSE);
            }
            return new YearLock(channel);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isHeldByOthers(FileChannel channel, Path file, Consumer<String> say) {
        try {
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            return lock.isEmpty();
        } catch (OverlappingFileLockException inThisProcess) {
            return true;
        } catch (IOException noLocks) {
            say.accept("cannot be locked (" + file + ": " + noLocks.getMessage()
                    + "), goes on without; let no other process work on it");
            return false;
        }
    }

    /** Lets others work. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
