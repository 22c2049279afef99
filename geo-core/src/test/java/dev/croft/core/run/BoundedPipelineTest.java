package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches are arrays of one number that says where it belongs: partition * 1000 + place. Results are its square. */
@Timeout(60)
class BoundedPipelineTest {
    private static final String STEP = "pipelinetest";

    @TempDir
    Path folder;

    private RunContext context;
    private final AtomicInteger openReaders = new AtomicInteger();
    private final AtomicInteger mostOpenReaders = new AtomicInteger();
    private final AtomicInteger openWorkers = new AtomicInteger();
    private final List<Long> written = new ArrayList<>();

    @BeforeEach
    void openContext() throws IOException {
        context = RunContext.named("test").temporaryFolder(folder).build();
    }

    /** After every test, also those with failures: all is closed and no thread is left. */
    @AfterEach
    void nothingIsLeft() throws IOException {
        context.close();
        assertEquals(0, openReaders.get(), "open readers");
        assertEquals(0, openWorkers.get(), "open workers");
        assertEquals(List.of(), threadNames());
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(STEP))
                .toList();
    }

    private final class Numbers implements BoundedPipeline.Partition<long[]>, BoundedPipeline.Reader<long[]> {
        private final int index;
        private final int batchCount;
        private final AtomicBoolean inUse = new AtomicBoolean();
        private int place;

        Numbers(int index, int batchCount) {
            this.index = index;
            this.batchCount = batchCount;
        }

        @Override
        public Numbers open() {
            mostOpenReaders.accumulateAndGet(openReaders.incrementAndGet(), Math::max);
            return this;
        }

        @Override
        public boolean next(long[] batch) throws IOException {
            assertTrue(inUse.compareAndSet(false, true), "two threads read one partition");
            batch[0] = index * 1000L + place;
            boolean more = place++ < batchCount;
            inUse.set(false);
            return more;
        }

        @Override
        public void close() {
            openReaders.decrementAndGet();
        }
    }

    private interface Step {
        void run(long number) throws IOException;
    }

    private final class Squarer implements BoundedPipeline.Worker<long[], long[]> {
        private final Step before;

        Squarer(Step before) {
            this.before = before;
            openWorkers.incrementAndGet();
        }

        @Override
        public void map(long[] batch, long[] result) throws IOException {
            before.run(batch[0]);
            result[0] = batch[0] * batch[0];
        }

        @Override
        public void close() {
            openWorkers.decrementAndGet();
        }
    }

    private List<Numbers> partitions(int... batchCounts) {
        return IntStream.range(0, batchCounts.length)
                .mapToObj(i -> new Numbers(i, batchCounts[i]))
                .toList();
    }

    private BoundedPipeline<long[], long[]> pipeline(
            List<? extends BoundedPipeline.Partition<long[]>> partitions, int threads, Step beforeMap) {
        return BoundedPipeline.named(STEP)
                .read(partitions, () -> new long[1])
                .map(threads, () -> new Squarer(beforeMap), () -> new long[1])
                .write(result -> written.add(result[0]));
    }

    private static List<Long> expected(int... batchCounts) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < batchCounts.length; i++) {
            for (long place = 0; place < batchCounts[i]; place++) {
                all.add((i * 1000L + place) * (i * 1000L + place));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0} threads, at most {1} results")
    @CsvSource({"1, 1", "2, 1", "2, 3", "8, 1", "8, 2", "8, 5", "8, 64", "32, 7"})
    void resultsComeInOrderOfInput(int threads, int results) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int[] counts = random.ints(random.nextInt(12), 0, 60).toArray();
            written.clear();
            BoundedPipeline.Summary summary = pipeline(partitions(counts), threads, number -> spin(number % 7 * 300))
                    .holdingAtMost(results)
                    .run(context);
            assertEquals(expected(counts), written, "seed " + seed);
            assertEquals(written.size(), summary.batchCount());
            assertTrue(summary.peakResultCount() <= results, "seed " + seed + ": " + summary);
        }
        assertTrue(mostOpenReaders.get() <= threads, "open readers: " + mostOpenReaders);
    }

    /** Work of uneven length, so that batches overtake each other. */
    private static void spin(long rounds) {
        for (long i = 0; i < rounds; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void emptyInputIsNoWork() throws IOException {
        BoundedPipeline.Summary summary = pipeline(List.of(), 8, number -> {}).run(context);
        assertEquals(0, summary.batchCount());
    }

    @Test
    void batchesAndResultsAreUsedAgain() throws IOException {
        AtomicInteger batches = new AtomicInteger();
        Set<Object> results = Collections.newSetFromMap(new ConcurrentHashMap<>());
        BoundedPipeline.named(STEP)
                .read(partitions(500, 500), () -> new long[batches.incrementAndGet()])
                .map(4, () -> new Squarer(number -> {}), () -> {
                    long[] result = new long[1];
                    results.add(result);
                    return result;
                })
                .write(result -> written.add(result[0]))
                .holdingAtMost(10)
                .run(context);
        assertEquals(expected(500, 500), written);
        assertTrue(batches.get() <= 4, "made " + batches);
        assertTrue(results.size() <= 10, "made " + results.size());
    }

    @Test
    void onePartitionIsMappedByAllThreads() throws IOException {
        CyclicBarrier all = new CyclicBarrier(4);
        pipeline(partitions(8), 4, number -> meet(all)).run(context);
        assertEquals(expected(8), written);
    }

    @Test
    void manyPartitionsAreReadByAllThreads() throws IOException {
        CyclicBarrier all = new CyclicBarrier(4);
        List<BoundedPipeline.Partition<long[]>> partitions = new ArrayList<>();
        for (Numbers numbers : partitions(1, 1, 1, 1, 1, 1, 1, 1)) {
            partitions.add(() -> {
                meet(all);
                return numbers.open();
            });
        }
        pipeline(partitions, 4, number -> {}).run(context);
        assertEquals(expected(1, 1, 1, 1, 1, 1, 1, 1), written);
    }

    /** Passes only when as many threads as the barrier wants are here at the same time. */
    private static void meet(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception tooFew) {
            throw new IOException("the others did not come", tooFew);
        }
    }

    @Test
    void readingAheadLeavesRoomForTheFirstPartition() throws IOException {
        // The first partition cannot be read until as much as possible was read ahead; then two of its batches must run
        // at once.
        CountDownLatch ahead = new CountDownLatch(5);
        CyclicBarrier both = new CyclicBarrier(2);
        List<Numbers> numbers = partitions(4, 100);
        BoundedPipeline.Partition<long[]> late = () -> {
            awaitUninterruptibly(ahead);
            return numbers.get(0).open();
        };
        pipeline(List.of(late, numbers.get(1)), 2, number -> {
                    if (number < 1000) {
                        meet(both);
                    } else {
                        ahead.countDown();
                    }
                })
                .holdingAtMost(8)
                .run(context);
        assertEquals(expected(4, 100), written);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "never opened");
        } catch (InterruptedException problem) {
            throw new IOException(problem);
        }
    }

    @Test
    void waitingResultsAreBoundedByBytes() throws IOException {
        // The first batch takes until all others wait: ten results of 100 bytes, and one more per thread that was under
        // way.
        int threads = 4;
        Set<Thread> others = ConcurrentHashMap.newKeySet();
        AtomicInteger mapped = new AtomicInteger();
        AtomicInteger mappedWhenStalled = new AtomicInteger();
        pipeline(partitions(200), threads, number -> {
                    if (number > 0) {
                        others.add(Thread.currentThread());
                        mapped.incrementAndGet();
                        return;
                    }
                    while (mapped.get() < 10 || !others.stream().allMatch(BoundedPipelineTest::isIdle)) {
                        Thread.onSpinWait();
                    }
                    mappedWhenStalled.set(mapped.get());
                })
                .holdingAtMost(1000, result -> 100)
                .run(context);
        assertEquals(expected(200), written);
        assertTrue(mappedWhenStalled.get() < 10 + threads, "mapped " + mappedWhenStalled);
    }

    /** Waiting, or at its end because nothing held it back. */
    private static boolean isIdle(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TERMINATED;
    }

    @Test
    void resultHeavierThanTheBoundStopsNothing() throws IOException {
        // A result of the second partition waits before the first is read.
        CountDownLatch ahead = new CountDownLatch(1);
        List<Numbers> numbers = partitions(4, 4);
        BoundedPipeline.Partition<long[]> late = () -> {
            awaitUninterruptibly(ahead);
            return numbers.get(0).open();
        };
        pipeline(List.of(late, numbers.get(1)), 2, number -> {})
                .holdingAtMost(2, result -> {
                    ahead.countDown();
                    return 100;
                })
                .run(context);
        assertEquals(expected(4, 4), written);
    }

    @Test
    void oneThreadIsTheCaller() throws IOException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        pipeline(partitions(5, 5), 1, number -> threads.add(Thread.currentThread()))
                .run(context);
        assertEquals(Set.of(Thread.currentThread()), threads);
    }

    @Test
    void threadsAreNamedAfterTheStep() throws IOException {
        Set<String> names = ConcurrentHashMap.newKeySet();
        CyclicBarrier all = new CyclicBarrier(2);
        pipeline(partitions(2), 2, number -> {
                    names.add(Thread.currentThread().getName());
                    meet(all);
                })
                .run(context);
        assertEquals(Set.of(STEP + "-1", STEP + "-2"), names);
    }

    private enum Stage {
        OPEN,
        READ,
        CLOSE_READER,
        NEW_BATCH,
        NEW_WORKER,
        NEW_RESULT,
        MAP,
        CLOSE_WORKER,
        WRITE
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void failureInAnyStageEndsTheRun(Stage stage) {
        for (int threads : new int[] {1, 2, 8}) {
            Failing failing = new Failing(stage);
            written.clear();
            IllegalArgumentException thrown =
                    assertThrows(IllegalArgumentException.class, () -> BoundedPipeline.named(STEP)
                            .read(failing.partitions(), failing::newBatch)
                            .map(threads, failing::newWorker, failing::newResult)
                            .write(failing::write)
                            .run(context));
            assertEquals("broken " + stage, thrown.getMessage());
            assertEquals(expected(30, 30, 30).subList(0, written.size()), written);
            assertEquals(List.of(), threadNames());
        }
    }

    /** Three partitions of which the second is half done when the stage breaks. */
    private final class Failing {
        private final Stage broken;

        Failing(Stage broken) {
            this.broken = broken;
        }

        private void reach(Stage stage, boolean now) {
            if (stage == broken && now) {
                throw new IllegalArgumentException("broken " + stage);
            }
        }

        List<BoundedPipeline.Partition<long[]>> partitions() {
            List<BoundedPipeline.Partition<long[]>> all = new ArrayList<>();
            for (Numbers numbers : BoundedPipelineTest.this.partitions(30, 30, 30)) {
                all.add(() -> {
                    reach(Stage.OPEN, numbers.index == 1);
                    return reader(numbers.open());
                });
            }
            return all;
        }

        private BoundedPipeline.Reader<long[]> reader(Numbers numbers) {
            return new BoundedPipeline.Reader<>() {
                @Override
                public boolean next(long[] batch) throws IOException {
                    boolean more = numbers.next(batch);
                    reach(Stage.READ, batch[0] == 1015);
                    return more;
                }

                @Override
                public void close() {
                    numbers.close();
                    reach(Stage.CLOSE_READER, numbers.index == 1);
                }
            };
        }

        long[] newBatch() {
            reach(Stage.NEW_BATCH, true);
            return new long[1];
        }

        BoundedPipeline.Worker<long[], long[]> newWorker() {
            reach(Stage.NEW_WORKER, true);
            Squarer squarer = new Squarer(number -> reach(Stage.MAP, number == 1015));
            return new BoundedPipeline.Worker<>() {
                @Override
                public void map(long[] batch, long[] result) throws IOException {
                    squarer.map(batch, result);
                }

                @Override
                public void close() {
                    squarer.close();
                    reach(Stage.CLOSE_WORKER, true);
                }
            };
        }

        long[] newResult() {
            reach(Stage.NEW_RESULT, true);
            return new long[1];
        }

        void write(long[] result) {
            reach(Stage.WRITE, written.size() == 45);
            written.add(result[0]);
        }
    }

    @Test
    void laterFailuresAreSuppressed() {
        CyclicBarrier both = new CyclicBarrier(2);
        IOException thrown = assertThrows(IOException.class, () -> pipeline(partitions(2), 2, number -> {
                    meet(both);
                    throw new IOException("batch " + number);
                })
                .run(context));
        assertEquals(1, thrown.getSuppressed().length);
        assertEquals(Set.of("batch 0", "batch 1"), Set.of(thrown.getMessage(), thrown.getSuppressed()[0].getMessage()));
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 8})
    void cancellationStopsAtTheNextBatch(int threads) {
        AtomicInteger mapped = new AtomicInteger();
        CancelledException thrown =
                assertThrows(CancelledException.class, () -> pipeline(partitions(900), threads, number -> {
                            mapped.incrementAndGet();
                            context.cancel("the time limit is near");
                        })
                        .run(context));
        assertEquals("Cannot go on: the time limit is near", thrown.getMessage());
        assertEquals(0, thrown.getSuppressed().length);
        assertTrue(mapped.get() <= threads, "mapped " + mapped);
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 8})
    void interruptStopsAndStaysSet(int threads) {
        Thread caller = Thread.currentThread();
        assertThrows(CancelledException.class, () -> pipeline(
                        partitions(Integer.MAX_VALUE), threads, number -> caller.interrupt())
                .run(context));
        assertTrue(Thread.interrupted());
    }
}
