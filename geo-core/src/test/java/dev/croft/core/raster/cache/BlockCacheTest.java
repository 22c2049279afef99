package dev.croft.core.raster.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.cache.BlockCache.Block;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockCacheTest {
    private static final int BLOCK_BYTES = 4 * 4 * 2;

    /** 10 x 10 blocks of 4 x 4 cells, of which the last are cut; each cell holds the number of its block. */
    private static class NumberedBlocks implements RasterSource {
        final AtomicInteger reads = new AtomicInteger();
        final Set<Integer> inProgress = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return "numbered";
        }

        @Override
        public GridGeometry grid() {
            return new GridGeometry(Crs.UNKNOWN, GeoTransform.northUp(0, 0, 1, 1), 38, 39);
        }

        @Override
        public List<RasterBand> bands() {
            return List.of(new RasterBand(SampleType.UINT16, "", Optional.empty(), List.of()));
        }

        @Override
        public int blockColumnCount() {
            return 4;
        }

        @Override
        public int blockRowCount() {
            return 4;
        }

        @Override
        public void readBlock(int band, int block, Object samples) throws IOException {
            assertTrue(inProgress.add(block), "block " + block + " is decoded twice at once");
            reads.incrementAndGet();
            Arrays.fill((short[]) samples, (short) block);
            inProgress.remove(block);
        }

        @Override
        public void close() {}
    }

    @Test
    void blockIsDecodedOnceWhileItFits() throws IOException {
        NumberedBlocks source = new NumberedBlocks();
        BlockCache cache = new BlockCache(source, 0, 3 * BLOCK_BYTES);
        for (int round = 0; round < 3; round++) {
            for (int index = 7; index < 10; index++) {
                Block block = cache.acquire(index);
                assertEquals(index, ((short[]) block.samples())[15]);
                assertEquals(index, block.index());
                cache.release(block);
            }
        }
        assertEquals(3, cache.decodedBlockCount());
    }

    @Test
    void arraysAreUsedAgain() throws IOException {
        BlockCache cache = new BlockCache(new NumberedBlocks(), 0, 2 * BLOCK_BYTES);
        List<Object> arrays = new ArrayList<>();
        for (int index = 0; index < 20; index++) {
            Block block = cache.acquire(index);
            if (arrays.stream().noneMatch(array -> array == block.samples())) {
                arrays.add(block.samples());
            }
            cache.release(block);
        }
        assertEquals(2, arrays.size());
    }

    @Test
    void usedBlockOutlivesUnusedOnes() throws IOException {
        NumberedBlocks source = new NumberedBlocks();
        BlockCache cache = new BlockCache(source, 0, 4 * BLOCK_BYTES);
        for (int index = 1; index < 60; index++) {
            cache.release(cache.acquire(0)); // always in use
            cache.release(cache.acquire(index));
        }
        assertTrue(source.reads.get() < 60 + 25, source.reads + " reads: block 0 is not kept");
    }

    @Test
    void blocksAreLentBeyondTheCapacityWhenAllAreHeld() throws IOException {
        NumberedBlocks source = new NumberedBlocks();
        BlockCache cache = new BlockCache(source, 0, 1); // one block at least
        Block first = cache.acquire(1);
        Block second = cache.acquire(2);
        Block again = cache.acquire(2);
        assertNotSame(first.samples(), second.samples());
        assertSame(second, again);
        assertEquals(1, ((short[]) first.samples())[0]);
        assertEquals(2, ((short[]) second.samples())[0]);
        cache.release(second);
        cache.release(again); // dropped now
        cache.release(first);
        cache.release(cache.acquire(2));
        assertEquals(3, cache.decodedBlockCount());
    }

    @Test
    void failureReachesAllWhoWaitAndTheNextTriesAgain() throws Exception {
        CountDownLatch decoding = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        RasterSource source = new NumberedBlocks() {
            @Override
            public void readBlock(int band, int block, Object samples) throws IOException {
                if (attempts.incrementAndGet() == 1) {
                    decoding.countDown();
                    await(mayFail);
                    throw new IOException("Cannot read block " + block);
                }
                super.readBlock(band, block, samples);
            }
        };
        BlockCache cache = new BlockCache(source, 0, 2 * BLOCK_BYTES);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(start(failures, () -> cache.release(cache.acquire(5))));
            await(decoding);
        }
        for (Thread waiting : threads.subList(1, 4)) {
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        mayFail.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(4, failures.size());
        assertEquals(1, Set.copyOf(failures).size(), "one failure for all");
        assertEquals(1, attempts.get());
        Block block = cache.acquire(5);
        assertEquals(5, ((short[]) block.samples())[0]);
        cache.release(block);
        assertEquals(1, cache.decodedBlockCount());
    }

    @Test
    void interruptedWaiterStopsAndKeepsItsFlag() throws Exception {
        CountDownLatch decoding = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        RasterSource source = new NumberedBlocks() {
            @Override
            public void readBlock(int band, int block, Object samples) throws IOException {
                decoding.countDown();
                await(mayEnd);
                super.readBlock(band, block, samples);
            }
        };
        BlockCache cache = new BlockCache(source, 0, BLOCK_BYTES);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Thread decoder = start(failures, () -> cache.release(cache.acquire(5)));
        await(decoding);
        Thread waiter = start(failures, () -> {
            assertThrows(InterruptedIOException.class, () -> cache.acquire(5));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiter.interrupt();
        waiter.join();
        mayEnd.countDown();
        decoder.join();
        assertEquals(List.of(), failures);
        assertEquals(1, cache.decodedBlockCount());
    }

    /** Few frames, many threads, several blocks held at once, and a decode that fails now and then. */
    @Test
    void threadsAlwaysSeeTheBlockThatTheyAskedFor() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        NumberedBlocks source = new NumberedBlocks() {
            @Override
            public void readBlock(int band, int block, Object samples) throws IOException {
                if (attempts.incrementAndGet() % 50 == 0) {
                    throw new IOException("Cannot read block " + block);
                }
                super.readBlock(band, block, samples);
            }
        };
        BlockCache cache = new BlockCache(source, 0, 8 * BLOCK_BYTES);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int seed = i;
            threads.add(start(failures, () -> {
                Random random = new Random(seed);
                List<Block> held = new ArrayList<>();
                for (int step = 0; step < 20_000; step++) {
                    int index = random.nextInt(20);
                    try {
                        held.add(cache.acquire(index));
                        assertEquals(index, held.get(held.size() - 1).index());
                    } catch (IOException e) {
                        refused.incrementAndGet();
                    }
                    for (Block block : held) {
                        short[] samples = (short[]) block.samples();
                        assertEquals(block.index(), samples[step % 16]);
                    }
                    while (held.size() > random.nextInt(4)) {
                        cache.release(held.remove(random.nextInt(held.size())));
                    }
                }
                held.forEach(cache::release);
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        assertTrue(refused.get() > 0);
        assertEquals(source.reads.get(), cache.decodedBlockCount());
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Thread start(List<Throwable> failures, Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
