package dev.croft.resample;

import dev.croft.core.raster.NoData;
import java.util.Optional;

/**
 * How a raster is resampled.
 *
 * @param noData what marks cells without data in the result; empty for that of the source
 */
public record ResampleOptions(Method method, CellWeights cellWeights, TieRule ties, Optional<NoData> noData) {}
