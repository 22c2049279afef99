package dev.croft.core.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The one way Croft does work in parallel: batches are read from ordered partitions, mapped by several workers, and their
 * results written in the order of the input.
 *
 * <pre>{@code
 * BoundedPipeline.named("zonal")
 *         .read(partitions, ZoneBatch::new)
 *         .map(context.threads(), MajorityWorker::new, ResultBatch::new)
 *         .write(sink)
 *         .run(context);
 * }</pre>
 *
 * A worker takes the earliest partition that nobody reads at the moment, reads its next batch, lets go of the partition, and maps
 * the batch itself while it is warm in the cache. So one huge partition is still mapped in parallel, and many partitions are read
 * in parallel. Whoever completes the result that is due next writes it and those that became due behind it.
 *
 * <p>What holds at any thread count:
 * <ul>
 *   <li>Results are written in the order (partition, batch), by one thread at a time, though not always the same.
 *   <li>A partition is read by one thread at a time, from front to back; at most as many partitions as threads are open.
 *   <li>Results that exist at once are bounded, see {@link #holdingAtMost(int)} and {@link #holdingAtMost(long, ToLongFunction)}.
 *       The batch that is due next may always be read, so the bound cannot stop the pipeline; and the bound keeps room for the
 *       partition being written, so reading ahead cannot starve it.
 *   <li>Batches and results are used again: one batch per worker, as many results as existed at once.
 *   <li>The first failure stops the rest; later ones become suppressed exceptions. Readers and workers are closed, and no thread is
 *       left, when {@link #run} returns or throws. Workers are never interrupted, since that would close the files they share.
 *   <li>With one thread everything happens on the caller's.
 * </ul>
 * Immutable; may be run more than once when its partitions can.
 *
 * @param <I> batch, filled by a reader
 * @param <O> result, filled by a worker
 */
public final class BoundedPipeline<I, O> {
    /** Results per thread that exist at once unless a bound is given. */
    static final int DEFAULT_RESULTS_PER_THREAD = 8;

    /** A piece of the input. */
    @FunctionalInterface
    public interface Partition<I> {
        /** Starts reading; called at most once per run, by the thread that reads first. */
        Reader<I> open() throws IOException;
    }

    /** Reads one partition from front to back. Used by one thread at a time. */
    @FunctionalInterface
    public interface Reader<I> extends Closeable {
        /**
         * Replaces the content of {@code batch} by the next one.
         *
         * @return false at the end of the partition
         */
        boolean next(I batch) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** Turns a batch into a result. Made and closed by the thread that uses it, so it may own buffers. */
    @FunctionalInterface
    public interface Worker<I, O> extends Closeable {
        /**
         * Replaces the content of {@code result}, which may be that of an earlier batch. Both are lent for the call.
         */
        void map(I batch, O result) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** Takes the results in order. The result is lent for the call. */
    @FunctionalInterface
    public interface Writer<O> {
        void write(O result) throws IOException;
    }

    private final String step;
    private final Source<I> source;
    private final Mapping<I, O> mapping;
    private final Writer<? super O> writer;
    private final ResultBound<O> bound;

    private BoundedPipeline(
            String step, Source<I> source, Mapping<I, O> mapping, Writer<? super O> writer, ResultBound<O> bound) {
        this.step = step;
        this.source = source;
        this.mapping = mapping;
        this.writer = writer;
        this.bound = bound;
    }

    /** Begins a pipeline whose threads are called {@code step-1}, {@code step-2} and so on. */
    public static Start named(String step) {
        return new Start(step);
    }

    /**
     * Limits the results that exist at once. Beyond about {@code threads} of them, more only help when reading is the slow part:
     * a partition can be read ahead only as far as its results can wait for those of the partitions before it.
     *
     * @param resultCount at least 1
     */
    public BoundedPipeline<I, O> holdingAtMost(int resultCount) {
        return new BoundedPipeline<>(step, source, mapping, writer, ResultBound.byCount(resultCount));
    }

    /**
     * Limits the bytes of results that wait to be written or to be used again, instead of their number. Those being filled, one
     * per thread, come on top.
     *
     * @param weigher bytes that a result holds on to, its capacity rather than its content
     */
    public BoundedPipeline<I, O> holdingAtMost(long bytes, ToLongFunction<? super O> weigher) {
        return new BoundedPipeline<>(step, source, mapping, writer, ResultBound.byBytes(bytes, weigher));
    }

    /**
     * Runs to the end of the input.
     *
     * @throws CancelledException when the context was cancelled, or the calling thread interrupted; its interrupt flag is then set
     * @throws IOException or any unchecked exception: the first that a reader, worker or writer threw
     */
    public Summary run(RunContext context) throws IOException {
        return new PipelineRun<>(step, source, mapping, writer, bound, context).run();
    }

    /**
     * What a run did.
     *
     * @param batchCount batches read, mapped and written
     * @param peakResultCount most results that existed at once
     * @param readNanos time spent opening and reading, summed over threads
     * @param mapNanos time spent mapping, summed over threads
     * @param writeNanos time spent writing
     */
    public record Summary(long batchCount, int peakResultCount, long readNanos, long mapNanos, long writeNanos) {}

    /** A pipeline that has a name. */
    public static final class Start {
        private final String step;

        private Start(String step) {
            this.step = step;
        }

        /**
         * Reads the partitions, in this order as far as anyone can tell.
         *
         * @param newBatch makes an empty batch; called at most once per thread
         */
        public <I> Reading<I> read(List<? extends Partition<I>> partitions, Supplier<? extends I> newBatch) {
            return new Reading<>(step, new Source<>(List.copyOf(partitions), newBatch));
        }
    }

    /** A pipeline that has a source. */
    public static final class Reading<I> {
        private final String step;
        private final Source<I> source;

        private Reading(String step, Source<I> source) {
            this.step = step;
            this.source = source;
        }

        /**
         * Maps each batch to a result.
         *
         * @param threads at least 1
         * @param newWorker called at most once on each thread
         * @param newResult makes an empty result
         */
        public <O> Mapped<I, O> map(
                int threads,
                Supplier<? extends Worker<? super I, ? super O>> newWorker,
                Supplier<? extends O> newResult) {
            if (threads < 1) {
                throw new IllegalArgumentException("Cannot map with " + threads + " threads");
            }
            return new Mapped<>(step, source, new Mapping<>(threads, newWorker, newResult));
        }
    }

    /** A pipeline that lacks only its writer. */
    public static final class Mapped<I, O> {
        private final String step;
        private final Source<I> source;
        private final Mapping<I, O> mapping;

        private Mapped(String step, Source<I> source, Mapping<I, O> mapping) {
            this.step = step;
            this.source = source;
            this.mapping = mapping;
        }

        /**
         * Writes each result.
         *
         * @param writer called once per result, in order
         */
        public BoundedPipeline<I, O> write(Writer<? super O> writer) {
            int results = Math.multiplyExact(mapping.threads(), DEFAULT_RESULTS_PER_THREAD);
            return new BoundedPipeline<>(step, source, mapping, writer, ResultBound.byCount(results));
        }
    }

    record Source<I>(List<Partition<I>> partitions, Supplier<? extends I> newBatch) {}

    record Mapping<I, O>(
            int threads, Supplier<? extends Worker<? super I, ? super O>> newWorker, Supplier<? extends O> newResult) {}

    /** How much may wait: a number of results, or bytes of them; the other of the two is without limit. */
    record ResultBound<O>(int resultCount, long bytes, ToLongFunction<? super O> weigher) {
        static <O> ResultBound<O> byCount(int resultCount) {
            if (resultCount < 1) {
                throw new IllegalArgumentException("Cannot hold at most " + resultCount + " results");
            }
            return new ResultBound<>(resultCount, Long.MAX_VALUE, result -> 0);
        }

        static <O> ResultBound<O> byBytes(long bytes, ToLongFunction<? super O> weigher) {
            if (bytes < 1) {
                throw new IllegalArgumentException("Cannot hold at most " + bytes + " bytes of results");
            }
            return new ResultBound<>(Integer.MAX_VALUE, bytes, weigher);
        }
    }
}
