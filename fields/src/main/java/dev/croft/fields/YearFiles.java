package dev.croft.fields;

import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The year that steps work on: its number, its files and what is known of it. */
record YearFiles(FieldsConfig config, Polygons polygons, int year, YearRecord record) {
    private static final String RASTER = "raster";

    static YearFiles of(FieldsConfig config, Polygons polygons, int year) throws IOException {
        return new YearFiles(
                config, polygons, year, YearRecord.read(config.layout().record(year)));
    }

    /** Another year of the same pipeline, as it is known now. */
    YearFiles other(int otherYear) throws IOException {
        return of(config, polygons, otherYear);
    }

    RasterLocation location() {
        return config.rasters().get(year);
    }

    /** Where the raster lies, or will lie. */
    Path raster() {
        return location().file().orElseGet(() -> config.layout()
                .downloaded(year, location().suffix()));
    }

    Path zonal() {
        return config.layout().zonal(year);
    }

    Path tiles() {
        return config.layout().tiles(year);
    }

    /** What tells one raster from another: of the file, or of the one that was there when the year was done. */
    Optional<InputIdentity> rasterIdentity() throws IOException {
        Path raster = raster();
        if (Files.exists(raster)) {
            return Optional.of(InputIdentity.of(RASTER, raster));
        }
        return record.step(Step.CLEAN)
                .flatMap(done -> done.recipe().inputs().stream().findFirst())
                .filter(removed -> Path.of(removed.path()).endsWith(raster.getFileName()))
                .or(this::rasterOfTheTable);
    }

    /** Its recipe has the location, too, which is compared with that of today. */
    private Optional<InputIdentity> rasterOfTheTable() {
        return record.step(Step.ZONAL).flatMap(done -> done.recipe().inputs().stream()
                .filter(input -> input.role().equals(RASTER))
                .findFirst());
    }

    /** What may be replaced at {@code output}: a damaged file, too, when it is known that this step made it. */
    Overwrite replacing(Step step, Path output) throws IOException {
        Optional<StepRecord> done = record.step(step);
        return done.isPresent() && Files.exists(output) && done.get().made(output.toRealPath())
                ? Overwrite.ANYTHING
                : Overwrite.OWN_OUTPUTS;
    }

    /** Ends what a killed run left undone beside files that may not be made again. */
    void settle() throws IOException {
        for (Path file : List.of(zonal(), tiles(), record.file())) {
            AtomicOutput.settle(file);
        }
        Optional<URI> source = location().isDownload() ? Optional.of(location().uri()) : Optional.empty();
        for (String suffix : RasterLocation.SUFFIXES) {
            Download.forgetUnless(source, config.layout().downloaded(year, suffix));
        }
    }
}
