package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.util.Optional;

/** All cells of a band, read block by block. */
final class Cells {
    private Cells() {}

    /** Row by row; NaN for nodata. */
    static double[][] of(RasterSource raster, int band) throws IOException {
        SampleType type = raster.bands().get(band).type();
        Optional<Double> noData = raster.bands().get(band).noData().map(value -> value.asDouble());
        double[][] cells = new double[raster.grid().rowCount()][raster.grid().columnCount()];
        Object samples = type.newArray(raster.blockColumnCount() * raster.blockRowCount());
        for (int block = 0; block < raster.blocksAcross() * raster.blocksDown(); block++) {
            raster.readBlock(band, block, samples);
            CellWindow window = raster.blockWindow(block);
            for (int row = 0; row < window.rowCount(); row++) {
                for (int column = 0; column < window.columnCount(); column++) {
                    double value = type.doubleAt(samples, row * raster.blockColumnCount() + column);
                    boolean empty = noData.isPresent() && value == noData.get();
                    cells[window.row() + row][window.column() + column] = empty ? Double.NaN : value;
                }
            }
        }
        return cells;
    }
}
