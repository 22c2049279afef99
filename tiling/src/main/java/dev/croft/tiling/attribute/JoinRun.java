package dev.croft.tiling.attribute;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.croft.core.run.MemoryBudget;
import dev.croft.core.table.ColumnVector;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the values of joined files to the rows of a store that have their keys. A file in the order of the store is copied through;
 * for any other an index of the store's keys is made once, or share by share when memory is short. Confined to one thread.
 */
public final class JoinRun implements Closeable {
    /** What to do with a key that no row of the store has. */
    enum MissingKey {
        COUNT,
        /** A row is added behind the others. */
        ADD
    }

    private final AttributeStore store;
    private final MissingKey missingKey;
    private final MemoryBudget budget;
    private final AttributeWriter writer;
    private final AttributeCursor cursor;
    private final Key key = new Key();

    /** Of all keys; null as long as nothing had to be looked up, or when there is not memory for it. */
    private KeyIndex index;

    private long presentCount;
    private long keyCount;

    JoinRun(AttributeStore store, MissingKey missingKey, MemoryBudget budget) {
        this.store = store;
        this.missingKey = missingKey;
        this.budget = budget;
        this.writer = store.writer();
        this.cursor = store.cursor();
        if (missingKey == MissingKey.COUNT) {
            countRows();
        }
    }

    /**
     * Carries out all joins of a plan.
     *
     * @param store made for the attributes of the plan, with the zones' keys and own attributes in place
     * @return one summary per file
     * @throws dev.croft.core.problem.InputDataException when a file has a key twice, or is damaged
     * @throws dev.croft.core.problem.ConfigurationException when a file has none of the keys
     */
    public static List<JoinSummary> run(JoinPlan plan, AttributeStore store, MemoryBudget budget) throws IOException {
        try (JoinRun run = new JoinRun(store, MissingKey.COUNT, budget)) {
            return run.joinAll(plan);
        }
    }

    List<JoinSummary> joinAll(JoinPlan plan) throws IOException {
        if (missingKey == MissingKey.ADD) {
            index = KeyIndex.empty(store, plan.mostRows(), budget);
        }
        List<JoinSummary> summaries = new ArrayList<>();
        for (PlannedJoin join : plan.joins()) {
            summaries.add(join(join, plan));
        }
        return summaries;
    }

    private void countRows() {
        for (long row = 0; row < store.rowCount(); row++) {
            if (cursor.at(row)) {
                presentCount++;
                keyCount += cursor.isNull(AttributeStore.KEY) ? 0 : 1;
            }
        }
    }

    private JoinSummary join(PlannedJoin join, JoinPlan plan) throws IOException {
        KeyScan scan = KeyScan.of(join, store, budget);
        Counts counts = new Counts();
        if (scan.isInOrder()) {
            copy(join, counts);
        } else {
            lookUp(join, counts);
        }
        boolean bothHaveKeys = keyCount > 0 && join.file().rowCount() > scan.nullCount();
        if (counts.joinedZones == 0 && bothHaveKeys) {
            throw new UnmatchedKeys(plan.keyedBy(), storedKey()).with(join);
        }
        return new JoinSummary(
                join.file().path(),
                scan.isInOrder(),
                join.file().rowCount(),
                scan.nullCount(),
                counts.unmatchedRows,
                counts.joinedZones,
                presentCount - counts.joinedZones);
    }

    /** The first key of the store. */
    private String storedKey() {
        long row = 0;
        while (!cursor.at(row) || cursor.isNull(AttributeStore.KEY)) {
            row++;
        }
        return key(cursor);
    }

    private String key(AttributeCursor row) {
        return switch (store.keyType()) {
            case NUMBER -> Long.toString(row.bits(AttributeStore.KEY));
            case UNSIGNED -> Long.toUnsignedString(row.bits(AttributeStore.KEY));
            case TEXT -> {
                int length = row.loadText(AttributeStore.KEY);
                yield "\"" + new String(row.textBytes(), 0, length, UTF_8) + "\"";
            }
        };
    }

    private void copy(PlannedJoin join, Counts counts) throws IOException {
        try (JoinTable table = JoinTable.of(join)) {
            while (table.next()) {
                ColumnVector[] values = values(table);
                for (int i = 0; i < table.rowCount(); i++) {
                    if (!table.key().isNull(i)) {
                        put(table.firstRow() + i, join, values, i);
                        counts.joinedZones++;
                    }
                }
            }
        }
    }

