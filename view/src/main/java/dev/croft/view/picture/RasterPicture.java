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
 * A raster, each pixel showing the cell in its middle. Three or four bands of bytes without a palette are red, green and blue as they stand; a
 * fourth is transparency when it holds 0 and 255 only, and else, as near infrared, not shown. Of other rasters the first band is shown, in
 * the colours of its palette, or else in a grey between the 2nd and the 98th percentile of what is shown. Cells without data are transparent.
 * Confined to one thread.
 */
public final class RasterPicture {
    private static final double LOW_SHARE = 0.02;
    private static final double HIGH_SHARE = 0.98;
    private static final int OPAQUE = 0xff000000;
    private static final int TRANSPARENT = 0;
    private static final int BRIGHTEST = 255;
    private static final int COLOURS = 3;

    private final RasterSource raster;
    private final int[] columns;
    private final int[] rows;

    /**
     * What was drawn.
     *
     * @param bands which bands are seen, and how, for reports
     */
    public record Drawn(BufferedImage image, String bands) {}

    private RasterPicture(RasterSource raster) {
        this.raster = raster;
        GridGeometry grid = raster.grid();
        double scale = Math.min(1, (double) PictureFile.MOST_PIXELS / Math.max(grid.columnCount(), grid.rowCount()));
        columns = cells(grid.columnCount(), scale);
        rows = cells(grid.rowCount(), scale);
    }

    /** Draws a raster, whose blocks are read as far as pixels need them. */
    public static Drawn of(RasterSource raster) throws IOException {
        RasterPicture picture = new RasterPicture(raster);
        return isColoured(raster.bands()) ? picture.drawColoured() : picture.drawFirstBand();
    }

    private static boolean isColoured(List<RasterBand> bands) {
        return (bands.size() == COLOURS || bands.size() == COLOURS + 1)
                && bands.stream()
                        .allMatch(band -> band.type() == SampleType.UINT8
                                && band.palette().isEmpty());
    }

    /** The cell that each pixel along a side shows. */
    private static int[] cells(int cellCount, double scale) {
        int[] cells = new int[(int) Math.max(1, Math.rint(cellCount * scale))];
        for (int pixel = 0; pixel < cells.length; pixel++) {
            cells[pixel] = (int) ((pixel + 0.5) * cellCount / cells.length);
        }
        return cells;
    }

    /** What each pixel shows of a band, row by row; NaN for no data. */
    private double[] read(int number) throws IOException {
        RasterBand band = raster.bands().get(number);
        double[] values = new double[columns.length * rows.length];
        Object samples = band.type().newArray(raster.blockColumnCount() * raster.blockRowCount());
        for (int block = 0; block < raster.blocksAcross() * raster.blocksDown(); block++) {
            CellWindow window = raster.blockWindow(block);
            int firstColumn = firstAtOrAfter(columns, window.column());
            int firstRow = firstAtOrAfter(rows, window.row());
            int columnEnd = firstAtOrAfter(columns, window.columnEnd());
            int rowEnd = firstAtOrAfter(rows, window.rowEnd());
            if (firstColumn < columnEnd && firstRow < rowEnd) {
                raster.readBlock(number, block, samples);
                for (int y = firstRow; y < rowEnd; y++) {
                    for (int x = firstColumn; x < columnEnd; x++) {
                        int index = (rows[y] - window.row()) * raster.blockColumnCount() + columns[x] - window.column();
                        values[y * columns.length + x] = value(band, samples, index);
                    }
                }
            }
        }
        return values;
    }

    private static int firstAtOrAfter(int[] cells, int cell) {
        int found = Arrays.binarySearch(cells, cell);
        return found < 0 ? -found - 1 : found;
    }

    private static double value(RasterBand band, Object samples, int index) {
        double value = band.type().doubleAt(samples, index);
        return band.noData().isPresent() && value == band.noData().get().asDouble(band.type()) ? Double.NaN : value;
    }

    private Drawn drawFirstBand() throws IOException {
        List<Integer> palette = raster.bands().get(0).palette();
        double[] values = read(0);
        String name = raster.bands().size() == 1
                ? "the only band"
                : "band 1 of " + raster.bands().size();
        return palette.isEmpty()
                ? new Drawn(image(greys(values)), name + " in greys")
                : new Drawn(image(colours(values, palette)), name + " by its palette");
    }

    private Drawn drawColoured() throws IOException {
        int[] pixels = new int[columns.length * rows.length];
        Arrays.fill(pixels, OPAQUE);
        boolean[] hasData = new boolean[pixels.length];
        for (int colour = 0; colour < COLOURS; colour++) {
            double[] values = read(colour);
            for (int i = 0; i < pixels.length; i++) {
                hasData[i] |= !Double.isNaN(values[i]);
                pixels[i] |= (int) values[i] << (8 * (COLOURS - 1 - colour));
            }
        }
        boolean hasMask = raster.bands().size() > COLOURS && hide(hasData, read(COLOURS));
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = hasData[i] ? pixels[i] : TRANSPARENT;
        }
        return new Drawn(
                image(pixels), "bands 1, 2 and 3 as red, green and blue" + (hasMask ? ", band 4 as transparency" : ""));
    }

    /** Takes away what a mask hides; does nothing and says false when the band is none. */
    private static boolean hide(boolean[] hasData, double[] mask) {
        if (!Arrays.stream(mask).allMatch(value -> Double.isNaN(value) || value == 0 || value == BRIGHTEST)) {
            return false;
        }
        for (int i = 0; i < mask.length; i++) {
            hasData[i] &= mask[i] == BRIGHTEST;
        }
        return true;
    }

    private BufferedImage image(int[] pixels) {
        BufferedImage image = new BufferedImage(columns.length, rows.length, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, columns.length, rows.length, pixels, 0, columns.length);
        return image;
    }

    private static int[] colours(double[] values, List<Integer> palette) {
        return Arrays.stream(values)
                .mapToInt(value -> value >= 0 && value < palette.size() ? palette.get((int) value) : TRANSPARENT)
                .toArray();
    }

    private static int[] greys(double[] values) {
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
