package dev.croft.tiling;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.tiling.gzip.TileCompressor;
import dev.croft.tiling.shard.ShardPlan;
import dev.croft.tiling.shard.ShardReader;
import dev.croft.tiling.tile.TileBytes;
import java.io.IOException;

/** Turns shards of records into compressed tiles. Confined to one thread. */
final class AssembleWorker implements BoundedPipeline.Worker<AssembleWorker.Turn, TileBatch> {
    /** The shard whose turn it is. */
    static final class Turn {
        ShardPlan.Shard shard;
    }

    private final ShardReader records;
    private final TileAssembler assembler;
    private final LayerWriter polygons;
    private final LayerWriter points;
    private final TileCompressor compressor;
    private final int attributeCount;
    private final int lastRow;
    private final TileBytes tile = new TileBytes(1 << 16);

    AssembleWorker(
            ShardReader records,
            TileAssembler assembler,
            LayerWriter polygons,
            LayerWriter points,
            TileCompressor compressor,
            int attributeCount,
            int lastRow) {
        this.records = records;
        this.assembler = assembler;
        this.polygons = polygons;
        this.points = points;
        this.compressor = compressor;
        this.attributeCount = attributeCount;
        this.lastRow = lastRow;
    }

    @Override
    public void map(Turn turn, TileBatch batch) throws IOException {
        batch.clear(attributeCount);
        assembler.countInto(batch.polygons, batch.points);
        polygons.countInto(batch.polygonTags);
        points.countInto(batch.pointTags);
        records.load(turn.shard);
        int from = 0;
        while (from < records.recordCount()) {
            int to = endOfTile(from);
            tile.clear();
            assembler.assemble(records, from, to, lastRow, tile);
            if (tile.length() > 0) {
                compressor.gzip(tile.array(), 0, tile.length(), batch.bytes);
                batch.endTile(records.tile(records.recordAt(from)));
            }
            from = to;
        }
    }

    private int endOfTile(int from) {
        long id = records.tile(records.recordAt(from));
        int to = from + 1;
        while (to < records.recordCount() && records.tile(records.recordAt(to)) == id) {
            to++;
        }
        return to;
    }
}
