package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGridTest {
    private static final Crs WGS84 = Crs.ofEpsg(4326);
    private static final InputGrid COARSE = new InputGrid("coarse", grid(-110.2, 45.1, 0.25, 20, 10), 4);
    private static final InputGrid ARC = new InputGrid("arc", grid(-100 + 1e-4, 40, 1 / 120.0, 240, 120), 4);

    @TempDir
    private Path folder;

    private static GridGeometry grid(double west, double north, double size, int columns, int rows) {
        return new GridGeometry(WGS84, GeoTransform.northUp(west, north, size, size), columns, rows);
    }

    private static TargetGrid parse(String text, InputGrid... inputs) throws IOException {
        return TargetGrid.parse(text, List.of(inputs), 1e-6, (file, bytes) -> Path.of("unused"), RasterBackend.AUTO);
    }

    @Test
    void aBareResolutionAdoptsTheFirstGridOfThatSize() throws IOException {
        TargetGrid target = parse("EPSG:4326@0.008333", COARSE, ARC);
        assertEquals(ARC.grid(), target.grid());
        assertTrue(target.origin().contains("takes the exact grid of arc"), target.origin());
    }

    @Test
    void aGridThatIsNotNorthUpIsAdoptedNorthUp() throws IOException {
        GeoTransform southUp = new GeoTransform(100.3, 30, 0, 70.7, 0, 30);
        InputGrid up = new InputGrid("up", new GridGeometry(Crs.ofEpsg(5070), southUp, 4, 3), 4);
        TargetGrid target = parse("EPSG:5070@30", up);
        assertEquals(
                new GridGeometry(Crs.ofEpsg(5070), GeoTransform.northUp(100.3, 160.7, 30, 30), 4, 3), target.grid());
        assertTrue(target.origin().endsWith("near enough, north up"), target.origin());
        GridGeometry other = new GridGeometry(Crs.ofEpsg(5070), GeoTransform.northUp(7, 8, 30, 30), 4, 3);
        assertEquals(
                other,
                parse("EPSG:5070@30", up, new InputGrid("other", other, 4)).grid());
    }

    @Test
    void withoutCrsAResolutionIsInThatOfTheFirstInput() throws IOException {
        assertEquals(ARC.grid(), parse("0.008333", ARC).grid());
    }

    @Test
    void theToleranceIsInclusive() throws IOException {
        InputGrid half = new InputGrid("half", grid(0, 0, 0.5, 2, 2), 4);
        assertEquals(
                half.grid(),
                TargetGrid.parse("EPSG:4326@0.25", List.of(half), 0.25, (f, b) -> f, RasterBackend.AUTO)
                        .grid());
    }

    @Test
    void aSizeThatNoInputHasIsCountedFromTheCornerOfTheWorld() throws IOException {
        TargetGrid target = parse("EPSG:4326@0.5", COARSE);
        assertEquals(-110.5, target.grid().transform().originX());
        assertEquals(45.5, target.grid().transform().originY());
        assertEquals(11, target.grid().columnCount());
        assertTrue(target.origin().contains("no input has cells of that size"), target.origin());
    }

    @Test
    void anOriginFixesThePhaseAndBoundsTheExtent() throws IOException {
        GridGeometry grid =
                parse("EPSG:4326@0.25@-110,45@-109.9,44.1,-109.1,44.9", COARSE).grid();
        assertEquals(-110, grid.transform().originX());
        assertEquals(45, grid.transform().originY());
        assertEquals(4, grid.columnCount());
        assertEquals(4, grid.rowCount());
    }

    @Test
    void boundsAloneCutTheAdoptedGrid() throws IOException {
        GridGeometry grid = parse("EPSG:4326@0.25@-110,44,-109,45", COARSE).grid();
        assertEquals(-110.2, grid.transform().originX(), 1e-12);
        assertEquals(5, grid.columnCount());
    }

    @Test
    void boundsOfWholeCellsAreKept() throws IOException {
        GridGeometry grid = parse("EPSG:5070@30@0,0,3000,1500", COARSE).grid();
        assertEquals(100, grid.columnCount());
        assertEquals(50, grid.rowCount());
        assertEquals(1500, grid.transform().originY());
    }

    @Test
    void aFileSaysAllOfIt() throws IOException {
        Path file = Files.writeString(
                folder.resolve("grid.yml"), "crs: EPSG:5070\ntransform: [1000, 30, 0, 2000, 0, -60]\nsize: [7, 5]\n");
        GridGeometry grid = parse(file.toString(), COARSE).grid();
        assertEquals(new GeoTransform(1000, 30, 0, 2000, 0, -60), grid.transform());
        assertEquals(7, grid.columnCount());
    }

    @Test
    void aFileIsCheckedAsAWhole() throws IOException {
        Path file = Files.writeString(
                folder.resolve("grid.yml"), "crs: EPSG:1\nresolutoin: 3\nbounds: [1, 2, 3]\nsize: [0, 5]\n");
        String message = assertThrows(ConfigurationException.class, () -> parse(file.toString(), COARSE))
                .problems()
                .toString();
        for (String said : List.of("line 1", "did you mean resolution", "4 numbers", "columns and rows")) {
            assertTrue(message.contains(said), () -> said + " in " + message);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    EPSG:4326@0               | above 0
                    EPSG:4326@-1              | above 0
                    EPSG:4326@1@1,2,3         | neither x,y nor
                    EPSG:4326@1@1,2@3,4       | neither x,y nor
                    EPSG:4326@1@10,0,5,5      | no area
                    EPSG:4326@0.0000001       | cells
                    absent.tif                | it is no file
                    EPSG:99999@1              | EPSG
                    """)
    void whatIsNoGridIsRefused(String text, String said) {
        String message = assertThrows(ConfigurationException.class, () -> parse(text, COARSE))
                .getMessage();
        assertTrue(message.contains(said), message);
    }

    @Test
    void absurdSizesAreSaid() {
        String message = assertThrows(
                        ConfigurationException.class, () -> parse("EPSG:4326@0.0000083@-180,-90,180,90", COARSE))
                .getMessage();
        assertTrue(
                message.contains("43,373,494 x 21,686,747 cells") && message.contains("4 bytes each 3.34 PiB"),
                message);
        String vast = assertThrows(ConfigurationException.class, () -> parse("EPSG:4326@1e-15@-180,-90,180,90", COARSE))
                .getMessage();
        assertTrue(vast.contains("EiB"), vast);
    }

    @Test
    void aPlaceAtInfinityIsSaid() {
        InputGrid world = new InputGrid("world", grid(-180, 90, 1, 360, 180), 1);
        String message = assertThrows(ConfigurationException.class, () -> parse("EPSG:3031@1000", world))
                .getMessage();
        assertTrue(message.contains("part of world has no place in"), message);
    }

    @ParameterizedTest
    @CsvSource({"3031, -90", "3413, 90"})
    void aroundAPoleLieAllLongitudesUpToIt(int epsg, double pole) throws IOException {
        GridGeometry polar =
                new GridGeometry(Crs.ofEpsg(epsg), GeoTransform.northUp(-20_500, 18_500, 1000, 1000), 41, 37);
        GridGeometry target =
                parse("EPSG:4326@0.05", new InputGrid("polar", polar, 4)).grid();
        assertEquals(7200, target.columnCount());
        assertEquals(-180, target.bounds().west());
        assertEquals(pole, pole < 0 ? target.bounds().south() : target.bounds().north());
        assertEquals(6, target.rowCount(), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPSG:4326@1@-180,-90,190,90", "EPSG:4326@1@-10,-91,10,10", "EPSG:4326@1@-10,10,10,90.5"})
    void moreThanTheGlobeIsRefused(String text) {
        String message = assertThrows(ConfigurationException.class, () -> parse(text, COARSE))
                .getMessage();
        assertTrue(message.contains("more than the globe"), message);
    }

    @Test
    void aGridOfCellsAroundGridPointsMayReachHalfACellBeyondThePoles() throws IOException {
        InputGrid points = new InputGrid("points", grid(-0.125, 90.125, 0.25, 1440, 721), 4);
        assertEquals(points.grid(), parse("EPSG:4326@0.25", points).grid());
    }

    @Test
    void boundsBetweenCellsAreSaidToBeWidened() throws IOException {
        TargetGrid target = parse("EPSG:4326@0.1@-110.05,44.5,-109,45", COARSE);
        assertEquals(
                "\"EPSG:4326@0.1@-110.05,44.5,-109,45\"; widened to whole cells from west -110.05, south 44.5, east -109.0, north 45.0",
                target.origin());
        assertEquals(11, target.grid().columnCount());
    }
}
