package dev.croft.zonal;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A raster of bytes that are all one value, as large as a country: it is made block by block. */
record ConstantRaster(GridGeometry grid, byte value) implements RasterSource {
    private static final int BLOCK_SIZE = 256;

    @Override
    public String name() {
        return "constant raster";
    }

    @Override
    public List<RasterBand> bands() {
        return List.of(new RasterBand(SampleType.UINT8, "", Optional.empty(), List.of()));
    }

    @Override
    public int blockColumnCount() {
        return BLOCK_SIZE;
    }

    @Override
    public int blockRowCount() {
        return BLOCK_SIZE;
    }

    @Override
    public void readBlock(int band, int block, Object target) {
        Arrays.fill((byte[]) target, value);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
