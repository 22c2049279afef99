package dev.croft.resample;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.List;

/** Stands in for the kernels: the value of the source cell at each target cell's centre, whatever the method. */
public final class ResampledRaster implements RasterSource {
    private static final int BLOCK = 256;

    private final RasterSource source;
    private final GridGeometry target;
    private final List<RasterBand> bands;
    private final CoordinateTransform toSource;

    private ResampledRaster(RasterSource source, GridGeometry target, ResampleOptions options) {
        this.source = source;
        this.target = target;
        this.bands = source.bands().stream()
                .map(band -> new RasterBand(
                        band.type(), band.description(), options.noData().or(band::noData), band.palette()))
                .toList();
        this.toSource = CoordinateTransform.between(target.crs(), source.grid().crs());
    }

    public static ResampledRaster of(
            RasterSource source, GridGeometry target, ResampleOptions options, long cacheBytes) {
        return new ResampledRaster(source, target, options);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public GridGeometry grid() {
        return target;
    }

    @Override
    public List<RasterBand> bands() {
        return bands;
    }

    @Override
    public int blockColumnCount() {
        return BLOCK;
    }

    @Override
    public int blockRowCount() {
        return BLOCK;
    }

    @Override
    public void readBlock(int band, int block, Object samples) throws IOException {
        CellWindow window = blockWindow(block);
        RasterBand out = bands.get(band);
        int size = source.blockColumnCount() * source.blockRowCount();
        Object cells = out.type().newArray(size);
        Object empty = out.type().newArray(1);
        long bits =
                out.noData().isPresent() ? out.noData().get().bits(out.type()).orElse(0) : 0;
        switch (out.type()) {
            case UINT8, INT8 -> Array.setByte(empty, 0, (byte) bits);
            case UINT16, INT16 -> Array.setShort(empty, 0, (short) bits);
            case UINT32, INT32 -> Array.setInt(empty, 0, (int) bits);
            case UINT64, INT64 -> Array.setLong(empty, 0, bits);
            case FLOAT32 -> Array.setFloat(empty, 0, Float.intBitsToFloat((int) bits));
            case FLOAT64 -> Array.setDouble(empty, 0, Double.longBitsToDouble(bits));
        }
        int loaded = -1;
        for (int row = 0; row < window.rowCount(); row++) {
            for (int column = 0; column < window.columnCount(); column++) {
                double[] x = {target.transform().x(window.column() + column + 0.5, window.row() + row + 0.5)};
                double[] y = {target.transform().y(window.column() + column + 0.5, window.row() + row + 0.5)};
                toSource.transform(x, y, 0, 1);
                int at = row * BLOCK + column;
                double sourceColumn = Math.floor(source.grid().transform().column(x[0], y[0]));
                double sourceRow = Math.floor(source.grid().transform().row(x[0], y[0]));
                if (!source.grid().window().contains((int) sourceColumn, (int) sourceRow)) {
                    System.arraycopy(empty, 0, samples, at, 1);
                    continue;
                }
                int from = (int) sourceRow / source.blockRowCount() * source.blocksAcross()
                        + (int) sourceColumn / source.blockColumnCount();
                if (from != loaded) {
                    source.readBlock(band, from, cells);
                    loaded = from;
                }
                int index = (int) sourceRow % source.blockRowCount() * source.blockColumnCount()
                        + (int) sourceColumn % source.blockColumnCount();
                System.arraycopy(cells, index, samples, at, 1);
            }
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
