package dev.croft.core.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Leaves nothing behind: holds the temporary files of a run, and removes them when the run ends or when SIGTERM, SIGINT or SIGHUP
 * ends the JVM. On a signal the run is first asked to stop and given a moment to unwind by itself. The exit code stays the JVM's,
 * 128 plus the signal. Thread-safe.
 */
final class Shutdown {
    @FunctionalInterface
    interface Creator<T extends Closeable> {
        T create() throws IOException;
    }

    private final Runnable requestCancellation;
    private final Duration grace;
    private final Thread hook = new Thread(this::onSignal, "croft-shutdown");
    private final CountDownLatch ended = new CountDownLatch(1);

    @GuardedBy("this")
    private final Set<Closeable> owned = new LinkedHashSet<>();

    @GuardedBy("this")
    private boolean removing;

    /** @param grace how long to wait for running steps to reach a safe point */
    Shutdown(Runnable requestCancellation, Duration grace) {
        this.requestCancellation = requestCancellation;
        this.grace = grace;
    }

    void register() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Creates a temporary thing and holds it; no signal can come between the two. */
    synchronized <T extends Closeable> T own(Creator<T> creator) throws IOException {
        if (removing) {
            throw new CancelledException("Cannot begin new work: the run is being stopped");
        }
        T created = creator.create();
        owned.add(created);
        return created;
    }

    /** Removes everything held, and lets a waiting hook go on. */
    void end() throws IOException {
        try {
            removeAll();
        } finally {
            ended.countDown();
            unregister();
        }
    }

    private void unregister() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException jvmIsGoingDown) {
            // The hook is running or about to; it finds nothing to remove and returns at once.
            ended.countDown();
        }
    }

    private void onSignal() {
        requestCancellation.run();
        try {
            boolean unwound = ended.await(grace.toNanos(), TimeUnit.NANOSECONDS);
            if (!unwound) {
                removeAll();
            }
        } catch (InterruptedException neverByUs) {
            Thread.currentThread().interrupt();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void removeAll() throws IOException {
        IOException failure = null;
        for (Closeable thing : takeAll()) {
            try {
                thing.close();
            } catch (IOException problem) {
                if (failure == null) {
                    failure = problem;
                } else {
                    failure.addSuppressed(problem);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized List<Closeable> takeAll() {
        removing = true;
        List<Closeable> all = new ArrayList<>(owned);
        owned.clear();
        return all;
    }
}
