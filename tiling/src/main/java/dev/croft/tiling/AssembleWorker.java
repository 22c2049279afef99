package dev.croft.tiling;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.MemoryBudget;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.gzip.TileCompressor;
import dev.croft.tiling.shard.ShardPlan;
import dev.croft.tiling.shard.ShardReader;
import dev.croft.tiling.shard.SpillFile;
import dev.croft.tiling.tile.TileBytes;
import java.io.IOException;

/**
 * Turns shards of records into compressed tiles. A shard that holds a large tile, of a low zoom, takes many times the memory of others:
 * it waits until so much is free, and what grew for it is let go after it. Confined to one thread.
 */
final class AssembleWorker implements BoundedPipeline.Worker<AssembleWorker.Turn, TileBatch> {
    /** The shard whose turn it is. */
    static final class Turn {
        ShardPlan.Shard shard;
    }

    /** Memory that a record takes while its tile is made, beside a few copies of its bytes. */
    private static final long RECORD_MEMORY = 120;

    private static final long COPIES = 5;
    private static final long KEPT_MEMORY = 32L << 20;

    private final TilingOptions options;
    private final AttributeStore store;
    private final SpillFile spill;
    private final int lastRow;
    private final MemoryBudget memory;
    private Tools tools;

    AssembleWorker(TilingOptions options, AttributeStore store, SpillFile spill, int lastRow, MemoryBudget memory) {
        this.options = options;
        this.store = store;
        this.spill = spill;
        this.lastRow = lastRow;
        this.memory = memory;
        this.tools = new Tools(options, store, spill);
    }

    /** Everything that grows with the tiles. */
    private static final class Tools {
        final ShardReader records;
        final LayerWriter polygons;
        final LayerWriter points;
        final TileAssembler assembler;
        final TileCompressor compressor;
        final TileBytes tile = new TileBytes(1 << 16);

        Tools(TilingOptions options, AttributeStore store, SpillFile spill) {
            records = new ShardReader(spill);
            polygons = new LayerWriter(options.polygons(), options.extent(), store);
            points = new LayerWriter(options.centroids().orElse(options.polygons()), options.extent(), store);
            assembler = new TileAssembler(options, new FeatureOrder(store), polygons, points);
            compressor = TileCompressor.of(options.encoder(), options.compressionLevel());
        }
    }

    @Override
    public void map(Turn turn, TileBatch batch) throws IOException {
        long needed = turn.shard.recordCount() * RECORD_MEMORY + turn.shard.rawBytes() * COPIES;
        try (MemoryBudget.Grant grant = memory.reserveWhenFree("tiles", needed)) {
            batch.clear(store.attributes().size());
            tools.assembler.countInto(batch.polygons, batch.points);
            tools.polygons.countInto(batch.polygonTags);
            tools.points.countInto(batch.pointTags);
            tools.records.load(turn.shard);
            assembleAll(batch);
            if (grant.bytes() > KEPT_MEMORY) {
                close();
                tools = new Tools(options, store, spill);
            }
        }
    }

    private void assembleAll(TileBatch batch) {
        ShardReader records = tools.records;
        int from = 0;
        while (from < records.recordCount()) {
            int to = endOfTile(from);
            TileBytes tile = tools.tile;
            tile.clear();
            tools.assembler.assemble(records, from, to, lastRow, tile);
            if (tile.length() > 0) {
                tools.compressor.gzip(tile.array(), 0, tile.length(), batch.bytes);
                batch.endTile(records.tile(records.recordAt(from)));
            }
            from = to;
        }
    }

    private int endOfTile(int from) {
        ShardReader records = tools.records;
        long id = records.tile(records.recordAt(from));
        int to = from + 1;
        while (to < records.recordCount() && records.tile(records.recordAt(to)) == id) {
            to++;
        }
        return to;
    }

    @Override
    public void close() {
        tools.compressor.close();
    }
}
