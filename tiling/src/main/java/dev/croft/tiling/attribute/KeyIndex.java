package dev.croft.tiling.attribute;

import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.ByteSize;
import dev.croft.core.run.MemoryBudget;
import java.io.Closeable;
import java.io.IOException;

/**
 * Finds rows of a store by their key: open addressing with linear probing. A slot holds a row and a part of its key's hash; the key
 * itself stays in the store, where it is compared. Of rows with equal keys the first is found, the others are linked to it in the
 * store. May be asked by several threads once no key is added any more.
 */
final class KeyIndex implements Closeable {
    /** Bits of a slot for the row plus one; zero is a free slot. */
    private static final int ROW_BITS = 40;

    private static final long ROW_MASK = (1L << ROW_BITS) - 1;

    /** Two of three slots at most are taken. */
    private static final int LOAD_NUMERATOR = 3;

    private static final int LOAD_DENOMINATOR = 2;
    private static final int LEAST_SLOTS = 16;

    /** What an array of longs can have. */
    static final long MOST_BYTES = (Integer.MAX_VALUE - 8L) * Long.BYTES;

    private final AttributeStore store;
    private final AttributeWriter links;
    private final AttributeCursor linked;
    private final MemoryBudget budget;
    private MemoryBudget.Grant grant;
    private long[] slots;
    private long taken;
    private boolean duplicates;

    private KeyIndex(AttributeStore store, MemoryBudget budget, MemoryBudget.Grant grant, long keyCount) {
        this.store = store;
        this.links = store.writer();
        this.linked = store.cursor();
        this.budget = budget;
        this.grant = grant;
        this.slots = new long[(int) slotCount(keyCount)];
    }

    /** Bytes that an index of so many keys takes. */
    static long bytesFor(long keyCount) {
        return slotCount(keyCount) * Long.BYTES;
    }

    private static long slotCount(long keyCount) {
        return LEAST_SLOTS + keyCount * LOAD_NUMERATOR / LOAD_DENOMINATOR;
    }

    /**
     * An index without keys.
     *
     * @param keyCount keys that it has room for; it grows when more are added
     */
    static KeyIndex empty(AttributeStore store, long keyCount, MemoryBudget budget) {
        return new KeyIndex(store, budget, reserve(budget, keyCount), keyCount);
    }

    /** An index of those rows whose key is in a share. */
    static KeyIndex of(AttributeStore store, KeyShare share, MemoryBudget budget) throws IOException {
        long count = count(store, share);
        MemoryBudget.Grant grant = reserve(budget, count);
        try {
            KeyIndex index = new KeyIndex(store, budget, grant, count);
            index.addAll(share);
            return index;
        } catch (IOException | RuntimeException | Error e) {
            grant.close();
            throw e;
        }
    }

    private static MemoryBudget.Grant reserve(MemoryBudget budget, long keyCount) {
        long bytes = bytesFor(keyCount);
        if (bytes > MOST_BYTES) {
            throw new ResourceException("Cannot index " + keyCount + " keys at once: at most "
                    + ByteSize.format(MOST_BYTES) + " of memory can be used for that. Join fewer rows at a time.");
        }
        return budget.reserveUpTo("index of keys", bytes, bytes);
    }

    private static long count(AttributeStore store, KeyShare share) {
        AttributeCursor cursor = store.cursor();
        Key key = new Key();
        long count = 0;
        for (long row = 0; row < store.rowCount(); row++) {
            if (hasKey(cursor, row) && (share.isAll() || isIn(share, store, cursor, key))) {
                count++;
            }
        }
        return count;
    }

    private void addAll(KeyShare share) throws IOException {
        AttributeCursor cursor = store.cursor();
        Key key = new Key();
        for (long row = 0; row < store.rowCount(); row++) {
            if (hasKey(cursor, row) && isIn(share, store, cursor, key)) {
                add(key, row);
            }
        }
    }

    private static boolean hasKey(AttributeCursor cursor, long row) {
        return cursor.at(row) && !cursor.isNull(AttributeStore.KEY);
    }

    private static boolean isIn(KeyShare share, AttributeStore store, AttributeCursor cursor, Key key) {
        key.set(store.keyType(), cursor);
        return share.contains(key.hash());
    }

    /** Adds a row; {@code key} must be its key. */
    void add(Key key, long row) throws IOException {
        if (slotCount(taken + 1) > slots.length) {
            grow();
        }
        long hash = key.hash();
        long mark = mark(hash);
        int slot = firstSlot(hash, slots.length);
        while (slots[slot] != 0) {
            long head = (slots[slot] & ROW_MASK) - 1;
            if ((slots[slot] & ~ROW_MASK) == mark && linked.at(head) && key.isOf(linked)) {
                link(head, row);
                return;
            }
            slot = next(slot, slots.length);
        }
        slots[slot] = mark | (row + 1);
        taken++;
        links.putNextOfKey(row, -1);
    }

    private void link(long head, long row) throws IOException {
        duplicates = true;
        links.putNextOfKey(row, linked.nextOfKey());
        links.putNextOfKey(head, row);
    }

    private void grow() {
        long wanted = Math.max(1024, taken * 2);
        MemoryBudget.Grant more = reserve(budget, wanted);
        long[] larger = new long[(int) slotCount(wanted)];
        Key key = new Key();
        for (long old : slots) {
            if (old != 0) {
                linked.at((old & ROW_MASK) - 1);
                key.set(store.keyType(), linked);
                int slot = firstSlot(key.hash(), larger.length);
                while (larger[slot] != 0) {
                    slot = next(slot, larger.length);
                }
                larger[slot] = old;
            }
        }
        slots = larger;
        grant.close();
        grant = more;
    }

    /** Moves the cursor to the first row that has a key and returns it; -1 when there is none. */
    long find(Key key, AttributeCursor cursor) {
        long hash = key.hash();
        long mark = mark(hash);
        int slot = firstSlot(hash, slots.length);
        while (slots[slot] != 0) {
            if ((slots[slot] & ~ROW_MASK) == mark) {
                long row = (slots[slot] & ROW_MASK) - 1;
                cursor.at(row);
                if (key.isOf(cursor)) {
                    return row;
                }
            }
            slot = next(slot, slots.length);
        }
        return -1;
    }

    /** Whether several rows have one key. */
    boolean hasDuplicates() {
        return duplicates;
    }

    /** The high bits of the hash choose the slot, bits 8 to 31 mark it, and {@link KeyShare} goes by the low ones. */
    private static int firstSlot(long hash, int slotCount) {
        return (int) (((hash >>> 32) * slotCount) >>> 32);
    }

    private static long mark(long hash) {
        return (hash >>> 8) << ROW_BITS;
    }

    private static int next(int slot, int slotCount) {
        return slot + 1 == slotCount ? 0 : slot + 1;
    }

    @Override
    public void close() {
        grant.close();
    }
}
