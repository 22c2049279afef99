package dev.croft.tiling.gzip;

import dev.croft.tiling.tile.TileBytes;

/** Deflate of a whole buffer. */
final class DeflateEncoder implements DeflateStream {
    private static final int CHUNK = Integer.getInteger("chunk", 2048);
    private static final int MOST_BLOCK_BYTES = 1 << 19;
    private static final int MOST_SEQUENCES = 1 << 15;

    private final Matcher matcher;
    private final Sequences sequences = new Sequences(MOST_SEQUENCES + CHUNK);
    private final SymbolCounts block = new SymbolCounts();
    private final SymbolCounts chunk = new SymbolCounts();
    private final BitWriter bits = new BitWriter();
    private final BlockWriter blocks = new BlockWriter(bits);

    DeflateEncoder(int level) {
        matcher = level == 1 ? new GreedyMatcher() : new LazyMatcher();
    }

    @Override
    public void close() {}

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
            int first = sequences.count;
            chunk.clear();
            int chunkStart = position;
            position = matcher.parse(position, Math.min(end, position + CHUNK), sequences);
            chunk.addSequences(bytes, chunkStart, sequences, first);
            if (first > 0
                    && (first > MOST_SEQUENCES || block.byteCount() > MOST_BLOCK_BYTES || block.differsFrom(chunk))) {
                blocks.write(bytes, blockStart, sequences, first, block, false);
                sequences.dropFirst(first);
                block.clear();
                blockStart = chunkStart;
            }
            block.add(chunk);
            matcher.learn(block);
        }
        blocks.write(bytes, blockStart, sequences, sequences.count, block, true);
        bits.finish();
    }
}
