package dev.croft.core.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One run of a {@link BoundedPipeline}: who may read what, and who writes. Thread-safe.
 *
 * <p>A started partition is a {@link Lane}. {@code busy} is the right to its reader; the right to the writer is {@link #writing}.
 * Both are passed on under {@link #lock}, which is never held while reading, mapping or writing.
 *
 * <p>Waking up: all waiting threads wait for the same thing, a lane they may read. Every change that may provide one wakes one
 * thread, and every thread that finds one wakes the next, so that a hundred threads are not woken for one batch.
 */
final class PipelineRun<I, O> {
    private final String step;
    private final BoundedPipeline.Source<I> source;
    private final BoundedPipeline.Mapping<I, O> mapping;
    private final BoundedPipeline.Writer<? super O> writer;
    private final BoundedPipeline.ResultBound<O> bound;
    private final RunContext context;
    private final LongAdder readNanos = new LongAdder();
    private final LongAdder mapNanos = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Started partitions in order, beginning with the one being written. */
    @GuardedBy("lock")
    private final Deque<Lane<I, O>> lanes = new ArrayDeque<>();

    @GuardedBy("lock")
    private final Deque<Held<O>> idle = new ArrayDeque<>();

    /** Partitions started so far; the next to start. */
    @GuardedBy("lock")
    private int startedCount;

    @GuardedBy("lock")
    private int openReaderCount;

    /** Results being filled, waiting or being written. */
    @GuardedBy("lock")
    private int resultCount;

    @GuardedBy("lock")
    private int peakResultCount;

    @GuardedBy("lock")
    private long waitingBytes;

    @GuardedBy("lock")
    private long idleBytes;

    @GuardedBy("lock")
    private long batchCount;

    @GuardedBy("lock")
    private boolean writing;

    @GuardedBy("lock")
    private Throwable failure;

    PipelineRun(
            String step,
            BoundedPipeline.Source<I> source,
            BoundedPipeline.Mapping<I, O> mapping,
            BoundedPipeline.Writer<? super O> writer,
            BoundedPipeline.ResultBound<O> bound,
            RunContext context) {
        this.step = step;
        this.source = source;
        this.mapping = mapping;
        this.writer = writer;
        this.bound = bound;
        this.context = context;
    }

    BoundedPipeline.Summary run() throws IOException {
        if (mapping.threads() == 1) {
            work();
        } else {
            workInThreads();
        }
        closeReaders();
        throwFailure();
        return summary();
    }

    private void workInThreads() {
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 1; i <= mapping.threads(); i++) {
                Thread thread = new Thread(this::work, step + "-" + i);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
        } catch (OutOfMemoryError noMoreThreads) {
            fail(noMoreThreads);
        }
        joinAll(threads);
    }

    /** Waits for all, also when interrupted, because a thread left behind would write into closed files. */
    private void joinAll(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException stop) {
                    interrupted = true;
                    fail(new CancelledException("Cannot go on with " + step + ": interrupted"));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What each thread does. A worker is made only when there is something for it to do, since its buffers may be large. */
    private void work() {
        try {
            context.safePoint();
            Lane<I, O> first = claim();
            if (first != null) {
                workFrom(first);
            }
        } catch (Throwable problem) {
            fail(problem);
        }
    }

    private void workFrom(Lane<I, O> first) throws IOException {
        try (BoundedPipeline.Worker<? super I, ? super O> worker =
                mapping.newWorker().get()) {
            I batch = source.newBatch().get();
            for (Lane<I, O> lane = first; lane != null; lane = claim()) {
                readAndMap(lane, batch, worker);
                writeWhatIsDue();
                context.safePoint();
            }
        }
    }

    private void readAndMap(Lane<I, O> lane, I batch, BoundedPipeline.Worker<? super I, ? super O> worker)
            throws IOException {
        long start = System.nanoTime();
        boolean more = lane.next(batch);
        long read = System.nanoTime();
        readNanos.add(read - start);
        if (!more) {
            endOf(lane);
            return;
        }
        Held<O> held = release(lane);
        if (held.result == null) {
            held.result = mapping.newResult().get();
        }
        worker.map(batch, held.result);
        held.bytes = bound.weigher().applyAsLong(held.result);
        mapNanos.add(System.nanoTime() - read);
        deposit(held);
    }

    /** The earliest lane that nobody reads and the bound allows, now the caller's to read; null when all input is read. */
    private Lane<I, O> claim() {
        lock.lock();
        try {
            while (failure == null && !allRead()) {
                Lane<I, O> lane = findReadable();
                if (lane != null) {
                    lane.busy = true;
                    resultCount++;
                    peakResultCount = Math.max(peakResultCount, resultCount);
                    changed.signal();
                    return lane;
                }
                changed.awaitUninterruptibly();
            }
            changed.signal();
            return null;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean allRead() {
        return openReaderCount == 0 && startedCount == source.partitions().size();
    }

    @GuardedBy("lock")
    private Lane<I, O> findReadable() {
        for (Lane<I, O> lane : lanes) {
            if (!lane.busy && !lane.exhausted && mayRead(lane)) {
                return lane;
            }
        }
        boolean mayStart = startedCount < source.partitions().size() && openReaderCount < mapping.threads();
        if (mayStart && (lanes.isEmpty() || mayReadAhead())) {
            Lane<I, O> lane = new Lane<>(source.partitions().get(startedCount));
            startedCount++;
            openReaderCount++;
            lanes.addLast(lane);
            return lane;
        }
        return null;
    }

    /**
     * The batch due next is always let in by the number of results, since {@link #mayReadAhead} leaves places over; by their bytes
     * it is let in expressly, for a single result may weigh more than all of the bound.
     */
    @GuardedBy("lock")
    private boolean mayRead(Lane<I, O> lane) {
        if (lane != lanes.peekFirst()) {
            return mayReadAhead();
        }
        boolean isDueNext = lane.readCount == lane.writtenCount;
        return resultCount < bound.resultCount() && (isDueNext || waitingBytes < bound.bytes());
    }

    /**
     * Whether there is room for results of partitions behind the one being written. They get less than all of it: were the bound
     * used up by them, a huge first partition would be left with one batch at a time, that is with one thread.
     */
    @GuardedBy("lock")
    private boolean mayReadAhead() {
        int reserved = Math.min(mapping.threads(), bound.resultCount() / 2);
        return resultCount < bound.resultCount() - reserved && waitingBytes < bound.bytes() / 2;
    }

    /** Gives the lane back after a batch was read from it, and hands out a place for that batch's result. */
    private Held<O> release(Lane<I, O> lane) {
        lock.lock();
        try {
            Held<O> held = idle.isEmpty() ? new Held<>() : idle.removeLast();
            idleBytes -= held.bytes;
            held.lane = lane;
            held.sequence = lane.readCount++;
            lane.busy = false;
            changed.signal();
            return held;
        } finally {
            lock.unlock();
        }
    }

    private void endOf(Lane<I, O> lane) throws IOException {
        lane.close();
        lock.lock();
        try {
            lane.busy = false;
            lane.exhausted = true;
            openReaderCount--;
            resultCount--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void deposit(Held<O> held) {
        lock.lock();
        try {
            held.lane.waiting.put(held.sequence, held);
            waitingBytes += held.bytes;
        } finally {
            lock.unlock();
        }
    }

    private void writeWhatIsDue() throws IOException {
        for (Held<O> due = becomeWriter(); due != null; due = nextAfter(due)) {
            long start = System.nanoTime();
            writer.write(due.result);
            writeNanos.add(System.nanoTime() - start);
        }
    }

    /** The result that is due, now the caller's to write; null when there is none, or another thread is writing and will find it. */
    private Held<O> becomeWriter() {
        lock.lock();
        try {
            return writing || failure != null ? null : takeDue();
        } finally {
            lock.unlock();
        }
    }

    /** Takes {@code written} back for use again; the next result that is due, or null, and the caller no longer writes. */
    private Held<O> nextAfter(Held<O> written) {
        lock.lock();
        try {
            written.lane.writtenCount++;
            resultCount--;
            batchCount++;
            waitingBytes -= written.bytes;
            keepForUseAgain(written);
            changed.signal();
            return failure != null ? null : takeDue();
        } finally {
            lock.unlock();
        }
    }

    /** Small results that all grow one after the other would make the idle ones exceed the bound, so some are dropped. */
    @GuardedBy("lock")
    private void keepForUseAgain(Held<O> written) {
        written.lane = null;
        if (idle.isEmpty() || idleBytes + waitingBytes + written.bytes <= bound.bytes()) {
            idle.addLast(written);
            idleBytes += written.bytes;
        }
    }

    @GuardedBy("lock")
    private Held<O> takeDue() {
        while (!lanes.isEmpty() && lanes.peekFirst().isDone()) {
            lanes.removeFirst();
            changed.signal();
        }
        Lane<I, O> first = lanes.peekFirst();
        Held<O> due = first == null ? null : first.waiting.remove(first.writtenCount);
        writing = due != null;
        return due;
    }

    private void fail(Throwable problem) {
        lock.lock();
        try {
            if (failure == null) {
                failure = problem;
            } else if (isNews(problem)) {
                failure.addSuppressed(problem);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All threads notice a cancellation; one report of it is enough. */
    @GuardedBy("lock")
    private boolean isNews(Throwable problem) {
        return problem != failure && !(problem instanceof CancelledException && failure instanceof CancelledException);
    }

    /** After all threads ended: closes what a failure left open. */
    private void closeReaders() {
        lock.lock();
        try {
            for (Lane<I, O> lane : lanes) {
                try {
                    lane.close();
                } catch (IOException | RuntimeException problem) {
                    fail(problem);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() throws IOException {
        lock.lock();
        try {
            if (failure instanceof IOException problem) {
                throw problem;
            } else if (failure instanceof RuntimeException problem) {
                throw problem;
            } else if (failure instanceof Error problem) {
                throw problem;
            } else if (failure != null) {
                throw new IllegalStateException("Cannot go on with " + step, failure);
            }
        } finally {
            lock.unlock();
        }
    }

    private BoundedPipeline.Summary summary() {
        lock.lock();
        try {
            if (!lanes.isEmpty() || resultCount != 0) {
                throw new IllegalStateException("Cannot end " + step + ": " + resultCount + " results are not written");
            }
            return new BoundedPipeline.Summary(
                    batchCount, peakResultCount, readNanos.sum(), mapNanos.sum(), writeNanos.sum());
        } finally {
            lock.unlock();
        }
    }

    /** A started partition. Its reader belongs to the thread that set {@link #busy}; the other fields are guarded by the lock. */
    private static final class Lane<I, O> {
        final Map<Long, Held<O>> waiting = new HashMap<>();
        boolean busy;
        boolean exhausted;
        long readCount;
        long writtenCount;

        private final BoundedPipeline.Partition<I> partition;
        private BoundedPipeline.Reader<I> reader;

        Lane(BoundedPipeline.Partition<I> partition) {
            this.partition = partition;
        }

        boolean next(I batch) throws IOException {
            if (reader == null) {
                reader = partition.open();
            }
            return reader.next(batch);
        }

        void close() throws IOException {
            BoundedPipeline.Reader<I> closing = reader;
            reader = null;
            if (closing != null) {
                closing.close();
            }
        }

        boolean isDone() {
            return exhausted && readCount == writtenCount;
        }
    }

    /** A result with its place in the order. Belongs to the thread that fills or writes it. */
    private static final class Held<O> {
        O result;
        Lane<?, O> lane;
        long sequence;
        long bytes;
    }
}
