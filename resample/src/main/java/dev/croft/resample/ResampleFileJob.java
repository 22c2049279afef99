package dev.croft.resample;

import dev.croft.core.file.FileKind;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.raster.geotiff.GeoTiffWriter;
import dev.croft.core.raster.reference.RasterReference;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rasters brought to one grid, from file to file: {@link #plan} decides for each what has to be done, {@link #run} does it, one
 * after the other, each output whole or not at all and with a receipt. A damaged raster ends its own output only.
 */
public final class ResampleFileJob {
    /** Raised when a kernel gives other values for the same raster. */
    static final int ALGORITHM_VERSION = 2;

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

    /** Where zips are unpacked. */
    static RasterSources.ScratchDirectory scratch(RunContext context) {
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
        if (decided.method().equals(Optional.of(Method.SUM))
                && raster.bands().stream().anyMatch(ResampledRaster::hasOffset)) {
            found.add(new PlannedRaster.Refusal(
                    "its values are stored less an offset, and cannot be summed so",
                    "Cannot sum " + file
                            + ": its values are stored less an offset, and a sum of them would be less as many"
                            + " offsets as it has cells. Choose another --method, or apply the offset before, for instance"
                            + " with gdal_translate -unscale."));
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
        return rasters.stream().allMatch(PlannedRaster::isMade);
    }

    /** Whether there is anything to make. */
    public boolean hasOutputs() {
        return rasters.stream().anyMatch(PlannedRaster::isMade);
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        List<String> lines = new ArrayList<>();
        target.ifPresent(grid -> lines.add("target  " + grid.text()));
        rasters.forEach(raster -> lines.add("raster  " + raster.text()));
        if (request.format().kind() == OutputFormat.Kind.COG && rasters.stream().anyMatch(PlannedRaster::passes)) {
            lines.add("note    what passes through stays as it is, a COG or not");
        }
        return lines;
    }

    /**
     * Makes the outputs.
     *
     * @param log takes a line for each raster that passes through
     * @throws dev.croft.core.problem.ConfigurationException before anything is written, naming {@link #problems} and outputs that
     *     may not be replaced
     */
    public ResampleSummary run(RunContext context, Consumer<String> log) throws IOException {
        ResampleRun run = new ResampleRun(request, target, rasters, context, log);
        run.check(problems());
        for (PlannedRaster raster : rasters) {
            context.safePoint();
            run.make(raster);
        }
        return run.summary();
    }
}
