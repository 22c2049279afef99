package dev.croft.tiling;

import dev.croft.core.problem.Problems;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.pmtiles.PmtilesReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link RetagJob} from file to file: opens the inputs, decides whether the archive is already there, and writes it whole or not at
 * all, with a receipt. Holds the open archive until closed.
 */
public final class RetagFileJob implements Closeable {
    private final RetagRequest request;
    private final PmtilesReader tiles;
    private final RetagJob job;
    private final ArchiveOutput output;

    private RetagFileJob(RetagRequest request, PmtilesReader tiles) throws IOException {
        this.request = request;
        this.tiles = tiles;
        this.job = RetagJob.plan(
                tiles,
                request.joins(),
                request.joinKey(),
                request.choices(),
                request.output().getFileName().toString());
        this.output = new ArchiveOutput(request.output(), request.overwrite(), request.ifValid(), inputs(), recipe());
    }

    /**
     * Opens the inputs and checks the whole request; writes nothing.
     *
     * @throws dev.croft.core.problem.ConfigurationException naming everything that is wrong with the request
     * @throws dev.croft.core.problem.InputDataException when an input is damaged
     */
    public static RetagFileJob plan(RetagRequest request, RunContext context) throws IOException {
        Problems problems = new Problems();
        ArchiveOutput.requirePresent(request.tiles(), problems);
        ArchiveOutput.checkBeforeOpening(request.output(), request.joins(), problems);
        problems.throwIfAny();
        PmtilesReader tiles = PmtilesReader.open(request.tiles());
        try {
            RetagFileJob job = new RetagFileJob(request, tiles);
            job.output.check();
            context.safePoint();
            return job;
        } catch (IOException | RuntimeException e) {
            tiles.close();
            throw e;
        }
    }

    /** Whether the output is there, was made from the same inputs and parameters, and need not be made again. */
    public boolean isUpToDate() {
        return output.isUpToDate();
    }

    /** What a run would do, line by line. */
    public List<String> description() {
        List<String> lines = new ArrayList<>(job.description());
        lines.add(output.description());
        return lines;
    }

    /**
     * Makes the archive.
     *
     * @return what was done; empty when the output was up to date
     */
    public Optional<RetagSummary> run(RunContext context) throws IOException {
        return output.make(context, archive -> job.run(context, archive));
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(List.of(request.tiles()));
        request.joins().forEach(join -> inputs.add(join.file()));
        return inputs;
    }

    private Recipe recipe() throws IOException {
        Recipe made = Recipe.of("retagging", TilingJob.ALGORITHM_VERSION)
                .with(InputIdentity.of("tiles", request.tiles()))
                .with("title", job.title())
                .with(TilingOptions.ATTRIBUTES, job.attributesOption())
                .with(TilingOptions.ENCODER, job.encoding().description());
        return ArchiveOutput.withJoins(made, request.joins(), request.joinKey());
    }

    @Override
    public void close() throws IOException {
        tiles.close();
    }
}
