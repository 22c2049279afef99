package dev.croft.zonal;

import dev.croft.core.crs.Crs;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.ValidationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Receipt;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@link ZonalJob} from file to file: opens the inputs, decides whether the output is already there, and writes it whole or not
 * at all, with a receipt. Holds the open inputs until closed.
 */
public final class ZonalFileJob implements Closeable {
    private final ZonalRequest request;
    private final ZoneSource zones;
    private final RasterSource raster;
    private final TableFormat format;
    private final ZonalJob job;
    private final Recipe recipe;
    private final Receipt.Freshness freshness;

    private ZonalFileJob(ZonalRequest request, ZoneSource zones, RasterSource raster) throws IOException {
        this.request = request;
        this.zones = zones;
        this.raster = raster;
        this.format = TableFormat.of(request.output());
        Crs zonesCrs = request.zonesCrs().map(Crs::parse).orElseGet(zones::crs);
        this.job = ZonalJob.plan(zones, zonesCrs, raster, request.options());
        this.recipe = recipe(zonesCrs);
        this.freshness = freshness();
    }

    /**
     * Opens the inputs and checks the whole request; writes nothing but what a zipped raster needs in scratch.
     *
     * @throws dev.croft.core.problem.ConfigurationException naming everything that is wrong with the request
     * @throws dev.croft.core.problem.InputDataException when an input is damaged
     * @throws ValidationException when the zones cannot give the number of rows that is expected
     */
    public static ZonalFileJob plan(ZonalRequest request, RunContext context) throws IOException {
        checkBeforeOpening(request);
        ZoneSource zones = ZoneSources.open(request.zones(), request.geometryColumn());
        try {
            RasterSource raster = RasterSources.open(request.raster(), context.scratch()::directoryFor);
            try {
                return checked(new ZonalFileJob(request, zones, raster));
            } catch (IOException | RuntimeException e) {
                raster.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            zones.close();
            throw e;
        }
    }

    /** What can be said without the inputs, so that it is said together with what is missing. */
    private static void checkBeforeOpening(ZonalRequest request) throws IOException {
        Problems problems = new Problems();
        problems.collect(() -> ZoneSources.requirePresent(request.zones()));
        problems.require(
                Files.exists(request.raster()), () -> "Cannot open " + request.raster() + ": there is no such file.");
        if (!Files.isDirectory(request.output())) {
            problems.collect(() -> TableFormat.of(request.output()));
        }
        problems.collect(() -> request.zonesCrs().ifPresent(Crs::parse));
        AtomicOutput.check(request.output(), Overwrite.ANYTHING, List.of(), problems);
        problems.throwIfAny();
    }

    private static ZonalFileJob checked(ZonalFileJob job) throws IOException {
        if (job.request.options().box().isEmpty()) {
            job.checkRows(job.rowCount());
        }
        Problems problems = new Problems();
        if (!job.isUpToDate()) {
            AtomicOutput.check(job.request.output(), job.request.overwrite(), job.inputs(), problems);
        }
        problems.throwIfAny();
        return job;
    }

    private Receipt.Freshness freshness() throws IOException {
        if (request.ifValid() == ZonalRequest.IfValid.REDO && Files.exists(request.output())) {
            return new Receipt.Freshness(false, "that was asked for");
        }
        Receipt.Freshness found = Receipt.freshness(request.output(), recipe);
        if (!found.isCurrent()) {
            return found;
        }
        // With a box nobody knows the number of rows before a run.
        boolean rowsAreOpen =
                request.options().box().isPresent() && request.expectedRows().isPresent();
        return rowsAreOpen ? new Receipt.Freshness(false, "its number of rows is to be checked") : found;
    }

    /** Whether the output is there, was made from the same inputs and parameters, and need not be made again. */
    public boolean isUpToDate() {
        return freshness.isCurrent();
    }

    /** Rows that the result will have; with a box, at most. */
    public long rowCount() {
        return job.rowCount();
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        RasterBand band = raster.bands().get(request.options().band() - 1);
        List<String> lines = new ArrayList<>();
        lines.add("zones   " + zones.name() + ": " + zones.rowCount() + " rows in "
                + zones.partitions().size() + " partition(s), geometry in " + zones.geometryColumn() + ", "
                + request.zonesCrs().orElseGet(() -> zones.crs().toString()));
        lines.add("raster  " + raster.name() + ": band " + request.options().band() + " of "
                + raster.bands().size() + ", " + band.type() + ", "
                + raster.grid().columnCount() + " x " + raster.grid().rowCount() + " cells, "
                + raster.grid().crs() + ", nodata "
                + (noData(band).isEmpty() ? "none" : String.join(",", noData(band))));
        lines.add("output  " + request.output() + ": "
                + (isUpToDate() ? "up to date, because " : "to be made, because ") + freshness.reason());
        return lines;
    }

    /**
     * Computes and writes the output.
     *
     * @return what was done; empty when the output was up to date
     * @throws ValidationException when the result has another number of rows than expected; the output is then not made
     */
    public Optional<ZonalSummary> run(RunContext context) throws IOException {
        if (isUpToDate()) {
            return Optional.empty();
        }
        try (AtomicOutput output = context.output(request.output(), request.overwrite(), inputs())) {
            ZonalSummary summary = write(output.path(), context);
            checkRows(summary.rowCount());
            output.commit(recipe);
            return Optional.of(summary);
        }
    }

    private ZonalSummary write(Path file, RunContext context) throws IOException {
        try (TableSink sink = TableSinks.create(format, file, job.columns(), metadata())) {
            return job.run(context, sink::write);
        }
    }

    private void checkRows(long rowCount) {
        if (request.expectedRows().isPresent() && request.expectedRows().getAsLong() != rowCount) {
            throw new ValidationException("Cannot accept the result for " + zones.name() + ": it has " + rowCount
                    + " rows, expected " + request.expectedRows().getAsLong()
                    + ". Check that the zones are complete; " + request.output() + " was not written.");
        }
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>();
        zones.files().forEach(file -> inputs.add(Path.of(file)));
        inputs.add(request.raster());
        return inputs;
    }

    /** How the table was made, for its schema metadata: nothing that differs between two runs of the same request. */
    private Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("croft.kernel", recipe.kernel() + " " + recipe.algorithmVersion());
        recipe.parameters().forEach((name, value) -> metadata.put("croft." + name, value));
        metadata.put("croft.zones", Path.of(zones.name()).getFileName().toString());
        metadata.put("croft.raster", request.raster().getFileName().toString());
        return metadata;
    }

