package dev.croft.zonal;

import dev.croft.core.problem.Problems;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.arrow.ArrowBatches;
import dev.croft.zonal.ZonalOptions.KeptColumns;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Zonal statistics said as a sentence, for notebooks and programs:
 *
 * <pre>{@code
 * List<ZonalRow> rows = Zonal.of("fields.parquet")
 *         .over("2021", Path.of("cdl_2021.tif"))
 *         .over("2022", Path.of("cdl_2022.tif"))
 *         .compute("majority", "variety")
 *         .by(PixelRule.FRACTION)
 *         .keeping("area_ha")
 *         .rows();
 * rows.get(0).whole("majority_2022");
 * }</pre>
 *
 * The sentence ends with {@link #rows}, {@link #batches}, {@link #write} or {@link #to}; until then nothing is read. What is not
 * said is as {@code croft zonal} has it. Confined to one thread.
 */
public final class Zonal {
    private static final Path NO_FILE = Path.of("");

    private final String zones;
    private final List<RasterInput> rasters = new ArrayList<>();
    private Optional<Path> weights = Optional.empty();
    private ZonalOptions options = ZonalOptions.defaults();
    private Optional<String> geometryColumn = Optional.empty();
    private Optional<String> zonesCrs = Optional.empty();
    private Overwrite overwrite = Overwrite.OWN_OUTPUTS;
    private ZonalRequest.IfValid ifValid = ZonalRequest.IfValid.SKIP;
    private OptionalLong expectedRows = OptionalLong.empty();
    private RasterBackend backend = RasterBackend.AUTO;

    private Zonal(String zones) {
        this.zones = zones;
    }

    /** Begins with the zones: a Parquet file, a folder of part files, or a glob. */
    public static Zonal of(String zones) {
        return new Zonal(zones);
    }

    /** Begins with the zones: a Parquet file, or a folder of part files. */
    public static Zonal of(Path zones) {
        return of(zones.toString());
    }

    /** Adds the first band of a raster, whose columns have no label. */
    public Zonal over(Path raster) {
        return over(RasterInput.of(raster));
    }

    /** Adds the first band of a raster, whose columns end in a label. */
    public Zonal over(String label, Path raster) {
        return over(RasterInput.labelled(label, raster));
    }

    /** Adds bands of a raster. */
    public Zonal over(RasterInput raster) {
        rasters.add(raster);
        return this;
    }

    /**
     * Says what to compute, such as {@code mean} or {@code quantile(0.9)}.
     *
     * @throws dev.croft.core.problem.ConfigurationException when one is unknown, with the nearest name
     */
    public Zonal compute(String... statistics) {
        Problems problems = new Problems();
        List<Statistic> parsed = Statistic.parse(List.of(statistics), problems);
        problems.throwIfAny();
        return with(current -> current.withStatistics(parsed));
    }

    /** Says which cells belong to a zone; by their centre unless said. */
    public Zonal by(PixelRule pixels) {
        return with(current -> current.withPixels(pixels));
    }

    /** Lets each cell count what the first band of a raster on the same grid says. */
    public Zonal weighedBy(Path raster) {
        weights = Optional.of(raster);
        return this;
    }

    /** Carries columns of the zones through; {@link #rows} has those that hold numbers. */
    public Zonal keeping(String... columns) {
        return with(current -> current.withKept(KeptColumns.named(List.of(columns))));
    }

    /** Changes any other option. */
    public Zonal with(UnaryOperator<ZonalOptions> change) {
        options = change.apply(options);
        return this;
    }

    /** Reads the geometry from this column. */
    public Zonal withGeometryIn(String column) {
        geometryColumn = Optional.of(column);
        return this;
    }

    /** Takes the zones to be in this CRS, whatever their file states. */
    public Zonal withZonesIn(String crs) {
        zonesCrs = Optional.of(crs);
        return this;
    }

    /** Says what an output may replace. */
    public Zonal replacing(Overwrite whatever) {
        overwrite = whatever;
        return this;
    }

    /** Says what to do with outputs that are up to date. */
    public Zonal ifValid(ZonalRequest.IfValid whatToDo) {
        ifValid = whatToDo;
        return this;
    }

    /** Says who reads the rasters. */
    public Zonal withBackend(RasterBackend chosen) {
        backend = chosen;
        return this;
    }

    /** Fails unless the result has so many rows. */
    public Zonal expecting(long rows) {
        expectedRows = OptionalLong.of(rows);
        return this;
    }

    /** What was said, with the file to write; see {@link ZonalRequest#output}. */
    public ZonalRequest to(Path output) {
        return new ZonalRequest(
                zones,
                rasters,
                weights,
                output,
                options,
                geometryColumn,
                zonesCrs,
                overwrite,
                ifValid,
                expectedRows,
                backend);
    }

    /**
     * Writes the result, with all cores and no progress shown.
     *
     * @return what was done; empty when the output was up to date
     */
    public Optional<ZonalSummary> write(Path output) throws IOException {
        try (RunContext context = RunContext.named("zonal").build();
                ZonalFileJob job = ZonalFileJob.plan(to(output), context)) {
            return job.run(context);
        }
    }

    /** The result as objects; for few zones. */
    public List<ZonalRow> rows() throws IOException {
        try (RunContext context = RunContext.named("zonal").build();
                ZonalInputs inputs = ZonalInputs.open(to(NO_FILE), problems -> {}, context)) {
            return inputs.plan(rasters).rows(context);
        }
    }

    /**
     * The result as Arrow record batches, in input order.
     *
     * @param consumer takes the batches, which are lent for the call
     */
    public ZonalSummary batches(Consumer<VectorSchemaRoot> consumer) throws IOException {
        try (RunContext context = RunContext.named("zonal").build();
                ZonalInputs inputs = ZonalInputs.open(to(NO_FILE), problems -> {}, context)) {
            ZonalJob job = inputs.plan(rasters);
            try (BufferAllocator allocator = ArrowBatches.allocator();
                    VectorSchemaRoot root =
                            VectorSchemaRoot.create(ArrowBatches.schema(job.columns(), Map.of()), allocator)) {
                return job.run(context, rows -> {
                    ArrowBatches.fill(rows, root);
                    consumer.accept(root);
                });
            }
        }
    }
}
