package dev.croft.tiling;

import dev.croft.core.run.BoundedPipeline;
import dev.croft.tiling.pmtiles.PmtilesWriter;
import java.io.IOException;

/** Writes the tiles of an archive batch by batch and adds up what was counted. Used by one thread at a time. */
final class TilesInOrder implements BoundedPipeline.Writer<TileBatch> {
    private final PmtilesWriter archive;
    private final LayerTally polygons = new LayerTally();
    private final LayerTally points = new LayerTally();
    private final TagStatistics polygonTags;
    private final TagStatistics pointTags;
    private long largestTileBytes;

    TilesInOrder(PmtilesWriter archive, int attributeCount) {
        this.archive = archive;
        this.polygonTags = new TagStatistics(attributeCount);
        this.pointTags = new TagStatistics(attributeCount);
    }

    @Override
    public void write(TileBatch batch) throws IOException {
        for (int tile = 0; tile < batch.tileCount(); tile++) {
            int length = batch.end(tile) - batch.start(tile);
            for (int i = 0; i < batch.runLength(tile); i++) {
                archive.add(batch.id(tile) + i, batch.bytes.array(), batch.start(tile), length);
            }
            largestTileBytes = Math.max(largestTileBytes, length);
        }
        polygons.addAll(batch.polygons);
        points.addAll(batch.points);
        polygonTags.addAll(batch.polygonTags);
        pointTags.addAll(batch.pointTags);
    }

    LayerTally polygons() {
        return polygons;
    }

    LayerTally points() {
        return points;
    }

    TagStatistics polygonTags() {
        return polygonTags;
    }

    TagStatistics pointTags() {
        return pointTags;
    }

    long largestTileBytes() {
        return largestTileBytes;
    }
}
