package dev.croft.cli.picture;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Colours of the cells of a window, read whole. Immutable once read. */
final class CellColours {
    private static final int MOST_CELLS = 1 << 24;

    private final CellWindow window;
    private final int[] colours;

    private CellColours(CellWindow window, int[] colours) {
        this.window = window;
        this.colours = colours;
    }

    /**
     * Reads the first band.
     *
     * @param noDataColour colour of cells without data, whatever the palette says
     */
    static CellColours read(RasterSource raster, CellWindow window, int noDataColour) throws IOException {
        RasterBand band = raster.bands().get(0);
        if (band.type() != SampleType.UINT8 || band.palette().isEmpty()) {
            throw new ConfigurationException("Cannot draw " + raster.name()
                    + ": expected unsigned bytes with a colour table, found " + band.type() + " and a table of "
                    + band.palette().size() + " colours");
        }
        if (window.isEmpty() || window.cellCount() > MOST_CELLS) {
            throw new ConfigurationException("Cannot draw " + window + " of " + raster.name() + ": expected 1 to "
                    + MOST_CELLS + " cells; choose another window");
        }
        int[] palette = paletteOf(band, noDataColour);
        int[] colours = new int[(int) window.cellCount()];
        byte[] samples = new byte[raster.blockColumnCount() * raster.blockRowCount()];
        for (int block = 0; block < raster.blocksAcross() * raster.blocksDown(); block++) {
            CellWindow from = raster.blockWindow(block);
            CellWindow shared = from.intersection(window);
            if (!shared.isEmpty()) {
                raster.readBlock(0, block, samples);
                copy(samples, raster.blockColumnCount(), from, shared, window, colours, palette);
            }
        }
        return new CellColours(window, colours);
    }

    /** Colour of a cell of the window, counted from the window's first. */
    int at(int column, int row) {
        return colours[row * window.columnCount() + column];
    }

    private static int[] paletteOf(RasterBand band, int noDataColour) {
        int[] palette = new int[256];
        List<Integer> colours = band.palette();
        Optional<NoData> noData = band.noData();
        for (int value = 0; value < palette.length; value++) {
            boolean hasColour = value < colours.size() && colours.get(value) >>> 24 != 0;
            palette[value] = hasColour ? colours.get(value) : noDataColour;
        }
        noData.flatMap(value -> value.bits(SampleType.UINT8).stream().boxed().findFirst())
                .ifPresent(value -> palette[value.intValue()] = noDataColour);
        return palette;
    }

    private static void copy(
            byte[] samples,
            int stride,
            CellWindow from,
            CellWindow shared,
            CellWindow window,
            int[] colours,
            int[] palette) {
        for (int row = shared.row(); row < shared.rowEnd(); row++) {
            int source = (row - from.row()) * stride + shared.column() - from.column();
            int target = (row - window.row()) * window.columnCount() + shared.column() - window.column();
            for (int i = 0; i < shared.columnCount(); i++) {
                colours[target + i] = palette[samples[source + i] & 0xff];
            }
        }
    }
}
