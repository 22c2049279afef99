package dev.croft.tiling;

import dev.croft.core.problem.Problems;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Receipt;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.attribute.JoinSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The archive that a job makes: whether it is there already, and its making, whole or not at all, with a receipt. */
final class ArchiveOutput {
    private static final String SUFFIX = ".pmtiles";

    private final Path file;
    private final Overwrite overwrite;
    private final List<Path> inputs;
    private final Recipe recipe;
    private final Receipt.Freshness freshness;

    /** @param inputs files that are read for it */
    ArchiveOutput(Path file, Overwrite overwrite, TilingRequest.IfValid ifValid, List<Path> inputs, Recipe recipe)
            throws IOException {
        this.file = file;
        this.overwrite = overwrite;
        this.inputs = List.copyOf(inputs);
        this.recipe = recipe;
        this.freshness = ifValid == TilingRequest.IfValid.REDO && Files.exists(file)
                ? new Receipt.Freshness(false, "that was asked for")
                : Receipt.freshness(file, recipe);
    }

    /** What can be said without the inputs, so that it is said together with what is missing. */
    static void checkBeforeOpening(Path file, List<JoinSpec> joins, Problems problems) throws IOException {
        for (JoinSpec join : joins) {
            requirePresent(join.file(), problems);
        }
        problems.require(
                Files.isDirectory(file) || file.toString().endsWith(SUFFIX),
                () -> "Cannot write " + file + ": archives are called " + SUFFIX + ". Correct --out.");
        AtomicOutput.check(file, Overwrite.ANYTHING, List.of(), problems);
    }

    static void requirePresent(Path input, Problems problems) {
        problems.require(Files.exists(input), () -> "Cannot open " + input + ": there is no such file.");
    }

    /** Adds the joined files to what an archive depends on. */
    static Recipe withJoins(Recipe recipe, List<JoinSpec> joins, Optional<String> joinKey) throws IOException {
        Recipe made = recipe;
        for (JoinSpec join : joins) {
            made = made.with(InputIdentity.of("join", join.file()));
        }
        return made.with("joins", joins).with("joinKey", joinKey.orElse(""));
    }

    /** Refuses to replace what may not be replaced. */
    void check() throws IOException {
        Problems problems = new Problems();
        if (!isUpToDate()) {
            AtomicOutput.check(file, overwrite, inputs, problems);
        }
        problems.throwIfAny();
    }

    boolean isUpToDate() {
        return freshness.isCurrent();
    }

    String description() {
        return "output  " + file + ": " + (isUpToDate() ? "up to date, because " : "to be made, because ")
                + freshness.reason();
    }

    /** Makes the archive; empty when it is up to date. */
    <T> Optional<T> make(RunContext context, AtomicOutput.Writer<T> writer) throws IOException {
        if (isUpToDate()) {
            return Optional.empty();
        }
        try (AtomicOutput output = context.output(file, overwrite, inputs)) {
            T summary = output.write("--out", writer);
            output.commit(recipe);
            return Optional.of(summary);
        }
    }
}
