package dev.croft.core.raster.gdal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.raster.geotiff.GeoTiffWriter;
import dev.croft.core.raster.geotiff.Rasters;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What GDAL reads is what the built-in readers read; where they read nothing, it is what was written. */
class GdalBackendTest {
    private static final int COLUMNS = 150;
    private static final int ROWS = 70;
    private static final GridGeometry GRID =
            new GridGeometry(Crs.ofEpsg(5070), GeoTransform.northUp(-96_000, 1_800_000, 30, 30), COLUMNS, ROWS);

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireLibrary() {
        assumeTrue(
                GdalLibrary.problem().isEmpty(),
                () -> "rasters are not read through GDAL: "
                        + GdalLibrary.problem().orElseThrow() + ". " + GdalLibrary.remedy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cdl/2021_30m_cdls.tif",
                "cdl/2021_30m_confidence_layer.tif",
                "cdl/2021_cultivated_layer.tif",
                "cdl/crop_frequency_corn_2008-2021.tif",
                "cdl/crop_frequency_wheat_2008-2021.tif",
                "resample/RGB.byte.tif",
                "resample/all-nodata.tif",
                "resample/au-3577-rotated.tif",
                "resample/au-3577.tif",
                "resample/byte.tif",
                "resample/c12.tif",
                "resample/f12.tif",
                "resample/f12_nodata.tif",
                "resample/float.tif",
                "resample/float32.tif",
                "resample/float_nan.tif",
                "resample/float_raster_with_nodata.tif",
                "resample/rotated.tif",
                "resample/shade.tif",
                "zonal/rasterstats/slope_nodata.tif",
            })
    void realRastersAreTheSameThroughBoth(String name) throws IOException {
        Path file = Path.of(System.getProperty("croft.sharedData", "../shared/data"), name);
        assumeTrue(Files.exists(file), () -> file + " is absent: real rasters are not compared");
        assertSameThroughBoth(file);
    }

    @ParameterizedTest
    @EnumSource
    void cellsOfAllTypesAreTheSameThroughBoth(SampleType type) throws IOException {
        Path file = folder.resolve("all.tif");
        Optional<NoData> noData = Optional.of(new NoData(type.isSigned() ? "-7" : "250"));
        write(file, type, noData, Rasters.smooth(type, COLUMNS * ROWS, 11));
        assertSameThroughBoth(file);
    }

