package dev.croft.tiling.pmtiles;

import dev.croft.tiling.tile.TileBytes;

/**
 * The directories of an archive, encoded and compressed: a root alone, or a root over leaves that hold as many entries each as it
 * takes for the root to fit in its place (PMTiles 3, chapter 4).
 *
 * @param leaves one after the other
 */
record DirectoryLayout(TileBytes root, TileBytes leaves, int leafCount) {
    /** More entries than these go to leaves even if the root could hold them, so that who reads one tile reads little. */
    private static final int MOST_ROOT_ENTRIES = 16_384;

    private static final int LEAST_LEAF_ENTRIES = 4096;

    /** Leaves that a root usually has room for: about 4 bytes each. */
    private static final int USUAL_LEAVES = 3500;

    /** The layout for these entries, with a root of at most {@code mostRootBytes}. */
    static DirectoryLayout of(EntryLog entries, int mostRootBytes) {
        if (entries.count() <= MOST_ROOT_ENTRIES) {
            DirectoryLayout flat = flat(entries);
            if (flat.root.length() <= mostRootBytes) {
                return flat;
            }
        }
        long leafEntries = Math.max(LEAST_LEAF_ENTRIES, entries.count() / USUAL_LEAVES + 1);
        DirectoryLayout layout = withLeaves(entries, leafEntries);
        while (layout.root.length() > mostRootBytes) {
            leafEntries += leafEntries / 4;
            layout = withLeaves(entries, leafEntries);
        }
        return layout;
    }

    private static DirectoryLayout flat(EntryLog entries) {
        PmtilesDirectory.Builder root = new PmtilesDirectory.Builder((int) entries.count());
        EntryLog.Playback playback = entries.play();
        while (playback.hasNext()) {
            playback.nextInto(root);
        }
        TileBytes compressed = new TileBytes(PmtilesHeader.ROOT_LIMIT);
        append(root, new TileBytes(PmtilesHeader.ROOT_LIMIT), compressed);
        return new DirectoryLayout(compressed, new TileBytes(0), 0);
    }

    private static DirectoryLayout withLeaves(EntryLog entries, long leafEntries) {
        PmtilesDirectory.Builder root = new PmtilesDirectory.Builder(USUAL_LEAVES);
        PmtilesDirectory.Builder leaf = new PmtilesDirectory.Builder((int) Math.min(leafEntries, entries.count()));
        TileBytes encoded = new TileBytes(1 << 16);
        TileBytes leaves = new TileBytes(1 << 16);
        EntryLog.Playback playback = entries.play();
        while (playback.hasNext()) {
            playback.nextInto(leaf);
            if (leaf.size() == leafEntries || !playback.hasNext()) {
                int begin = leaves.length();
                append(leaf, encoded, leaves);
                root.add(leaf.firstTileId(), begin, leaves.length() - begin, 0);
                leaf.clear();
            }
        }
        TileBytes compressed = new TileBytes(PmtilesHeader.ROOT_LIMIT);
        append(root, encoded, compressed);
        return new DirectoryLayout(compressed, leaves, root.size());
    }

    private static void append(PmtilesDirectory.Builder directory, TileBytes encoded, TileBytes target) {
        encoded.clear();
        directory.build().encode(encoded);
        Gzip.compress(encoded, target);
    }
}
