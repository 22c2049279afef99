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
    private static final int MORE = 50;
    private static final RasterBand BYTES = new RasterBand(SampleType.UINT8, "", Optional.empty(), List.of());
    private static final RasterBand MASK = new RasterBand(SampleType.UINT8, "mask", Optional.empty(), List.of());
    private static final int RED = 0xffff0000;
    private static final int BLUE = 0xff0000ff;

    /**
     * A raster whose cells are {@code columns * row + column} and 50 more in each further band, as bytes or floats, in blocks of 4 x 4; of a
     * mask 0 in even columns of a block and 255 in the others.
     */
    private record Counting(int columns, int rows, List<RasterBand> bands) implements RasterSource {
        @Override
        public String name() {
            return "counting";
        }

        @Override
        public GridGeometry grid() {
            return new GridGeometry(Crs.UNKNOWN, GeoTransform.northUp(0, rows, 1, 1), columns, rows);
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
                    int counted = (window.row() + row) * columns + window.column() + column + MORE * band;
                    int value = bands.get(band).equals(MASK) ? 255 * (column % 2) : counted;
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
        int[] pixels =
                pixels(RasterPicture.of(new Counting(3, 2, List.of(band))).image());
        assertArrayEquals(new int[] {RED, BLUE, 0, 0, BLUE, 0}, pixels, "nodata 2, clear 3, none for 5");
    }

    @Test
    void withoutPaletteValuesAreGrey() throws IOException {
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.of(new NoData("0")), List.of());
        BufferedImage picture =
                RasterPicture.of(new Counting(9, 6, List.of(band))).image();
        assertEquals(0, picture.getRGB(0, 0));
        assertEquals(0xff000000, picture.getRGB(1, 0), "the darkest");
        assertEquals(0xffffffff, picture.getRGB(8, 5), "the brightest");
        int middle = picture.getRGB(0, 3) & 0xff;
        assertEquals(128, middle, 4);
    }

    @Test
    void oneValueIsOneGrey() throws IOException {
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.empty(), List.of());
        assertEquals(
                0xff808080,
                RasterPicture.of(new Counting(1, 1, List.of(band))).image().getRGB(0, 0));
    }

    @Test
    void largeRastersAreThinned() throws IOException {
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.empty(), List.of());
        BufferedImage picture =
                RasterPicture.of(new Counting(4096, 8, List.of(band))).image();
        assertEquals(1024, picture.getWidth());
        assertEquals(2, picture.getHeight());
    }

    @Test
    void threeBandsOfBytesAreColours() throws IOException {
        RasterPicture.Drawn drawn = RasterPicture.of(new Counting(2, 1, List.of(BYTES, BYTES, BYTES)));
        assertArrayEquals(new int[] {0xff003264, 0xff013365}, pixels(drawn.image()));
        assertEquals("bands 1, 2 and 3 as red, green and blue", drawn.bands());
    }

    @Test
    void cellsWithoutDataInAllColoursAreTransparent() throws IOException {
        RasterBand without50 = new RasterBand(SampleType.UINT8, "", Optional.of(new NoData("50")), List.of());
        RasterBand without0 = new RasterBand(SampleType.UINT8, "", Optional.of(new NoData("0")), List.of());
        RasterBand without100 = new RasterBand(SampleType.UINT8, "", Optional.of(new NoData("100")), List.of());
        RasterPicture.Drawn drawn = RasterPicture.of(new Counting(2, 1, List.of(without0, without50, without100)));
        assertArrayEquals(new int[] {0, 0xff013365}, pixels(drawn.image()));
    }

    @Test
    void fourthBandThatIsNoMaskIsNotShown() throws IOException {
        RasterPicture.Drawn drawn = RasterPicture.of(new Counting(2, 1, List.of(BYTES, BYTES, BYTES, BYTES)));
        assertArrayEquals(new int[] {0xff003264, 0xff013365}, pixels(drawn.image()));
        assertEquals("bands 1, 2 and 3 as red, green and blue", drawn.bands());
    }

    @Test
    void fourthBandOf0And255IsTransparency() throws IOException {
        RasterPicture.Drawn drawn = RasterPicture.of(new Counting(2, 1, List.of(BYTES, BYTES, BYTES, MASK)));
        assertArrayEquals(new int[] {0, 0xff013365}, pixels(drawn.image()));
        assertEquals("bands 1, 2 and 3 as red, green and blue, band 4 as transparency", drawn.bands());
    }

    @Test
    void ofOtherRastersTheFirstBandIsShown() throws IOException {
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.empty(), List.of());
        assertEquals(
                "band 1 of 3 in greys",
                RasterPicture.of(new Counting(2, 1, List.of(band, band, band))).bands());
        assertEquals(
                "band 1 of 2 in greys",
                RasterPicture.of(new Counting(2, 1, List.of(BYTES, BYTES))).bands());
        assertEquals(
                "the only band in greys",
                RasterPicture.of(new Counting(2, 1, List.of(band))).bands());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
