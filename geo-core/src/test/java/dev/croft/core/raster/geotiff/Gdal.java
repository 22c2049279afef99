package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.raster.SampleType;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** GDAL's programs as a second opinion. */
final class Gdal {
    private static final Map<SampleType, String> TYPES = Map.of(
            SampleType.UINT8, "Byte",
            SampleType.INT8, "Byte",
            SampleType.INT16, "Int16",
            SampleType.INT32, "Int32",
            SampleType.FLOAT32, "Float32",
            SampleType.FLOAT64, "Float64",
            SampleType.UINT16, "UInt16",
            SampleType.UINT32, "UInt32",
            SampleType.INT64, "Int64",
            SampleType.UINT64, "UInt64");

    private Gdal() {}

    static void assumeOnPath(String program) {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        assumeTrue(found, program + " is not on the PATH: not compared with GDAL");
    }

    /** Output of a Python script that needs GDAL's bindings; skips the test where there are none, saying so. */
    static String python(String script, Object... arguments) throws IOException {
        String python = Stream.of(
                        (System.getenv("PATH") + File.pathSeparator + "/usr/bin").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "python3").toString())
                .filter(Gdal::hasBindings)
                .findFirst()
                .orElse("");
        assumeTrue(!python.isEmpty(), "skipped: no GDAL to compare with; it needs python3-gdal");
        List<String> command = new ArrayList<>(List.of(python, "-c", script));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return run(command);
    }

    private static boolean hasBindings(String python) {
        try {
            return Files.isExecutable(Path.of(python))
                    && new ProcessBuilder(python, "-c", "import osgeo.osr")
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }

    static String run(String... command) throws IOException {
        return run(List.of(command));
    }

    /** Writes bands one after the other to a plain file, and returns the VRT beside it that explains them to GDAL. */
    static Path writeRaw(Path directory, SampleType type, int columns, int rows, Object... bands) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(bands.length * columns * rows * type.byteCount());
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder vrt = new StringBuilder(
                String.format(Locale.ROOT, "<VRTDataset rasterXSize=\"%d\" rasterYSize=\"%d\">%n", columns, rows));
        for (int band = 0; band < bands.length; band++) {
            BandCopy.put(bands[band], 0, columns * rows, bytes, band * columns * rows);
            vrt.append(String.format(
                    Locale.ROOT,
                    """
                    <VRTRasterBand dataType="%s" band="%d" subClass="VRTRawRasterBand">
                    <SourceFilename relativetoVRT="1">values.raw</SourceFilename>
                    <ImageOffset>%d</ImageOffset><PixelOffset>%d</PixelOffset><LineOffset>%d</LineOffset>
                    <ByteOrder>LSB</ByteOrder>
                    </VRTRasterBand>
                    """,
                    TYPES.get(type),
                    band + 1,
                    band * columns * rows * type.byteCount(),
                    type.byteCount(),
                    columns * type.byteCount()));
        }
        byte[] all = new byte[bytes.capacity()];
        bytes.get(0, all);
        Files.write(directory.resolve("values.raw"), all);
        return Files.writeString(directory.resolve("values.vrt"), vrt.append("</VRTDataset>\n"));
    }

    /** What GDAL reads from band {@code band} of {@code raster}, by way of an uncompressed file. */
    static Object band(Path raster, int band) throws IOException {
        Path plain = Files.createTempFile(raster.getParent(), "gdal", ".tif");
        run("gdal_translate", "-q", "-b", "" + (band + 1), "-co", "COMPRESS=NONE", raster.toString(), plain.toString());
        try (GeoTiffSource source = GeoTiffSource.open(plain)) {
            return Rasters.band(source, 0);
        }
    }
}
