package dev.croft.fields;

import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes the raster that was downloaded, and keeps in mind which it was. */
final class CleanStep implements YearStep {
    private static final int VERSION = 1;

    private final YearFiles year;

    CleanStep(YearFiles year) {
        this.year = year;
    }

    @Override
    public Step step() {
        return Step.CLEAN;
    }

    @Override
    public Optional<Recipe> recipe() throws IOException {
        Optional<InputIdentity> raster = year.rasterIdentity();
        return raster.map(identity -> Recipe.of("clean", VERSION).with(identity));
    }

    @Override
    public List<Path> outputs() {
        return List.of();
    }

    @Override
    public Optional<String> needless() {
        if (!year.location().isDownload()) {
            return Optional.of("nothing was downloaded");
        }
        if (!year.config().removesDownloads()) {
            return Optional.of("clean is false");
        }
        return Files.exists(year.raster()) ? Optional.empty() : Optional.of("there is nothing left to remove");
    }

    @Override
    public Optional<String> fault(StepRecord done, RunContext context) {
        return Optional.of(year.raster() + " is still there");
    }

    @Override
    public Map<String, String> run(RunContext context, YearLog log) throws IOException {
        // Noted before it goes: killed in between, the file is there and is removed by the next run.
        Recipe recipe = recipe().orElseThrow();
        year.record().put(Step.CLEAN, StepRecord.of(recipe, List.of(), Map.of(), "", 0));
        Files.deleteIfExists(year.raster());
        return Map.of();
    }
}
