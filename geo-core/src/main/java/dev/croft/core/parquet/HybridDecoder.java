package dev.croft.core.parquet;

import java.util.Arrays;

/** Decodes the RLE / bit-packing hybrid; <em>Encodings</em>, section "Run Length Encoding / Bit-Packing Hybrid". */
final class HybridDecoder {
    private final byte[] bytes;
    private final int limit;
    private final int bitWidth;
    private final long mask;
    private int position;
    private int runLength;
    private int runValue;
    private boolean packed;
    private long bitPosition;

    /** @param bytes has {@link PageDecompressor#PADDING} readable bytes after {@code limit} */
    HybridDecoder(byte[] bytes, int offset, int limit, int bitWidth) {
        if (bitWidth < 0 || bitWidth > Integer.SIZE) {
            throw new DamagedException("a bit width of " + bitWidth);
        }
        this.bytes = bytes;
        this.position = offset;
        this.limit = limit;
        this.bitWidth = bitWidth;
        this.mask = (1L << bitWidth) - 1;
    }

    void read(int[] target, int count) {
        int done = 0;
        while (done < count) {
            if (runLength == 0) {
                startRun();
            }
            int length = Math.min(runLength, count - done);
            if (packed) {
                unpack(target, done, length);
            } else {
                Arrays.fill(target, done, done + length, runValue);
            }
            runLength -= length;
            done += length;
        }
    }

    private void startRun() {
        int header = header();
        packed = (header & 1) != 0;
        runLength = header >>> 1;
        if (packed) {
            startPackedRun();
        } else {
            int width = (bitWidth + 7) / 8;
            if (width > limit - position) {
                throw new DamagedException("a run of levels or indices is cut short");
            }
            runValue = (int) (LittleEndian.getLong(bytes, position) & mask);
            position += width;
        }
    }

    private void startPackedRun() {
        // The last group may be cut to the values there are, so the bytes decide how many groups of eight can follow.
        long length = (long) runLength * bitWidth;
        long present = Math.min(length, limit - position);
        runLength = bitWidth == 0 ? (int) Math.min(Integer.MAX_VALUE, runLength * 8L) : (int) (present * 8 / bitWidth);
        bitPosition = position * 8L;
        position += (int) present;
        if (runLength == 0) {
            throw new DamagedException("a run of levels or indices is cut short");
        }
    }

    private void unpack(int[] target, int offset, int count) {
        long bit = bitPosition;
        for (int i = offset; i < offset + count; i++) {
            target[i] = (int) ((LittleEndian.getLong(bytes, (int) (bit >>> 3)) >>> (bit & 7)) & mask);
            bit += bitWidth;
        }
        bitPosition = bit;
    }

    private int header() {
        int value = 0;
        int shift = 0;
        int next;
        do {
            if (position >= limit || shift > 28) {
                throw new DamagedException("levels or indices end before their page");
            }
            next = bytes[position++];
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
