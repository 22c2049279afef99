package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.reference.RasterReference;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A raster that is on the target grid already and becomes an output untouched, in a time that does not depend on its size. */
final class PassedRaster {
    private final ResampleRequest.Input input;
    private final ResampleRequest.Passing passing;
    private final Recipe recipe;

    PassedRaster(ResampleRequest.Input input, GridGeometry grid, TargetGrid target, ResampleRequest request)
            throws IOException {
        this.input = input;
        this.passing = request.passing();
        this.recipe = Recipe.of("passthrough", 1)
                .with(InputIdentity.of("raster", input.file()))
                .with("passthrough", passing)
                .with("source_resolution", grid.transform().cellWidth())
                .with("target_resolution", target.grid().transform().cellWidth())
                .with("skip_reason", "resolution_match")
                .with("resolution_difference", Decision.resolutionDifference(grid, target.grid()))
                .with("resolution_tolerance", request.rules().resolutionTolerance())
                .with("tolerance_cells", request.rules().toleranceCells())
                .with("grid", target.identity());
    }

    Recipe recipe() {
        return recipe;
    }

    /** File name of the output. */
    String fileName() {
        return input.name() + (passing == ResampleRequest.Passing.REFERENCE ? RasterReference.SUFFIX : ".tif");
    }

    /** Makes the output; answers what had to be done otherwise than asked, as a clause. */
    Optional<String> passTo(AtomicOutput output) throws IOException {
        SortedMap<String, String> notes = new TreeMap<>();
        notes.put("resampled_at", Instant.now().toString());
        if (passing == ResampleRequest.Passing.REFERENCE) {
            RasterReference.to(input.file()).writeTo(output.path());
            output.commit(recipe, notes);
            return Optional.empty();
        }
        if (passing == ResampleRequest.Passing.LINK) {
            try {
                output.commitLink(input.file(), recipe, notes);
                return Optional.empty();
            } catch (AtomicOutput.LinkException impossible) {
                notes.put("passed_as", "copy, because " + impossible.getMessage());
                output.commitCopy(input.file(), recipe, notes);
                return Optional.of("copied, because " + impossible.getMessage());
            }
        }
        output.commitCopy(input.file(), recipe, notes);
        return Optional.empty();
    }

    /** The resolution as people read it. */
    static String resolution(GridGeometry grid) {
        double size = grid.transform().cellWidth();
        if (grid.crs().isGeographic()) {
            return String.format(Locale.ROOT, "%.6f°", size);
        }
        return String.format(
                Locale.ROOT, "%s units of the CRS", Double.toString(size).replaceFirst("\\.0$", ""));
    }
}
