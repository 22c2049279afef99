package dev.croft.fields;

import dev.croft.core.run.InputIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The year that steps work on: its number, its files and what is known of it. */
record YearFiles(FieldsConfig config, int year, YearRecord record) {
    private static final String RASTER = "raster";

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

    /** What tells one raster from another: of the file, or of the one that was removed when the year was done. */
    Optional<InputIdentity> rasterIdentity() throws IOException {
        Path raster = raster();
        if (Files.exists(raster)) {
            return Optional.of(InputIdentity.of(RASTER, raster));
        }
        return record.step(Step.CLEAN)
                .flatMap(done -> done.recipe().inputs().stream().findFirst())
                .filter(removed -> Path.of(removed.path()).endsWith(raster.getFileName()));
    }
}
