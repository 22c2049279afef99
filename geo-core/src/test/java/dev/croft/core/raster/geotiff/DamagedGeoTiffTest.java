package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to a file, it reads as other values, or it is refused by name: no hang, no other exception. */
class DamagedGeoTiffTest {
    private static final int ROUNDS = 150;

    @TempDir
    private Path directory;

    enum Form {
        DEFLATE_TILES,
        ZSTD_FLOATS,
        LZW_CHUNKS,
        BIG_PLAIN_STRIPS
    }

    private byte[] whole(Form form) throws IOException {
        GridGeometry grid = new GridGeometry(Crs.parse("EPSG:5070"), GeoTransform.northUp(0, 0, 30, 30), 70, 40);
        byte[] cells = (byte[]) Rasters.smooth(SampleType.UINT8, 70 * 40, 1);
        GeoTiffOptions options = GeoTiffOptions.DEFAULT.withTileSize(32, 16);
        Path file = directory.resolve("whole.tif");
        switch (form) {
            case DEFLATE_TILES -> {
                RasterBand band = new RasterBand(
                        SampleType.UINT8, "crops", Optional.of(new NoData("0")), List.of(0xFF000000, 0xFFFFD300));
                GeoTiffRoundTripTest.write(file, grid, List.of(band), options, cells);
            }
            case ZSTD_FLOATS -> {
                RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.empty(), List.of());
                Object floats = Rasters.smooth(SampleType.FLOAT32, 70 * 40, 1);
                GeoTiffRoundTripTest.write(
                        file,
                        grid,
                        List.of(band, band),
                        options.withCompression(Compression.ZSTD, 3).withPredictor(Predictor.FLOATING_POINT),
                        floats,
                        floats);
            }
            case LZW_CHUNKS -> {
                return new TiffFixture(ByteOrder.BIG_ENDIAN, false)
                        .size(35, 40)
                        .with(TiffTag.BITS_PER_SAMPLE, 8, 8)
                        .with(TiffTag.SAMPLES_PER_PIXEL, 2)
                        .with(TiffTag.COMPRESSION, 5)
                        .with(TiffTag.PREDICTOR, 2)
                        .strips(LzwEncoder.encode(cells))
                        .build();
            }
            case BIG_PLAIN_STRIPS -> {
                return new TiffFixture(ByteOrder.LITTLE_ENDIAN, true)
                        .size(35, 40)
                        .with(TiffTag.BITS_PER_SAMPLE, 16)
                        .with(TiffTag.ROWS_PER_STRIP, 40)
                        .strips(cells)
                        .withDoubles(TiffTag.MODEL_PIXEL_SCALE, 1, 1, 0)
                        .withDoubles(TiffTag.MODEL_TIEPOINT, 0, 0, 0, 5, 5, 0)
                        .build();
            }
        }
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void filesCutAnywhereAreRefused(Form form) throws IOException {
        byte[] whole = whole(form);
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            int length = random.nextInt(whole.length);
            byte[] cut = new byte[length];
            System.arraycopy(whole, 0, cut, 0, length);
            tryToRead(cut, form + " cut to " + length + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void flippedBytesAreReadOrRefused(Form form) throws IOException {
        byte[] whole = whole(form);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            byte[] flipped = whole.clone();
            for (int i = 0; i <= round % 5; i++) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            refused += tryToRead(flipped, form + " flipped, seed " + round) ? 0 : 1;
        }
        assertTrue(refused > ROUNDS / 20, refused + " refused");
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void absurdNumbersInTheDirectoryAreReadOrRefused(Form form) throws IOException {
        byte[] whole = whole(form);
        int directoryStart = directoryOf(whole);
        long[] absurd = {0, 1, 0x7FFF, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0xFFFF_FFFFL, whole.length - 1, -1, Long.MAX_VALUE
        };
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            ByteBuffer file = ByteBuffer.wrap(whole.clone());
            file.order(form == Form.LZW_CHUNKS ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i <= round % 3; i++) {
                int at = directoryStart + random.nextInt(Math.min(220, whole.length - 8 - directoryStart));
                long number = absurd[random.nextInt(absurd.length)];
                switch (random.nextInt(3)) {
                    case 0 -> file.putShort(at, (short) number);
                    case 1 -> file.putInt(at, (int) number);
                    default -> file.putLong(at, number);
                }
            }
            byte[] changed = new byte[whole.length];
            file.get(0, changed);
            tryToRead(changed, form + " with absurd numbers, seed " + round);
        }
    }

    private static int directoryOf(byte[] whole) {
        ByteBuffer file = ByteBuffer.wrap(whole);
        file.order(whole[0] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return file.getShort(2) == 43 ? (int) file.getLong(8) : file.getInt(4);
    }

    /** Whether the file can be read whole. */
    private boolean tryToRead(byte[] bytes, String what) throws IOException {
        Path file = Files.write(directory.resolve("damaged.tif"), bytes);
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            long cells = (long) source.blockColumnCount() * source.blockRowCount();
            long blocks = (long) source.blocksAcross() * source.blocksDown();
            if (cells > 1 << 20) {
                return true; // the memory would be the caller's
            }
            for (int band = 0; band < Math.min(3, source.bands().size()); band++) {
                Object samples = source.bands().get(band).type().newArray((int) cells);
                for (int block = 0; block < Math.min(8, blocks); block++) {
                    source.readBlock(band, block, samples);
                }
            }
            return true;
        } catch (InputDataException | ConfigurationException e) {
            assertTrue(e.getMessage().startsWith("Cannot"), e.getMessage());
            return false;
        } catch (RuntimeException | IOException | OutOfMemoryError e) {
            return fail(what + " gives " + e, e);
        }
    }
}
