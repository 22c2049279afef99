package dev.croft.resample;

import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.geotiff.EncodedBlock;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.raster.geotiff.GeoTiffWriter;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Writes a raster source to a GeoTIFF: blocks are computed and compressed on all threads and written in order, so that the file is
 * the same for any number of threads.
 */
final class RasterOutput {
    private final RasterSource raster;
    private final GeoTiffWriter writer;
    private final List<BandStatistics> statistics;

    private RasterOutput(RasterSource raster, GeoTiffWriter writer) {
        this.raster = raster;
        this.writer = writer;
        this.statistics = raster.bands().stream().map(BandStatistics::new).toList();
    }

    /**
     * Writes all of {@code raster} to {@code file}, in tiles of the raster's own blocks.
     *
     * @return cells with data, over all bands
     */
    static long write(RasterSource raster, Path file, GeoTiffOptions format, String name, RunContext context)
            throws IOException {
        GeoTiffOptions tiles = format.withTileSize(raster.blockColumnCount(), raster.blockRowCount());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, raster.grid(), raster.bands(), tiles)) {
            RasterOutput output = new RasterOutput(raster, writer);
            output.writeBlocks(name, context);
            for (int band = 0; band < output.statistics.size(); band++) {
                writer.setMetadata(band, output.statistics.get(band).metadata());
            }
            writer.finish();
            return output.statistics.stream().mapToLong(BandStatistics::count).sum();
        }
    }

    /** Which block of which band. */
    private static final class Batch {
        private int band;
        private int block;
    }

    /** A block ready to be written, and what is in it. */
    private static final class Result {
        private final List<BandStatistics> statistics;
        private final EncodedBlock bytes = new EncodedBlock();
        private int band;

        private Result(RasterSource raster) {
            statistics = raster.bands().stream().map(BandStatistics::new).toList();
        }
    }

    private void writeBlocks(String name, RunContext context) throws IOException {
        long blockCount = (long) writer.blockCount() * raster.bands().size();
        List<BoundedPipeline.Partition<Batch>> bands = IntStream.range(
                        0, raster.bands().size())
                .mapToObj(this::blocksOf)
                .toList();
        try (Progress.Task task = context.progress().start(name, "blocks", OptionalLong.of(blockCount))) {
            BoundedPipeline.named("resample")
                    .read(bands, Batch::new)
                    .map(context.threads(), this::newWorker, () -> new Result(raster))
                    .write(result -> {
                        writer.writeEncoded(result.band, result.bytes);
                        statistics.get(result.band).merge(result.statistics.get(result.band));
                        task.advance(1);
                    })
                    .run(context);
        }
    }

    private BoundedPipeline.Partition<Batch> blocksOf(int band) {
        return () -> new BoundedPipeline.Reader<>() {
            private int next;

            @Override
            public boolean next(Batch batch) {
                batch.band = band;
                batch.block = next++;
                return batch.block < writer.blockCount();
            }
        };
    }

    private BoundedPipeline.Worker<Batch, Result> newWorker() {
        int stride = raster.blockColumnCount();
        Object samples = raster.bands().get(0).type().newArray(stride * raster.blockRowCount());
        return (batch, result) -> {
            raster.readBlock(batch.band, batch.block, samples);
            result.band = batch.band;
            result.statistics.get(batch.band).measure(samples, raster.blockWindow(batch.block), stride);
            writer.encodeBlock(batch.block, samples, result.bytes);
        };
    }
}
