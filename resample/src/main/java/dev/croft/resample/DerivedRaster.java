package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import java.io.IOException;
import java.util.List;

/** A raster made of another one, from which it has whatever it does not say itself. Closing closes the other one. */
abstract class DerivedRaster implements RasterSource {
    private final RasterSource source;

    DerivedRaster(RasterSource source) {
        this.source = source;
    }

    final RasterSource source() {
        return source;
    }

    @Override
    public final String name() {
        return source.name();
    }

    @Override
    public GridGeometry grid() {
        return source.grid();
    }

    @Override
    public List<RasterBand> bands() {
        return source.bands();
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
    public final void close() throws IOException {
        source.close();
    }
}
