package dev.croft.tiling;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.attribute.AttributeStore;
import dev.croft.tiling.pmtiles.PmtilesWriter;
import dev.croft.tiling.shard.ShardPlan;
import dev.croft.tiling.shard.SpillFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads the records back, shard by shard, and writes the tiles in order. */
final class AssemblePhase implements BoundedPipeline.Writer<TileBatch> {
    /** Parts of the memory that are a shard; what a thread makes of a shard takes a few times its size. */
    private static final long SHARDS_IN_MEMORY = 64;

    private static final long LEAST_SHARD_BYTES = 1L << 20;
    private static final long MOST_SHARD_BYTES = 8L << 20;

    private final TilingOptions options;
    private final AttributeStore store;
    private final SpillFile spill;
    private final int lastRow;
    private final TilesInOrder tiles;
    private int shardCount;
    private Progress.Task shown;

    AssemblePhase(TilingOptions options, AttributeStore store, SpillFile spill, int lastRow, PmtilesWriter archive) {
        this.options = options;
        this.store = store;
        this.spill = spill;
        this.lastRow = lastRow;
        this.tiles = new TilesInOrder(archive, store.attributes().size());
    }

    void run(RunContext context) throws IOException {
        long memory = context.memory().totalBytes();
        long shardBytes = Math.max(LEAST_SHARD_BYTES, Math.min(MOST_SHARD_BYTES, memory / SHARDS_IN_MEMORY));
        ShardPlan plan = spill.plan(shardBytes);
        shardCount = plan.shards().size();
        try (Progress.Task task = context.progress().start("tiling", "shards", OptionalLong.of(shardCount))) {
            shown = task;
            BoundedPipeline.named("tile")
                    .read(partitions(plan), AssembleWorker.Turn::new)
                    .map(context.threads(), () -> newWorker(context.memory()), TileBatch::new)
                    .write(this)
                    .holdingAtMost(Math.max(1, memory / 4), TileBatch::capacityBytes)
                    .run(context);
        }
    }

    private static List<BoundedPipeline.Partition<AssembleWorker.Turn>> partitions(ShardPlan plan) {
        List<BoundedPipeline.Partition<AssembleWorker.Turn>> partitions = new ArrayList<>();
        for (ShardPlan.Shard shard : plan.shards()) {
            partitions.add(() -> new OneTurn(shard));
        }
        return partitions;
    }

    /** A partition of one shard. */
    private static final class OneTurn implements BoundedPipeline.Reader<AssembleWorker.Turn> {
        private final ShardPlan.Shard shard;
        private boolean isTaken;

        OneTurn(ShardPlan.Shard shard) {
            this.shard = shard;
        }

        @Override
        public boolean next(AssembleWorker.Turn turn) {
            turn.shard = shard;
            boolean first = !isTaken;
            isTaken = true;
            return first;
        }
    }

    private AssembleWorker newWorker(MemoryBudget memory) {
        return new AssembleWorker(options, store, spill, lastRow, memory);
    }

    @Override
    public void write(TileBatch batch) throws IOException {
        tiles.write(batch);
        shown.advance(1);
    }

    /** What was written. */
    TilesInOrder tiles() {
        return tiles;
    }

    int shardCount() {
        return shardCount;
    }
}
