package dev.croft.zonal;

import dev.croft.core.problem.Problems;
import dev.croft.core.problem.ValidationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Receipt;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import dev.croft.core.vector.GeoTableSinks;
import dev.croft.core.vector.ZoneSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@link ZonalJob} from files to files: opens the inputs, decides which outputs are already there, and writes the others in one
 * pass, whole or not at all, each with a receipt. Holds the open inputs until closed.
 */
public final class ZonalFileJob implements Closeable {
    private final ZonalRequest request;
    private final ZonalInputs inputs;
    private final List<ZonalTarget> targets = new ArrayList<>();
    private final ZonalJob job;

    private ZonalFileJob(ZonalRequest request, ZonalInputs inputs) throws IOException {
        this.request = request;
        this.inputs = inputs;
        // Of everything first, so that what is wrong with any band is said.
        ZonalJob all = inputs.plan(request.rasters());
        ZonalRecipes recipes = new ZonalRecipes(request, inputs);
        if (request.isSplit()) {
            for (RasterInput raster : request.rasters()) {
                List<RasterInput> only = List.of(raster.withoutLabel());
                targets.add(target(recipes, request.outputFor(raster.label()), only, inputs.plan(only)));
            }
        } else {
            targets.add(target(recipes, request.output(), request.rasters(), all));
        }
        List<RasterInput> stale = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (!targets.get(i).isCurrent()) {
                stale.addAll(request.isSplit() ? List.of(request.rasters().get(i)) : request.rasters());
            }
        }
        this.job = stale.isEmpty() || stale.size() == request.rasters().size() ? all : inputs.plan(stale);
    }

    /**
     * Opens the inputs and checks the whole request; writes nothing but what a zipped raster needs in scratch.
     *
     * @throws dev.croft.core.problem.ConfigurationException naming everything that is wrong with the request
     * @throws dev.croft.core.problem.InputDataException when an input is damaged
     * @throws ValidationException when the zones cannot give the number of rows that is expected
     */
    public static ZonalFileJob plan(ZonalRequest request, RunContext context) throws IOException {
        ZonalInputs inputs = ZonalInputs.open(request, problems -> checkOutput(request, problems), context);
        try {
            return checked(new ZonalFileJob(request, inputs));
        } catch (IOException | RuntimeException e) {
            inputs.close();
            throw e;
        }
    }

    private static void checkOutput(ZonalRequest request, Problems problems) throws IOException {
        if (!Files.isDirectory(request.output())) {
            problems.collect(() -> TableFormat.of(request.output()));
        }
        AtomicOutput.check(request.output(), Overwrite.ANYTHING, List.of(), problems);
        String name = request.output().toString();
        problems.require(
                request.isSplit() || !name.contains("{"),
                () -> "Cannot write " + name + ": what stands for a label is written " + ZonalRequest.LABEL + ".");
        List<String> labels = request.rasters().stream().map(RasterInput::label).toList();
        problems.require(
                !request.isSplit()
                        || (!labels.contains("")
                                && labels.size() == Set.copyOf(labels).size()),
                () -> "Cannot write a file per raster to " + name
                        + ": a raster has no label, or that of another. Give each --raster its own: LABEL=FILE.");
    }

    private static ZonalFileJob checked(ZonalFileJob job) throws IOException {
        if (job.request.options().box().isEmpty()) {
            job.checkRows(job.rowCount());
        }
        Problems problems = new Problems();
        for (ZonalTarget target : job.staleTargets()) {
            AtomicOutput.check(target.file(), job.request.overwrite(), job.inputs.files(), problems);
        }
        problems.throwIfAny();
        return job;
    }

    private ZonalTarget target(ZonalRecipes recipes, Path file, List<RasterInput> rasters, ZonalJob planned)
            throws IOException {
        List<LabelledBand> bands = inputs.bandsOf(rasters);
        List<Column> columns = planned.columns();
        ZonalRecipes.Made made = recipes.of(rasters, bands, columns, file);
        return new ZonalTarget(file, columns, made.recipe(), made.metadata(), freshness(file, made));
    }

    private Receipt.Freshness freshness(Path file, ZonalRecipes.Made made) throws IOException {
        if (request.ifValid() == ZonalRequest.IfValid.REDO && Files.exists(file)) {
            return new Receipt.Freshness(false, "that was asked for");
        }
        Receipt.Freshness found = Receipt.freshness(file, made.recipe());
        if (!found.isCurrent()) {
            return found;
        }
        // With a box nobody knows the number of rows before a run.
        boolean rowsAreOpen =
                request.options().box().isPresent() && request.expectedRows().isPresent();
        return rowsAreOpen ? new Receipt.Freshness(false, "its number of rows is to be checked") : found;
    }

    private List<ZonalTarget> staleTargets() {
        return targets.stream().filter(target -> !target.isCurrent()).toList();
    }

    /** Whether all outputs are there, were made from the same inputs and parameters, and need not be made again. */
    public boolean isUpToDate() {
        return staleTargets().isEmpty();
    }

    /** The files that a run would make. */
    public List<Path> outputs() {
        return staleTargets().stream().map(ZonalTarget::file).toList();
    }

    /** Rows that a result will have; with a box, at most. */
    public long rowCount() {
        return job.rowCount();
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        ZoneSource zones = inputs.zones();
        List<String> lines = new ArrayList<>();
        lines.add("zones   " + zones.name() + ": " + zones.rowCount() + " rows in "
                + zones.partitions().size() + " partition(s), geometry in " + zones.geometryColumn() + ", "
                + request.zonesCrs().orElseGet(() -> zones.crs().toString()));
        if (request.options().kept().all()) {
            zones.unreadColumns()
                    .forEach((column, type) ->
                            lines.add("left out  column " + column + " of the zones: its type is " + type));
        }
        for (LabelledBand band : inputs.bandsOf(request.rasters())) {
            lines.add("raster  " + description(band));
        }
        inputs.weights().ifPresent(weights -> lines.add("weights " + weights.name() + ": band 1"));
        if (job.gridCount() > 1) {
            lines.add("grids   " + job.gridCount() + " different ones: the cells of a zone are found on each");
        }
        for (ZonalTarget target : targets) {
            lines.add("output  " + target.file() + ": "
                    + (target.isCurrent() ? "up to date, because " : "to be made, because ")
                    + target.freshness().reason());
        }
        return lines;
    }

    private String description(LabelledBand band) {
        RasterSource raster = band.raster();
        List<String> noData = ZonalRecipes.noData(band, request.options()).stream()
                .map(NoData::text)
                .toList();
        return (band.label().isEmpty() ? "" : band.label() + " = ") + raster.name() + ": band " + band.band() + " of "
                + raster.bands().size() + ", " + band.info().type() + ", "
                + raster.grid().columnCount() + " x " + raster.grid().rowCount() + " cells, "
                + raster.grid().crs() + ", nodata " + (noData.isEmpty() ? "none" : String.join(",", noData));
    }

    /**
     * Computes and writes the outputs that are not up to date.
     *
     * @return what was done; empty when all outputs were up to date
     * @throws ValidationException when the result has another number of rows than expected; no output is then made
     */
    public Optional<ZonalSummary> run(RunContext context) throws IOException {
        if (isUpToDate()) {
            return Optional.empty();
        }
        return Optional.of(runInto(staleTargets(), new ArrayList<>(), context));
    }

    /** Opens one output after the other, so that each is closed whatever happens, then computes. */
    private ZonalSummary runInto(List<ZonalTarget> left, List<AtomicOutput> open, RunContext context)
            throws IOException {
        if (open.size() < left.size()) {
            ZonalTarget next = left.get(open.size());
            try (AtomicOutput output = context.output(next.file(), request.overwrite(), inputs.files())) {
                open.add(output);
                return runInto(left, open, context);
            }
        }
        ZonalSummary summary = write(left, open, context);
        checkRows(summary.rowCount());
        for (int i = 0; i < left.size(); i++) {
            open.get(i).commit(left.get(i).recipe());
        }
        return summary;
    }

    private ZonalSummary write(List<ZonalTarget> made, List<AtomicOutput> open, RunContext context) throws IOException {
        try (SplitSink sinks = new SplitSink(job.zoneColumns().size())) {
            for (int i = 0; i < made.size(); i++) {
                sinks.add(sink(made.get(i), open.get(i).path()), made.get(i).columns());
            }
            return job.run(context, sinks::write);
        }
    }

    private TableSink sink(ZonalTarget target, Path file) throws IOException {
        TableFormat format = TableFormat.of(target.file());
        if (request.options().keepGeometry()) {
            return GeoTableSinks.create(
                    format,
                    file,
                    target.columns(),
                    inputs.zones().geometryColumn(),
                    inputs.zonesCrs(),
                    target.metadata());
        }
        return TableSinks.create(format, file, target.columns(), target.metadata());
    }

    private void checkRows(long rowCount) {
        if (request.expectedRows().isPresent() && request.expectedRows().getAsLong() != rowCount) {
            throw new ValidationException(
                    "Cannot accept the result for " + inputs.zones().name() + ": it has " + rowCount
                            + " rows, expected " + request.expectedRows().getAsLong()
                            + ". Check that the zones are complete; " + request.output() + " was not written.");
        }
    }

    @Override
    public void close() throws IOException {
        inputs.close();
    }
}
