package dev.croft.tiling.pmtiles;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Contents that were written, found by an MD5 digest and their length, so that no content is written twice. MD5 is here a fast
 * 128-bit hash and guards nothing: of 10^8 different tiles two agree by chance with a probability of 10^-23.
 *
 * <p>Takes 24 bytes per content and 8 to 16 for the table of open addressing that finds it. Confined to one thread.
 */
final class ContentIndex {
    private static final int EMPTY = 0;

    private final MessageDigest md5 = md5();
    private final ByteBuffer digest = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    private long[] highs = new long[1024];
    private long[] lows = new long[1024];

    /** Where contents begin; each ends where the next begins, and the last at {@link #end}. */
    private long[] offsets = new long[1024];

    private int size;
    private long end;

    /** Ordinals of contents plus 1, at the place that the digest says or after it; at most half full. */
    private int[] slots = new int[4096];

    /** Different contents. */
    int size() {
        return size;
    }

    /** Where the next new content begins: the bytes of all contents. */
    long end() {
        return end;
    }

    /** Where this content was written; if it is new, {@link #end} as it was, and the content counts as written there. */
    long offsetOf(byte[] bytes, int offset, int length) {
        compute(bytes, offset, length);
        long high = digest.getLong(0);
        long low = digest.getLong(8);
        int mask = slots.length - 1;
        int slot = (int) high & mask;
        while (slots[slot] != EMPTY) {
            int content = slots[slot] - 1;
            if (highs[content] == high && lows[content] == low && lengthOf(content) == length) {
                return offsets[content];
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = size + 1;
        return append(high, low, length);
    }

    private long append(long high, long low, int length) {
        if (size == offsets.length) {
            int capacity = size + (size >> 1);
            highs = Arrays.copyOf(highs, capacity);
            lows = Arrays.copyOf(lows, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
        }
        highs[size] = high;
        lows[size] = low;
        offsets[size++] = end;
        end += length;
        if (size > slots.length / 2) {
            rehash(2 * slots.length);
        }
        return offsets[size - 1];
    }

    private void rehash(int slotCount) {
        slots = new int[slotCount];
        int mask = slotCount - 1;
        for (int content = 0; content < size; content++) {
            int slot = (int) highs[content] & mask;
            while (slots[slot] != EMPTY) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = content + 1;
        }
    }

    private long lengthOf(int content) {
        return (content + 1 < size ? offsets[content + 1] : end) - offsets[content];
    }

    private void compute(byte[] bytes, int offset, int length) {
        md5.update(bytes, offset, length);
        try {
            md5.digest(digest.array(), 0, digest.capacity());
        } catch (DigestException e) {
            throw new IllegalStateException("An MD5 digest has 16 bytes", e);
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
