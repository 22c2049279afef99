package dev.croft.cli.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.SampleType;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.testdata.ArrayRaster;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldPictureTest {
    private static final int RED = 0xffcc0000;
    private static final int BLUE = 0xff0000cc;
    private static final int EMPTY_LAND = 0xfff3f1ec;

    /** Panels are 550 pixels wide and begin at 36 and 614. */
    private static final int PIXELS_PER_CELL = 110;

    private static final int PANEL_ROW = 62;

    @TempDir
    private Path folder;

    @Test
    void leftViewHasTheCellsAndRightViewTheFilledFields() throws IOException {
        BufferedImage image = picture(new CellWindow(0, 0, 5, 5), square(1, 1, 4, 4));
        assertEquals(1200, image.getWidth());
        assertEquals(RED, left(image, 0.5, 0.5), "cell of value 1");
        assertEquals(BLUE, left(image, 4.5, 0.5), "cell of value 2");
        assertEquals(EMPTY_LAND, left(image, 4.5, 4.5), "cell without data");
        assertEquals(BLUE, right(image, 2.5, 2.5), "inside the field");
        assertEquals(EMPTY_LAND, right(image, 0.5, 0.5), "outside the field");
        assertNotEquals(RED, left(image, 1, 2.4), "outline over the cells");
        assertNotEquals(EMPTY_LAND, right(image, 1, 2.4), "outline around the fill");
    }

    @Test
    void windowIsReadAcrossBlocksAndFieldsAreCutToIt() throws IOException {
        BufferedImage image = picture(new CellWindow(2, 1, 3, 3), square(-10, -10, 20, 20));
        assertEquals(RED, at(image, 36 + 90, PANEL_ROW + 90));
        assertEquals(BLUE, at(image, 36 + 460, PANEL_ROW + 90));
        assertEquals(BLUE, at(image, 614 + 90, PANEL_ROW + 90));
        assertEquals(0xffffffff, at(image, 5, PANEL_ROW + 90), "margin");
    }

    @Test
    void holeStaysEmpty() throws IOException {
        PolygonBuffer withHole = new PolygonBuffer();
        addSquare(withHole, 0, 0, 5, 5);
        addSquare(withHole, 2, 2, 3, 3);
        withHole.addPart();
        BufferedImage image = picture(new CellWindow(0, 0, 5, 5), withHole);
        assertEquals(EMPTY_LAND, right(image, 2.5, 2.5));
        assertEquals(BLUE, right(image, 1.5, 2.5));
    }

    @Test
    void legendShowsItsColours() throws IOException {
        BufferedImage image = picture(new CellWindow(0, 0, 5, 5), square(1, 1, 4, 4));
        int legendRow = PANEL_ROW + 5 * PIXELS_PER_CELL + 24 + 9;
        assertEquals(RED, at(image, 36 + 15, legendRow));
        assertEquals(BLUE, at(image, 36 + 15 + (1200 - 72 + 28) / 3, legendRow));
    }

    @Test
    void sameFieldsGiveTheSameBytes() throws IOException {
        picture(new CellWindow(0, 0, 5, 5), square(1, 1, 4, 4));
        byte[] first = Files.readAllBytes(folder.resolve("fields.png"));
        picture(new CellWindow(0, 0, 5, 5), square(1, 1, 4, 4));
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("fields.png")));
    }

    @Test
    void rasterWithoutColourTableIsRefused() {
        ArrayRaster raster = ArrayRaster.ofText(SampleType.UINT16, "1 2");
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> new FieldPicture(raster, new CellWindow(0, 0, 2, 1), "", "", List.of()))
                .getMessage();
        assertEquals(
                "Cannot draw raster in memory: expected unsigned bytes with a colour table, found UINT16 and a table of 0"
                        + " colours",
                message);
    }

    @Test
    void emptyWindowIsRefused() {
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> new FieldPicture(raster(), new CellWindow(0, 0, 0, 1), "", "", List.of()))
                .getMessage();
        assertTrue(message.contains("choose another window"), message);
    }

    @Test
    void lettersAreAsWideAsTheirInkAndUnknownOnesAreQuestionMarks() {
        assertEquals(0, PixelFont.width(""));
        assertEquals(5, PixelFont.width("H"));
        assertEquals(5 + 1 + 3 + 1 + 5, PixelFont.width("HiH"));
        assertEquals(PixelFont.width("?"), PixelFont.width("\u00e4"));
    }

    private BufferedImage picture(CellWindow window, PolygonBuffer field) throws IOException {
        List<LegendEntry> legend = List.of(new LegendEntry(RED, "Corn"), new LegendEntry(BLUE, "Water"));
        FieldPicture picture = new FieldPicture(raster(), window, "Cells", "Fields", legend);
        picture.addField(field, BLUE);
        Path file = folder.resolve("fields.png");
        picture.write(file);
        return ImageIO.read(file.toFile());
    }

    private static ArrayRaster raster() {
        return ArrayRaster.ofText(
                        SampleType.UINT8, //
                        "1 1 1 1 2",
                        "1 1 1 1 2",
                        "1 1 1 1 2",
                        "1 1 1 1 2",
                        "2 2 2 2 0")
                .withPalette(List.of(0xff000000, RED, BLUE))
                .withNoData("0")
                .withBlocks(3, 2);
    }

    private static PolygonBuffer square(double west, double north, double east, double south) {
        PolygonBuffer square = new PolygonBuffer();
        addSquare(square, west, north, east, south);
        square.addPart();
        return square;
    }

    private static void addSquare(PolygonBuffer polygon, double west, double north, double east, double south) {
        polygon.reserve(5);
        double[] x = {west, west, east, east, west};
        double[] y = {north, south, south, north, north};
        System.arraycopy(x, 0, polygon.x(), polygon.vertexCount(), 5);
        System.arraycopy(y, 0, polygon.y(), polygon.vertexCount(), 5);
        polygon.addRing(5);
    }

    private static int left(BufferedImage image, double column, double row) {
        return at(image, 36 + (int) (column * PIXELS_PER_CELL), PANEL_ROW + (int) (row * PIXELS_PER_CELL));
    }

    private static int right(BufferedImage image, double column, double row) {
        return at(image, 614 + (int) (column * PIXELS_PER_CELL), PANEL_ROW + (int) (row * PIXELS_PER_CELL));
    }

    private static int at(BufferedImage image, int column, int row) {
        return image.getRGB(column, row);
    }
}