    @Test
    void formatsThatCroftDoesNotReadGoToGdalUnlessForbidden() throws IOException {
        Path file = asciiGrid();
        try (RasterSource source = open(file, RasterBackend.AUTO)) {
            assertEquals(
                    new GeoTransform(100, 10, 0, 230, 0, -10), source.grid().transform());
            assertEquals(Crs.UNKNOWN, source.grid().crs());
            RasterBand band = source.bands().get(0);
            assertEquals(SampleType.INT32, band.type());
            assertEquals(Optional.of(new NoData("-9999")), band.noData());
            assertArrayEquals(new int[] {1, 2, 3, 4, -9999, 6}, (int[]) Rasters.band(source, 0));
            assertEquals(file.toString(), source.name());
        }
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(file, RasterBackend.BUILT_IN));
        assertTrue(e.getMessage().contains("neither a GeoTIFF nor a zip"), e.getMessage());
    }

    @Test
    void enviImageIsReadAsItWasWritten() throws IOException {
        Object values = Rasters.smooth(SampleType.INT16, COLUMNS * ROWS, 3);
        ByteBuffer bytes = ByteBuffer.allocate(2 * COLUMNS * ROWS).order(ByteOrder.BIG_ENDIAN);
        bytes.asShortBuffer().put((short[]) values);
        Path file = Files.write(folder.resolve("crops.img"), bytes.array());
        Files.writeString(folder.resolve("crops.hdr"), """
                ENVI
                samples = 150
                lines = 70
                bands = 1
                header offset = 0
                file type = ENVI Standard
                data type = 2
                interleave = bsq
                byte order = 1
                band names = {crops}
                map info = {UTM, 1, 1, 500000, 4000000, 30, 30, 14, North, WGS-84}
                """);
        try (RasterSource source = open(file, RasterBackend.AUTO)) {
            assertEquals("crops", source.bands().get(0).description());
            assertEquals(
                    GeoTransform.northUp(500_000, 4_000_000, 30, 30),
                    source.grid().transform());
            assertTrue(
                    source.grid().crs().isEquivalentTo(Crs.ofEpsg(32614)),
                    source.grid().crs()::toString);
            assertEquals(ROWS, source.blockRowCount(), "rows are joined");
            Rasters.assertSame(values, Rasters.band(source, 0), "cells");
        }
    }

    @Test
    void pngHasItsPalette() throws IOException {
        byte[] red = {0, (byte) 255, 10};
        byte[] green = {0, (byte) 211, 20};
        byte[] blue = {0, 0, 30};
        BufferedImage image =
                new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, red, green, blue));
        byte[] cells = new byte[20];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (byte) (i % 3);
        }
        image.getRaster().setDataElements(0, 0, 5, 4, cells);
        Path file = folder.resolve("crops.png");
        assertTrue(ImageIO.write(image, "png", file.toFile()));
        try (RasterSource source = open(file, RasterBackend.AUTO)) {
            RasterBand band = source.bands().get(0);
            assertEquals(
                    List.of(0xFF000000, 0xFFFFD300, 0xFF0A141E), band.palette().subList(0, 3));
            assertArrayEquals(cells, (byte[]) Rasters.band(source, 0));
        }
    }

    @Test
    void classNamesOfListAndTableAreThoseOfTheBuiltInReader() throws IOException {
        Path file = folder.resolve("crops.tif");
        write(file, SampleType.UINT8, Optional.empty(), new byte[COLUMNS * ROWS]);
        Files.writeString(folder.resolve("crops.tif.aux.xml"), """
                <PAMDataset><PAMRasterBand band="1">
                <CategoryNames><Category>none</Category><Category/><Category>maize</Category></CategoryNames>
                <GDALRasterAttributeTable>
                <FieldDefn index="0"><Name>Value</Name><Type>0</Type><Usage>5</Usage></FieldDefn>
                <FieldDefn index="1"><Name>Class</Name><Type>2</Type><Usage>2</Usage></FieldDefn>
                <Row index="0"><F>2</F><F>corn</F></Row><Row index="1"><F>24</F><F>wheat</F></Row>
                </GDALRasterAttributeTable></PAMRasterBand></PAMDataset>
                """);
        assertSameThroughBoth(file);
        try (RasterSource source = open(file, RasterBackend.GDAL)) {
            assertEquals(
                    Map.of(0L, "none", 2L, "corn", 24L, "wheat"),
                    source.bands().get(0).classNames());
        }
    }

    @Test
    void threadsReadOneVirtualRasterAtOnce() throws Exception {
        byte[] values = (byte[]) Rasters.smooth(SampleType.UINT8, COLUMNS * ROWS, 5);
        write(folder.resolve("part.tif"), SampleType.UINT8, Optional.empty(), values);
        Path file = virtualRaster("Byte", "part.tif");
        List<Callable<Object>> tasks = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RasterSource source = open(file, RasterBackend.AUTO)) {
            for (int i = 0; i < 40; i++) {
                tasks.add(() -> Rasters.band(source, 0));
            }
            for (Future<Object> read : threads.invokeAll(tasks)) {
                assertArrayEquals(values, (byte[]) read.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CInt16", "CFloat32", "CFloat64"})
    void complexCellsAreRefusedByName(String type) throws IOException {
        Path file = virtualRaster(type, "");
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(file, RasterBackend.AUTO));
        assertTrue(e.getMessage().contains("the cells of band 1 have the type " + type), e.getMessage());
    }

    @Test
    void noDataThatTheBindingsRoundIsRefused() throws IOException {
        Path file = folder.resolve("long.tif");
        write(file, SampleType.INT64, Optional.of(new NoData("-9223372036854775808")), new long[COLUMNS * ROWS]);
        open(file, RasterBackend.BUILT_IN).close();
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(file, RasterBackend.GDAL));
        assertTrue(e.getMessage().contains("nodata value of about -9.2"), e.getMessage());
    }

    @Test
    void unknownFormatIsAWrongRequest() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no raster");
        for (RasterBackend backend : List.of(RasterBackend.AUTO, RasterBackend.GDAL)) {
            ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(file, backend));
            assertTrue(e.getMessage().startsWith("Cannot open " + file + " as a raster"), e.getMessage());
            assertTrue(e.getMessage().contains("not recognized as a supported file format"), e.getMessage());
        }
    }

    @Test
    void damagedBlockIsDamagedInputInGdalsWords() throws IOException {
        Path file = folder.resolve("damaged.tif");
        write(file, SampleType.INT32, Optional.empty(), Rasters.smooth(SampleType.INT32, COLUMNS * ROWS, 9));
        byte[] bytes = Files.readAllBytes(file);
        int block = 8; // after the header; RFC 1950 section 2.2
        while (bytes[block] != 0x78 || bytes[block + 1] != (byte) 0x9C) {
            block++;
        }
        Arrays.fill(bytes, block, block + 500, (byte) 0x55);
        Files.write(file, bytes);
        try (RasterSource source = open(file, RasterBackend.GDAL)) {
            InputDataException e = assertThrows(InputDataException.class, () -> Rasters.band(source, 0));
            assertEquals("GDAL_READ", e.code());
            assertEquals(file.toString(), e.file());
            assertTrue(e.getMessage().startsWith("Cannot read band 1 of " + file + ", window "), e.getMessage());
            assertTrue(e.getMessage().contains("GDAL says \""), e.getMessage());
        }
    }

    @Test
    void cutFilesAreDamagedInput() throws IOException {
        Path grid = asciiGrid();
        Files.writeString(grid, Files.readString(grid).replace("4 -9999 6\n", "4"));
        try (RasterSource source = open(grid, RasterBackend.AUTO)) {
            assertEquals(
                    "GDAL_READ",
                    assertThrows(InputDataException.class, () -> Rasters.band(source, 0))
                            .code());
        }
        Path tif = Files.write(folder.resolve("cut.tif"), new byte[] {'I', 'I', 42, 0, 99, 0, 0, 0});
        assertEquals(
                "GDAL_OPEN",
                assertThrows(InputDataException.class, () -> open(tif, RasterBackend.GDAL))
                        .code());
    }

    @Test
    void missingPartOfAVirtualRasterIsDamagedInput() throws IOException {
        Path file = virtualRaster("Byte", "absent.tif");
        InputDataException e = assertThrows(InputDataException.class, () -> {
            try (RasterSource source = open(file, RasterBackend.AUTO)) {
                Rasters.band(source, 0);
            }
        });
        assertTrue(e.getMessage().contains("absent.tif"), e.getMessage());
    }

    private static void assertSameThroughBoth(Path file) throws IOException {
        try (RasterSource expected = open(file, RasterBackend.BUILT_IN);
                RasterSource actual = open(file, RasterBackend.GDAL)) {
            assertEquals(expected.name(), actual.name());
            assertEquals(expected.grid().columnCount(), actual.grid().columnCount());
            assertEquals(expected.grid().rowCount(), actual.grid().rowCount());
            assertEquals(expected.grid().transform(), actual.grid().transform());
            assertSameCrs(expected.grid().crs(), actual.grid().crs());
            assertEquals(expected.bands().size(), actual.bands().size());
            for (int band = 0; band < expected.bands().size(); band++) {
                assertSameBand(expected.bands().get(band), actual.bands().get(band));
                Rasters.assertSame(Rasters.band(expected, band), Rasters.band(actual, band), "band " + (band + 1));
            }
        }
    }

    private static void assertSameCrs(Crs expected, Crs actual) {
        assertEquals(expected.isKnown(), actual.isKnown());
        assertTrue(
                !expected.isKnown() || expected.isEquivalentTo(actual),
                () -> expected.toProjJson() + " but was " + actual.toProjJson());
    }

    private static void assertSameBand(RasterBand expected, RasterBand actual) {
        assertEquals(expected.type(), actual.type());
        assertEquals(expected.description(), actual.description());
        assertEquals(expected.classNames(), actual.classNames());
        assertEquals(expected.noData().isPresent(), actual.noData().isPresent());
        expected.noData()
                .ifPresent(noData -> assertEquals(
                        noData.bits(expected.type()),
                        actual.noData().orElseThrow().bits(actual.type())));
        assertEquals(opaque(expected.palette()), opaque(actual.palette()));
    }

    /** GDAL makes the colour of nodata transparent. */
    private static List<Integer> opaque(List<Integer> palette) {
        return palette.stream().map(colour -> colour | 0xFF000000).toList();
    }

    private Path asciiGrid() throws IOException {
        return Files.writeString(folder.resolve("crops.asc"), """
                ncols 3
                nrows 2
                xllcorner 100
                yllcorner 210
                cellsize 10
                NODATA_value -9999
                1 2 3
                4 -9999 6
                """);
    }

    private Path virtualRaster(String type, String part) throws IOException {
        String source = part.isEmpty()
                ? ""
                : "<SimpleSource><SourceFilename relativeToVRT=\"1\">" + part
                        + "</SourceFilename><SourceBand>1</SourceBand></SimpleSource>";
        return Files.writeString(
                folder.resolve("made.vrt"),
                "<VRTDataset rasterXSize=\"" + COLUMNS + "\" rasterYSize=\"" + ROWS + "\"><VRTRasterBand dataType=\""
                        + type + "\" band=\"1\" blockXSize=\"32\" blockYSize=\"16\">" + source
                        + "</VRTRasterBand></VRTDataset>");
    }

    private static void write(Path file, SampleType type, Optional<NoData> noData, Object values) throws IOException {
        RasterBand band = new RasterBand(type, "made", noData, List.of());
        GeoTiffOptions options = GeoTiffOptions.DEFAULT.withTileSize(160, 80);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, GRID, List.of(band), options)) {
            Object tile = type.newArray(160 * 80);
            for (int row = 0; row < ROWS; row++) {
                System.arraycopy(values, row * COLUMNS, tile, row * 160, COLUMNS);
            }
            writer.writeBlock(0, 0, tile);
            writer.finish();
        }
    }

    private static RasterSource open(Path file, RasterBackend backend) throws IOException {
        return RasterSources.open(
                file,
                (inside, bytes) -> {
                    throw new AssertionError("no scratch directory is needed");
                },
                backend);
    }
}
