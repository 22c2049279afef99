package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoTiffRoundTripTest {
    private static final GeoTransform MAP = GeoTransform.northUp(-106_095, 1_822_605, 30, 30);
    private static final GeoTiffOptions SMALL = GeoTiffOptions.DEFAULT.withTileSize(32, 16);

    @TempDir
    private Path directory;

    static Stream<Arguments> forms() {
        List<Arguments> forms = new ArrayList<>();
        for (SampleType type : SampleType.values()) {
            for (Compression compression : List.of(Compression.NONE, Compression.DEFLATE, Compression.ZSTD)) {
                for (Predictor predictor : Predictor.values()) {
                    if (predictor != Predictor.FLOATING_POINT || type.isFloating()) {
                        forms.add(Arguments.of(type, compression, predictor));
                    }
                }
            }
        }
        return forms.stream();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("forms")
    void everyTypeCompressionAndPredictorComesBack(SampleType type, Compression compression, Predictor predictor)
            throws IOException {
        int columns = 75; // tiles are cut at both edges
        int rows = 41;
        GridGeometry grid = new GridGeometry(Crs.parse("EPSG:5070"), MAP, columns, rows);
        GeoTiffOptions options = SMALL.withCompression(compression, 3).withPredictor(predictor);
        Path file = directory.resolve("x.tif");
        Object first = Rasters.smooth(type, columns * rows, 1);
        Object second = Rasters.smooth(type, columns * rows, 2);
        write(file, grid, List.of(band(type), band(type)), options, first, second);
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            Rasters.assertSame(first, Rasters.band(source, 0), "band 1");
            Rasters.assertSame(second, Rasters.band(source, 1), "band 2");
            assertEquals(MAP, source.grid().transform());
            assertEquals(5070, source.grid().crs().epsgCode().orElseThrow());
            assertEquals(32, source.blockColumnCount());
            assertEquals(16, source.blockRowCount());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "BIG"})
    void paletteNoDataAndDescriptionComeBack(GeoTiffOptions.OffsetSize offsetSize) throws IOException {
        List<Integer> palette = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            palette.add(0xFF000000 | (i << 16) | ((255 - i) << 8) | ((i * 7) & 0xFF));
        }
        RasterBand band =
                new RasterBand(SampleType.UINT8, "crops <2021> & more", Optional.of(new NoData("0")), palette);
        GridGeometry grid = new GridGeometry(Crs.parse("EPSG:4326"), new GeoTransform(8, 0.5, 0, 49, 0, -0.25), 20, 10);
        Path file = directory.resolve("x.tif");
        write(file, grid, List.of(band), SMALL.withOffsetSize(offsetSize), new byte[200]);
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            assertEquals(List.of(band), source.bands());
            assertEquals(4326, source.grid().crs().epsgCode().orElseThrow());
            assertEquals(grid.transform(), source.grid().transform());
        }
        assertEquals(offsetSize == GeoTiffOptions.OffsetSize.BIG ? 43 : 42, Files.readAllBytes(file)[2]);
    }

    @Test
    void bandsKeepTheirOwnDescriptions() throws IOException {
        RasterBand plain = band(SampleType.FLOAT32);
        RasterBand named = new RasterBand(SampleType.FLOAT32, "ndvi", Optional.empty(), List.of());
        Path file = directory.resolve("x.tif");
        write(file, grid(4, 4), List.of(plain, named), SMALL, new float[16], new float[16]);
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            assertEquals(List.of(plain, named), source.bands());
        }
    }

    @Test
    void scaleOffsetAndUnitComeBack() throws IOException {
        RasterBand plain = band(SampleType.INT16);
        RasterBand warmth = new RasterBand(
                SampleType.INT16,
                "warmth",
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of(RasterBand.SCALE, "0.1", RasterBand.OFFSET, "-50", RasterBand.UNIT, "\u00b0C & <more>"));
        Path file = directory.resolve("x.tif");
        write(file, grid(4, 4), List.of(plain, warmth), SMALL, new short[16], new short[16]);
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            assertEquals(List.of(plain, warmth), source.bands());
        }
    }

    @ParameterizedTest
    @CsvSource({"17.32, 5, 10, -8.66", "0, 10, -10, 0", "30, 0, 0, 30", "-30, 0, 0, -30"})
    void gridsThatAreNotNorthUpComeBackAsTheyAre(double columnX, double rowX, double columnY, double rowY)
            throws IOException {
        GeoTransform map = new GeoTransform(100, columnX, rowX, 200, columnY, rowY);
        Path file = directory.resolve("x.tif");
        GridGeometry grid = new GridGeometry(Crs.UNKNOWN, map, 2, 2);
        write(file, grid, List.of(band(SampleType.UINT8)), SMALL, new byte[4]);
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            assertEquals(map, source.grid().transform());
            assertFalse(source.grid().crs().isKnown());
        }
    }

    @Test
    void tilesNeverWrittenReadAsNoDataInAnyOrderOfTheOthers() throws IOException {
        RasterBand band = new RasterBand(SampleType.INT16, "", Optional.of(new NoData("-9999")), List.of());
        Path file = directory.resolve("x.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid(64, 32), List.of(band), SMALL)) {
            short[] tile = new short[32 * 16];
            tile[0] = 3;
            writer.writeBlock(0, 3, tile);
            tile[0] = 1;
            writer.writeBlock(0, 1, tile);
            writer.finish();
        }
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            short[] samples = new short[32 * 16];
            short[] firsts = new short[4];
            for (int block = 0; block < 4; block++) {
                source.readBlock(0, block, samples);
                firsts[block] = samples[0];
            }
            assertArrayEquals(new short[] {-9999, 1, -9999, 3}, firsts);
        }
    }

    @Test
    void sameCallsGiveTheSameBytes() throws IOException {
        Object values = Rasters.smooth(SampleType.UINT16, 75 * 41, 5);
        Path first = directory.resolve("a.tif");
        Path second = directory.resolve("b.tif");
        write(first, grid(75, 41), List.of(band(SampleType.UINT16)), SMALL, values);
        write(second, grid(75, 41), List.of(band(SampleType.UINT16)), SMALL, values);
        assertEquals(-1, Files.mismatch(first, second));
    }

    @Test
    void unfinishedFileIsNoTiff() throws IOException {
        Path file = directory.resolve("x.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid(64, 32), List.of(band(SampleType.UINT8)), SMALL)) {
            writer.writeBlock(0, 0, new byte[32 * 16]);
        }
        InputDataException e = assertThrows(InputDataException.class, () -> GeoTiffSource.open(file));
        assertEquals("TIFF_HEADER", e.code());
    }

    static Stream<Arguments> refusals() {
        RasterBand uint8 = band(SampleType.UINT8);
        RasterBand noData = new RasterBand(SampleType.UINT8, "", Optional.of(new NoData("1")), List.of());
        RasterBand palette = new RasterBand(SampleType.UINT8, "", Optional.empty(), List.of(1, 2, 3));
        Crs withoutKeys = Crs.parse("+proj=moll +lon_0=10 +datum=WGS84");
        return Stream.of(
                Arguments.of("types UINT8 and INT16", Crs.UNKNOWN, List.of(uint8, band(SampleType.INT16)), SMALL),
                Arguments.of("differ in nodata", Crs.UNKNOWN, List.of(uint8, noData), SMALL),
                Arguments.of("palette needs a single band", Crs.UNKNOWN, List.of(palette, palette), SMALL),
                Arguments.of("no bands", Crs.UNKNOWN, List.of(), SMALL),
                Arguments.of("GeoTIFF cannot state its CRS", withoutKeys, List.of(uint8), SMALL),
                Arguments.of(
                        "floating-point predictor needs floats",
                        Crs.UNKNOWN,
                        List.of(uint8),
                        SMALL.withPredictor(Predictor.FLOATING_POINT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatGeoTiffCannotHoldIsRefused(String reason, Crs crs, List<RasterBand> bands, GeoTiffOptions options) {
        Path file = directory.resolve("x.tif");
        GridGeometry grid = new GridGeometry(crs, MAP, 4, 4);
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> GeoTiffWriter.create(file, grid, bands, options));
        assertTrue(e.getMessage().startsWith("Cannot write " + file), e.getMessage());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(Files.notExists(file));
    }

    @Test
    void optionsNameAllThatIsWrongWithThem() {
        ConfigurationException e = assertThrows(
                ConfigurationException.class,
                () -> new GeoTiffOptions(
                        100, 256, Compression.LZW, 12, Predictor.NONE, GeoTiffOptions.OffsetSize.AUTO));
        assertEquals(3, e.problems().size(), e.getMessage());
    }

    @Test
    void tenThousandMillionCellsNeedBigTiff() throws IOException {
        Path file = directory.resolve("x.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(
                file, grid(100_000, 100_000), List.of(band(SampleType.UINT8)), GeoTiffOptions.DEFAULT)) {
            writer.writeBlock(0, writer.blockCount() - 1, new byte[256 * 256]);
            writer.finish();
        }
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            assertEquals(391 * 391, source.blocksAcross() * source.blocksDown());
            source.readBlock(0, 7, new byte[256 * 256]);
        }
        assertEquals(43, Files.newInputStream(file).readNBytes(3)[2]);
    }

    /** Tiles of 64 KiB and 16 bytes each in the directory: 4 GiB less 64 MiB is 64,496 of them and a part. */
    @ParameterizedTest
    @CsvSource({"64496, 42", "64497, 43"})
    void whatMightNotFitAClassicTiffIsABigTiff(int tileCount, int version) throws IOException {
        Path file = directory.resolve("x.tif");
        try (GeoTiffWriter writer = GeoTiffWriter.create(
                file, grid(256, 256 * tileCount), List.of(band(SampleType.UINT8)), GeoTiffOptions.DEFAULT)) {
            writer.finish();
        }
        assertEquals(version, Files.newInputStream(file).readNBytes(3)[2]);
    }

    private static RasterBand band(SampleType type) {
        return new RasterBand(type, "", Optional.empty(), List.of());
    }

    private static GridGeometry grid(int columns, int rows) {
        return new GridGeometry(Crs.parse("EPSG:5070"), MAP, columns, rows);
    }

    static void write(Path file, GridGeometry grid, List<RasterBand> bands, GeoTiffOptions options, Object... values)
            throws IOException {
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, bands, options)) {
            for (int block = 0; block < writer.blockCount(); block++) {
                for (int band = 0; band < bands.size(); band++) {
                    writer.writeBlock(
                            band,
                            block,
                            Rasters.tile(
                                    bands.get(band).type(),
                                    values[band],
                                    grid.columnCount(),
                                    writer.blockWindow(block),
                                    options.blockColumnCount(),
                                    options.blockRowCount()));
                }
            }
            writer.finish();
        }
    }
}
