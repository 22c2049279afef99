package dev.croft.tiling.pmtiles;

import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.tile.TileBytes;
import dev.croft.tiling.tile.TileId;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A directory (PMTiles 3, chapter 4): entries in ascending order of tile numbers. An entry stands for a run of tiles with the same
 * content, or, when its run length is 0, for a leaf directory that begins with this tile. Immutable.
 *
 * <p>Encoded it is the number of entries, then column by column all tile numbers (each less the one before), run lengths, lengths,
 * and offsets (0 for "where the one before ends", else the offset plus 1), all varints (section 4.2).
 */
public final class PmtilesDirectory {
    /** The first number that no tile has. */
    private static final long TILE_LIMIT = TileId.firstOf(TileId.MOST_ZOOM + 1);

    /** Bytes that an entry takes at least: one in each column. */
    private static final int LEAST_ENTRY_BYTES = 4;

    private final long[] tileIds;
    private final long[] offsets;
    private final int[] lengths;
    private final int[] runLengths;

    private PmtilesDirectory(long[] tileIds, long[] offsets, int[] lengths, int[] runLengths) {
        this.tileIds = tileIds;
        this.offsets = offsets;
        this.lengths = lengths;
        this.runLengths = runLengths;
    }

    public int entryCount() {
        return tileIds.length;
    }

    /** The first tile of an entry. */
    public long tileId(int entry) {
        return tileIds[entry];
    }

    /** Where its content begins in the tile data, or its directory in the leaf directories. */
    public long offset(int entry) {
        return offsets[entry];
    }

    /** Stored bytes, at least 1. */
    public int length(int entry) {
        return lengths[entry];
    }

    /** Tiles that have this content; 0 for a leaf directory. */
    public int runLength(int entry) {
        return runLengths[entry];
    }

    public boolean isLeaf(int entry) {
        return runLengths[entry] == 0;
    }

    /** The entry that stands for a tile or for the leaf directory it would be in; negative when there is none. */
    public int find(long tileId) {
        int found = Arrays.binarySearch(tileIds, tileId);
        int entry = found >= 0 ? found : -found - 2;
        boolean covers = entry >= 0 && (isLeaf(entry) || tileId - tileIds[entry] < runLengths[entry]);
        return covers ? entry : -1;
    }

    /** Appends the encoded directory, not compressed, to {@code target}. */
    public void encode(TileBytes target) {
        target.writeVarint(tileIds.length);
        long lastId = 0;
        for (long tileId : tileIds) {
            target.writeVarint(tileId - lastId);
            lastId = tileId;
        }
        for (int runLength : runLengths) {
            target.writeVarint(runLength);
        }
        for (int length : lengths) {
            target.writeVarint(length);
        }
        long next = -1;
        for (int entry = 0; entry < offsets.length; entry++) {
            target.writeVarint(offsets[entry] == next ? 0 : offsets[entry] + 1);
            next = offsets[entry] + lengths[entry];
        }
    }

    /**
     * Decodes a directory and checks that tile numbers ascend, runs do not overlap and no length is 0.
     *
     * @param bytes encoded, not compressed
     * @param file for messages
     * @param place in the file, for messages
     * @throws InputDataException when it breaks the format
     */
    public static PmtilesDirectory decode(byte[] bytes, Path file, String place) {
        try {
            return decode(bytes);
        } catch (MalformedException e) {
            throw new InputDataException(
                    file,
                    "PMTILES_DIRECTORY",
                    "Cannot read the directory at " + place + " of " + file + ": " + e.getMessage()
                            + ". The file is damaged; copy it again.",
                    e);
        }
    }

    private static PmtilesDirectory decode(byte[] bytes) throws MalformedException {
        Varints in = new Varints(bytes, bytes.length);
        long entryCount = in.next();
        if (entryCount > in.remaining() / LEAST_ENTRY_BYTES) {
            throw new MalformedException(
                    "it says " + entryCount + " entries, in the " + in.remaining() + " bytes that follow");
        }
        Builder entries = new Builder((int) entryCount);
        entries.size = (int) entryCount;
        long tileId = 0;
        for (int entry = 0; entry < entryCount; entry++) {
            long step = in.next();
            if (step > TILE_LIMIT || (entry > 0 && step == 0)) {
                throw new MalformedException("tile numbers do not ascend at entry " + entry);
            }
            tileId += step;
            entries.tileIds[entry] = tileId;
            // Checked here so that the sum cannot overflow.
            if (tileId >= TILE_LIMIT) {
                throw new MalformedException(
                        "entry " + entry + " has tile number " + tileId + ", of a zoom beyond " + TileId.MOST_ZOOM);
            }
        }
        for (int entry = 0; entry < entryCount; entry++) {
            entries.runLengths[entry] = in.nextInt("run length");
        }
        for (int entry = 0; entry < entryCount; entry++) {
            entries.lengths[entry] = in.nextInt("length");
        }
        decodeOffsets(in, entries);
        if (in.remaining() > 0) {
            throw new MalformedException(in.remaining() + " bytes follow its last entry");
        }
        checkRuns(entries);
        return entries.build();
    }

    private static void decodeOffsets(Varints in, Builder entries) throws MalformedException {
        for (int entry = 0; entry < entries.size; entry++) {
            long value = in.next();
            if (value == 0 && entry == 0) {
                throw new MalformedException("the offset of its first entry refers to an entry before");
            }
            long offset = value == 0 ? entries.offsets[entry - 1] + entries.lengths[entry - 1] : value - 1;
            if (offset < 0 || offset > Long.MAX_VALUE - Integer.MAX_VALUE) {
                throw new MalformedException("entry " + entry + " has the offset " + Long.toUnsignedString(offset));
            }
            entries.offsets[entry] = offset;
        }
    }

    private static void checkRuns(Builder entries) throws MalformedException {
        for (int entry = 0; entry < entries.size; entry++) {
            if (entries.lengths[entry] == 0) {
                throw new MalformedException("entry " + entry + " has no bytes");
            }
            long next = entry + 1 < entries.size ? entries.tileIds[entry + 1] : TILE_LIMIT;
            if (entries.runLengths[entry] > next - entries.tileIds[entry]) {
                throw new MalformedException(
                        "entry " + entry + " is a run of " + entries.runLengths[entry] + " tiles from tile number "
                                + entries.tileIds[entry] + ", which goes on beyond the next entry");
            }
        }
    }

    /** Entries that are added in ascending order of tile numbers, which is not checked here. Confined to one thread. */
    static final class Builder {
        private long[] tileIds;
        private long[] offsets;
        private int[] lengths;
        private int[] runLengths;
        private int size;

        Builder(int capacity) {
            tileIds = new long[capacity];
            offsets = new long[capacity];
            lengths = new int[capacity];
            runLengths = new int[capacity];
        }

        int size() {
            return size;
        }

        long firstTileId() {
            return tileIds[0];
        }

        void add(long tileId, long offset, int length, int runLength) {
            if (size == tileIds.length) {
                grow(Math.max(16, 2 * size));
            }
            tileIds[size] = tileId;
            offsets[size] = offset;
            lengths[size] = length;
            runLengths[size++] = runLength;
        }

        private void grow(int capacity) {
            tileIds = Arrays.copyOf(tileIds, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            runLengths = Arrays.copyOf(runLengths, capacity);
        }

        void clear() {
            size = 0;
        }

        PmtilesDirectory build() {
            return new PmtilesDirectory(
                    Arrays.copyOf(tileIds, size),
                    Arrays.copyOf(offsets, size),
                    Arrays.copyOf(lengths, size),
                    Arrays.copyOf(runLengths, size));
        }
    }
}
