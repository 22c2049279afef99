package dev.croft.core.raster.cache;

import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decoded blocks of one band, kept within a number of bytes for any number of threads. A block stays as long as someone has
 * acquired it; others make room by the CLOCK rule (a block is passed over once after each use). Sample arrays are used again
 * for other blocks, never given to the garbage collector, and a hit allocates nothing and takes no lock.
 *
 * <p>When everything in the cache is acquired at once, a further block gets an array beyond the capacity rather than wait,
 * since waiting threads may hold what they wait for; that array is dropped on its last release. So keep
 * {@code threads * blocks acquired at once} well within the capacity.
 *
 * <p>Thread-safe. How: {@link #slots} maps a block to the frame that holds it, and a frame's {@code pins} decide who may do
 * what. A count of 0 or more may be raised by anyone, who then checks that the frame still is of the wanted block, for it
 * cannot change while pinned. {@link Block#CLAIMED} is set only from 0 and makes one thread the owner: it takes the frame
 * out of its slot, puts it into that of the new block, and lets others in by setting its own pin. The volatile write of
 * {@code state} after decoding is what readers of the samples synchronise with.
 */
public final class BlockCache {
    private final RasterSource source;
    private final int band;
    private final SampleType type;
    private final int samplesPerBlock;
    private final AtomicReferenceArray<Block> slots;

    /** All frames within the capacity; the hand of the clock goes around here. */
    private final AtomicReferenceArray<Block> frames;

    private final AtomicInteger frameCount = new AtomicInteger();
    private final AtomicInteger hand = new AtomicInteger();
    private final LongAdder decoded = new LongAdder();

    /**
     * A cache over band {@code band} of {@code source}, which it does not close.
     *
     * @param capacityBytes bytes of samples to keep; at least one block is kept whatever its size
     */
    public BlockCache(RasterSource source, int band, long capacityBytes) {
        this.source = source;
        this.band = band;
        this.type = source.bands().get(band).type();
        this.samplesPerBlock = Math.multiplyExact(source.blockColumnCount(), source.blockRowCount());
        int blockCount = Math.multiplyExact(source.blocksAcross(), source.blocksDown());
        long fitting = capacityBytes / ((long) samplesPerBlock * type.byteCount());
        this.slots = new AtomicReferenceArray<>(blockCount);
        this.frames = new AtomicReferenceArray<>((int) Math.max(1, Math.min(fitting, blockCount)));
    }

    /** One decoded block, lent between {@link BlockCache#acquire} and {@link BlockCache#release}. */
    public static final class Block {
        private static final int CLAIMED = -1;
        private static final int NONE = -1;

        private enum State {
            DECODING,
            READY,
            FAILED
        }

        private final Object samples;
        private final boolean beyondCapacity;
        private final AtomicInteger pins = new AtomicInteger(CLAIMED);
        private volatile int index = NONE;
        private volatile State state = State.DECODING;
        private volatile boolean recentlyUsed;

        /** Written by the thread that decodes, before {@link #state}. */
        private Throwable failure;

        private Block(Object samples, boolean beyondCapacity) {
            this.samples = samples;
            this.beyondCapacity = beyondCapacity;
        }

        /** Which block of the source this is. */
        public int index() {
            return index;
        }

        /**
         * The samples as {@link RasterSource#readBlock} gives them: an array of the band's type, each row
         * {@code blockColumnCount} apart. Shared by all threads: not to be written.
         */
        public Object samples() {
            return samples;
        }

        private boolean pin() {
            for (int count = pins.get(); count != CLAIMED; count = pins.get()) {
                if (pins.compareAndSet(count, count + 1)) {
                    return true;
                }
            }
            return false;
        }

        private boolean claim() {
            return pins.get() == 0 && pins.compareAndSet(0, CLAIMED);
        }

        private synchronized void become(State newState) {
            state = newState;
            notifyAll();
        }

        private synchronized void awaitDecoded() throws InterruptedException {
            while (state == State.DECODING) {
                wait();
            }
        }
    }

    /**
     * The decoded block {@code index}, pinned until it is released. When another thread is decoding it, waits for that one;
     * when that fails, fails with the same exception. The next to ask tries again.
     *
     * @throws InterruptedIOException when interrupted while waiting; the interrupt flag is set
     */
    public Block acquire(int index) throws IOException {
        while (true) {
            Block block = slots.get(index);
            if (block == null) {
                Block loaded = tryLoad(index);
                if (loaded != null) {
                    return loaded;
                }
            } else if (block.pin()) {
                if (block.index == index) {
                    return shared(block);
                }
                unpin(block);
            } else {
                Thread.onSpinWait(); // its owner is about to take it out of the slot, or to pin it
            }
        }
    }

    /** Gives back what {@link #acquire} lent; once for each time. */
    public void release(Block block) {
        unpin(block);
    }

    /** How many blocks were decoded, again or not; failures are not counted. */
    public long decodedBlockCount() {
        return decoded.sum();
    }

    private Block shared(Block block) throws IOException {
        if (block.state != Block.State.READY) {
            awaitDecoded(block);
        }
        if (!block.recentlyUsed) { // written only when it changes, so that the cache line stays shared
            block.recentlyUsed = true;
        }
        return block;
    }

    private void awaitDecoded(Block block) throws IOException {
        try {
            block.awaitDecoded();
        } catch (InterruptedException e) {
            unpin(block);
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Cannot wait for a block of " + source.name() + ": interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
        if (block.state == Block.State.FAILED) {
            Throwable failure = block.failure;
            unpin(block);
            throw rethrown(failure);
        }
    }

    /** Decodes the block, or returns null when another thread has begun to. */
    private Block tryLoad(int index) throws IOException {
        Block block = claimFrame();
        block.state = Block.State.DECODING;
        block.index = index;
        // Into the slot before it can be pinned: nobody may wait for a frame that loses this race and is never decoded.
        if (!slots.compareAndSet(index, null, block)) {
            block.index = Block.NONE;
            block.pins.set(0);
            return null;
        }
        block.pins.set(1);
        try {
            source.readBlock(band, index, block.samples);
        } catch (IOException | RuntimeException | Error e) {
            block.failure = e;
            slots.compareAndSet(index, block, null);
            block.become(Block.State.FAILED);
            unpin(block);
            throw e;
        }
        block.recentlyUsed = true;
        block.become(Block.State.READY);
        decoded.increment();
        return block;
    }

    /** A frame that is claimed: new while there is room, else taken from a block that nobody holds, else beyond capacity. */
    private Block claimFrame() {
        int number = frameCount.get();
        while (number < frames.length()) {
            if (frameCount.compareAndSet(number, number + 1)) {
                Block fresh = new Block(type.newArray(samplesPerBlock), false);
                frames.set(number, fresh);
                return fresh;
            }
            number = frameCount.get();
        }
        // Once around takes the marks of recent use away, twice finds what others marked meanwhile.
        for (long steps = 3L * frames.length(); steps > 0; steps--) {
            Block block = frames.get(Math.floorMod(hand.getAndIncrement(), frames.length()));
            if (block == null) {
                continue; // its thread is still allocating
            }
            if (block.recentlyUsed && block.pins.get() == 0) {
                block.recentlyUsed = false;
            } else if (block.claim()) {
                leaveSlot(block);
                return block;
            }
        }
        return new Block(type.newArray(samplesPerBlock), true);
    }

    private void leaveSlot(Block claimed) {
        if (claimed.index != Block.NONE) {
            slots.compareAndSet(claimed.index, claimed, null);
        }
    }

    private void unpin(Block block) {
        int left = block.pins.decrementAndGet();
        if (left == 0 && block.beyondCapacity && block.claim()) {
            leaveSlot(block); // and is garbage, since no frame refers to it
        }
    }

    private static IOException rethrown(Throwable failure) {
        if (failure instanceof IOException io) {
            return io;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw (Error) failure;
    }
}
