package dev.croft.testdata;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A raster written in a test, small enough to see. Unless told otherwise: cells of 1 x 1 whose south-west corner is the
 * origin of {@link #CRS}, so that in a raster of R rows the cell at column c and row r is x from c to c + 1 and y from
 * R - r - 1 to R - r; one block; no nodata; no palette. Immutable and thread-safe: the {@code with} methods return another one.
 *
 * <pre>{@code
 * ArrayRaster.ofText(SampleType.UINT8,
 *         "1 1 2",
 *         "1 2 2").withNoData("0").withBlocks(2, 1)
 * }</pre>
 */
public final class ArrayRaster implements RasterSource {
    /** CRS of rasters and {@link ListZones} that name no other: EPSG:5070, in metres. */
    public static final Crs CRS = Crs.parse("EPSG:5070");

    private final GridGeometry grid;
    private final List<RasterBand> bands;
    private final List<Object> samples;
    private final int blockColumnCount;
    private final int blockRowCount;

    private ArrayRaster(
            GridGeometry grid, List<RasterBand> bands, List<Object> samples, int blockColumnCount, int blockRowCount) {
        this.grid = grid;
        this.bands = List.copyOf(bands);
        this.samples = List.copyOf(samples);
        this.blockColumnCount = blockColumnCount;
        this.blockRowCount = blockRowCount;
    }

    /**
     * One band out of rows of numbers, north first.
     *
     * @throws IllegalArgumentException when rows differ in length or a cell of {@code type} cannot hold a number
     */
    public static ArrayRaster of(SampleType type, double[][] rows) {
        String[][] words = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToObj(Double::toString).toArray(String[]::new))
                .toArray(String[][]::new);
        return of(type, words);
    }

    /** One band out of rows of numbers between blanks, north first; keeps every digit of 64-bit integers. */
    public static ArrayRaster ofText(SampleType type, String... rows) {
        return of(type, wordsOf(rows));
    }

    private static ArrayRaster of(SampleType type, String[][] words) {
        int columnCount = words[0].length;
        GeoTransform transform = GeoTransform.northUp(0, words.length, 1, 1);
        GridGeometry grid = new GridGeometry(CRS, transform, columnCount, words.length);
        RasterBand band = new RasterBand(type, "", Optional.empty(), List.of());
        return new ArrayRaster(grid, List.of(band), List.of(samplesOf(type, words, grid)), columnCount, words.length);
    }

    /** Adds a band after the others. */
    public ArrayRaster withBandOfText(SampleType type, String... rows) {
        List<RasterBand> moreBands = new ArrayList<>(bands);
        moreBands.add(new RasterBand(type, "", Optional.empty(), List.of()));
        List<Object> moreSamples = new ArrayList<>(samples);
        moreSamples.add(samplesOf(type, wordsOf(rows), grid));
        return new ArrayRaster(grid, moreBands, moreSamples, blockColumnCount, blockRowCount);
    }

    /** The same cells elsewhere. */
    public ArrayRaster withGrid(Crs crs, GeoTransform transform) {
        GridGeometry moved = new GridGeometry(crs, transform, grid.columnCount(), grid.rowCount());
        return new ArrayRaster(moved, bands, samples, blockColumnCount, blockRowCount);
    }

    /** The same cells, whose bands are called so. */
    public ArrayRaster withDescriptions(String... descriptions) {
        List<RasterBand> changed = new ArrayList<>();
        for (int i = 0; i < descriptions.length; i++) {
            RasterBand band = bands.get(i);
            changed.add(new RasterBand(band.type(), descriptions[i], band.noData(), band.palette(), band.classNames()));
        }
        return new ArrayRaster(grid, changed, samples, blockColumnCount, blockRowCount);
    }

    /** The same cells, all bands of which state {@code text} as nodata. */
    public ArrayRaster withNoData(String text) {
        NoData noData = new NoData(text);
        List<RasterBand> changed = bands.stream()
                .map(band -> new RasterBand(
                        band.type(), band.description(), Optional.of(noData), band.palette(), band.classNames()))
                .toList();
        return new ArrayRaster(grid, changed, samples, blockColumnCount, blockRowCount);
    }

    /** The same cells, all bands of which have a colour table of 0xAARRGGBB. */
    public ArrayRaster withPalette(List<Integer> palette) {
        List<RasterBand> changed = bands.stream()
                .map(band -> new RasterBand(band.type(), band.description(), band.noData(), palette, band.classNames()))
                .toList();
        return new ArrayRaster(grid, changed, samples, blockColumnCount, blockRowCount);
    }

    /** The same cells, all bands of which name their classes. */
    public ArrayRaster withClassNames(Map<Long, String> classNames) {
        List<RasterBand> changed = bands.stream()
                .map(band -> new RasterBand(band.type(), band.description(), band.noData(), band.palette(), classNames))
                .toList();
        return new ArrayRaster(grid, changed, samples, blockColumnCount, blockRowCount);
    }

    /** The same cells, all bands of which state a scale, an offset or a unit. */
    public ArrayRaster withMeasure(Map<String, String> measure) {
        List<RasterBand> changed = bands.stream()
                .map(band -> new RasterBand(
                        band.type(), band.description(), band.noData(), band.palette(), band.classNames(), measure))
                .toList();
        return new ArrayRaster(grid, changed, samples, blockColumnCount, blockRowCount);
    }

    /** The same cells in blocks of the given size; may be larger than the grid. */
    public ArrayRaster withBlocks(int columnCount, int rowCount) {
        if (columnCount < 1 || rowCount < 1) {
            throw new IllegalArgumentException("Cannot have blocks of " + columnCount + " x " + rowCount + " cells");
        }
        return new ArrayRaster(grid, bands, samples, columnCount, rowCount);
    }

    @Override
    public String name() {
        return "raster in memory";
    }

    @Override
    public GridGeometry grid() {
        return grid;
    }

    @Override
    public List<RasterBand> bands() {
        return bands;
    }

    @Override
    public int blockColumnCount() {
        return blockColumnCount;
    }

    @Override
    public int blockRowCount() {
        return blockRowCount;
    }

    @Override
    public void readBlock(int band, int block, Object target) {
        Objects.checkIndex(block, blocksAcross() * blocksDown());
        CellWindow window = blockWindow(block);
        for (int row = 0; row < window.rowCount(); row++) {
            int from = (window.row() + row) * grid.columnCount() + window.column();
            System.arraycopy(samples.get(band), from, target, row * blockColumnCount, window.columnCount());
        }
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }

    private static String[][] wordsOf(String... rows) {
        return Arrays.stream(rows).map(row -> row.strip().split("\\s+")).toArray(String[][]::new);
    }

    private static Object samplesOf(SampleType type, String[][] words, GridGeometry grid) {
        Object samples = type.newArray(grid.columnCount() * grid.rowCount());
        if (words.length != grid.rowCount()) {
            throw new IllegalArgumentException(
                    "Cannot make a raster of " + words.length + " rows: expected " + grid.rowCount());
        }
        int cell = 0;
        for (String[] row : words) {
            if (row.length != grid.columnCount()) {
                throw new IllegalArgumentException("Cannot make a raster with a row of " + row.length
                        + " cells: expected " + grid.columnCount() + " as in the first");
            }
            for (String word : row) {
                put(type, samples, cell++, word);
            }
        }
        return samples;
    }

    /** A value fits a cell just when it could be a nodata value of the cell's type. */
    private static void put(SampleType type, Object samples, int cell, String word) {
        long bits = new NoData(word)
                .bits(type)
                .orElseThrow(() -> new IllegalArgumentException("Cannot put " + word + " into a cell of " + type));
        if (samples instanceof byte[] bytes) {
            bytes[cell] = (byte) bits;
        } else if (samples instanceof short[] shorts) {
            shorts[cell] = (short) bits;
        } else if (samples instanceof int[] ints) {
            ints[cell] = (int) bits;
        } else if (samples instanceof long[] longs) {
            longs[cell] = bits;
        } else if (samples instanceof float[] floats) {
            floats[cell] = Float.intBitsToFloat((int) bits);
        } else {
            ((double[]) samples)[cell] = Double.longBitsToDouble(bits);
        }
    }
}
