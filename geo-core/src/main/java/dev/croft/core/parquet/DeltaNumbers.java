package dev.croft.core.parquet;

/**
 * Numbers packed as DELTA_BINARY_PACKED; <em>Encodings</em>, section "Delta Encoding". Holds one number at a time, so
 * that a damaged count reserves nothing.
 *
 * <pre>
 * header: block size, miniblocks per block, number count, first number (zigzag)
 * block:  smallest delta (zigzag), one byte of bit width per miniblock, miniblocks
 * </pre>
 */
final class DeltaNumbers {
    private final byte[] bytes;
    private final int limit;
    private final int miniblocksPerBlock;
    private final int numbersPerMiniblock;
    private final int firstBlock;
    private final long count;
    private int position;
    private long remaining;
    private long current;
    private long smallestDelta;
    private int widthsAt;
    private int miniblock;
    private int leftInMiniblock;
    private int bitWidth;
    private long bitPosition;

    DeltaNumbers(byte[] bytes, int offset, int limit) {
        this.bytes = bytes;
        this.position = offset;
        this.limit = limit;
        long blockSize = unsigned();
        long miniblocks = unsigned();
        this.count = unsigned();
        this.current = zigzag();
        if (miniblocks <= 0 || blockSize < miniblocks || blockSize > 1 << 20 || blockSize % (miniblocks * 8) != 0) {
            throw new DamagedException("delta blocks of " + blockSize + " numbers in " + miniblocks + " miniblocks");
        }
        this.miniblocksPerBlock = (int) miniblocks;
        this.numbersPerMiniblock = (int) (blockSize / miniblocks);
        this.miniblock = miniblocksPerBlock;
        this.remaining = count;
        this.firstBlock = position;
    }

    /** The same numbers again, before the first; for stepping over them. */
    private DeltaNumbers(DeltaNumbers start) {
        this.bytes = start.bytes;
        this.limit = start.limit;
        this.miniblocksPerBlock = start.miniblocksPerBlock;
        this.numbersPerMiniblock = start.numbersPerMiniblock;
        this.firstBlock = start.firstBlock;
        this.count = start.count;
        this.position = start.firstBlock;
        this.miniblock = miniblocksPerBlock;
    }

    long next() {
        if (remaining <= 0) {
            throw new DamagedException("the page holds fewer values than its header says");
        }
        if (remaining < count) {
            long delta = nextDelta(); // first, for it may start a block with another smallest delta
            current += smallestDelta + delta;
        }
        remaining--;
        return current;
    }

    private long nextDelta() {
        if (leftInMiniblock == 0) {
            startMiniblock();
        }
        leftInMiniblock--;
        long delta = bits(bitPosition);
        bitPosition += bitWidth;
        return delta;
    }

    private void startMiniblock() {
        if (miniblock == miniblocksPerBlock) {
            startBlock();
        }
        bitWidth = bytes[widthsAt + miniblock] & 0xff;
        int length = numbersPerMiniblock / 8 * bitWidth;
        if (bitWidth > Long.SIZE || length > limit - position) {
            throw new DamagedException("a delta miniblock runs over the end of its page");
        }
        bitPosition = position * 8L;
        position += length;
        leftInMiniblock = numbersPerMiniblock;
        miniblock++;
    }

    private void startBlock() {
        smallestDelta = zigzag();
        widthsAt = position;
        if (miniblocksPerBlock > limit - position) {
            throw new DamagedException("a delta block runs over the end of its page");
        }
        position += miniblocksPerBlock;
        miniblock = 0;
    }

    private long bits(long bit) {
        int at = (int) (bit >>> 3);
        int shift = (int) (bit & 7);
        if (bitWidth == 0) {
            return 0;
        }
        long value = LittleEndian.getLong(bytes, at) >>> shift;
        if (shift + bitWidth > Long.SIZE) {
            value |= (long) bytes[at + Long.BYTES] << (Long.SIZE - shift);
        }
        return bitWidth == Long.SIZE ? value : value & ((1L << bitWidth) - 1);
    }

    /** Position after the packed numbers, found by stepping over miniblocks; does not change what {@link #next} gives. */
    int end() {
        DeltaNumbers walker = new DeltaNumbers(this);
        long left = count - 1;
        while (left > 0) {
            walker.startMiniblock();
            left -= numbersPerMiniblock;
        }
        return walker.position;
    }

    private long zigzag() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    private long unsigned() {
        long value = 0;
        int shift = 0;
        int next;
        do {
            if (position >= limit || shift > 63) {
                throw new DamagedException("delta numbers end in mid-number");
            }
            next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
