package dev.croft.resample;

import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import java.util.List;
import java.util.Optional;

/** A raster whose cells all have data. */
final class WithoutNoData extends DerivedRaster {
    WithoutNoData(RasterSource source) {
        super(source);
    }

    @Override
    public List<RasterBand> bands() {
        return source().bands().stream()
                .map(band -> new RasterBand(band.type(), band.description(), Optional.empty(), band.palette()))
                .toList();
    }
}
