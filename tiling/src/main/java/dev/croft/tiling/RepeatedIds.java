package dev.croft.tiling;

import dev.croft.core.run.MemoryBudget;
import dev.croft.tiling.attribute.AttributeCursor;
import dev.croft.tiling.attribute.AttributeStore;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Counts zones whose id an earlier one has. Ids that ascend, as most do, cost nothing; others a second look at them all, and a bit
 * for each number up to the largest. Confined to one thread.
 */
final class RepeatedIds {
    private final AttributeStore store;
    private boolean isAscending = true;
    private long last = -1;
    private long most;

    RepeatedIds(AttributeStore store) {
        this.store = store;
    }

    /** Takes note of the next id; those beyond what a long holds are negative. */
    void add(long id) {
        isAscending &= id > last;
        last = id;
        most = Math.max(most, id < 0 ? Long.MAX_VALUE : id);
    }

    /** How many there are in rows up to {@code lastRow}; empty when there is not memory to find out. */
    OptionalLong count(int lastRow, MemoryBudget memory) {
        if (isAscending) {
            return OptionalLong.of(0);
        }
        long bytes = most / Byte.SIZE + Long.BYTES;
        if (most >= Integer.MAX_VALUE || bytes > memory.remainingBytes() / 2) {
            return OptionalLong.empty();
        }
        try (MemoryBudget.Grant grant = memory.reserveUpTo("ids of zones", bytes, bytes)) {
            return OptionalLong.of(count(lastRow, new BitSet((int) Math.min(most, grant.bytes() * Byte.SIZE))));
        }
    }

    private long count(int lastRow, BitSet seen) {
        AttributeCursor keys = store.cursor();
        long end = Math.min(store.rowCount(), lastRow + 1L);
        long count = 0;
        for (long row = 0; row < end; row++) {
            if (keys.at(row) && !keys.isNull(AttributeStore.KEY)) {
                long id = keys.bits(AttributeStore.KEY);
                if (store.keyType().isId(id)) {
                    count += seen.get((int) id) ? 1 : 0;
                    seen.set((int) id);
                }
            }
        }
        return count;
    }
}
