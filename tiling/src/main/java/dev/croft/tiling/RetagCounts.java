package dev.croft.tiling;

import java.util.BitSet;

/** Which rows of joined tables were asked for, and how often there was none. Confined to one thread, but for {@link #addAll}. */
final class RetagCounts {
    private final BitSet usedRows = new BitSet();
    private long foundCount;
    private long missedCount;
    private String missedKey = "";

    void found(long row) {
        usedRows.set((int) row);
        foundCount++;
    }

    void missed() {
        missedCount++;
    }

    /** Whether a key that was not found is still to be named. */
    boolean needsMissedKey() {
        return missedKey.isEmpty();
    }

    void missedKey(String key) {
        missedKey = key;
    }

    /** Adds what another thread counted, which must not go on counting there. */
    synchronized void addAll(RetagCounts other) {
        usedRows.or(other.usedRows);
        foundCount += other.foundCount;
        missedCount += other.missedCount;
        missedKey = missedKey.isEmpty() ? other.missedKey : missedKey;
    }

    synchronized long usedRowCount() {
        return usedRows.cardinality();
    }

    synchronized long foundCount() {
        return foundCount;
    }

    /** One of the keys that were not found; empty when all features that missed have none. */
    synchronized String exampleMissed() {
        return missedKey;
    }

    synchronized long missedCount() {
        return missedCount;
    }
}
