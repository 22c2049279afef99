package dev.croft.tiling.attribute;

import java.io.IOException;
import java.util.Arrays;

/**
 * Adds texts to an area, those seen a short while ago only once: a few names, such as those of crops, take no space per row.
 * Confined to one thread.
 */
final class TextWriter {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int RECENT_COUNT = 1 << 12;

    private final TextArea area;

    /** By the low bits of their hash; {@link #recentPositions} is -1 where there is none. */
    private final long[] recentHashes = new long[RECENT_COUNT];

    private final long[] recentPositions = new long[RECENT_COUNT];
    private final int chunkBytes;
    private long next;
    private int left;

    TextWriter(TextArea area) {
        this.area = area;
        this.chunkBytes = Math.min(CHUNK_BYTES, area.longestText() + Integer.BYTES);
        Arrays.fill(recentPositions, -1);
    }

    /** The position of a text, which is added unless it was seen recently. */
    long put(byte[] bytes, int offset, int length) throws IOException {
        long hash = KeyHash.of(bytes, offset, length);
        int slot = (int) hash & (RECENT_COUNT - 1);
        long recent = recentPositions[slot];
        if (recent >= 0 && recentHashes[slot] == hash && area.equals(recent, bytes, offset, length)) {
            return recent;
        }
        long position = add(bytes, offset, length);
        recentHashes[slot] = hash;
        recentPositions[slot] = position;
        return position;
    }

    private long add(byte[] bytes, int offset, int length) throws IOException {
        int size = Integer.BYTES + length;
        long position;
        if (size <= left) {
            position = next;
        } else if (size > chunkBytes / 4) {
            position = area.reserve(size);
            area.write(position, bytes, offset, length);
            return position;
        } else {
            position = area.reserve(chunkBytes);
            left = chunkBytes;
        }
        area.write(position, bytes, offset, length);
        next = position + size;
        left -= size;
        return position;
    }
}
