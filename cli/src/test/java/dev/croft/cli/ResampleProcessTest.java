package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.raster.geotiff.GeoTiffSource;
import dev.croft.core.raster.geotiff.GeoTiffWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code croft resample run} as a process of its own: with a disk that fills up, killed, and told to stop. */
@EnabledOnOs(OS.LINUX)
class ResampleProcessTest {
    /** A thousand million cells: far longer than a test waits. */
    private static final String LONG = "EPSG:5070@0.001@0,0,32,32";

    private static final String SHORT = "EPSG:5070@0.01@0,0,32,32";

    @TempDir
    private Path folder;

    private Path raster;
    private Path out;

    @BeforeEach
    void makeInputs() throws IOException {
        raster = SmallInputs.raster(folder);
        out = Files.createDirectory(folder.resolve("out"));
    }

    private List<String> arguments(String grid, String... more) {
        List<String> arguments = new ArrayList<>(List.of("resample", "run", "--progress", "off", "--to", grid));
        arguments.addAll(List.of("--in", raster.toString(), "--out-dir", out.toString(), "--method", "near"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Ten million bytes into four. */
    @Test
    void aDiskThatFillsUpLeavesNothing() throws IOException, InterruptedException {
        int exitCode = finished(start("ulimit -f 4096", Map.of(), arguments(SHORT, "--compression", "none")));
        assertEquals(4, exitCode, this::printed);
        assertTrue(
                printed()
                        .contains("Cannot write " + out.toRealPath().resolve("crops.tif")
                                + ": its disk failed or is full"),
                this::printed);
        assertFalse(printed().contains("\tat "), this::printed);
        assertEquals(List.of(), listing());
    }

    @Test
    void aCopyThatFindsNoRoomLeavesNothing() throws IOException, InterruptedException {
        CroftRun made = CroftRun.of(arguments(SHORT, "--compression", "none").toArray());
        assertEquals(0, made.exitCode(), made::err);
        raster = Files.move(out.resolve("crops.tif"), folder.resolve("large.tif"));
        Files.delete(out.resolve("crops.tif.croft.json"));
        int exitCode = finished(start("ulimit -f 4096", Map.of(), arguments(SHORT, "--passthrough", "copy")));
        assertEquals(4, exitCode, this::printed);
        assertTrue(printed().contains("Cannot make " + out.toRealPath().resolve("large.tif")), this::printed);
        assertTrue(printed().contains("--out-dir"), this::printed);
        assertEquals(List.of(), listing());
    }

    @Test
    void killedItLeavesNoOutputAndCanBeRunAgain() throws IOException, InterruptedException {
        Process croft = startAndAwaitOutput(arguments(LONG, "--threads", "1"));
        croft.destroyForcibly();
        finished(croft);
        assertFalse(Files.exists(out.resolve("crops.tif")), "an output that exists is whole");
        assertFalse(listing().isEmpty(), "what it was writing is there");

        CroftRun again = CroftRun.of(arguments(SHORT).toArray());
        assertEquals(0, again.exitCode(), again::err);
        assertEquals(List.of("crops.tif", "crops.tif.croft.json"), listing());
        assertEquals(0, CroftRun.of("validate", out.resolve("crops.tif")).exitCode());
        byte[] bytes = Files.readAllBytes(out.resolve("crops.tif"));
        Files.delete(out.resolve("crops.tif"));
        assertEquals(0, CroftRun.of(arguments(SHORT).toArray()).exitCode());
        assertTrue(Arrays.equals(bytes, Files.readAllBytes(out.resolve("crops.tif"))), "the same bytes");
    }

    @Test
    void toldToStopItLeavesNothing() throws IOException, InterruptedException {
        Process croft = startAndAwaitOutput(arguments(LONG, "--threads", "1"));
        croft.destroy();
        assertEquals(143, finished(croft), this::printed);
        assertEquals(List.of(), listing(), this::printed);
        assertFalse(printed().contains("at fault") || printed().contains("\tat "), this::printed);
    }

    @Test
    void environmentLimitsARunUnlessTheCommandLineDoes() throws IOException, InterruptedException {
        Map<String, String> three = Map.of("PROCESSING_MAX_WORKERS", "3");
        assertEquals(0, finished(start(":", three, arguments(SHORT))), this::printed);
        assertTrue(printed().contains("threads: 3"), this::printed);
        assertEquals(0, finished(start(":", three, arguments(SHORT, "--threads", "2"))), this::printed);
        assertTrue(printed().contains("threads: 2"), this::printed);
        assertEquals(2, finished(start(":", Map.of("PROCESSING_MAX_WORKERS", "many"), arguments(SHORT))));
        assertTrue(printed().contains("environment variable PROCESSING_MAX_WORKERS"), this::printed);
    }

    /** 1 GiB of cells: four times the smaller heap. */
    @Test
    @Tag("slow")
    void aRasterLargerThanTheHeapGivesTheSameBytes() throws IOException, InterruptedException {
        raster = largeRaster(16_384);
        List<String> arguments = arguments("EPSG:4326@0.002");
        arguments.set(arguments.indexOf("near"), "average");
        assertEquals(0, finished(start(":", Map.of(), "-Xmx256m", arguments)), this::printed);
        byte[] bytes = Files.readAllBytes(out.resolve("large.tif"));
        Files.delete(out.resolve("large.tif"));
        assertEquals(0, finished(start(":", Map.of(), "-Xmx2g", arguments)), this::printed);
        assertArrayEquals(bytes, Files.readAllBytes(out.resolve("large.tif")));
    }

    /** 4.5 GiB of cells uncompressed, and 1.5 GiB of overviews; takes 12 GiB of disk for a COG. */
    @ParameterizedTest
    @ValueSource(strings = {"gtiff", "cog"})
    @Tag("slow")
    void anOutputOfMoreThanFourGibibytesIsReadByGdal(String format) throws IOException, InterruptedException {
        assumeTrue(folder.toFile().getUsableSpace() > 16L << 30, "skipped: it needs 16 GiB of free disk");
        raster = numberedRaster(512);
        List<String> arguments = arguments("EPSG:5070@1@0,0,24576,24576", "--compression", "none", "--format", format);
        assertEquals(0, finished(start(":", Map.of(), arguments)), this::printed);
        Path large = out.resolve("numbered.tif");
        assertTrue(Files.size(large) > 4L << 30, () -> large + " is too small to tell");
        // The last cells, of whose source cells each has become 48 x 48.
        Path end = folder.resolve("end.tif");
        assertEquals(0, finished(gdalTranslate("-srcwin", "24431", "24479", "145", "97", large, end)), this::printed);
        requireNumbers(end, 1);
        if (format.equals("cog")) {
            List<Object> half = List.of("-oo", "OVERVIEW_LEVEL=0", "-srcwin", "12215", "12239", "73", "49", large, end);
            assertEquals(0, finished(gdalTranslate(half.toArray())), this::printed);
            requireNumbers(end, 2);
        }
        assertEquals(0, CroftRun.of("validate", large).exitCode());
    }

    private Process gdalTranslate(Object... arguments) throws IOException {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "gdal_translate")));
        assumeTrue(found, "skipped: no gdal_translate to read the output with on the PATH (gdal-bin)");
        List<String> command = new ArrayList<>(List.of("gdal_translate", "-q"));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** The cells in the south-eastern corner of {@link #numberedRaster}, once they have {@code size} metres. */
    private static void requireNumbers(Path file, int size) throws IOException {
        try (GeoTiffSource source = GeoTiffSource.open(file)) {
            double[] cells = new double[source.blockColumnCount() * source.blockRowCount()];
            for (int block = 0; block < source.blocksAcross() * source.blocksDown(); block++) {
                source.readBlock(0, block, cells);
                CellWindow window = source.blockWindow(block);
                for (int row = window.row(); row < window.rowEnd(); row++) {
                    for (int column = window.column(); column < window.columnEnd(); column++) {
                        double x = source.grid().transform().x(column + 0.5, row + 0.5);
                        double y = source.grid().transform().y(column + 0.5, row + 0.5);
                        double expected = 512 * Math.floor((24_576 - y) / 48) + Math.floor(x / 48);
                        int index = (row - window.row()) * source.blockColumnCount() + column - window.column();
                        // Averages may be of several cells of the source at their edges.
                        boolean isWithin = Math.abs(x % 48 - 24) < 23 && Math.abs(y % 48 - 24) < 23;
                        if (size == 1 || isWithin) {
                            assertEquals(expected, cells[index], x + ", " + y);
                        }
                    }
                }
            }
        }
    }

    /** Cells of 48 m that hold their own number. */
    private Path numberedRaster(int size) throws IOException {
        Path file = folder.resolve("numbered.tif");
        GridGeometry grid =
                new GridGeometry(Crs.ofEpsg(5070), GeoTransform.northUp(0, 48.0 * size, 48, 48), size, size);
        RasterBand band = new RasterBand(SampleType.FLOAT64, "", Optional.of(new NoData("-1")), List.of());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, List.of(band), GeoTiffOptions.DEFAULT)) {
            for (int block = 0; block < writer.blockCount(); block++) {
                CellWindow window = writer.blockWindow(block);
                double[] cells = new double[256 * 256];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = (double) size * (window.row() + i / 256) + window.column() + i % 256;
                }
                writer.writeBlock(0, block, cells);
            }
            writer.finish();
        }
        return file;
    }

    /** Floats, one and the same in a block, so that the file is small. */
    private Path largeRaster(int size) throws IOException {
        Path file = folder.resolve("large.tif");
        GridGeometry grid =
                new GridGeometry(Crs.ofEpsg(5070), GeoTransform.northUp(-800_000, 2_600_000, 90, 90), size, size);
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.of(new NoData("-1")), List.of(), Map.of());
        GeoTiffOptions tiles = GeoTiffOptions.DEFAULT.withTileSize(256, 256);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, List.of(band), tiles)) {
            float[] block = new float[256 * 256];
            for (int i = 0; i < writer.blockCount(); i++) {
                Arrays.fill(block, i % 7 == 0 ? -1 : i * 0.37f);
                writer.writeBlock(0, i, block);
            }
            writer.finish();
        }
        return file;
    }

    private Process startAndAwaitOutput(List<String> arguments) throws IOException, InterruptedException {
        try (WatchService watch = out.getFileSystem().newWatchService()) {
            out.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process croft = start(":", Map.of(), arguments);
            WatchKey seen = watch.poll(60, TimeUnit.SECONDS);
            assertTrue(seen != null && croft.isAlive(), () -> "no output was begun: " + printed());
            return croft;
        }
    }

    /** Runs croft in the place of a shell that has run {@code script} so far. */
    private Process start(String script, Map<String, String> environment, List<String> arguments) throws IOException {
        return start(script, environment, "-Xmx256m", arguments);
    }

    private Process start(String script, Map<String, String> environment, String heap, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script + "; exec \"$@\"", "bash"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(heap, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder croft = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        croft.environment().putAll(environment);
        return croft.start();
    }

    private static int finished(Process croft) throws InterruptedException {
        assertTrue(croft.waitFor(600, TimeUnit.SECONDS), "still running");
        return croft.exitValue();
    }

    private String printed() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
