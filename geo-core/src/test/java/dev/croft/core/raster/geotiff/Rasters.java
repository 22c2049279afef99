package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.fail;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Random;

/** Whole bands as arrays, for comparing. */
public final class Rasters {
    private Rasters() {}

    /** All cells of a band, row by row, in an array of its type. */
    public static Object band(RasterSource source, int band) throws IOException {
        SampleType type = source.bands().get(band).type();
        int columns = source.grid().columnCount();
        Object whole = type.newArray(columns * source.grid().rowCount());
        Object block = type.newArray(source.blockColumnCount() * source.blockRowCount());
        for (int index = 0; index < source.blocksAcross() * source.blocksDown(); index++) {
            source.readBlock(band, index, block);
            CellWindow window = source.blockWindow(index);
            for (int row = 0; row < window.rowCount(); row++) {
                int to = (window.row() + row) * columns + window.column();
                System.arraycopy(block, row * source.blockColumnCount(), whole, to, window.columnCount());
            }
        }
        return whole;
    }

    /** Values of which neighbours are alike, so that predictors and compression have something to do. */
    public static Object smooth(SampleType type, int count, long seed) {
        Random random = new Random(seed);
        Object values = type.newArray(count);
        long value = random.nextLong() >>> 3;
        for (int i = 0; i < count; i++) {
            value += random.nextInt(100) == 0 ? random.nextLong() : random.nextInt(5) - 2;
            switch (type) {
                case UINT8, INT8 -> Array.setByte(values, i, (byte) value);
                case UINT16, INT16 -> Array.setShort(values, i, (short) value);
                case UINT32, INT32 -> Array.setInt(values, i, (int) value);
                case UINT64, INT64 -> Array.setLong(values, i, value);
                case FLOAT32 -> Array.setFloat(values, i, (float) (value % 100_000 / 16.0));
                case FLOAT64 -> Array.setDouble(values, i, value % 1_000_000 / 7.0);
            }
        }
        return values;
    }

    /** One tile cut out of {@code whole}, padded with rubbish, as {@link GeoTiffWriter#writeBlock} takes it. */
    static Object tile(SampleType type, Object whole, int columns, CellWindow window, int tileColumns, int tileRows) {
        Object tile = type.newArray(tileColumns * tileRows);
        BandCopy.fill(tile, tileColumns * tileRows, 0x5A5A5A5A);
        for (int row = 0; row < window.rowCount(); row++) {
            int from = (window.row() + row) * columns + window.column();
            System.arraycopy(whole, from, tile, row * tileColumns, window.columnCount());
        }
        return tile;
    }

    /** Compares bit by bit, NaN included. */
    public static void assertSame(Object expected, Object actual, String what) {
        int count = Array.getLength(expected);
        if (count != Array.getLength(actual)) {
            fail(what + ": " + count + " samples expected, " + Array.getLength(actual) + " found");
        }
        for (int i = 0; i < count; i++) {
            if (!Array.get(expected, i).equals(Array.get(actual, i))) {
                fail(what + ": sample " + i + " is " + Array.get(actual, i) + ", expected " + Array.get(expected, i));
            }
        }
    }
}
