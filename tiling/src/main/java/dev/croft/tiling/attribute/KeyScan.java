package dev.croft.tiling.attribute;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A look at all keys of a joined file before any value is taken. Keys that come twice are an error; they are found by sorting, in
 * several passes when memory is short, which costs next to nothing where the keys are sorted already.
 */
final class KeyScan {
    private final PlannedJoin join;
    private final AttributeStore store;
    private final AttributeCursor cursor;
    private final Key key = new Key();
    private boolean inOrder = true;
    private long nullCount;
    private long[] codes = new long[0];
    private int codeCount;

    private KeyScan(PlannedJoin join, AttributeStore store) {
        this.join = join;
        this.store = store;
        this.cursor = store.cursor();
    }

    /**
     * Reads the keys.
     *
     * @throws InputDataException when a key comes twice
     */
    static KeyScan of(PlannedJoin join, AttributeStore store, MemoryBudget budget) throws IOException {
        KeyScan scan = new KeyScan(join, store);
        long rowCount = join.file().rowCount();
        long bytes = Math.max(1, rowCount * Long.BYTES);
        try (MemoryBudget.Grant grant =
                budget.reserveUpTo("keys of " + join.file().path(), bytes, KeyShare.leastBytes(bytes))) {
            int shares = KeyShare.countFor(bytes, Math.min(grant.bytes(), KeyIndex.MOST_BYTES));
            scan.codes = new long[(int) (shares == 1 ? rowCount : rowCount / shares * 5 / 4)];
            for (int i = 0; i < shares; i++) {
                scan.read(new KeyShare(i, shares));
            }
        } finally {
            scan.codes = new long[0];
        }
        scan.inOrder &= !scan.hasKeysFrom(rowCount);
        return scan;
    }

    /** Whether every row of the file belongs to the row of that number in the store, and no row of the store is left over. */
    boolean isInOrder() {
        return inOrder;
    }

    /** Rows of the file without a key. */
    long nullCount() {
        return nullCount;
    }

    private void read(KeyShare share) throws IOException {
        codeCount = 0;
        try (JoinTable table = JoinTable.ofKeys(join)) {
            while (table.next()) {
                readBatch(table, share);
            }
        }
        Arrays.sort(codes, 0, codeCount);
        for (int i = 1; i < codeCount; i++) {
            boolean firstOfItsKind = i == 1 || codes[i - 2] != codes[i];
            if (codes[i - 1] == codes[i] && firstOfItsKind) {
                refuseDuplicate(codes[i]);
            }
        }
    }

    private void readBatch(JoinTable table, KeyShare share) {
        ColumnVector keys = table.key();
        for (int i = 0; i < table.rowCount(); i++) {
            boolean isNull = keys.isNull(i);
            if (!isNull) {
                key.set(join.keyType(), keys, i);
            }
            if (share.number() == 0) {
                nullCount += isNull ? 1 : 0;
                inOrder = inOrder && isInPlace(isNull, table.firstRow() + i);
            }
            if (!isNull && share.contains(key.hash())) {
                addCode();
            }
        }
    }

    private void addCode() {
        if (codeCount == codes.length) {
            codes = Arrays.copyOf(codes, Math.max(16, codeCount + codeCount / 4));
        }
        codes[codeCount++] = key.code();
    }

    private boolean isInPlace(boolean isNull, long row) {
        boolean rowHasKey = row < store.rowCount() && cursor.at(row) && !cursor.isNull(AttributeStore.KEY);
        return isNull ? !rowHasKey : rowHasKey && key.isOf(cursor) && !key.isOutside(store.keyType());
    }

    private boolean hasKeysFrom(long firstRow) {
        for (long row = firstRow; inOrder && row < store.rowCount(); row++) {
            if (cursor.at(row) && !cursor.isNull(AttributeStore.KEY)) {
                return true;
            }
        }
        return false;
    }

    /** Reads the file again, for the rows that have a key of that code; texts may differ all the same. */
    private void refuseDuplicate(long code) throws IOException {
        Map<String, Long> rows = new HashMap<>();
        try (JoinTable table = JoinTable.ofKeys(join)) {
            while (table.next()) {
                ColumnVector keys = table.key();
                for (int i = 0; i < table.rowCount(); i++) {
                    if (!keys.isNull(i) && codeOf(keys, i) == code) {
                        long row = table.firstRow() + i;
                        Long earlier = rows.putIfAbsent(keys.text(i), row);
                        if (earlier != null) {
                            throw duplicate(keys.text(i), earlier, row);
                        }
                    }
                }
            }
        }
    }

    private long codeOf(ColumnVector keys, int row) {
        key.set(join.keyType(), keys, row);
        return key.code();
    }

    private InputDataException duplicate(String text, long first, long second) {
        Path path = join.file().path();
        return new InputDataException(
                path,
                "DUPLICATE_KEY",
                "Cannot join " + path + ": key " + text + " of column \"" + join.keyColumn() + "\" is in rows " + first
                        + " and " + second + " (the first row is 0), and a key may come once. Leave one row out.");
    }
}
