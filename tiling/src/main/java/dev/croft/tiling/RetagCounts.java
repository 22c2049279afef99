package dev.croft.tiling;

import java.util.BitSet;

/** Which rows of joined tables were asked for, and how often there was none. Confined to one thread, but for {@link #addAll}. */
final class RetagCounts {
    private final BitSet usedRows = new BitSet();
    private long foundCount;
    private long missedCount;

    void found(long row) {
        usedRows.set((int) row);
        foundCount++;
    }

    void missed() {
        missedCount++;
    }

    /** Adds what another thread counted, which must not go on counting there. */
    synchronized void addAll(RetagCounts other) {
        usedRows.or(other.usedRows);
        foundCount += other.foundCount;
        missedCount += other.missedCount;
    }

    synchronized long usedRowCount() {
        return usedRows.cardinality();
    }

    synchronized long foundCount() {
        return foundCount;
    }

    synchronized long missedCount() {
        return missedCount;
    }
}
