package dev.croft.tiling.shard;

import dev.croft.tiling.tile.TileBytes;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;

/**
 * The records of one shard in order of their tiles, those of one tile in the order in which they were appended. Reused from shard
 * to shard; confined to one thread.
 */
public final class ShardReader {
    private static final int NONE = 0;

    private final SpillFile file;
    private final KeySort sort = new KeySort();
    private final Lz4Decompressor decompressor = new Lz4Decompressor();
    private final TileBytes payloads = new TileBytes(1 << 16);
    private byte[] compressed = new byte[1 << 16];
    private byte[] block = new byte[1 << 16];
    private long[] tiles = new long[NONE];
    private int[] rows = new int[NONE];
    private byte[] kinds = new byte[NONE];
    private int[] ends = new int[NONE];
    private int[] order = new int[NONE];
    private int recordCount;
    private int position;

    public ShardReader(SpillFile file) {
        this.file = file;
    }

    /** Replaces what was loaded before. */
    public void load(ShardPlan.Shard shard) throws IOException {
        recordCount = 0;
        payloads.clear();
        reserve(Math.toIntExact(shard.recordCount()));
        payloads.reserve((int) Math.min(Integer.MAX_VALUE / 2, shard.rawBytes()));
        BlockIndex index = file.blocks();
        for (int i : shard.blocks()) {
            compressed = roomFor(index.compressedLength(i), compressed);
            block = roomFor(index.rawLength(i), block);
            file.readBlock(i, compressed);
            decompressor.decompress(compressed, 0, index.compressedLength(i), block, 0, index.rawLength(i));
            addRecords(index.recordCount(i), shard);
        }
        sort();
    }

    private static byte[] roomFor(int length, byte[] array) {
        return array.length >= length ? array : new byte[Math.max(length, array.length * 2)];
    }

    private void reserve(int count) {
        if (count > tiles.length) {
            tiles = new long[count];
            rows = new int[count];
            kinds = new byte[count];
            ends = new int[count];
        }
    }

    private void addRecords(int count, ShardPlan.Shard shard) {
        position = 0;
        long tile = 0;
        long row = 0;
        for (int i = 0; i < count; i++) {
            tile += varint();
            long zigzag = varint();
            row += (zigzag >>> 1) ^ -(zigzag & 1);
            int head = (int) varint();
            int length = head >>> 2;
            if (shard.holds(tile)) {
                tiles[recordCount] = tile;
                rows[recordCount] = (int) row;
                kinds[recordCount] = (byte) (head & 3);
                payloads.write(block, position, length);
                ends[recordCount] = payloads.length();
                recordCount++;
            }
            position += length;
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = block[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private void sort() {
        if (order.length < recordCount) {
            order = new int[tiles.length];
        }
        for (int i = 0; i < recordCount; i++) {
            order[i] = i;
        }
        order = sort.sort(order, recordCount, tiles);
    }

    public int recordCount() {
        return recordCount;
    }

    /** Memory that the records take. */
    public long byteCount() {
        return payloads.length() + 25L * recordCount;
    }

    /** The record that comes at a place in the order of the tiles; the other methods take it. */
    public int recordAt(int place) {
        return order[place];
    }

    public long tile(int record) {
        return tiles[record];
    }

    public int row(int record) {
        return rows[record];
    }

    public RecordKind kind(int record) {
        return RecordKind.ofCode(kinds[record]);
    }

    /** The array that holds all payloads; lent until the next shard. */
    public byte[] payloads() {
        return payloads.array();
    }

    public int payloadStart(int record) {
        return record == 0 ? 0 : ends[record - 1];
    }

    public int payloadEnd(int record) {
        return ends[record];
    }
}
