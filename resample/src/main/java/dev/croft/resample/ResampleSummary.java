package dev.croft.resample;

import dev.croft.core.problem.InputDataException;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of the rasters.
 *
 * @param outputs files that were made, or were there and up to date
 * @param failures why the rasters without output have none
 */
public record ResampleSummary(
        int passedCount,
        int copiedCount,
        int resampledCount,
        int upToDateCount,
        List<Path> outputs,
        List<Failed> failures) {

    /** A raster that came to nothing. */
    public record Failed(String name, InputDataException failure) {}

    public ResampleSummary {
        outputs = List.copyOf(outputs);
        failures = List.copyOf(failures);
    }
}
