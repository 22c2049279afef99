package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Stands in for the copy of cells. */
public final class CroppedRaster implements RasterSource {
    private final RasterSource cells;

    private CroppedRaster(RasterSource cells) {
        this.cells = cells;
    }

    public static CroppedRaster of(RasterSource source, GridGeometry target) {
        ResampleOptions near = new ResampleOptions(Method.NEAR, CellWeights.AREA, TieRule.FIRST, Optional.empty());
        return new CroppedRaster(ResampledRaster.of(source, target, near, 0));
    }

    @Override
    public String name() {
        return cells.name();
    }

    @Override
    public GridGeometry grid() {
        return cells.grid();
    }

    @Override
    public List<RasterBand> bands() {
        return cells.bands();
    }

    @Override
    public int blockColumnCount() {
        return cells.blockColumnCount();
    }

    @Override
    public int blockRowCount() {
        return cells.blockRowCount();
    }

    @Override
    public void readBlock(int band, int block, Object samples) throws IOException {
        cells.readBlock(band, block, samples);
    }

    @Override
    public void close() throws IOException {
        cells.close();
    }
}
