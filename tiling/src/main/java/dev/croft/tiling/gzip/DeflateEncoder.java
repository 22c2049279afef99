package dev.croft.tiling.gzip;

import dev.croft.tiling.tile.TileBytes;

/**
 * Croft's encoder of Deflate (RFC 1951). Input goes chunk by chunk: a {@link Matcher} makes sequences of it, their symbols are counted,
 * and the chunk joins the block that is open or, when its symbols are too different, lets {@link BlockWriter} write it and opens the
 * next. That is for layers whose values follow their features. Integer arithmetic only, and no state outlives an input, so
 * that the output is a function of the bytes and the level.
 */
final class DeflateEncoder implements DeflateStream {
    private static final int CHUNK_BYTES = 3072;

    /** Bounds the counts of a block, see {@link Entropy#ofCount} and {@link HuffmanCode#build}. */
    private static final int MOST_BLOCK_BYTES = 1 << 19;

    private static final int MOST_BLOCK_SEQUENCES = 1 << 15;

    private final Matcher matcher;

    /** Room for two chunks beyond a full block; a chunk has a sequence for each four bytes at most, and one. */
    private final Sequences sequences = new Sequences(MOST_BLOCK_SEQUENCES + CHUNK_BYTES);

    private final SymbolCounts block = new SymbolCounts();
    private final SymbolCounts chunk = new SymbolCounts();
    private final BitWriter bits = new BitWriter();
    private final BlockWriter blocks = new BlockWriter(bits);

    DeflateEncoder(int level) {
        matcher = level == 1 ? new GreedyMatcher() : new LazyMatcher();
    }

    @Override
    public void encode(byte[] bytes, int offset, int length, TileBytes out) {
        bits.begin(out);
        matcher.begin(bytes, offset, length);
        block.clear();
        sequences.count = 0;
        int end = offset + length;
        int blockStart = offset;
        int position = offset;
        while (position < end) {
            int chunkStart = position;
            int blockSequences = sequences.count;
            position = matcher.parse(chunkStart, chunkStart + Math.min(CHUNK_BYTES, end - chunkStart), sequences);
            chunk.clear();
            chunk.addSequences(bytes, chunkStart, sequences, blockSequences);
            if (blockSequences > 0 && endsBlock(blockSequences)) {
                blocks.write(bytes, blockStart, sequences, blockSequences, block, false);
                sequences.dropFirst(blockSequences);
                block.clear();
                blockStart = chunkStart;
            }
            block.add(chunk);
            matcher.learn(block);
        }
        blocks.write(bytes, blockStart, sequences, sequences.count, block, true);
        bits.finish();
    }

    /** Holds nothing outside of the heap. */
    @Override
    public void close() {}

    private boolean endsBlock(int blockSequences) {
        return blockSequences > MOST_BLOCK_SEQUENCES
                || block.byteCount() > MOST_BLOCK_BYTES
                || block.differsFrom(chunk);
    }
}
