package dev.croft.view.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RasterPictureTest {
    private static final int BLOCK = 4;
    private static final int RED = 0xffff0000;
    private static final int BLUE = 0xff0000ff;

    /** A raster whose cells are {@code columns * row + column}, as bytes or floats, in blocks of 4 x 4. */
    private record Counting(int columns, int rows, RasterBand band) implements RasterSource {
        @Override
        public String name() {
            return "counting";
        }

        @Override
        public GridGeometry grid() {
            return new GridGeometry(Crs.UNKNOWN, GeoTransform.northUp(0, rows, 1, 1), columns, rows);
        }

        @Override
        public List<RasterBand> bands() {
            return List.of(band);
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
        public void readBlock(int band, int block, Object samples) {
            CellWindow window = blockWindow(block);
            for (int row = 0; row < window.rowCount(); row++) {
                for (int column = 0; column < window.columnCount(); column++) {
                    int value = (window.row() + row) * columns + window.column() + column;
                    if (samples instanceof byte[] bytes) {
                        bytes[row * BLOCK + column] = (byte) value;
                    } else {
                        ((float[]) samples)[row * BLOCK + column] = value;
                    }
                }
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void cellsHaveTheColoursOfThePalette() throws IOException {
        RasterBand band =
                new RasterBand(SampleType.UINT8, "", Optional.of(new NoData("2")), List.of(RED, BLUE, RED, 0, BLUE));
        int[] pixels = pixels(RasterPicture.of(new Counting(3, 2, band)));
        assertArrayEquals(new int[] {RED, BLUE, 0, 0, BLUE, 0}, pixels, "nodata 2, clear 3, none for 5");
    }

    @Test
    void withoutPaletteValuesAreGrey() throws IOException {
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.of(new NoData("0")), List.of());
        BufferedImage picture = RasterPicture.of(new Counting(9, 6, band));
        assertEquals(0, picture.getRGB(0, 0));
        assertEquals(0xff000000, picture.getRGB(1, 0), "the darkest");
        assertEquals(0xffffffff, picture.getRGB(8, 5), "the brightest");
        int middle = picture.getRGB(0, 3) & 0xff;
        assertEquals(128, middle, 4);
    }

    @Test
    void oneValueIsOneGrey() throws IOException {
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.empty(), List.of());
        assertEquals(0xff808080, RasterPicture.of(new Counting(1, 1, band)).getRGB(0, 0));
    }

    @Test
    void largeRastersAreThinned() throws IOException {
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.empty(), List.of());
        BufferedImage picture = RasterPicture.of(new Counting(4096, 8, band));
        assertEquals(1024, picture.getWidth());
        assertEquals(2, picture.getHeight());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
