package dev.croft.fields;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Downloads the raster. */
final class FetchStep implements YearStep {
    private static final int VERSION = 1;

    private final YearFiles year;

    FetchStep(YearFiles year) {
        this.year = year;
    }

    @Override
    public Step step() {
        return Step.FETCH;
    }

    @Override
    public Optional<Recipe> recipe() {
        RasterLocation location = year.location();
        return Optional.of(Recipe.of("fetch", VERSION).with("source", location.essence()));
    }

    @Override
    public List<Path> outputs() {
        return List.of(year.raster());
    }

    @Override
    public Optional<String> needless() {
        if (year.location().isDownload()) {
            return Optional.empty();
        }
        Path raster = year.raster();
        if (!Files.isRegularFile(raster)) {
            throw new ConfigurationException("Cannot find the raster of " + year.year() + ": there is no " + raster
                    + ". Put it there, or correct raster in the configuration.");
        }
        return Optional.of("the raster is " + raster);
    }

    @Override
    public Optional<String> fault(StepRecord done, RunContext context) {
        return otherDigest();
    }

    /** That the raster which was downloaded, and may be gone since, is not the one asked for, as a clause. */
    Optional<String> otherDigest() {
        Optional<String> found =
                year.record().step(Step.FETCH).map(done -> done.notes().get(Download.SHA256_NOTE));
        Optional<String> wanted = year.location().sha256();
        return year.location().isDownload() && found.isPresent() && wanted.isPresent() && !found.equals(wanted)
                ? Optional.of("raster.sha256 is " + wanted.get() + ", the raster that came has " + found.get())
                : Optional.empty();
    }

    /** Whether another program, or the last step, has removed a raster that a table was made of. */
    boolean isRasterRemoved() throws IOException {
        return !Files.exists(year.raster()) && year.rasterIdentity().isPresent();
    }

    @Override
    public Map<String, String> run(RunContext context, YearLog log) throws IOException {
        RasterLocation location = year.location();
        return new Download(location.uri(), year.raster(), location.sha256()).run(context, log::line);
    }
}
