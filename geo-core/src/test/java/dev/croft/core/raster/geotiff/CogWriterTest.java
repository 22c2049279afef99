package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CogWriterTest {
    private static final GeoTiffOptions TILES = GeoTiffOptions.DEFAULT.withTileSize(16, 16);

    @TempDir
    private Path folder;

    private Path raster;
    private Path overview;
    private Path cog;

    /** A raster of six tiles, of which only two are in the file, and an overview of two. */
    @BeforeEach
    void writeLevels() throws IOException {
        raster = level("raster.tif", 48, 32, 1, 4);
        overview = level("overview.tif", 24, 16, 0, 1);
        cog = folder.resolve("cog.tif");
    }

    private Path level(String name, int columns, int rows, int... blocks) throws IOException {
        Path file = folder.resolve(name);
        GridGeometry grid = new GridGeometry(Crs.ofEpsg(5070), GeoTransform.northUp(0, 0, 1, 1), columns, rows);
        RasterBand band = new RasterBand(SampleType.INT16, "", Optional.of(new NoData("-1")), List.of());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, List.of(band), TILES)) {
            for (int block : blocks) {
                writer.writeBlock(0, block, Rasters.smooth(SampleType.INT16, 256, block));
            }
            writer.finish();
        }
        return file;
    }

    /** Makes the directory of a little-endian classic TIFF say that each of its {@code tileCount} tiles has that many bytes. */
    private static void stateByteCounts(Path file, int tileCount, long byteCount) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(4);
        int entry = directory + 2;
        while (bytes.getShort(entry) != TiffTag.TILE_BYTE_COUNTS.number()) {
            entry += 12;
        }
        assertEquals(tileCount, bytes.getInt(entry + 4));
        for (int tile = 0; tile < tileCount; tile++) {
            bytes.putInt(bytes.getInt(entry + 8) + 4 * tile, (int) byteCount);
        }
        Files.write(file, bytes.array());
    }

    /** The tiles of the raster are never reached: the first of the overview ends the writing. */
    @ParameterizedTest
    @CsvSource({"-8192, 42", "0, 43"})
    void aFileThatWouldReachFourGibibytesIsABigTiff(long beyond, int version) throws IOException {
        int tileCount = 6;
        stateByteCounts(raster, tileCount, ((1L << 32) + beyond) / tileCount);
        try (CogWriter writer = CogWriter.of(List.of(raster, overview))) {
            assertThrows(
                    IllegalStateException.class,
                    () -> writer.write(cog, GeoTiffOptions.OffsetSize.AUTO, () -> {
                        throw new IllegalStateException("enough");
                    }));
        }
        assertEquals(version, Files.readAllBytes(cog)[2]);
    }

    private int write(GeoTiffOptions.OffsetSize offsetSize) throws IOException {
        AtomicInteger tiles = new AtomicInteger();
        try (CogWriter writer = CogWriter.of(List.of(raster, overview))) {
            writer.write(cog, offsetSize, tiles::incrementAndGet);
            assertEquals(8, writer.tileCount());
        }
        return tiles.get();
    }

    @ParameterizedTest
    @EnumSource(GeoTiffOptions.OffsetSize.class)
    void cellsAndGridAreThoseOfTheRaster(GeoTiffOptions.OffsetSize offsetSize) throws IOException {
        assertEquals(8, write(offsetSize));
        try (GeoTiffSource expected = GeoTiffSource.open(raster);
                GeoTiffSource found = GeoTiffSource.open(cog)) {
            assertEquals(expected.grid(), found.grid());
            assertEquals(expected.bands(), found.bands());
            Rasters.assertSame(Rasters.band(expected, 0), Rasters.band(found, 0), "cells");
        }
        assertEquals(offsetSize == GeoTiffOptions.OffsetSize.BIG ? 43 : 42, Files.readAllBytes(cog)[2]);
    }

    @Test
    void structureSaysWhatIsInIt() throws IOException {
        write(GeoTiffOptions.OffsetSize.AUTO);
        List<GeoTiffStructure.Size> overviews = List.of(new GeoTiffStructure.Size(24, 16));
        assertEquals(new GeoTiffStructure(overviews, GeoTiffStructure.CloudOptimized.STATED), GeoTiffStructure.of(cog));
        assertEquals(
                new GeoTiffStructure(List.of(), GeoTiffStructure.CloudOptimized.NOT_STATED),
                GeoTiffStructure.of(raster));
        String bytes = Files.readString(cog, StandardCharsets.ISO_8859_1);
        Files.writeString(cog, bytes.replace("EDITION=NO\n ", "EDITION=YES\n"), StandardCharsets.ISO_8859_1);
        assertEquals(new GeoTiffStructure(overviews, GeoTiffStructure.CloudOptimized.SPOILT), GeoTiffStructure.of(cog));
    }

    @Test
    void levelThatIsCutOffIsReported() throws IOException {
        GeoTiffWriter unfinished = GeoTiffWriter.create(
                overview,
                new GridGeometry(Crs.UNKNOWN, GeoTransform.northUp(0, 0, 1, 1), 16, 16),
                List.of(new RasterBand(SampleType.UINT8, "", Optional.empty(), List.of())),
                TILES);
        unfinished.close();
        assertThrows(InputDataException.class, () -> CogWriter.of(List.of(raster, overview)));
    }

    @Test
    void whatIsThrownAfterATileEndsTheWriting() throws IOException {
        try (CogWriter writer = CogWriter.of(List.of(raster, overview))) {
            assertThrows(
                    IllegalStateException.class,
                    () -> writer.write(cog, GeoTiffOptions.OffsetSize.AUTO, () -> {
                        throw new IllegalStateException("enough");
                    }));
        }
    }
}
