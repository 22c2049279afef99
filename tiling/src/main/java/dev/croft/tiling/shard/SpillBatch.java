package dev.croft.tiling.shard;

import java.util.Arrays;

/** Compressed blocks of one or more sorted runs, made by a {@link RunWriter} and appended to a {@link SpillFile}. */
public final class SpillBatch {
    byte[] bytes = new byte[1 << 16];
    int length;
    final BlockIndex blocks = new BlockIndex();

    public void clear() {
        length = 0;
        blocks.clear();
    }

    /** Memory that the batch holds on to. */
    public long capacityBytes() {
        return bytes.length + blocks.capacityBytes();
    }

    void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, bytes.length * 2L)));
        }
    }
}
