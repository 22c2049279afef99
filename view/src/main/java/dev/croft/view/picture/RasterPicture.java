package dev.croft.view.picture;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The first band of a raster. Each pixel shows the cell in its middle, in the colour of the palette, or else in a grey between the 2nd and
 * the 98th percentile of what is shown. Cells without data are transparent. Confined to one thread.
 */
public final class RasterPicture {
    private static final double LOW_SHARE = 0.02;
    private static final double HIGH_SHARE = 0.98;
    private static final int OPAQUE = 0xff000000;
    private static final int TRANSPARENT = 0;
    private static final int BRIGHTEST = 255;

    private final RasterSource raster;
    private final RasterBand band;
    private final int[] columns;
    private final int[] rows;

    /** What each pixel shows, row by row; NaN for no data. */
    private final double[] values;

    private RasterPicture(RasterSource raster) {
        this.raster = raster;
        band = raster.bands().get(0);
        GridGeometry grid = raster.grid();
        double scale = Math.min(1, (double) PictureFile.MOST_PIXELS / Math.max(grid.columnCount(), grid.rowCount()));
        columns = cells(grid.columnCount(), scale);
        rows = cells(grid.rowCount(), scale);
        values = new double[columns.length * rows.length];
    }

    /** Draws a raster, whose blocks are read as far as pixels need them. */
    public static BufferedImage of(RasterSource raster) throws IOException {
        RasterPicture picture = new RasterPicture(raster);
        picture.read();
        return picture.draw();
    }

    /** The cell that each pixel along a side shows. */
    private static int[] cells(int cellCount, double scale) {
        int[] cells = new int[(int) Math.max(1, Math.rint(cellCount * scale))];
        for (int pixel = 0; pixel < cells.length; pixel++) {
            cells[pixel] = (int) ((pixel + 0.5) * cellCount / cells.length);
        }
        return cells;
    }

    private void read() throws IOException {
        Object samples = band.type().newArray(raster.blockColumnCount() * raster.blockRowCount());
        for (int block = 0; block < raster.blocksAcross() * raster.blocksDown(); block++) {
            CellWindow window = raster.blockWindow(block);
            int firstColumn = firstAtOrAfter(columns, window.column());
            int firstRow = firstAtOrAfter(rows, window.row());
            int columnEnd = firstAtOrAfter(columns, window.columnEnd());
            int rowEnd = firstAtOrAfter(rows, window.rowEnd());
            if (firstColumn < columnEnd && firstRow < rowEnd) {
                raster.readBlock(0, block, samples);
                for (int y = firstRow; y < rowEnd; y++) {
                    for (int x = firstColumn; x < columnEnd; x++) {
                        int index = (rows[y] - window.row()) * raster.blockColumnCount() + columns[x] - window.column();
                        values[y * columns.length + x] = value(samples, index);
                    }
                }
            }
        }
    }

    private static int firstAtOrAfter(int[] cells, int cell) {
        int found = Arrays.binarySearch(cells, cell);
        return found < 0 ? -found - 1 : found;
    }

    private double value(Object samples, int index) {
        double value = band.type().doubleAt(samples, index);
        return band.noData().isPresent() && value == asCell(band.noData().get().asDouble()) ? Double.NaN : value;
    }

    private double asCell(double noData) {
        return band.type() == SampleType.FLOAT32 ? (float) noData : noData;
    }

    private BufferedImage draw() {
        BufferedImage image = new BufferedImage(columns.length, rows.length, BufferedImage.TYPE_INT_ARGB);
        int[] pixels = band.palette().isEmpty() ? greys() : colours(band.palette());
        image.setRGB(0, 0, columns.length, rows.length, pixels, 0, columns.length);
        return image;
    }

    private int[] colours(List<Integer> palette) {
        return Arrays.stream(values)
                .mapToInt(value -> value >= 0 && value < palette.size() ? palette.get((int) value) : TRANSPARENT)
                .toArray();
    }

    private int[] greys() {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new int[values.length];
        }
        double low = sorted[(int) (LOW_SHARE * (sorted.length - 1))];
        double high = sorted[(int) Math.ceil(HIGH_SHARE * (sorted.length - 1))];
        return Arrays.stream(values).mapToInt(value -> grey(value, low, high)).toArray();
    }

    private static int grey(double value, double low, double high) {
        if (!Double.isFinite(value)) {
            return TRANSPARENT;
        }
        double share = high > low ? (value - low) / (high - low) : 0.5;
        int level = (int) Math.rint(BRIGHTEST * Math.max(0, Math.min(1, share)));
        return OPAQUE | level << 16 | level << 8 | level;
    }
}
