package dev.croft.testdata;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.raster.geotiff.GeoTiffWriter;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.BoundedPipeline.Reader;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Progress;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.parquet.GeoParquetSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fields and the cropland under them, as two files that look like a year of the real ones.
 *
 * @param zones GeoParquet, see {@link FieldZones} for its columns
 * @param raster GeoTIFF, see {@link CdlRaster}
 * @param fieldCount rows of {@code zones}
 * @param grid cells of {@code raster}
 * @param zonesBytes length of {@code zones}
 * @param rasterBytes length of {@code raster}
 */
public record FieldsDataset(
        Path zones, Path raster, long fieldCount, GridGeometry grid, long zonesBytes, long rasterBytes) {
    public static final String ZONES_FILE = "fields.parquet";
    public static final String RASTER_FILE = "cdl.tif";

    /** Raised when equal options give other files than before. */
    private static final int ALGORITHM_VERSION = 1;

    private static final int ROWS_PER_BATCH = 1024;
    private static final int DEFLATE_LEVEL = 6;

    /**
     * Writes {@value #ZONES_FILE} and {@value #RASTER_FILE} into {@code directory}, which must exist, each whole or not at
     * all. Memory does not grow with the number of fields; equal options give equal bytes at any number of threads.
     *
     * @param overwrite what may happen to files that have these names already
     * @throws dev.croft.core.problem.ConfigurationException when the field count is out of range, there is no transform
     *     to the CRS asked for, or one of the files may not be written
     */
    public static FieldsDataset generate(Path directory, FieldsOptions options, Overwrite overwrite, RunContext context)
            throws IOException {
        FieldPartition partition = new FieldPartition(options.seed(), options.fieldCount());
        FieldZones fields = new FieldZones(partition, options.order(), options.zonesCrs());
        Path zones = directory.resolve(ZONES_FILE);
        Path raster = directory.resolve(RASTER_FILE);
        Recipe land = landRecipe(options);
        // Both before either is written, so that a refusal comes first.
        try (AtomicOutput rasterOutput = context.output(raster, overwrite, List.of());
                AtomicOutput zonesOutput = context.output(zones, overwrite, List.of())) {
            writeRaster(new CdlRaster(partition), rasterOutput.path(), context);
            writeZones(fields, zonesOutput.path(), context);
            rasterOutput.commit(land);
            zonesOutput.commit(land.with("order", options.order()).with("zonesCrs", options.zonesCrs()));
        }
        return new FieldsDataset(
                zones, raster, fields.rowCount(), partition.grid(), Files.size(zones), Files.size(raster));
    }

    /**
     * Writes the raster of the same fields some years later, whole or not at all.
     *
     * @param later years after the raster of {@link #generate}
     */
    public static void generateYear(
            Path raster, FieldsOptions options, int later, Overwrite overwrite, RunContext context) throws IOException {
        FieldPartition partition = new FieldPartition(options.seed(), options.fieldCount());
        try (AtomicOutput output = context.output(raster, overwrite, List.of())) {
            writeRaster(new CdlRaster(partition, later), output.path(), context);
            output.commit(landRecipe(options).with("later", later));
        }
    }

    private static Recipe landRecipe(FieldsOptions options) {
        return Recipe.of("generate-fields", ALGORITHM_VERSION)
                .with("count", options.fieldCount())
                .with("seed", options.seed());
    }

    /** Writes generated fields, for callers that choose the place of each file. */
    public static void writeZones(FieldZones fields, Path file, RunContext context) throws IOException {
        Optional<String> crs = Optional.of(fields.crs().toProjJson());
        try (GeoParquetSink sink = GeoParquetSink.create(file, fields.columns(), crs, RowGroupLimits.ZONES);
                Progress.Task shown =
                        context.progress().start("generate fields", "fields", OptionalLong.of(fields.rowCount()))) {
            BoundedPipeline.named("generate-fields")
                    .read(List.of(() -> new Spans(fields.rowCount(), ROWS_PER_BATCH)), Span::new)
                    .map(context.threads(), () -> (span, batch) -> read(fields, span, batch), () -> newBatch(fields))
                    .write(batch -> {
                        sink.write(batch);
                        shown.advance(batch.rowCount());
                    })
                    .run(context);
        }
    }

    /** Writes a generated raster of one band, such as {@link CdlRaster} or {@link NdviRaster}. */
    public static void writeRaster(RasterSource raster, Path file, RunContext context) throws IOException {
        GeoTiffOptions options = GeoTiffOptions.DEFAULT
                .withTileSize(raster.blockColumnCount(), raster.blockRowCount())
                .withCompression(GeoTiffOptions.DEFAULT.compression(), DEFLATE_LEVEL);
        long blockCount = (long) raster.blocksAcross() * raster.blocksDown();
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, raster.grid(), raster.bands(), options);
                Progress.Task shown =
                        context.progress().start("generate raster", "blocks", OptionalLong.of(blockCount))) {
            BoundedPipeline.named("generate-raster")
                    .read(List.of(() -> new Spans(blockCount, 1)), Span::new)
                    .map(context.threads(), () -> (span, block) -> block.read(raster, span), () -> new Block(raster))
                    .write(block -> {
                        writer.writeBlock(0, block.index, block.samples);
                        shown.advance(1);
                    })
                    .run(context);
            writer.finish();
        }
    }

    private static ZoneBatch newBatch(FieldZones fields) {
        return new ZoneBatch(fields.columns().stream().map(ColumnVector::new).toList());
    }

    private static void read(FieldZones fields, Span span, ZoneBatch batch) throws IOException {
        try (ZoneReader reader = fields.reader(span.first, span.first + span.count)) {
            reader.next(batch, span.count);
        }
    }

    /** Consecutive rows or blocks. */
    private static final class Span {
        private long first;
        private int count;
    }

    /** Hands out spans from 0 to the end, so that whichever worker is free makes the next ones. */
    private static final class Spans implements Reader<Span> {
        private final long end;
        private final int size;
        private long next;

        Spans(long end, int size) {
            this.end = end;
            this.size = size;
        }

        @Override
        public boolean next(Span span) {
            span.first = next;
            span.count = (int) Math.min(size, end - next);
            next += span.count;
            return span.count > 0;
        }
    }

    /** One block of a raster and its number. */
    private static final class Block {
        private final Object samples;
        private int index;

        Block(RasterSource raster) {
            SampleType type = raster.bands().get(0).type();
            samples = type.newArray(raster.blockColumnCount() * raster.blockRowCount());
        }

        void read(RasterSource raster, Span span) throws IOException {
            index = Math.toIntExact(span.first);
            raster.readBlock(0, index, samples);
        }
    }
}
