package dev.croft.resample;

import dev.croft.core.config.DataType;
import dev.croft.core.file.FileKind;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.raster.geotiff.GeoTiffWriter;
import dev.croft.core.raster.reference.RasterReference;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.ByteSize;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.Receipt;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rasters brought to one grid, from file to file: {@link #plan} decides for each what has to be done, {@link #run} does it, one
 * after the other, each output whole or not at all and with a receipt. A damaged raster ends its own output only.
 */
public final class ResampleFileJob {
    /** Raised when a kernel gives other values for the same raster. */
    static final int ALGORITHM_VERSION = 2;

    private static final long MOST_CACHE_BYTES = 1L << 30;
    private static final long LEAST_CACHE_BYTES = 1L << 24;

    private final ResampleRequest request;
    private final Optional<TargetGrid> target;
    private final List<PlannedRaster> rasters;

    private ResampleFileJob(ResampleRequest request, Optional<TargetGrid> target, List<PlannedRaster> rasters) {
        this.request = request;
        this.target = target;
        this.rasters = List.copyOf(rasters);
    }

    /**
     * A raster that was opened: all that decisions need.
     *
     * @param input with the file that a reference leads to
     * @param bands those that are asked for
     * @param otherBandCount bands of the file beside them
     */
    private record Opened(ResampleRequest.Input input, GridGeometry grid, List<RasterBand> bands, int otherBandCount) {
        InputGrid inputGrid() {
            int bytes = bands.stream().mapToInt(band -> band.type().byteCount()).sum();
            return new InputGrid(input.name(), grid, bytes);
        }
    }

    /**
     * Reads the head of every raster and decides; reads no cells and writes nothing.
     *
     * @throws dev.croft.core.problem.ConfigurationException when the grid cannot be understood; what is wrong with single rasters
     *     is in {@link #rasters} and {@link #problems}
     */
    public static ResampleFileJob plan(ResampleRequest request, RunContext context) throws IOException {
        List<PlannedRaster> planned = new ArrayList<>();
        List<Opened> opened = new ArrayList<>();
        for (ResampleRequest.Input input : request.inputs()) {
            open(input, request.backend(), context, opened, planned);
            context.safePoint();
        }
        Optional<TargetGrid> target =
                opened.isEmpty() ? Optional.empty() : Optional.of(target(request, opened, context));
        for (Opened raster : opened) {
            planned.add(decide(raster, target.orElseThrow(), request));
        }
        List<String> names =
                request.inputs().stream().map(ResampleRequest.Input::name).toList();
        planned.sort(
                Comparator.comparingInt(raster -> names.indexOf(raster.input().name())));
        return new ResampleFileJob(request, target, planned);
    }

    private static TargetGrid target(ResampleRequest request, List<Opened> opened, RunContext context)
            throws IOException {
        List<InputGrid> grids = opened.stream().map(Opened::inputGrid).toList();
        return TargetGrid.parse(
                request.target(), grids, request.rules().resolutionTolerance(), scratch(context), request.backend());
    }

    private static RasterSources.ScratchDirectory scratch(RunContext context) {
        return (file, bytes) -> context.scratch().directoryFor(file, bytes);
    }

    private static void open(
            ResampleRequest.Input asked,
            RasterBackend backend,
            RunContext context,
            List<Opened> opened,
            List<PlannedRaster> others)
            throws IOException {
        try {
            ResampleRequest.Input input = asked.at(RasterReference.followed(asked.file()));
            try (RasterSource file = RasterSources.open(input.file(), scratch(context), backend)) {
                RasterSource raster = SelectedBand.of(file, input);
                if (!raster.grid().crs().isKnown()) {
                    String message = "Cannot place " + input.file()
                            + ": it states no CRS. Write one into it, for instance with gdal_edit.py -a_srs EPSG:n.";
                    PlannedRaster.Refusal refusal = new PlannedRaster.Refusal("it states no CRS", message);
                    others.add(new PlannedRaster.Refused(input, List.of(refusal)));
                    return;
                }
                int otherBandCount = file.bands().size() - raster.bands().size();
                opened.add(new Opened(input, raster.grid(), raster.bands(), otherBandCount));
            }
        } catch (InputDataException e) {
            others.add(new PlannedRaster.Damaged(asked, e));
        } catch (ConfigurationException e) {
            others.add(refused(asked, e));
        }
    }

    private static PlannedRaster refused(ResampleRequest.Input input, ConfigurationException failure) {
        List<PlannedRaster.Refusal> refusals = failure.problems().stream()
                .map(problem -> new PlannedRaster.Refusal(problem, problem))
                .toList();
        return new PlannedRaster.Refused(input, refusals);
    }

    private static PlannedRaster decide(Opened raster, TargetGrid target, ResampleRequest request) throws IOException {
        ResampleRequest.Input input = raster.input();
        try {
            Decision decision = asFile(raster, request, Decision.of(raster.grid(), target.grid(), request.rules()));
            Optional<Method> method = decision instanceof Decision.Resample
                    ? request.method()
                            .or(() -> MethodChoice.automatic(
                                    input.dataType(), raster.bands(), raster.grid(), target.grid()))
                    : Optional.empty();
            PlannedRaster.Decided decided = new PlannedRaster.Decided(input, raster.grid(), decision, method);
            List<PlannedRaster.Refusal> refusals = refusals(raster, decided, target, request);
            return refusals.isEmpty() ? decided : new PlannedRaster.Refused(input, refusals);
        } catch (ConfigurationException e) {
            return refused(input, e);
        }
    }

    private static List<PlannedRaster.Refusal> refusals(
            Opened raster, PlannedRaster.Decided decided, TargetGrid target, ResampleRequest request) {
        List<PlannedRaster.Refusal> found = new ArrayList<>();
        Decision decision = decided.decision();
        if (decision instanceof Decision.NoOverlap || decision instanceof Decision.PassThrough) {
            return found;
        }
        Path file = raster.input().file();
        if (decision instanceof Decision.Resample && raster.grid().transform().isRotated()) {
            found.add(new PlannedRaster.Refusal(
                    "its grid is rotated",
                    "Cannot resample " + file + ": its grid is rotated. Bring it along the axes first."));
        } else if (decision instanceof Decision.Resample && decided.method().isEmpty()) {
            found.add(
                    new PlannedRaster.Refusal(
                            "nothing says whether its values are counts, measures or classes",
                            "Cannot choose how to resample " + file + ": nothing says whether its values are"
                                    + " counts, measures or classes. Give --data-type richness|continuous|categorical, or --method."));
        }
        String crs = target.grid().crs().name();
        if (!GeoTiffWriter.canState(target.grid().crs())) {
            found.add(new PlannedRaster.Refusal(
                    "GeoTIFF cannot state " + crs,
                    "Cannot bring " + file + " to the target: its CRS, " + crs
                            + ", has no EPSG code, and GeoTIFF cannot state it otherwise so that it reads back as the same."
                            + " Choose a grid in another CRS."));
        }
        noDataRefusals(raster, target, request, found);
        return found;
    }

    /** What lies on the grid may still be in a file that cannot become the output as it is. */
    private static Decision asFile(Opened raster, ResampleRequest request, Decision decision) throws IOException {
        if (!(decision instanceof Decision.PassThrough)) {
            return decision;
        }
        return obstacle(raster, request)
                .<Decision>map(obstacle -> new Decision.CopyCells(0, 0, false, new Reason.OtherFile(obstacle)))
                .orElse(decision);
    }

    private static Optional<String> obstacle(Opened raster, ResampleRequest request) throws IOException {
        Optional<FileKind> kind = FileKind.find(raster.input().file());
        boolean isGeoTiff = kind.equals(Optional.of(FileKind.GEOTIFF));
        if (!isGeoTiff && request.passing() != ResampleRequest.Passing.REFERENCE) {
            return Optional.of(kind.equals(Optional.of(FileKind.ZIP)) ? "in a zip" : "in a file that is no GeoTIFF");
        }
        if (raster.otherBandCount() > 0) {
            return Optional.of("in a file with other bands");
        }
        Optional<NoData> wanted = request.noData();
        boolean marked = wanted.isEmpty()
                || raster.bands().stream().allMatch(band -> band.noData().equals(wanted));
        return marked ? Optional.empty() : Optional.of("without " + wanted.get() + " as nodata");
    }

    private static void noDataRefusals(
            Opened raster, TargetGrid target, ResampleRequest request, List<PlannedRaster.Refusal> found) {
        RasterBand first = raster.bands().get(0);
        boolean unmarked = request.noData().isEmpty()
                && first.noData().isEmpty()
                && !first.type().isFloating();
        if (unmarked && !isCovered(target.grid(), raster.grid())) {
            found.add(new PlannedRaster.Refusal(
                    "it does not cover all of the target and has no nodata value",
                    "Cannot bring " + raster.input().file() + " to the target: it does not cover all of it, and has no"
                            + " value that says so. Give one with --nodata."));
        }
        Optional<NoData> wanted = request.noData();
        if (wanted.isPresent() && wanted.get().bits(first.type()).isEmpty()) {
            found.add(new PlannedRaster.Refusal(
                    "no cell of type " + first.type() + " can hold --nodata " + wanted.get(),
                    "Cannot mark cells of " + raster.input().file() + " with --nodata " + wanted.get()
                            + ": no cell of type " + first.type() + " can hold it."));
        }
    }

    private static boolean isCovered(GridGeometry target, GridGeometry raster) {
        double cell =
                Math.min(raster.transform().cellWidth(), raster.transform().cellHeight());
        return ProjectedBounds.of(target, raster.crs())
                .filter(bounds -> ProjectedBounds.covers(raster.bounds(), bounds, cell))
                .isPresent();
    }

    /** Empty when no raster could be opened: nobody needs a grid then, and an open resolution has none. */
    public Optional<TargetGrid> target() {
        return target;
    }

    public List<PlannedRaster> rasters() {
        return rasters;
    }

    /** What forbids {@link #run}, though the plan can be shown. */
    public List<String> problems() {
        return rasters.stream()
                .filter(PlannedRaster.Refused.class::isInstance)
                .flatMap(raster -> ((PlannedRaster.Refused) raster).refusals().stream())
                .map(PlannedRaster.Refusal::message)
                .toList();
    }

    /** Whether each raster would get its output, but for what shows when its cells are read. */
    public boolean isComplete() {
        return rasters.stream().allMatch(ResampleFileJob::isMade);
    }

    /** Whether there is anything to make. */
    public boolean hasOutputs() {
        return rasters.stream().anyMatch(ResampleFileJob::isMade);
    }

    private static boolean isMade(PlannedRaster raster) {
        return raster instanceof PlannedRaster.Decided decided && !(decided.decision() instanceof Decision.NoOverlap);
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        List<String> lines = new ArrayList<>();
        target.ifPresent(grid -> lines.add("target  " + grid.text()));
        rasters.forEach(raster -> lines.add("raster  " + raster.text()));
        if (request.format().kind() == OutputFormat.Kind.COG && rasters.stream().anyMatch(ResampleFileJob::passes)) {
            lines.add("note    what passes through stays as it is, a COG or not");
        }
        return lines;
    }

    private static boolean passes(PlannedRaster raster) {
        return raster instanceof PlannedRaster.Decided decided && decided.decision() instanceof Decision.PassThrough;
    }

    /**
     * Makes the outputs.
     *
     * @param log takes a line for each raster that passes through
     * @throws dev.croft.core.problem.ConfigurationException before anything is written, naming {@link #problems} and outputs that
     *     may not be replaced
     */
    public ResampleSummary run(RunContext context, Consumer<String> log) throws IOException {
        Run run = new Run(context, log);
        run.check();
        for (PlannedRaster raster : rasters) {
            context.safePoint();
            run.make(raster);
        }
        return run.summary();
    }

    /** One run, and what it has done so far. */
    private final class Run {
        private final RunContext context;
        private final Consumer<String> log;
        private final Path folder;
        private final Set<PlannedRaster.Decided> upToDate = new HashSet<>();
        private final List<Path> outputs = new ArrayList<>();
        private final List<ResampleSummary.Failed> failures = new ArrayList<>();
        private int passedCount;
        private int copiedCount;
        private int resampledCount;

        private Run(RunContext context, Consumer<String> log) {
            this.context = context;
            this.log = log;
            this.folder = request.outputFolder()
                    .orElseThrow(() -> new IllegalStateException("Cannot run a plan without an output folder"));
        }

        /** Everything at once, before hours of work. */
        private void check() throws IOException {
            Problems all = new Problems();
            problems().forEach(all::add);
            for (PlannedRaster raster : rasters) {
                if (!isMade(raster)) {
                    continue;
                }
                PlannedRaster.Decided decided = (PlannedRaster.Decided) raster;
                if (isCurrent(decided)) {
                    upToDate.add(decided);
                } else {
                    AtomicOutput.check(outputOf(decided), request.overwrite(), inputs(outputOf(decided)), all);
                }
            }
            all.throwIfAny();
        }

        /** The inputs, but for those that the output is only another name of. */
        private List<Path> inputs(Path output) throws IOException {
            Set<Path> files = new LinkedHashSet<>(request.otherInputs());
            request.inputs().forEach(input -> files.add(input.file()));
            rasters.forEach(raster -> files.add(raster.input().file()));
            List<Path> kept = new ArrayList<>();
            for (Path input : files) {
                boolean linked = Files.exists(output)
                        && Files.exists(input)
                        && Files.isSameFile(output, input)
                        && !output.toRealPath().equals(input.toRealPath());
                if (!linked) {
                    kept.add(input);
                }
            }
            return kept;
        }

        /** That of rasters which are decided. */
        private TargetGrid grid() {
            return target.orElseThrow();
        }

        private Path outputOf(PlannedRaster.Decided raster) throws IOException {
            return raster.decision() instanceof Decision.PassThrough
                    ? folder.resolve(passed(raster).fileName())
                    : folder.resolve(raster.input().name() + ".tif");
        }

        private PassedRaster passed(PlannedRaster.Decided raster) throws IOException {
            return new PassedRaster(raster.input(), raster.grid(), grid(), request);
        }

        private boolean isCurrent(PlannedRaster.Decided raster) throws IOException {
            return request.ifValid() == ResampleRequest.IfValid.SKIP
                    && Receipt.freshness(outputOf(raster), recipe(raster)).isCurrent();
        }

        private Recipe recipe(PlannedRaster.Decided raster) throws IOException {
            if (raster.decision() instanceof Decision.PassThrough) {
                return passed(raster).recipe();
            }
            Recipe recipe = Recipe.of("resample", ALGORITHM_VERSION)
                    .with(InputIdentity.of("raster", raster.input().file()))
                    .with("band", raster.input().bandName().orElse(""))
                    .with("grid", grid().identity())
                    .with("action", raster.decision().action())
                    .with("method", raster.method().map(Method::name).orElse(""))
                    .with("cellWeights", request.cellWeights())
                    .with("ties", request.ties())
                    .with("nodata", request.noData().map(NoData::text).orElse(""))
                    .with("format", request.format().kind())
                    .with(
                            "dataType",
                            raster.input().dataType().map(DataType::name).orElse("")) // overviews follow it
                    .with("compression", request.format().tiles().compression())
                    .with("level", request.format().tiles().level());
            return request.backend() == RasterBackend.AUTO ? recipe : recipe.with("backend", request.backend());
        }

        private void make(PlannedRaster raster) throws IOException {
            if (raster instanceof PlannedRaster.Damaged damaged) {
                fail(raster, damaged.failure());
                return;
            }
            PlannedRaster.Decided decided = (PlannedRaster.Decided) raster;
            Path file = raster.input().file();
            if (decided.decision() instanceof Decision.NoOverlap) {
                String message = "Cannot bring " + file + " to the target: "
                        + decided.decision().reason().text() + ". Leave it out, or choose another grid.";
                fail(raster, new InputDataException(file, "NO_OVERLAP", message));
                return;
            }
            try {
                makeOutput(decided);
            } catch (InputDataException e) {
                fail(raster, e);
            } catch (ConfigurationException e) {
                // What only its cells could show ends this raster, not those after it.
                fail(raster, new InputDataException(file, "NOT_POSSIBLE", e.getMessage(), e));
            }
        }

        private void fail(PlannedRaster raster, InputDataException failure) {
            failures.add(new ResampleSummary.Failed(raster.input().name(), failure));
        }

        private void makeOutput(PlannedRaster.Decided raster) throws IOException {
            Path file = outputOf(raster);
            boolean passes = passes(raster);
            if (upToDate.contains(raster)) {
                if (passes) {
                    log.accept("✓ Using existing passthrough dataset: "
                            + raster.input().name());
                    log.accept("  Resolution: " + PassedRaster.resolution(grid().grid()) + " (matches target)");
                }
            } else if (passes) {
                pass(raster, file);
            } else {
                write(raster, file);
            }
            outputs.add(file);
        }

        private void pass(PlannedRaster.Decided raster, Path file) throws IOException {
            try (AtomicOutput output = context.output(file, request.overwrite(), inputs(file))) {
                Optional<String> remark = passTo(output, raster);
                passedCount++;
                log.accept("✓ Skipped resampling via passthrough for: "
                        + raster.input().name());
                remark.ifPresent(text -> log.accept("  " + text));
            }
        }

        private Optional<String> passTo(AtomicOutput output, PlannedRaster.Decided raster) throws IOException {
            try {
                return passed(raster).passTo(output);
            } catch (FileSystemException e) {
                throw new ResourceException(
                        "Cannot make " + output.target() + " of "
                                + raster.input().file() + ": "
                                + Optional.ofNullable(e.getReason())
                                        .orElse(e.getClass().getSimpleName())
                                + ". Make room in " + output.target().getParent()
                                + ", or choose another place with --out-dir",
                        e);
            }
        }

        private void write(PlannedRaster.Decided raster, Path place) throws IOException {
            try (AtomicOutput output = context.output(place, request.overwrite(), inputs(place));
                    RasterSource file = RasterSources.open(raster.input().file(), scratch(context), request.backend());
                    MemoryBudget.Grant cache =
                            context.memory().reserveUpTo("raster blocks", MOST_CACHE_BYTES, LEAST_CACHE_BYTES)) {
                boolean hasOverviews = request.format().kind() == OutputFormat.Kind.COG;
                long share =
                        cache.bytes() / (hasOverviews ? 2 : 1); // for the source, and for what overviews are made of
                RasterSource source = SelectedBand.of(file, raster.input());
                RasterSource cells = onTarget(raster, source, share);
                writeCells(raster, cells, output, share);
                output.commit(recipe(raster));
                if (raster.decision() instanceof Decision.CopyCells) {
                    copiedCount++;
                } else {
                    resampledCount++;
                }
            }
        }

        private RasterSource onTarget(PlannedRaster.Decided raster, RasterSource source, long cacheBytes) {
            GeoTiffOptions tiles = request.format().tiles();
            boolean marksAlike = source.bands().stream()
                    .allMatch(
                            band -> request.noData().isEmpty() || band.noData().equals(request.noData()));
            boolean goesOn = raster.decision() instanceof Decision.CopyCells copy && copy.turned();
            if (raster.decision() instanceof Decision.CopyCells && marksAlike && !goesOn) {
                return CroppedRaster.of(source, grid().grid())
                        .withBlocks(tiles.blockColumnCount(), tiles.blockRowCount());
            }
            // The nearest cell of a grid that is aligned is the cell itself, with other marks for what is missing, also
            // a turn away.
            Method method = raster.method().orElse(Method.NEAR);
            ResampleOptions options =
                    new ResampleOptions(method, request.cellWeights(), request.ties(), request.noData());
            return ResampledRaster.of(source, grid().grid(), options, cacheBytes)
                    .withBlocks(tiles.blockColumnCount(), tiles.blockRowCount());
        }

        /** The writer knows but the temporary name, which says nothing to the user. */
        private void writeCells(PlannedRaster.Decided raster, RasterSource cells, AtomicOutput output, long cacheBytes)
                throws IOException {
            try {
                writeTo(output.path(), raster, cells, cacheBytes);
            } catch (IOException e) {
                if (e.getMessage() == null || !e.getMessage().startsWith("Cannot write " + output.path())) {
                    throw e;
                }
                throw new ResourceException(
                        "Cannot write " + output.target() + ": its disk failed or is full after "
                                + ByteSize.format(Files.size(output.path())) + ", with "
                                + ByteSize.format(output.path().toFile().getUsableSpace())
                                + " free. Make room in " + output.target().getParent()
                                + ", or choose another place with --out-dir",
                        e);
            }
        }

        private void writeTo(Path file, PlannedRaster.Decided raster, RasterSource cells, long cacheBytes)
                throws IOException {
            GeoTiffOptions tiles = request.format().tiles();
            String name = raster.input().name();
            if (request.format().kind() == OutputFormat.Kind.COG) {
                Method method = MethodChoice.forOverviews(raster.input().dataType(), cells.bands(), raster.method());
                ResampleOptions overviews =
                        new ResampleOptions(method, CellWeights.AREA, request.ties(), Optional.empty());
                CogOutput.write(cells, file, overviews, tiles, name, cacheBytes, context);
            } else {
                RasterOutput.write(cells, file, tiles, name, context);
            }
        }

        private ResampleSummary summary() {
            return new ResampleSummary(passedCount, copiedCount, resampledCount, upToDate.size(), outputs, failures);
        }
    }
}
