package dev.croft.core.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.croft.core.problem.ResourceException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An amount of heap divided among those that hold a lot of it, such as a block cache. It counts what was promised, not what is
 * used. Thread-safe.
 */
public final class MemoryBudget {
    /** Share of the heap that may be promised; the rest is for everything that nobody counts. */
    static final double HEAP_SHARE = 0.35;

    private final long totalBytes;

    @GuardedBy("this")
    private final Set<Grant> grants = new LinkedHashSet<>();

    private MemoryBudget(long totalBytes) {
        if (totalBytes < 1) {
            throw new IllegalArgumentException("Cannot divide " + totalBytes + " bytes");
        }
        this.totalBytes = totalBytes;
    }

    public static MemoryBudget ofBytes(long bytes) {
        return new MemoryBudget(bytes);
    }

    /** The share of the heap that is safe to promise. */
    public static MemoryBudget ofHeap(MachineMemory memory) {
        return new MemoryBudget(Math.max(1, (long) (memory.heapMaxBytes() * HEAP_SHARE)));
    }

    public long totalBytes() {
        return totalBytes;
    }

    public synchronized long remainingBytes() {
        return totalBytes - grants.stream().mapToLong(Grant::bytes).sum();
    }

    /**
     * Promises {@code wantedBytes}, or what remains when that is at least {@code leastBytes}.
     *
     * @param user what they are for, such as {@code block cache}
     * @throws ResourceException when less remains; names all users
     */
    public synchronized Grant reserveUpTo(String user, long wantedBytes, long leastBytes) {
        long remaining = remainingBytes();
        if (remaining < leastBytes) {
            throw new ResourceException(
                    "Cannot give " + ByteSize.format(leastBytes) + " of memory to the " + user + ": "
                            + ByteSize.format(remaining) + " of " + ByteSize.format(totalBytes)
                            + " remain, the rest is held by "
                            + grants + "; give Java a larger heap (-Xmx) or the job more memory (--memory)");
        }
        Grant grant = new Grant(user, Math.min(wantedBytes, remaining));
        grants.add(grant);
        return grant;
    }

    /**
     * Promises {@code bytes} once so many are free; more than there can ever be once nobody else holds any. For those who give their
     * grants back without waiting for others.
     *
     * @throws CancelledException when the thread is interrupted while it waits; the flag stays set
     */
    public synchronized Grant reserveWhenFree(String user, long bytes) {
        while (remainingBytes() < bytes && !grants.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("Cannot go on: the thread was interrupted while it waited for memory");
            }
        }
        Grant grant = new Grant(user, bytes);
        grants.add(grant);
        return grant;
    }

    private synchronized void release(Grant grant) {
        grants.remove(grant);
        notifyAll();
    }

    /** A promise of memory; closing it gives the bytes back. */
    public final class Grant implements AutoCloseable {
        private final String user;
        private final long bytes;

        private Grant(String user, long bytes) {
            this.user = user;
            this.bytes = bytes;
        }

        public long bytes() {
            return bytes;
        }

        @Override
        public void close() {
            release(this);
        }

        @Override
        public String toString() {
            return user + " (" + ByteSize.format(bytes) + ")";
        }
    }
}