    private void lookUp(PlannedJoin join, Counts counts) throws IOException {
        int shares = index != null ? 1 : shareCount();
        if (shares == 1) {
            index = index != null ? index : KeyIndex.of(store, KeyShare.ALL, budget);
            lookUp(join, KeyShare.ALL, index, counts);
            return;
        }
        for (int i = 0; i < shares; i++) {
            KeyShare share = new KeyShare(i, shares);
            try (KeyIndex part = KeyIndex.of(store, share, budget)) {
                lookUp(join, share, part, counts);
            }
        }
    }

    private int shareCount() {
        return KeyShare.countFor(KeyIndex.bytesFor(keyCount), Math.min(budget.remainingBytes(), KeyIndex.MOST_BYTES));
    }

    private void lookUp(PlannedJoin join, KeyShare share, KeyIndex part, Counts counts) throws IOException {
        long guess = 0;
        try (JoinTable table = JoinTable.of(join)) {
            while (table.next()) {
                ColumnVector[] values = values(table);
                for (int i = 0; i < table.rowCount(); i++) {
                    if (isIn(share, join, table, i)) {
                        long row = find(part, guess);
                        if (row >= 0) {
                            putToAll(row, part, join, values, i, counts);
                        } else {
                            counts.unmatchedRows++;
                            row = addIfWanted(part, join, table, values, i, counts);
                        }
                        guess = row < 0 ? guess : row + 1;
                    }
                }
            }
        }
    }

    /** Sets {@link #key} unless the row has none. */
    private boolean isIn(KeyShare share, PlannedJoin join, JoinTable table, int row) {
        if (table.key().isNull(row)) {
            return false;
        }
        key.set(join.keyType(), table.key(), row);
        return share.contains(key.hash());
    }

    /** The row after the one found last is tried first: most files are in the zones' order but for gaps. */
    private long find(KeyIndex part, long guess) {
        if (key.isOutside(store.keyType())) {
            return -1;
        }
        boolean guessed = !part.hasDuplicates() && guess < store.rowCount() && cursor.at(guess) && key.isOf(cursor);
        return guessed ? guess : part.find(key, cursor);
    }

    private void putToAll(
            long first, KeyIndex part, PlannedJoin join, ColumnVector[] values, int valuesRow, Counts counts)
            throws IOException {
        long row = first;
        while (row >= 0) {
            put(row, join, values, valuesRow);
            counts.joinedZones++;
            row = part.hasDuplicates() ? nextOfKey(row) : -1;
        }
    }

    private long nextOfKey(long row) {
        cursor.at(row);
        return cursor.nextOfKey();
    }

    private long addIfWanted(
            KeyIndex part, PlannedJoin join, JoinTable table, ColumnVector[] values, int i, Counts counts)
            throws IOException {
        if (missingKey == MissingKey.COUNT || key.isOutside(store.keyType())) {
            return -1;
        }
        long row = presentCount++;
        keyCount++;
        putKey(row, table, i);
        put(row, join, values, i);
        counts.joinedZones++;
        part.add(key, row);
        return row;
    }

    /** Numbers may come from a column of another width or sign than the store's keys have. */
    private void putKey(long row, JoinTable table, int i) throws IOException {
        if (store.keyType() == KeyType.TEXT) {
            writer.putKey(row, table.key(), i);
        } else {
            writer.putKey(row, key.code());
        }
    }

    private static ColumnVector[] values(JoinTable table) {
        return table.values().toArray(ColumnVector[]::new);
    }

    private void put(long row, PlannedJoin join, ColumnVector[] values, int valuesRow) throws IOException {
        for (int i = 0; i < values.length; i++) {
            writer.put(row, join.firstAttribute() + i, values[i], valuesRow);
        }
    }

    /** Rows of the store that have a key. */
    long keyCount() {
        return keyCount;
    }

    /** The index of all keys, which is then the caller's; there is one when missing keys are added. */
    KeyIndex takeIndex() {
        KeyIndex taken = index;
        index = null;
        return taken;
    }

    @Override
    public void close() {
        if (index != null) {
            index.close();
        }
    }

    private static final class Counts {
        private long joinedZones;
        private long unmatchedRows;
    }
}
