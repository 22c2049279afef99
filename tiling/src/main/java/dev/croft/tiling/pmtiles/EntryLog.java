package dev.croft.tiling.pmtiles;

import dev.croft.tiling.tile.TileBytes;

/**
 * Entries of tiles in the order of their tile numbers, packed as varints: about 6 bytes each, where arrays would take 24. Confined
 * to one thread.
 */
final class EntryLog {
    private final TileBytes packed = new TileBytes(1 << 16);
    private long count;
    private long lastTileId;
    private long lastEnd;

    long count() {
        return count;
    }

    void add(long tileId, long offset, int length, int runLength) {
        packed.writeVarint(tileId - lastTileId);
        packed.writeVarint(runLength);
        packed.writeVarint(length);
        packed.writeZigZag(offset - lastEnd);
        lastTileId = tileId;
        lastEnd = offset + length;
        count++;
    }

    Playback play() {
        return new Playback();
    }

    /** Reads the entries from the beginning. */
    final class Playback {
        private final Varints in = new Varints(packed.array(), packed.length());
        private long tileId;
        private long end;

        boolean hasNext() {
            return in.remaining() > 0;
        }

        void nextInto(PmtilesDirectory.Builder directory) {
            try {
                tileId += in.next();
                int runLength = (int) in.next();
                int length = (int) in.next();
                long zigZag = in.next();
                long offset = end + ((zigZag >>> 1) ^ -(zigZag & 1));
                directory.add(tileId, offset, length, runLength);
                end = offset + length;
            } catch (MalformedException e) {
                throw new IllegalStateException("Entries were packed by this class", e);
            }
        }
    }
}
