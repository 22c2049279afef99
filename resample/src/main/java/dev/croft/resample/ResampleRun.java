package dev.croft.resample;

import dev.croft.core.config.DataType;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.run.AtomicOutput;
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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One run of a {@link ResampleFileJob}, raster by raster, and what it has done so far. Confined to a thread. */
final class ResampleRun {
    private static final long LEAST_CACHE_BYTES = 1L << 24;
    private static final long MOST_CACHE_BYTES = 1L << 30;
    private final ResampleRequest request;
    private final Optional<TargetGrid> target;
    private final List<PlannedRaster> rasters;
    private final RunContext context;
    private final Consumer<String> log;
    private final Path folder;
    private final Set<PlannedRaster.Decided> upToDate = new HashSet<>();
    private final List<Path> outputs = new ArrayList<>();
    private final List<ResampleSummary.Failed> failures = new ArrayList<>();
    private int passedCount;
    private int copiedCount;
    private int resampledCount;

    /**
     * @param target that of rasters which are decided
     * @param log takes a line for each raster that passes through
     */
    ResampleRun(
            ResampleRequest request,
            Optional<TargetGrid> target,
            List<PlannedRaster> rasters,
            RunContext context,
            Consumer<String> log) {
        this.request = request;
        this.target = target;
        this.rasters = rasters;
        this.context = context;
        this.log = log;
        this.folder = request.outputFolder()
                .orElseThrow(() -> new IllegalStateException("Cannot run a plan without an output folder"));
    }

    /** Everything at once, before hours of work. */
    void check(List<String> problems) throws IOException {
        Problems all = new Problems();
        problems.forEach(all::add);
        for (PlannedRaster raster : rasters) {
            if (!raster.isMade()) {
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
        return raster.passes()
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
        if (raster.passes()) {
            return passed(raster).recipe();
        }
        Recipe recipe = Recipe.of("resample", ResampleFileJob.ALGORITHM_VERSION)
                .with(InputIdentity.of("raster", raster.input().file()))
                .with("band", raster.input().bandName().orElse(""))
                .with("grid", grid().identity())
                .with("action", raster.decision().action())
                .with("method", raster.method().map(Method::name).orElse(""))
                .with("cellWeights", request.cellWeights())
                .with("ties", request.ties())
                .with("nodata", request.noData().map(NoData::text).orElse(""))
                .with("format", request.format().kind())
                .with("dataType", raster.input().dataType().map(DataType::name).orElse("")) // overviews follow it
                .with("compression", request.format().tiles().compression())
                .with("level", request.format().tiles().level());
        return request.backend() == RasterBackend.AUTO ? recipe : recipe.with("backend", request.backend());
    }

    void make(PlannedRaster raster) throws IOException {
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
        boolean passes = raster.passes();
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
                RasterSource file =
                        RasterSources.open(raster.input().file(), ResampleFileJob.scratch(context), request.backend());
                MemoryBudget.Grant cache =
                        context.memory().reserveUpTo("raster blocks", MOST_CACHE_BYTES, LEAST_CACHE_BYTES)) {
            boolean hasOverviews = request.format().kind() == OutputFormat.Kind.COG;
            long share = cache.bytes() / (hasOverviews ? 2 : 1); // for the source, and for what overviews are made of
            RasterSource source = SelectedBand.of(file, raster.input());
            RasterSource cells = onTarget(raster, source, share);
            output.write("--out-dir", path -> {
                writeTo(path, raster, cells, share);
                return path;
            });
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
                .allMatch(band -> request.noData().isEmpty() || band.noData().equals(request.noData()));
        boolean goesOn = raster.decision() instanceof Decision.CopyCells copy && copy.turned();
        if (raster.decision() instanceof Decision.CopyCells && marksAlike && !goesOn) {
            return CroppedRaster.of(source, grid().grid()).withBlocks(tiles.blockColumnCount(), tiles.blockRowCount());
        }
        // The nearest cell of a grid that is aligned is the cell itself, with other marks for what is missing, also
        // a turn away.
        Method method = raster.method().orElse(Method.NEAR);
        ResampleOptions options = new ResampleOptions(method, request.cellWeights(), request.ties(), request.noData());
        return ResampledRaster.of(source, grid().grid(), options, cacheBytes)
                .withBlocks(tiles.blockColumnCount(), tiles.blockRowCount());
    }

    private void writeTo(Path file, PlannedRaster.Decided raster, RasterSource cells, long cacheBytes)
            throws IOException {
        GeoTiffOptions tiles = request.format().tiles();
        String name = raster.input().name();
        if (request.format().kind() == OutputFormat.Kind.COG) {
            Method method = MethodChoice.forOverviews(raster.input().dataType(), cells.bands(), raster.method());
            ResampleOptions overviews = new ResampleOptions(method, CellWeights.AREA, request.ties(), Optional.empty());
            CogOutput.write(cells, file, overviews, tiles, name, cacheBytes, context);
        } else {
            RasterOutput.write(cells, file, tiles, name, context);
        }
    }

    ResampleSummary summary() {
        return new ResampleSummary(passedCount, copiedCount, resampledCount, upToDate.size(), outputs, failures);
    }
}
