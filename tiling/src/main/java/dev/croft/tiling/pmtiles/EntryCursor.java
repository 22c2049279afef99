package dev.croft.tiling.pmtiles;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The entries of an archive that stand for tiles, one after the other in ascending order of tile numbers, whichever directory they
 * are in. Stops with an InputDataException where directories contradict each other. Confined to one thread.
 *
 * <pre>{@code
 * EntryCursor entry = reader.entries();
 * while (entry.next()) {
 *     byte[] stored = reader.content(entry.offset(), entry.length());
 * }
 * }</pre>
 */
public final class EntryCursor {
    private final PmtilesReader reader;
    private final Deque<Level> levels = new ArrayDeque<>();
    private long leafBytesLeft;
    private long leastTileId;
    private PmtilesDirectory directory;
    private int entry;

    EntryCursor(PmtilesReader reader, PmtilesDirectory root) {
        this.reader = reader;
        this.directory = root;
        this.leafBytesLeft = reader.header().leaves().length();
        levels.push(new Level(root, Long.MAX_VALUE));
    }

    /** A directory that is being read, whose tiles have numbers below the limit. */
    private static final class Level {
        private final PmtilesDirectory directory;
        private final long tileLimit;
        private int next;

        Level(PmtilesDirectory directory, long tileLimit) {
            this.directory = directory;
            this.tileLimit = tileLimit;
        }

        /** The first tile that belongs to what follows the entry. */
        long limitOf(int index) {
            return index + 1 < directory.entryCount() ? directory.tileId(index + 1) : tileLimit;
        }
    }

    /** Goes on to the next entry; false when there is none. */
    public boolean next() throws IOException {
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            int index = level.next++;
            if (index >= level.directory.entryCount()) {
                levels.pop();
            } else if (level.directory.isLeaf(index)) {
                descend(level, index);
            } else {
                stand(level, index);
                return true;
            }
        }
        return false;
    }

    /** The first tile of the run. */
    public long tileId() {
        return directory.tileId(entry);
    }

    /** Tiles of the run, at least 1. */
    public int runLength() {
        return directory.runLength(entry);
    }

    /** Where the content begins in the tile data; not yet checked to lie in it. */
    public long offset() {
        return directory.offset(entry);
    }

    /** Stored bytes of the content, at least 1. */
    public int length() {
        return directory.length(entry);
    }

    private void descend(Level level, int index) throws IOException {
        long tileId = level.directory.tileId(index);
        int length = level.directory.length(index);
        // Each leaf is read once: entries that name one many times would keep a reader busy for ever.
        leafBytesLeft -= length;
        if (leafBytesLeft < 0) {
            throw reader.damaged(
                    "PMTILES_DIRECTORY",
                    "entries name more bytes of leaf directories than there are, at tile " + tileId);
        }
        if (levels.size() == PmtilesReader.MOST_LEVELS) {
            throw reader.tooDeep(tileId);
        }
        PmtilesDirectory leaf = reader.leaf(level.directory.offset(index), length);
        if (leaf.tileId(0) < tileId) {
            throw reader.damaged(
                    "PMTILES_DIRECTORY",
                    "the leaf directory of tile number " + tileId + " begins with tile number " + leaf.tileId(0));
        }
        levels.push(new Level(leaf, level.limitOf(index)));
    }

    private void stand(Level level, int index) {
        directory = level.directory;
        entry = index;
        long end = tileId() + runLength();
        if (tileId() < leastTileId || end > level.tileLimit) {
            throw reader.damaged(
                    "PMTILES_DIRECTORY",
                    "the entry of tile number " + tileId() + " lies between others that have it already");
        }
        leastTileId = end;
    }
}
