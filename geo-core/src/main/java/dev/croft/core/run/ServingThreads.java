package dev.croft.core.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Threads that answer others, who may be slow or gone. Answers beyond the number of threads wait their turn. Whoever lets a thread wait
 * for longer than its patience loses it as soon as another answer waits for one, the longest waiting first: the thread is interrupted,
 * which closes the channel that it waits for ({@link java.nio.channels.InterruptibleChannel}). The clock runs from the beginning of an
 * answer, stands still during {@link #working}, and begins anew after it.
 *
 * <p>Patience alone cannot tell a slow reader from one that is gone: between the two lie buffers of megabytes, which the slow one empties
 * before a write goes on. So it keeps its thread while nobody else needs that. Thread-safe.
 */
public final class ServingThreads implements Executor, Closeable {
    /** Answers that wait for a thread at most, so that those who ask cannot fill the memory; more are refused. */
    static final int MOST_WAITING = 1024;

    private static final int LOOKS_PER_PATIENCE = 4;
    private static final long IDLE_SECONDS = 10;

    private final LongSupplier nanoClock;
    private final long patienceNanos;
    private final ThreadPoolExecutor threads;
    private final Timer watch;
    private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();

    /** What somebody does for whoever asked, while that one need not do anything. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    ServingThreads(String step, int threadCount, Duration patience, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        patienceNanos = patience.toNanos();
        threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                daemons(step));
        threads.allowCoreThreadTimeOut(true);
        watch = new Timer(step + "-watch", true);
    }

    /**
     * Threads called {@code step-1}, {@code step-2} and so on, which do not keep the process alive.
     *
     * @param threadCount answers at once, at least 1
     * @param patience how long a thread waits for whoever asked while others wait for the thread, at least
     */
    public static ServingThreads named(String step, int threadCount, Duration patience) {
        ServingThreads serving = new ServingThreads(step, threadCount, patience, System::nanoTime);
        serving.startWatch(Math.max(1, patience.toMillis() / LOOKS_PER_PATIENCE));
        return serving;
    }

    private void startWatch(long pauseMillis) {
        TimerTask look = new TimerTask() {
            @Override
            public void run() {
                interruptLate();
            }
        };
        watch.schedule(look, pauseMillis, pauseMillis);
    }

    private static ThreadFactory daemons(String step) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, step + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Gives an answer when a thread is free.
     *
     * @throws RejectedExecutionException when too many wait already, or after {@link #close}
     */
    @Override
    public void execute(Runnable answer) {
        threads.execute(() -> {
            Turn turn = new Turn(Thread.currentThread(), nanoClock.getAsLong());
            turns.put(turn.thread, turn);
            try {
                answer.run();
            } finally {
                turns.remove(turn.thread);
                turn.end();
            }
        });
    }

    /**
     * Does work of one's own within an answer, which takes as long as it takes.
     *
     * @throws IllegalStateException on a thread that is none of these
     */
    public <T> T working(Work<T> work) throws IOException {
        Turn turn = turns.get(Thread.currentThread());
        if (turn == null) {
            throw new IllegalStateException("Cannot work on " + Thread.currentThread() + ": it gives no answer");
        }
        turn.stopClock();
        try {
            return work.run();
        } finally {
            turn.startClock(nanoClock.getAsLong());
        }
    }

    /** Takes as many threads as are wanted back from those who let them wait for too long. */
    void interruptLate() {
        long now = nanoClock.getAsLong();
        turns.values().stream()
                .map(turn -> Map.entry(turn.waitedNanos(now), turn))
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .limit(threads.getQueue().size())
                .forEach(waiting -> waiting.getValue().interruptIfLate(now, patienceNanos));
    }

    /** Interrupts the answers that are given, and forgets those that wait. */
    @Override
    public void close() {
        watch.cancel();
        threads.shutdownNow();
    }

    /** One answer on its thread. Thread-safe: the watch interrupts the thread for this answer and never for the next one. */
    private static final class Turn {
        private final Thread thread;

        @GuardedBy("this")
        private boolean isWaiting = true;

        @GuardedBy("this")
        private long sinceNanos;

        Turn(Thread thread, long nowNanos) {
            this.thread = thread;
            sinceNanos = nowNanos;
        }

        synchronized void startClock(long nowNanos) {
            isWaiting = true;
            sinceNanos = nowNanos;
        }

        synchronized void stopClock() {
            isWaiting = false;
        }

        synchronized long waitedNanos(long nowNanos) {
            return isWaiting ? nowNanos - sinceNanos : 0;
        }

        synchronized void interruptIfLate(long nowNanos, long patienceNanos) {
            if (waitedNanos(nowNanos) > patienceNanos) {
                thread.interrupt();
            }
        }

        /** On the thread itself; an interrupt that came too late is not for the next answer. */
        void end() {
            stopClock();
            Thread.interrupted();
        }
    }
}
