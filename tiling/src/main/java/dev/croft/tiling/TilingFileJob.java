package dev.croft.tiling;

import dev.croft.core.crs.Crs;
import dev.croft.core.problem.Problems;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Receipt;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import dev.croft.tiling.attribute.JoinSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link TilingJob} from file to file: opens the inputs, decides whether the archive is already there, and writes it whole or not
 * at all, with a receipt. Holds the open zones until closed.
 */
public final class TilingFileJob implements Closeable {
    private static final String SUFFIX = ".pmtiles";

    private final TilingRequest request;
    private final ZoneSource zones;
    private final Crs zonesCrs;
    private final TilingJob job;
    private final Recipe recipe;
    private final Receipt.Freshness freshness;

    private TilingFileJob(TilingRequest request, ZoneSource zones) throws IOException {
        this.request = request;
        this.zones = zones;
        this.zonesCrs = request.zonesCrs().map(Crs::parse).orElseGet(zones::crs);
        this.job =
                TilingJob.plan(zones, zonesCrs, request.joins(), request.joinKey(), request.options(), request.title());
        this.recipe = recipe();
        this.freshness = request.ifValid() == TilingRequest.IfValid.REDO && Files.exists(request.output())
                ? new Receipt.Freshness(false, "that was asked for")
                : Receipt.freshness(request.output(), recipe);
    }

    /**
     * Opens the inputs and checks the whole request; writes nothing.
     *
     * @throws dev.croft.core.problem.ConfigurationException naming everything that is wrong with the request
     * @throws dev.croft.core.problem.InputDataException when an input is damaged
     */
    public static TilingFileJob plan(TilingRequest request, RunContext context) throws IOException {
        checkBeforeOpening(request);
        ZoneSource zones = ZoneSources.open(request.zones(), request.geometryColumn());
        try {
            TilingFileJob job = new TilingFileJob(request, zones);
            job.checkOutput();
            context.safePoint();
            return job;
        } catch (IOException | RuntimeException e) {
            zones.close();
            throw e;
        }
    }

    /** What can be said without the inputs, so that it is said together with what is missing. */
    private static void checkBeforeOpening(TilingRequest request) throws IOException {
        Problems problems = new Problems();
        problems.collect(() -> ZoneSources.requirePresent(request.zones()));
        for (JoinSpec join : request.joins()) {
            problems.require(
                    Files.exists(join.file()), () -> "Cannot open " + join.file() + ": there is no such file.");
        }
        problems.require(
                Files.isDirectory(request.output())
                        || request.output().toString().endsWith(SUFFIX),
                () -> "Cannot write " + request.output() + ": archives are called " + SUFFIX + ". Correct --out.");
        problems.collect(() -> request.zonesCrs().ifPresent(Crs::parse));
        AtomicOutput.check(request.output(), Overwrite.ANYTHING, List.of(), problems);
        problems.throwIfAny();
    }

    private void checkOutput() throws IOException {
        Problems problems = new Problems();
        if (!isUpToDate()) {
            AtomicOutput.check(request.output(), request.overwrite(), inputs(), problems);
        }
        problems.throwIfAny();
    }

    /** Whether the output is there, was made from the same inputs and parameters, and need not be made again. */
    public boolean isUpToDate() {
        return freshness.isCurrent();
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        List<String> lines = new ArrayList<>();
        lines.add("zones   " + zones.name() + ": " + zones.rowCount() + " rows in "
                + zones.partitions().size() + " partition(s), geometry in " + zones.geometryColumn() + ", " + zonesCrs);
        lines.addAll(job.description());
        lines.add("output  " + request.output() + ": "
                + (isUpToDate() ? "up to date, because " : "to be made, because ") + freshness.reason());
        return lines;
    }

    /**
     * Makes the archive.
     *
     * @return what was done; empty when the output was up to date
     */
    public Optional<TilingSummary> run(RunContext context) throws IOException {
        if (isUpToDate()) {
            return Optional.empty();
        }
        try (AtomicOutput output = context.output(request.output(), request.overwrite(), inputs())) {
            TilingSummary summary = job.run(context, output.path());
            output.commit(recipe);
            return Optional.of(summary);
        }
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>();
        zones.files().forEach(file -> inputs.add(Path.of(file)));
        request.joins().forEach(join -> inputs.add(join.file()));
        return inputs;
    }

    private Recipe recipe() throws IOException {
        Recipe made = Recipe.of("tiling", TilingJob.ALGORITHM_VERSION);
        for (String file : zones.files()) {
            made = made.with(InputIdentity.of("zones", Path.of(file)));
        }
        for (JoinSpec join : request.joins()) {
            made = made.with(InputIdentity.of("join", join.file()));
        }
        made = made.with("geometryColumn", zones.geometryColumn())
                .with("zonesCrs", zonesCrs)
                .with("joins", request.joins())
                .with("joinKey", request.joinKey().orElse(""))
                .with("title", request.title());
        TilingOptions options = request.options();
        for (var parameter : options.parameters().entrySet()) {
            made = made.with(parameter.getKey(), parameter.getValue());
        }
        if (options.box().isPresent()) {
            made = made.with("box", options.box().get());
        }
        if (options.limit().isPresent()) {
            made = made.with("limit", options.limit().getAsLong());
        }
        return made.with("badZones", options.badZones());
    }

    @Override
    public void close() throws IOException {
        zones.close();
    }
}