    private Recipe recipe(Crs zonesCrs) throws IOException {
        ZonalOptions options = request.options();
        Recipe made = Recipe.of("zonal-majority", ZonalJob.ALGORITHM_VERSION);
        for (String file : zones.files()) {
            made = made.with(InputIdentity.of("zones", Path.of(file)));
        }
        made = made.with(InputIdentity.of("raster", request.raster()))
                .with("geometryColumn", zones.geometryColumn())
                .with("zonesCrs", zonesCrs)
                .with(
                        "columns",
                        job.columns().stream().map(column -> column.name()).toList())
                .with("band", options.band())
                .with("nodata", noData(raster.bands().get(options.band() - 1)))
                .with("pixels", "center")
                .with("ties", options.ties())
                .with("toleranceCells", options.toleranceCells())
                .with("badZones", options.badZones())
                .with("format", format);
        if (options.box().isPresent()) {
            made = made.with("box", options.box().get());
        }
        if (options.limit().isPresent()) {
            made = made.with("limit", options.limit().getAsLong());
        }
        return made;
    }

    private List<String> noData(RasterBand band) {
        List<NoData> own = band.noData().stream().toList();
        List<NoData> used =
                request.options().noData().isEmpty() ? own : request.options().noData();
        return used.stream().map(NoData::text).toList();
    }

    @Override
    public void close() throws IOException {
        try (zones) {
            raster.close();
        }
    }
}
