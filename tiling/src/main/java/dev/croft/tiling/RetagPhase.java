package dev.croft.tiling;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.attribute.KeyedAttributes;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.pmtiles.PmtilesWriter;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Reads the tiles of an archive in order and writes them with other attributes. */
final class RetagPhase implements BoundedPipeline.Writer<TileBatch> {
    /** Stored bytes that are worth a turn; a tile that is larger has one for itself. */
    private static final long BATCH_BYTES = 1 << 18;

    private final PmtilesReader source;
    private final RetagPlan plan;
    private final TileEncoding encoding;
    private final KeyedAttributes attributes;
    private final TilesInOrder tiles;
    private final RetagCounts counts = new RetagCounts();
    private Progress.Task shown;

    RetagPhase(
            PmtilesReader source,
            RetagPlan plan,
            TileEncoding encoding,
            KeyedAttributes attributes,
            PmtilesWriter archive) {
        this.source = source;
        this.plan = plan;
        this.encoding = encoding;
        this.attributes = attributes;
        this.tiles = new TilesInOrder(archive, plan.attributes().size());
    }

    void run(RunContext context) throws IOException {
        OptionalLong total = OptionalLong.of(source.header().entryCount());
        try (Progress.Task task = context.progress().start("retagging", "tiles", total)) {
            shown = task;
            BoundedPipeline.named("retag")
                    .read(List.of(() -> reader(source.entries())), EntryBatch::new)
                    .map(context.threads(), this::newWorker, TileBatch::new)
                    .write(this)
                    .holdingAtMost(Math.max(1, context.memory().totalBytes() / 4), TileBatch::capacityBytes)
                    .run(context);
        }
    }

    private static BoundedPipeline.Reader<EntryBatch> reader(EntryCursor entries) {
        return batch -> {
            batch.clear();
            while (batch.byteCount() < BATCH_BYTES && entries.next()) {
                batch.add(entries);
            }
            return batch.count() > 0;
        };
    }

    private RetagWorker newWorker() {
        return new RetagWorker(source, plan, encoding, attributes, counts);
    }

    @Override
    public void write(TileBatch batch) throws IOException {
        tiles.write(batch);
        shown.advance(batch.tileCount());
    }

    /** What was written. */
    TilesInOrder tiles() {
        return tiles;
    }

    /** Refuses tables none of whose keys any feature has. */
    void requireMatch() throws IOException {
        if (counts.foundCount() == 0
                && attributes.keyCount() > 0
                && !counts.exampleMissed().isEmpty()) {
            throw plan.joins().unmatched(counts.exampleMissed());
        }
    }

    RetagSummary summary(long tileCount) {
        return new RetagSummary(
                attributes.summaries(),
                attributes.keyCount(),
                counts.usedRowCount(),
                counts.foundCount(),
                counts.missedCount(),
                tileCount,
                tiles.largestTileBytes());
    }
}
