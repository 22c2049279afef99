package dev.croft.tiling.attribute;

import dev.croft.core.run.MemoryBudget;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The attributes of joined files by key, for features whose geometry is elsewhere. A key that is in one file alone has null
 * attributes of the others. Thread-safe; each thread takes a {@link Lookup} of its own.
 */
public final class KeyedAttributes implements Closeable {
    private final AttributeStore store;
    private final KeyIndex index;
    private final List<JoinSummary> summaries;
    private final long keyCount;

    private KeyedAttributes(AttributeStore store, KeyIndex index, List<JoinSummary> summaries, long keyCount) {
        this.store = store;
        this.index = index;
        this.summaries = List.copyOf(summaries);
        this.keyCount = keyCount;
    }

    /**
     * Reads all files of a plan.
     *
     * @param folder where temporary files are made, which {@link #close} removes
     * @param plan made by {@link JoinPlanner#toFeatures}
     * @throws dev.croft.core.problem.InputDataException when a file has a key twice, or is damaged
     * @throws dev.croft.core.problem.ResourceException when memory does not suffice for an index of all keys
     */
    public static KeyedAttributes load(Path folder, JoinPlan plan, MemoryBudget budget) throws IOException {
        AttributeStore store = AttributeStore.create(folder, allRows(plan), plan.keyType(), plan.attributes());
        try (JoinRun run = new JoinRun(store, JoinRun.MissingKey.ADD, budget)) {
            List<JoinSummary> summaries = run.joinAll(plan);
            return new KeyedAttributes(store, run.takeIndex(), summaries, run.keyCount());
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** About how many bytes of temporary space are taken if the files share all keys, which is what files to be joined do. */
    public static long bytesFor(JoinPlan plan) {
        return AttributeStore.bytesFor(plan.mostRows(), plan.keyType(), plan.attributes());
    }

    private static long allRows(JoinPlan plan) {
        return plan.joins().stream().mapToLong(join -> join.file().rowCount()).sum();
    }

    public List<Attribute> attributes() {
        return store.attributes();
    }

    public KeyType keyType() {
        return store.keyType();
    }

    /** One per file; unmatched are those rows whose key was in no earlier file. */
    public List<JoinSummary> summaries() {
        return summaries;
    }

    /** Different keys of all files. */
    public long keyCount() {
        return keyCount;
    }

    public Lookup lookup() {
        return new Lookup();
    }

    @Override
    public void close() throws IOException {
        index.close();
        store.close();
    }

    /** Finds attributes by key, without allocation. Confined to one thread. */
    public final class Lookup {
        private final AttributeCursor cursor = store.cursor();
        private final Key key = new Key();

        /** The number found last and its row. */
        private long lastNumber;

        private long lastRow;

        /** Whether rows were as far apart as their numbers, when last two were found: true all along where ids count the rows. */
        private boolean isInStep;

        private Lookup() {}

        /**
         * Moves {@link #cursor} to the row that has a number for its key.
         *
         * @return the row, -1 when there is none; rows are numbered by the files' order
         */
        public long find(long number) {
            if (keyType() == KeyType.TEXT) {
                throw new IllegalArgumentException("The keys are text");
            }
            key.set(keyType(), number);
            long guess = lastRow + (number - lastNumber);
            long row = isInStep && isRowOfKey(guess) ? guess : index.find(key, cursor);
            if (row >= 0) {
                isInStep = row == guess;
                lastNumber = number;
                lastRow = row;
            }
            return row;
        }

        private boolean isRowOfKey(long row) {
            return row >= 0 && row < store.rowCount() && cursor.at(row) && key.isOf(cursor);
        }

        /** The same for a text in UTF-8. */
        public long find(byte[] bytes, int offset, int length) {
            if (keyType() != KeyType.TEXT) {
                throw new IllegalArgumentException("The keys are numbers");
            }
            key.set(bytes, offset, length);
            return index.find(key, cursor);
        }

        /** At the row found last; undefined after a key that was not found. */
        public AttributeCursor cursor() {
            return cursor;
        }
    }
}
