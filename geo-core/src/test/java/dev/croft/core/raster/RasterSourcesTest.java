package dev.croft.core.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.raster.geotiff.GeoTiffWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RasterSourcesTest {
    private static final RasterSources.ScratchDirectory UNNEEDED = (file, bytes) -> {
        throw new AssertionError("no scratch directory is needed");
    };

    @TempDir
    private Path directory;

    private Path scratch;
    private static final String CLASS_NAMES = "<PAMDataset><PAMRasterBand band=\"1\">"
            + "<CategoryNames><Category>none</Category></CategoryNames></PAMRasterBand></PAMDataset>";

    private byte[] tif;

    @BeforeEach
    void writeRaster() throws IOException {
        scratch = Files.createDirectory(directory.resolve("scratch"));
        Path file = directory.resolve("made.tif");
        GridGeometry grid = new GridGeometry(Crs.UNKNOWN, GeoTransform.northUp(0, 0, 1, 1), 300, 300);
        RasterBand band = new RasterBand(SampleType.UINT8, "made", Optional.empty(), List.of());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, List.of(band), GeoTiffOptions.DEFAULT)) {
            writer.writeBlock(0, 0, new byte[256 * 256]);
            writer.finish();
        }
        tif = Files.readAllBytes(file);
    }

    @Test
    void plainFileNeedsNoScratchDirectory() throws IOException {
        Path file = Files.write(directory.resolve("raster.of.any.name"), tif);
        try (RasterSource source = RasterSources.open(file, UNNEEDED)) {
            assertEquals("made", source.bands().get(0).description());
            assertEquals(file.toString(), source.name());
        }
    }

    @Test
    void tifInsideZipIsUnpackedOnce() throws IOException {
        Path zip = zip("2021_30m_cdls/2021_30m_cdls.tfw", "2021_30m_cdls/2021_30m_cdls.tif", "2021_30m_cdls.tif.ovr");
        try (RasterSource source = open(zip)) {
            assertEquals("made", source.bands().get(0).description());
            assertEquals(zip.resolve("2021_30m_cdls.tif").toString(), source.name());
        }
        Path unpacked = onlyScratchFile();
        Object key = Files.getLastModifiedTime(unpacked);
        try (RasterSource source = open(zip)) {
            assertEquals(300, source.grid().columnCount());
        }
        assertEquals(key, Files.getLastModifiedTime(onlyScratchFile()));
    }

    @Test
    void classNamesBesideTheTifInAZipAreRead() throws IOException {
        Path zip = zip("crops/a.tif", "crops/a.tif.aux.xml");
        try (RasterSource source = open(zip)) {
            assertEquals(Map.of(0L, "none"), source.bands().get(0).classNames());
        }
        open(zip).close();
    }

    @Test
    void roomIsAskedForBeforeUnpacking() throws IOException {
        Path zip = zip("a.tif");
        ResourceException full = new ResourceException("Cannot make room");
        ResourceException thrown = assertThrows(
                ResourceException.class,
                () -> RasterSources.open(zip, (file, bytes) -> {
                    assertEquals(zip.resolve("a.tif"), file);
                    assertEquals(tif.length, bytes);
                    throw full;
                }));
        assertEquals(full, thrown);
    }

    @Test
    void unpackedFileThatIsNotWholeIsUnpackedAgain() throws IOException {
        Path zip = zip("a.tif");
        open(zip).close();
        Files.write(onlyScratchFile(), new byte[10]);
        open(zip).close();
        assertEquals(tif.length, Files.size(onlyScratchFile()));
    }

    @Test
    void zipWithoutTifAndWithSeveralAreRefused() throws IOException {
        assertRefused(zip("a.txt", "__MACOSX/._a.tif"), "the zip holds no .tif file");
        assertRefused(zip("a.tif", "b/c.TIFF"), "the zip holds 2 .tif files, a.tif, b/c.TIFF. Unpack it");
    }

    @Test
    void damagedZipIsDamagedInput() throws IOException {
        Path zip = zip("a.tif");
        byte[] bytes = Files.readAllBytes(zip);
        for (int at = 60; at < bytes.length - 120; at++) { // in the deflated data
            bytes[at] ^= 0x11;
        }
        Files.write(zip, bytes);
        InputDataException e = assertThrows(InputDataException.class, () -> open(zip));
        assertEquals("ZIP_DAMAGED", e.code());
        assertTrue(e.getMessage().startsWith("Cannot unpack " + zip.resolve("a.tif")), e.getMessage());
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(List.of(), left.toList());
        }
        Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));
        e = assertThrows(InputDataException.class, () -> open(zip));
        assertEquals("ZIP_DAMAGED", e.code());
    }

    @Test
    void whatIsNoRasterIsAWrongRequest() throws IOException {
        assertRefused(directory.resolve("none.tif"), "no such file");
        assertRefused(directory, "it is a directory");
    }

    @Test
    void parquetIsNoRaster() throws IOException {
        Path table = Files.writeString(directory.resolve("a.tif"), "PAR1...");
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(table));
        assertTrue(e.getMessage().startsWith("Cannot open " + table + " as a raster: it is Parquet"), e.getMessage());
    }

    @Test
    void emptyTifIsDamaged() throws IOException {
        Path file = Files.write(directory.resolve("empty.tif"), new byte[0]);
        InputDataException e = assertThrows(InputDataException.class, () -> open(file));
        assertEquals("TIFF_TRUNCATED", e.code());
    }

    private RasterSource open(Path file) throws IOException {
        return RasterSources.open(file, (inside, bytes) -> scratch);
    }

    private void assertRefused(Path file, String reason) {
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> open(file));
        assertTrue(e.getMessage().startsWith("Cannot open " + file + ": " + reason), e.getMessage());
    }

    private Path onlyScratchFile() throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            List<Path> found = files.toList();
            assertEquals(1, found.size(), found.toString());
            return found.get(0);
        }
    }

    private Path zip(String... names) throws IOException {
        Path zip = Files.createTempFile(directory, "raster", ".zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                boolean isTif = name.toLowerCase(Locale.ROOT).matches(".*\\.tiff?");
                out.write(isTif ? tif : CLASS_NAMES.getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }
}
