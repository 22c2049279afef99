package dev.croft.tiling;

import dev.croft.core.crs.Crs;
import dev.croft.core.problem.Problems;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link TilingJob} from file to file: opens the inputs, decides whether the archive is already there, and writes it whole or not
 * at all, with a receipt. Holds the open zones until closed.
 */
public final class TilingFileJob implements Closeable {
    private final TilingRequest request;
    private final ZoneSource zones;
    private final Crs zonesCrs;
    private final TilingJob job;
    private final ArchiveOutput output;

    private TilingFileJob(TilingRequest request, ZoneSource zones) throws IOException {
        this.request = request;
        this.zones = zones;
        this.zonesCrs = request.zonesCrs().map(Crs::parse).orElseGet(zones::crs);
        this.job =
                TilingJob.plan(zones, zonesCrs, request.joins(), request.joinKey(), request.options(), request.title());
        this.output = new ArchiveOutput(request.output(), request.overwrite(), request.ifValid(), inputs(), recipe());
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
            job.output.check();
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
        problems.collect(() -> request.zonesCrs().ifPresent(Crs::parse));
        ArchiveOutput.checkBeforeOpening(request.output(), request.joins(), problems);
        problems.throwIfAny();
    }

    /** Whether the output is there, was made from the same inputs and parameters, and need not be made again. */
    public boolean isUpToDate() {
        return output.isUpToDate();
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        List<String> lines = new ArrayList<>();
        lines.add("zones   " + zones.name() + ": " + zones.rowCount() + " rows in "
                + zones.partitions().size() + " partition(s), geometry in " + zones.geometryColumn() + ", " + zonesCrs);
        lines.addAll(job.description());
        lines.add(output.description());
        return lines;
    }

    /**
     * Makes the archive.
     *
     * @return what was done; empty when the output was up to date
     */
    public Optional<TilingSummary> run(RunContext context) throws IOException {
        return output.make(context, archive -> job.run(context, archive));
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
        made = ArchiveOutput.withJoins(made, request.joins(), request.joinKey())
                .with("geometryColumn", zones.geometryColumn())
                .with("zonesCrs", zonesCrs)
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
