package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.config.DataType;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.geotiff.Compression;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.FieldsDataset;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResampleFileJobTest {
    private static final String GRID = "EPSG:5070@1@0,0@0,0,32,32";

    @TempDir
    private Path folder;

    private Path out;
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void makeFolder() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
    }

    private Path raster(String name, double west, double north, double size) throws IOException {
        String[] rows = new String[32];
        for (int row = 0; row < 32; row++) {
            StringBuilder cells = new StringBuilder();
            for (int column = 0; column < 32; column++) {
                cells.append(1 + (row * 7 + column) % 100).append(' ');
            }
            rows[row] = cells.toString().strip();
        }
        ArrayRaster raster = ArrayRaster.ofText(SampleType.UINT8, rows)
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(west, north, size, size))
                .withNoData("0")
                .withBlocks(16, 16);
        Path file = folder.resolve(name);
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            FieldsDataset.writeRaster(raster, file, context);
        }
        return file;
    }

    private ResampleRequest request(ResampleRequest.Passing passing, Path... files) {
        return new ResampleRequest(
                Arrays.stream(files)
                        .map(file -> ResampleRequest.Input.of(file, Optional.of(DataType.CATEGORICAL)))
                        .toList(),
                GRID,
                DecisionRules.DEFAULT,
                Optional.of(out),
                passing,
                Optional.empty(),
                CellWeights.AREA,
                TieRule.SMALLEST,
                Optional.empty(),
                OutputFormat.of(OutputFormat.Kind.GTIFF, GeoTiffOptions.DEFAULT.withCompression(Compression.ZSTD, 3)),
                Overwrite.OWN_OUTPUTS,
                ResampleRequest.IfValid.SKIP);
    }

    private ResampleSummary run(ResampleRequest request, int threads) throws IOException {
        log.clear();
        try (RunContext context = RunContext.named("test").threads(threads).build()) {
            return ResampleFileJob.plan(request, context).run(context, log::add);
        }
    }

    private List<String> outputs() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] cells(Path file) throws IOException {
        try (RasterSource raster = RasterSources.open(file, (wanted, bytes) -> wanted)) {
            byte[] cells = new byte[raster.grid().columnCount() * raster.grid().rowCount()];
            byte[] block = new byte[raster.blockColumnCount() * raster.blockRowCount()];
            for (int i = 0; i < raster.blocksAcross() * raster.blocksDown(); i++) {
                raster.readBlock(0, i, block);
                var window = raster.blockWindow(i);
                for (int row = 0; row < window.rowCount(); row++) {
                    System.arraycopy(
                            block,
                            row * raster.blockColumnCount(),
                            cells,
                            (window.row() + row) * raster.grid().columnCount() + window.column(),
                            window.columnCount());
                }
            }
            return cells;
        }
    }

    @Test
    void aRasterOnTheGridBecomesAnotherNameOfItself() throws IOException {
        Path input = raster("plants.tif", 0, 32, 1);
        ResampleSummary summary = run(request(ResampleRequest.Passing.LINK, input), 1);
        assertEquals(1, summary.passedCount());
        assertTrue(Files.isSameFile(input, out.resolve("plants.tif")));
        assertEquals(List.of("plants.tif", "plants.tif.croft.json"), outputs());
        assertEquals(List.of("✓ Skipped resampling via passthrough for: plants"), log);
        String receipt = Files.readString(out.resolve("plants.tif.croft.json"));
        for (String part : List.of(
                "\"passthrough\" : \"LINK\"",
                "\"source_resolution\" : \"1.0\"",
                "\"target_resolution\" : \"1.0\"",
                "\"skip_reason\" : \"resolution_match\"",
                "\"resolution_difference\" : \"0.0\"",
                "\"resolution_tolerance\"",
                "\"resampled_at\"")) {
            assertTrue(receipt.contains(part), () -> part + " in " + receipt);
        }
    }

    @Test
    void whatPassedIsFoundAgain() throws IOException {
        Path input = raster("plants.tif", 0, 32, 1);
        run(request(ResampleRequest.Passing.LINK, input), 1);
        ResampleSummary again = run(request(ResampleRequest.Passing.LINK, input), 1);
        assertEquals(1, again.upToDateCount());
        assertEquals(
                List.of(
                        "✓ Using existing passthrough dataset: plants",
                        "  Resolution: 1 units of the CRS (matches target)"),
                log);
        // Asked for in another way, the link is replaced and the input stays.
        byte[] before = Files.readAllBytes(input);
        assertEquals(1, run(request(ResampleRequest.Passing.COPY, input), 1).passedCount());
        assertFalse(Files.isSameFile(input, out.resolve("plants.tif")));
        assertArrayEquals(before, Files.readAllBytes(input));
        assertEquals(1, run(request(ResampleRequest.Passing.LINK, input), 1).passedCount());
        assertTrue(Files.isSameFile(input, out.resolve("plants.tif")));
        assertEquals(List.of("plants.tif", "plants.tif.croft.json"), outputs());
    }

    @Test
    void aChangedInputIsPassedAgain() throws IOException {
        Path input = raster("plants.tif", 0, 32, 1);
        run(request(ResampleRequest.Passing.COPY, input), 1);
        assertEquals(1, run(request(ResampleRequest.Passing.COPY, input), 1).upToDateCount());
        Files.setLastModifiedTime(input, FileTime.fromMillis(1_000_000));
        assertEquals(1, run(request(ResampleRequest.Passing.COPY, input), 1).passedCount());
    }

    @Test
    void aReferenceNamesItsSource() throws IOException {
        Path input = raster("plants.tif", 0, 32, 1);
        run(request(ResampleRequest.Passing.REFERENCE, input), 1);
        assertEquals(List.of("plants.reference.json", "plants.reference.json.croft.json"), outputs());
        assertTrue(Files.readString(out.resolve("plants.reference.json"))
                .contains(input.toRealPath().toString()));
    }

    @ParameterizedTest
    @EnumSource(ResampleRequest.Passing.class)
    void passingReadsNoCells(ResampleRequest.Passing passing) throws IOException {
        Path input = raster("plants.tif", 0, 32, 1);
        // Behind a directory that is whole, all cells are damaged.
        try (RandomAccessFile file = new RandomAccessFile(input.toFile(), "rw")) {
            file.seek(8);
            file.write("damaged".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(1, run(request(passing, input), 1).passedCount());
    }

    @Test
    void anotherExtentIsCopiedCellByCell() throws IOException {
        Path input = raster("plants.tif", 16, 32, 1);
        ResampleSummary summary = run(request(ResampleRequest.Passing.LINK, input), 2);
        assertEquals(1, summary.copiedCount());
        byte[] cells = cells(out.resolve("plants.tif"));
        assertEquals(0, cells[15]);
        assertEquals(1, cells[16]);
        assertEquals(2, cells[17]);
    }

    @Test
    void threadsDoNotChangeTheFile() throws IOException {
        Path input = raster("plants.tif", 0.5, 32, 1);
        run(request(ResampleRequest.Passing.LINK, input), 1);
        byte[] one = Files.readAllBytes(out.resolve("plants.tif"));
        Files.delete(out.resolve("plants.tif"));
        assertEquals(1, run(request(ResampleRequest.Passing.LINK, input), 8).resampledCount());
        assertArrayEquals(one, Files.readAllBytes(out.resolve("plants.tif")));
        assertTrue(new String(one, StandardCharsets.UTF_8).contains("STATISTICS_MEAN"));
        assertEquals(1, run(request(ResampleRequest.Passing.LINK, input), 1).upToDateCount());
    }

    @Test
    void aDamagedRasterEndsItsOwnOutputOnly() throws IOException {
        Path first = raster("a.tif", 0, 32, 1);
        Path second = raster("b.tif", 0.5, 32, 1);
        Path third = raster("c.tif", 0.25, 32, 1);
        byte[] bytes = Files.readAllBytes(second);
        Arrays.fill(bytes, 8, 40, (byte) 0xFF);
        Files.write(second, bytes);
        ResampleSummary summary = run(request(ResampleRequest.Passing.LINK, first, second, third), 2);
        assertEquals(2, summary.outputs().size());
        assertEquals("b", summary.failures().get(0).name());
        assertEquals(List.of("a.tif", "a.tif.croft.json", "c.tif", "c.tif.croft.json"), outputs());
    }

    @Test
    void aFileThatIsNoRasterAtAllIsOneOfThem() throws IOException {
        Path first = raster("a.tif", 0, 32, 1);
        Path second = Files.writeString(folder.resolve("b.tif"), "<html>Not found</html>");
        ResampleSummary summary = run(request(ResampleRequest.Passing.LINK, first, second), 1);
        assertEquals(1, summary.outputs().size());
        assertEquals("b", summary.failures().get(0).name());
    }

    @Test
    void everythingThatForbidsARunIsSaidBeforeIt() throws IOException {
        Path far = raster("far.tif", 5000, 32, 1);
        Path shifted = raster("shifted.tif", 0.5, 32, 1);
        Files.writeString(out.resolve("shifted.tif"), "mine");
        String message = assertThrows(
                        ConfigurationException.class, () -> run(request(ResampleRequest.Passing.LINK, far, shifted), 1))
                .getMessage();
        assertTrue(message.contains("far.tif") && message.contains("share nothing"), message);
        assertTrue(message.contains("shifted.tif") && message.contains("--overwrite"), message);
        assertEquals(List.of("shifted.tif"), outputs());
    }

    @Test
    void theOutputMayNotBeAnInput() throws IOException {
        Path input = raster("plants.tif", 0.5, 32, 1);
        out = folder;
        String message = assertThrows(
                        ConfigurationException.class, () -> run(request(ResampleRequest.Passing.LINK, input), 1))
                .getMessage();
        assertTrue(message.contains("input of the same job"), message);
    }

    @Test
    void inputsOfOneNameAreRefused() {
        ConfigurationException failure = assertThrows(
                ConfigurationException.class,
                () -> request(ResampleRequest.Passing.LINK, Path.of("x/a.tif"), Path.of("y/a.tif")));
        assertTrue(failure.getMessage().contains("two outputs called a"), failure.getMessage());
    }
}
