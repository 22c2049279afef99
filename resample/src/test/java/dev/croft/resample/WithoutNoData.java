package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A raster whose cells all have data. */
record WithoutNoData(RasterSource source) implements RasterSource {
    @Override
    public String name() {
        return source.name();
    }

    @Override
    public GridGeometry grid() {
        return source.grid();
    }

    @Override
    public List<RasterBand> bands() {
        return source.bands().stream()
                .map(band -> new RasterBand(band.type(), band.description(), Optional.empty(), band.palette()))
                .toList();
    }

    @Override
    public int blockColumnCount() {
        return source.blockColumnCount();
    }

    @Override
    public int blockRowCount() {
        return source.blockRowCount();
    }

    @Override
    public void readBlock(int band, int block, Object samples) throws IOException {
        source.readBlock(band, block, samples);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
