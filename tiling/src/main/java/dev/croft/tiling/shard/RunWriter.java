package dev.croft.tiling.shard;

import dev.croft.tiling.tile.TileBytes;
import io.airlift.compress.lz4.Lz4Compressor;
import java.util.Arrays;

/**
 * Collects the records of a batch, sorts them by tile and compresses them in blocks. Reused from batch to batch; confined to one
 * thread.
 *
 * <pre>
 * block:  records, LZ4
 * record: varint tile id less that of the record before (0 before the first), zigzag row less that of the record before,
 *         varint payload length * 4 + kind, payload
 * </pre>
 */
public final class RunWriter {
    /** Raw bytes of a block, the last record apart. A shard reads whole blocks, so they are small beside a shard. */
    private static final int BLOCK_BYTES = 1 << 15;

    /** Records of a run: their index shares a long with a tile id, of which the deepest zooms take 45 bits. */
    private static final int INDEX_BITS = 18;

    private static final int MOST_RECORDS = 1 << INDEX_BITS;
    private static final int MOST_PAYLOAD_BYTES = 1 << 26;

    private final Lz4Compressor compressor = new Lz4Compressor();
    private final TileBytes block = new TileBytes(BLOCK_BYTES * 2);
    private final TileBytes payloads = new TileBytes(1 << 20);
    private long[] order = new long[1 << 12];
    private int[] rows = new int[1 << 12];
    private byte[] kinds = new byte[1 << 12];
    private int[] ends = new int[1 << 12];
    private int recordCount;
    private SpillBatch batch;

    /** Begins to fill {@code newBatch}, which is cleared. */
    public void begin(SpillBatch newBatch) {
        batch = newBatch;
        batch.clear();
        recordCount = 0;
        payloads.clear();
    }

    public void add(long tileId, int row, RecordKind kind) {
        add(tileId, row, kind, payloads.array(), 0, 0);
    }

    public void add(long tileId, int row, RecordKind kind, byte[] payload, int offset, int length) {
        if (recordCount == MOST_RECORDS || payloads.length() > MOST_PAYLOAD_BYTES) {
            endRun();
        }
        if (recordCount == order.length) {
            grow();
        }
        payloads.write(payload, offset, length);
        order[recordCount] = tileId << INDEX_BITS | recordCount;
        rows[recordCount] = row;
        kinds[recordCount] = (byte) kind.code();
        ends[recordCount] = payloads.length();
        recordCount++;
    }

    private void grow() {
        int capacity = Math.min(MOST_RECORDS, recordCount * 2);
        order = Arrays.copyOf(order, capacity);
        rows = Arrays.copyOf(rows, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }

    /** Completes the batch. */
    public void end() {
        endRun();
        batch = null;
    }

    private void endRun() {
        Arrays.sort(order, 0, recordCount);
        int from = 0;
        while (from < recordCount) {
            from = writeBlock(from);
        }
        recordCount = 0;
        payloads.clear();
    }

    /** Writes the block that begins with the record {@code from} in order; returns the first record after it. */
    private int writeBlock(int from) {
        block.clear();
        long tileBefore = 0;
        int rowBefore = 0;
        int next = from;
        while (next < recordCount && block.length() < BLOCK_BYTES) {
            int record = (int) order[next] & (MOST_RECORDS - 1);
            long tile = order[next] >>> INDEX_BITS;
            int start = record == 0 ? 0 : ends[record - 1];
            int length = ends[record] - start;
            block.writeVarint(tile - tileBefore);
            block.writeZigZag(rows[record] - rowBefore);
            block.writeVarint((long) length << 2 | kinds[record]);
            block.write(payloads.array(), start, length);
            tileBefore = tile;
            rowBefore = rows[record];
            next++;
        }
        int most = compressor.maxCompressedLength(block.length());
        batch.reserve(most);
        int compressed = compressor.compress(block.array(), 0, block.length(), batch.bytes, batch.length, most);
        batch.blocks.add(order[from] >>> INDEX_BITS, tileBefore, batch.length, compressed, block.length(), next - from);
        batch.length += compressed;
        return next;
    }
}
