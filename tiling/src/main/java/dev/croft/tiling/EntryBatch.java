package dev.croft.tiling;

import dev.croft.tiling.pmtiles.EntryCursor;
import java.util.Arrays;

/** Some entries of an archive, in order: which tiles they stand for and where their content lies. */
final class EntryBatch {
    private long[] tileIds = new long[64];
    private int[] runLengths = new int[64];
    private long[] offsets = new long[64];
    private int[] lengths = new int[64];
    private int count;
    private long byteCount;

    void clear() {
        count = 0;
        byteCount = 0;
    }

    void add(EntryCursor entry) {
        if (count == tileIds.length) {
            tileIds = Arrays.copyOf(tileIds, count * 2);
            runLengths = Arrays.copyOf(runLengths, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        tileIds[count] = entry.tileId();
        runLengths[count] = entry.runLength();
        offsets[count] = entry.offset();
        lengths[count] = entry.length();
        byteCount += entry.length();
        count++;
    }

    int count() {
        return count;
    }

    /** Stored bytes of all contents. */
    long byteCount() {
        return byteCount;
    }

    long tileId(int entry) {
        return tileIds[entry];
    }

    int runLength(int entry) {
        return runLengths[entry];
    }

    long offset(int entry) {
        return offsets[entry];
    }

    int length(int entry) {
        return lengths[entry];
    }
}
