package dev.croft.resample;

import dev.croft.core.raster.NoData;
import java.util.Objects;
import java.util.Optional;

/**
 * How a raster is resampled.
 *
 * @param cellWeights applies to average and mode; sums are always by area, and the other methods have no weights
 * @param ties applies to mode
 * @param noData what marks cells without data in the result; empty for that of the source, NaN for floats and for sums
 */
public record ResampleOptions(Method method, CellWeights cellWeights, TieRule ties, Optional<NoData> noData) {
    public ResampleOptions {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(cellWeights, "cellWeights");
        Objects.requireNonNull(ties, "ties");
        Objects.requireNonNull(noData, "noData");
    }
}
