package dev.croft.zonal;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.util.List;
import java.util.Optional;

/** Patches of 8 x 8 cells that hold 0, which is nodata, to 6; made block by block. Another seed gives other patches. */
record PatchRaster(GridGeometry grid, int blockSize, int seed) implements RasterSource {
    @Override
    public String name() {
        return "patches " + seed;
    }

    @Override
    public List<RasterBand> bands() {
        return List.of(new RasterBand(SampleType.UINT8, "", Optional.of(new NoData("0")), List.of()));
    }

    @Override
    public int blockColumnCount() {
        return blockSize;
    }

    @Override
    public int blockRowCount() {
        return blockSize;
    }

    @Override
    public void readBlock(int band, int block, Object target) {
        int firstRow = block / blocksAcross() * blockSize;
        int firstColumn = block % blocksAcross() * blockSize;
        for (int row = 0; row < blockSize; row++) {
            for (int column = 0; column < blockSize; column++) {
                ((byte[]) target)[row * blockSize + column] = value(firstRow + row, firstColumn + column);
            }
        }
    }

    private byte value(int row, int column) {
        int mixed = ((row >> 3) * 0x9E3779B1 + (column >> 3) * 0x85EBCA77 + seed) * 0xC2B2AE3D;
        return (byte) ((mixed >>> 16) % 7);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
