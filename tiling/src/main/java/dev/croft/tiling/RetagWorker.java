package dev.croft.tiling;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.tiling.attribute.KeyedAttributes;
import dev.croft.tiling.gzip.DamagedGzipException;
import dev.croft.tiling.gzip.Gunzip;
import dev.croft.tiling.gzip.TileCompressor;
import dev.croft.tiling.mvt.LayerReader;
import dev.croft.tiling.mvt.MvtException;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.TileBytes;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Exchanges the attributes of stored tiles. Confined to one thread. */
final class RetagWorker implements BoundedPipeline.Worker<EntryBatch, TileBatch> {
    private final PmtilesReader source;
    private final int attributeCount;
    private final LayerRetagger polygons;
    private final LayerRetagger points;
    private final List<LayerRetagger> layers = new ArrayList<>();
    private final Gunzip gunzip = new Gunzip();
    private final LayerReader reader = new LayerReader();
    private final TileCompressor compressor;
    private final TileBytes inflated = new TileBytes(1 << 16);
    private final TileBytes tile = new TileBytes(1 << 16);
    private final RetagCounts counts = new RetagCounts();
    private final RetagCounts totalCounts;

    /** @param totalCounts gets what this worker counted, when it is closed */
    RetagWorker(
            PmtilesReader source,
            RetagPlan plan,
            TileEncoding encoding,
            KeyedAttributes attributes,
            RetagCounts totalCounts) {
        this.source = source;
        this.attributeCount = plan.attributes().size();
        this.polygons = new LayerRetagger(plan.origin().polygons(), plan, attributes, counts);
        this.points =
                new LayerRetagger(plan.origin().centroids().orElse(plan.origin().polygons()), plan, attributes, counts);
        layers.add(polygons);
        plan.origin().centroids().ifPresent(layer -> layers.add(points));
        this.compressor = TileCompressor.of(encoding.encoder(), encoding.level());
        this.totalCounts = totalCounts;
    }

    @Override
    public void map(EntryBatch entries, TileBatch batch) throws IOException {
        batch.clear(attributeCount);
        polygons.countInto(batch.polygonTags);
        points.countInto(batch.pointTags);
        for (int entry = 0; entry < entries.count(); entry++) {
            long id = entries.tileId(entry);
            byte[] stored = source.content(entries.offset(entry), entries.length(entry));
            try {
                retag(stored, TileId.zoom(id));
            } catch (DamagedGzipException e) {
                throw damaged(id, e.getMessage() + ".", e);
            } catch (MvtException e) {
                throw damaged(id, e.getMessage(), e);
            }
            compressor.gzip(tile.array(), 0, tile.length(), batch.bytes);
            batch.endTiles(id, entries.runLength(entry));
        }
    }

    private void retag(byte[] stored, int zoom) {
        inflated.clear();
        gunzip.inflate(stored, 0, stored.length, PmtilesReader.MOST_TILE_BYTES, inflated);
        tile.clear();
        reader.open(inflated.array(), 0, inflated.length());
        while (reader.nextLayer()) {
            retaggerOf(reader).retag(reader, inflated.array(), zoom, tile);
        }
        if (tile.length() == 0) {
            throw new MvtException("Cannot use a tile: it has no features.");
        }
    }

    private LayerRetagger retaggerOf(LayerReader layer) {
        for (LayerRetagger retagger : layers) {
            if (retagger.isFor(layer, inflated.array())) {
                return retagger;
            }
        }
        throw new MvtException(
                "Cannot use layer \"" + layer.name() + "\": it is none of those that the metadata names.");
    }

    private InputDataException damaged(long id, String what, RuntimeException cause) {
        return new InputDataException(
                source.file(),
                "PMTILES_TILE",
                what + " It is tile " + TileId.coord(id) + " of " + source.file()
                        + ". The file is damaged; copy it again.",
                cause);
    }

    @Override
    public void close() {
        gunzip.close();
        compressor.close();
        totalCounts.addAll(counts);
    }
}
