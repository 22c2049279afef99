package dev.croft.zonal;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A raster of bytes as large as a country, made block by block: every third row from the top holds 1, the others 2. */
record StripedRaster(GridGeometry grid) implements RasterSource {
    private static final int BLOCK_SIZE = 512;

    @Override
    public String name() {
        return "striped raster";
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
        int firstRow = block / blocksAcross() * BLOCK_SIZE;
        for (int row = 0; row < BLOCK_SIZE; row++) {
            byte value = (byte) ((firstRow + row) % 3 == 0 ? 1 : 2);
            Arrays.fill((byte[]) target, row * BLOCK_SIZE, (row + 1) * BLOCK_SIZE, value);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
