package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoTiffSourceTest {
    private static final byte[] NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    @TempDir
    private Path directory;

    @Test
    void stripsAreBlocksAndTheLastIsCut() throws IOException {
        TiffFixture fixture = TiffFixture.bytesInStrips(3, 3, 2, new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {7, 8, 9});
        try (GeoTiffSource source = open(fixture)) {
            assertEquals(2, source.blockRowCount());
            assertEquals(new CellWindow(0, 2, 3, 1), source.blockWindow(1));
            assertArrayEquals(NINE, (byte[]) Rasters.band(source, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"LITTLE_ENDIAN, false", "BIG_ENDIAN, false", "LITTLE_ENDIAN, true", "BIG_ENDIAN, true"})
    void bandsStoredTogetherAreTakenApart(String orderName, boolean big) throws IOException {
        ByteOrder order = orderName.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer cells = ByteBuffer.allocate(2 * 2 * 3 * 2).order(order);
        for (int cell = 0; cell < 4; cell++) {
            for (int band = 0; band < 3; band++) {
                cells.putShort((short) (100 * band + cell));
            }
        }
        TiffFixture fixture = new TiffFixture(order, big)
                .size(2, 2)
                .with(TiffTag.SAMPLES_PER_PIXEL, 3)
                .with(TiffTag.BITS_PER_SAMPLE, 16, 16, 16)
                .with(TiffTag.SAMPLE_FORMAT, 2, 2, 2)
                .strips(cells.array());
        try (GeoTiffSource source = open(fixture)) {
            assertEquals(SampleType.INT16, source.bands().get(2).type());
            assertArrayEquals(new short[] {200, 201, 202, 203}, (short[]) Rasters.band(source, 2));
            assertArrayEquals(new short[] {0, 1, 2, 3}, (short[]) Rasters.band(source, 0));
        }
    }

    /** Adobe's technical note 3: the most significant bytes come first, whatever the byte order of the file. */
    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void floatsSortedByByteAreJoinedInEitherByteOrder(String order) throws IOException {
        byte[] sorted = {0x3F, 0x40, (byte) 0x80, 0x49, 0, 0x0F, 0, (byte) 0xDB}; // 1 is 3F800000, pi is 40490FDB
        for (int i = sorted.length - 1; i > 0; i--) {
            sorted[i] -= sorted[i - 1];
        }
        TiffFixture fixture = new TiffFixture(
                        order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, false)
                .size(2, 1)
                .with(TiffTag.BITS_PER_SAMPLE, 32)
                .with(TiffTag.SAMPLE_FORMAT, 3)
                .with(TiffTag.COMPRESSION, 5)
                .with(TiffTag.PREDICTOR, 3)
                .strips(LzwEncoder.encode(sorted));
        try (GeoTiffSource source = open(fixture)) {
            assertArrayEquals(new float[] {1, (float) Math.PI}, (float[]) Rasters.band(source, 0));
        }
    }

    @Test
    void overviewsAndMasksBeforeTheImageAreIgnored() throws IOException {
        TiffFixture mask = TiffFixture.bytesInStrips(1, 1, 1, new byte[] {1}).with(TiffTag.NEW_SUBFILE_TYPE, 4);
        try (GeoTiffSource source =
                open(TiffFixture.bytesInStrips(3, 3, 3, NINE).after(mask))) {
            assertEquals(3, source.grid().columnCount());
        }
        TiffFixture image = TiffFixture.bytesInStrips(3, 3, 3, NINE);
        try (GeoTiffSource source = open(mask.after(image))) {
            assertEquals(3, source.grid().columnCount());
        }
    }

    @Test
    void oldFilesMayLeaveOutWhatFollowsFromTheRest() throws IOException {
        TiffFixture fixture = TiffFixture.bytesInStrips(3, 3, 3, NINE).without(TiffTag.ROWS_PER_STRIP);
        byte[] bytes = fixture.build();
        retag(bytes, TiffTag.STRIP_BYTE_COUNTS, 65_000);
        Path file = Files.write(directory.resolve("old.tif"), bytes);
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            assertArrayEquals(NINE, (byte[]) Rasters.band(source, 0));
        }
    }

    @Test
    void longUncompressedStripsAreReadInPieces() throws IOException {
        int columns = 2_000;
        int rows = 5_000;
        byte[] cells = new byte[columns * rows];
        new Random(4).nextBytes(cells);
        try (GeoTiffSource source = open(TiffFixture.bytesInStrips(columns, rows, rows, cells))) {
            assertTrue(source.blockRowCount() < 600, "block of " + source.blockRowCount() + " rows");
            assertArrayEquals(cells, (byte[]) Rasters.band(source, 0));
        }
        byte[] upper = Arrays.copyOfRange(cells, 0, columns * 3_000);
        byte[] lower = Arrays.copyOfRange(cells, columns * 3_000, columns * rows);
        try (GeoTiffSource source = open(TiffFixture.bytesInStrips(columns, rows, 3_000, upper, lower))) {
            assertEquals(0, 3_000 % source.blockRowCount());
            assertArrayEquals(cells, (byte[]) Rasters.band(source, 0));
        }
    }

    @Test
    void missingBlocksReadAsZeroWithoutNoDataValue() throws IOException {
        TiffFixture fixture = TiffFixture.bytesInStrips(3, 3, 2, new byte[0], new byte[] {7, 8, 9});
        try (GeoTiffSource source = open(fixture)) {
            assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 7, 8, 9}, (byte[]) Rasters.band(source, 0));
        }
        try (GeoTiffSource source = open(fixture.withText(TiffTag.GDAL_NODATA, "255"))) {
            assertArrayEquals(new byte[] {-1, -1, -1, -1, -1, -1, 7, 8, 9}, (byte[]) Rasters.band(source, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'-9999', -9999",
        "'nan', NaN",
        "' 3.4e+38 ', 3.4e38",
        "'-3.4028234663852886e+038', -3.4028234663852886e38"
    })
    void noDataIsWhatTheFileSays(String text, double expected) throws IOException {
        TiffFixture fixture = TiffFixture.bytesInStrips(3, 3, 3, NINE).withText(TiffTag.GDAL_NODATA, text);
        try (GeoTiffSource source = open(fixture)) {
            Optional<NoData> noData = source.bands().get(0).noData();
            assertEquals(expected, noData.orElseThrow().asDouble());
        }
    }

    @Test
    void colourMapOfEightBitsIsTakenAsItIs() throws IOException {
        long[] map = new long[768];
        map[1] = 255;
        map[256 + 1] = 211;
        TiffFixture fixture = TiffFixture.bytesInStrips(3, 3, 3, NINE)
                .with(TiffTag.PHOTOMETRIC_INTERPRETATION, 3)
                .with(TiffTag.COLOR_MAP, map);
        try (GeoTiffSource source = open(fixture)) {
            assertEquals(0xFFFFD300, source.bands().get(0).palette().get(1));
        }
        map[2] = 0xFFFF;
        map[1] = 0x8080;
        map[256 + 1] = 0;
        try (GeoTiffSource source = open(fixture.with(TiffTag.COLOR_MAP, map))) {
            assertEquals(0xFF800000, source.bands().get(0).palette().get(1));
        }
    }

    @Test
    void gridWithoutGeoreferenceCountsCells() throws IOException {
        try (GeoTiffSource source = open(TiffFixture.bytesInStrips(3, 3, 3, NINE))) {
            assertEquals(new GeoTransform(0, 1, 0, 0, 0, 1), source.grid().transform());
            assertFalse(source.grid().crs().isKnown());
        }
    }

    @Test
    void unsupportedCrsIsToldOnlyWhenItIsNeeded() throws IOException {
        TiffFixture fixture = TiffFixture.bytesInStrips(3, 3, 3, NINE)
                .with(TiffTag.GEO_KEY_DIRECTORY, 1, 1, 0, 1, GeoKeys.PROJECTED_CRS, 0, 1, 32_699);
        try (GeoTiffSource source = open(fixture)) {
            assertArrayEquals(NINE, (byte[]) Rasters.band(source, 0));
            Crs crs = source.grid().crs();
            assertEquals("unsupported: EPSG:32699", crs.name());
            Crs zones = Crs.parse("EPSG:5070");
            ConfigurationException e =
                    assertThrows(ConfigurationException.class, () -> CoordinateTransform.between(zones, crs));
            assertTrue(e.getMessage().startsWith("Cannot use the CRS of " + source.name() + ": "), e.getMessage());
            assertTrue(e.getMessage().contains("gdal_edit"), e.getMessage());
        }
    }

    @Test
    void pixelThatIsAPointHasItsTieAtTheCentre() throws IOException {
        TiffFixture fixture = TiffFixture.bytesInStrips(3, 3, 3, NINE)
                .withDoubles(TiffTag.MODEL_PIXEL_SCALE, 10, 20, 0)
                .withDoubles(TiffTag.MODEL_TIEPOINT, 1, 1, 0, 1_000, 2_000, 0)
                .with(TiffTag.GEO_KEY_DIRECTORY, 1, 1, 0, 1, GeoKeys.RASTER_TYPE, 0, 1, 2);
        try (GeoTiffSource source = open(fixture)) {
            assertEquals(GeoTransform.northUp(985, 2_030, 10, 20), source.grid().transform());
        }
        fixture.with(TiffTag.GEO_KEY_DIRECTORY, 1, 1, 0, 1, GeoKeys.RASTER_TYPE, 0, 1, 1);
        try (GeoTiffSource source = open(fixture)) {
            assertEquals(GeoTransform.northUp(990, 2_020, 10, 20), source.grid().transform());
        }
    }

    static Stream<Arguments> unsupported() {
        return Stream.of(
                refused("compressed with JPEG", fixture -> fixture.with(TiffTag.COMPRESSION, 7)),
                refused("compressed with LERC", fixture -> fixture.with(TiffTag.COMPRESSION, 34887)),
                refused("compressed with scheme number 99", fixture -> fixture.with(TiffTag.COMPRESSION, 99)),
                refused("1-bit unsigned integers", fixture -> fixture.with(TiffTag.BITS_PER_SAMPLE, 1)),
                refused("4-bit unsigned integers", fixture -> fixture.with(TiffTag.BITS_PER_SAMPLE, 4)),
                refused("16-bit floats", fixture -> fixture.with(TiffTag.BITS_PER_SAMPLE, 16)
                        .with(TiffTag.SAMPLE_FORMAT, 3)),
                refused("complex floats", fixture -> fixture.with(TiffTag.SAMPLE_FORMAT, 6)),
                refused("bands differ in", fixture -> fixture.with(TiffTag.SAMPLES_PER_PIXEL, 2)
                        .with(TiffTag.BITS_PER_SAMPLE, 8, 16)),
                refused("predictor 3 for samples of type UINT8", fixture -> fixture.with(TiffTag.COMPRESSION, 8)
                        .with(TiffTag.PREDICTOR, 3)),
                refused("fill order 2", fixture -> fixture.with(TiffTag.FILL_ORDER, 2)),
                refused("YCbCr", fixture -> fixture.with(TiffTag.PHOTOMETRIC_INTERPRETATION, 6)),
                refused("take 1000000000 bytes each", fixture -> fixture.size(100_000, 10_000)
                        .withType(TiffTag.ROWS_PER_STRIP, TiffFixture.TYPE_LONG, 10_000)
                        .with(TiffTag.COMPRESSION, 8)));
    }

    private static Arguments refused(String name, UnaryOperator<TiffFixture> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsupported")
    void whatCroftDoesNotReadIsRefusedByName(String name, UnaryOperator<TiffFixture> change) {
        TiffFixture fixture = change.apply(TiffFixture.bytesInStrips(3, 3, 3, NINE));
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(fixture));
        assertTrue(e.getMessage().startsWith("Cannot read " + directory), e.getMessage());
        assertTrue(e.getMessage().contains(name), e.getMessage());
        assertTrue(e.getMessage().contains("gdal_translate"), e.getMessage());
    }

    @Test
    void missingFileIsAWrongRequest() {
        Path file = directory.resolve("none.tif");
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> GeoTiffSource.open(file));
        assertEquals("Cannot open " + file + ": no such file", e.getMessage());
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                refused("TIFF_TAG", fixture -> fixture.without(TiffTag.IMAGE_WIDTH)),
                refused("TIFF_TAG", fixture -> fixture.size(0, 3)),
                refused("TIFF_TAG", fixture -> fixture.with(TiffTag.SAMPLES_PER_PIXEL, 0)),
                refused("TIFF_TAG", fixture -> fixture.size(3, 40_000)), // too few strips
                refused("TIFF_TRUNCATED", fixture -> fixture.withText(TiffTag.GDAL_METADATA, "<GDALMetadata/>")
                        .withCount(TiffTag.GDAL_METADATA, 1 << 20)),
                refused("TIFF_METADATA", fixture -> fixture.withText(TiffTag.GDAL_METADATA, "<GDALMetadata")),
                refused(
                        "TIFF_METADATA",
                        fixture -> fixture.withText(
                                TiffTag.GDAL_METADATA,
                                "<!DOCTYPE d [<!ENTITY e \"x\">]><Item role='description' sample='0'>&e;</Item>")),
                refused("TIFF_NODATA", fixture -> fixture.withText(TiffTag.GDAL_NODATA, "none")),
                refused("TIFF_NODATA", fixture -> fixture.withText(TiffTag.GDAL_NODATA, "1e-99999999999")),
                refused("TIFF_GEOKEYS", fixture -> fixture.with(TiffTag.GEO_KEY_DIRECTORY, 1, 1, 0, 5, 1024, 0, 1, 1)),
                refused(
                        "TIFF_GEOKEYS",
                        fixture -> fixture.with(TiffTag.GEO_KEY_DIRECTORY, 1, 1, 0, 1, 3078, 34736, 1, 0)),
                refused("TIFF_GEOREFERENCE", fixture -> fixture.withDoubles(TiffTag.MODEL_PIXEL_SCALE, Double.NaN, 1, 0)
                        .withDoubles(TiffTag.MODEL_TIEPOINT, 0, 0, 0, 0, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("damage")
    void damagedTagsAreNamed(String code, UnaryOperator<TiffFixture> change) {
        TiffFixture fixture = change.apply(TiffFixture.bytesInStrips(3, 3, 1, NINE, NINE, NINE));
        InputDataException e = assertThrows(InputDataException.class, () -> open(fixture));
        assertEquals(code, e.code(), e.getMessage());
        assertTrue(e.getMessage().startsWith("Cannot read " + directory), e.getMessage());
        assertTrue(e.getMessage().contains("croft validate"), e.getMessage());
    }

    @Test
    void truncatedBlockSaysWhatIsThereAndWhatShouldBe() throws IOException {
        byte[] strip = new byte[4096];
        byte[] whole = TiffFixture.bytesInStrips(64, 128, 64, strip, strip).build();
        // Swap: the directory first, so that a cut file can still be described.
        TiffFixture fixture = TiffFixture.bytesInStrips(64, 128, 64, strip, strip)
                .withType(TiffTag.STRIP_OFFSETS, TiffFixture.TYPE_LONG, 8, whole.length - 1812)
                .withType(TiffTag.STRIP_BYTE_COUNTS, TiffFixture.TYPE_LONG, 4096, 4096);
        Path file = fixture.write(directory);
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            source.readBlock(0, 0, new byte[4096]);
            InputDataException e = assertThrows(InputDataException.class, () -> source.readBlock(0, 1, new byte[4096]));
            assertEquals("TIFF_TRUNCATED", e.code());
            assertEquals(file.toString(), e.file());
            assertEquals(
                    "Cannot read band 1 of " + file
                            + ", window [columns 0-64, rows 64-128]: block is 1812 bytes, header"
                            + " says 4096. The file looks truncated; copy it again or run `croft validate`.",
                    e.getMessage());
        }
    }

    @Test
    void shortCompressedBlockIsDamage() throws IOException {
        TiffFixture fixture = TiffFixture.bytesInStrips(64, 64, 64, LzwEncoder.encode(new byte[1000]))
                .with(TiffTag.COMPRESSION, 5);
        try (GeoTiffSource source = open(fixture)) {
            InputDataException e = assertThrows(InputDataException.class, () -> source.readBlock(0, 0, new byte[4096]));
            assertTrue(e.getMessage().contains("block is 1000 bytes once decompressed, its size says 4096"));
        }
    }

    @Test
    void blockTooSmallForItsCellsIsDamageBeforeMemoryIsTaken() throws IOException {
        TiffFixture plain = TiffFixture.bytesInStrips(3, 3, 3, new byte[5]);
        TiffFixture packed = TiffFixture.bytesInStrips(16_000, 16_000, 16_000, new byte[100])
                .with(TiffTag.COMPRESSION, 8)
                .with(TiffTag.BITS_PER_SAMPLE, 8);
        for (TiffFixture fixture : List.of(plain, packed)) {
            try (GeoTiffSource source = open(fixture)) {
                InputDataException e =
                        assertThrows(InputDataException.class, () -> source.readBlock(0, 0, new byte[1]));
                assertEquals("TIFF_BLOCK", e.code());
                assertTrue(e.getMessage().contains("too few for the"), e.getMessage());
            }
        }
    }

    @Test
    void directoriesInALoopEnd() throws IOException {
        TiffFixture mask = TiffFixture.bytesInStrips(1, 1, 1, new byte[] {1}).with(TiffTag.NEW_SUBFILE_TYPE, 4);
        byte[] bytes = mask.build();
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int first = file.getInt(4);
        file.putInt(first + 2 + file.getShort(first) * 12, first);
        Path path = Files.write(directory.resolve("loop.tif"), bytes);
        try (GeoTiffSource source = GeoTiffSource.open(path)) {
            assertEquals(1, source.grid().columnCount());
        }
    }

    @Test
    void manyBandsOfATileAreDecodedByEachReaderOnItsOwn() throws Exception {
        int bands = 4;
        byte[] cells = (byte[]) Rasters.smooth(SampleType.UINT8, 64 * 64 * bands, 9);
        byte[] packed = LzwEncoder.encode(cells);
        TiffFixture fixture = TiffFixture.bytesInStrips(64, 64, 64, packed)
                .with(TiffTag.COMPRESSION, 5)
                .with(TiffTag.SAMPLES_PER_PIXEL, bands);
        try (GeoTiffSource source = open(fixture)) {
            List<Thread> readers = Stream.of(0, 1, 2, 3)
                    .map(band -> new Thread(() -> {
                        byte[] samples = new byte[64 * 64];
                        for (int i = 0; i < 200; i++) {
                            assertEquals(cells[band], read(source, band, samples)[0]);
                            assertEquals(cells[4095 * bands + band], samples[4095]);
                        }
                    }))
                    .toList();
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            for (Thread reader : readers) {
                reader.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
                reader.start();
            }
            for (Thread reader : readers) {
                reader.join();
            }
            assertEquals(List.of(), failures);
        }
    }

    private static byte[] read(GeoTiffSource source, int band, byte[] samples) {
        try {
            source.readBlock(band, 0, samples);
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a tag of a classic little-endian file another number. */
    private static void retag(byte[] bytes, TiffTag tag, int number) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = file.getInt(4);
        for (int i = 0; i < file.getShort(directory); i++) {
            int at = directory + 2 + 12 * i;
            if (Short.toUnsignedInt(file.getShort(at)) == tag.number()) {
                file.putShort(at, (short) number);
            }
        }
    }

    private GeoTiffSource open(TiffFixture fixture) throws IOException {
        return GeoTiffSource.open(fixture.write(directory));
    }
}
