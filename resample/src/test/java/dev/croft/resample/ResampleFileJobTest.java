package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.config.DataType;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.gdal.GdalLibrary;
import dev.croft.core.raster.geotiff.Compression;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.raster.geotiff.GeoTiffWriter;
import dev.croft.core.raster.reference.RasterReference;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        ArrayRaster raster = cells().withGrid(ArrayRaster.CRS, GeoTransform.northUp(west, north, size, size));
        return write(raster.withNoData("0").withBlocks(16, 16), name);
    }

    private static ArrayRaster cells() {
        return ArrayRaster.ofText(SampleType.UINT8, rows());
    }

    private static String[] rows() {
        String[] rows = new String[32];
        for (int row = 0; row < 32; row++) {
            StringBuilder cells = new StringBuilder();
            for (int column = 0; column < 32; column++) {
                cells.append(1 + (row * 7 + column) % 100).append(' ');
            }
            rows[row] = cells.toString().strip();
        }
        return rows;
    }

    private Path write(ArrayRaster raster, String name) throws IOException {
        Path file = folder.resolve(name);
        GeoTiffOptions tiles = GeoTiffOptions.DEFAULT.withTileSize(raster.blockColumnCount(), raster.blockRowCount());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, raster.grid(), raster.bands(), tiles)) {
            byte[] block = new byte[raster.blockColumnCount() * raster.blockRowCount()];
            for (int band = 0; band < raster.bands().size(); band++) {
                for (int i = 0; i < writer.blockCount(); i++) {
                    raster.readBlock(band, i, block);
                    writer.writeBlock(band, i, block);
                }
            }
            writer.finish();
        }
        return file;
    }

    private ResampleRequest request(ResampleRequest.Passing passing, Path... files) {
        return request(
                passing,
                RasterBackend.AUTO,
                GRID,
                Arrays.stream(files)
                        .map(file -> ResampleRequest.Input.of(file, Optional.of(DataType.CATEGORICAL)))
                        .toArray(ResampleRequest.Input[]::new));
    }

    private ResampleRequest request(
            ResampleRequest.Passing passing, RasterBackend backend, String grid, ResampleRequest.Input... inputs) {
        return new ResampleRequest(
                List.of(inputs),
                grid,
                DecisionRules.DEFAULT,
                Optional.of(out),
                passing,
                Optional.empty(),
                CellWeights.AREA,
                TieRule.SMALLEST,
                Optional.empty(),
                OutputFormat.of(OutputFormat.Kind.GTIFF, GeoTiffOptions.DEFAULT.withCompression(Compression.ZSTD, 3)),
                Overwrite.OWN_OUTPUTS,
                ResampleRequest.IfValid.SKIP,
                backend,
                TargetGrid.file(grid).stream().toList());
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

    /** Behind a directory that is whole, cells are damaged, which shows when they are read. */
    @ParameterizedTest
    @EnumSource(RasterBackend.class)
    void aDamagedRasterEndsItsOwnOutputOnly(RasterBackend backend) throws IOException {
        assumeTrue(
                backend != RasterBackend.GDAL || GdalLibrary.problem().isEmpty(),
                () -> "nothing is read through GDAL: " + GdalLibrary.remedy());
        List<ResampleRequest.Input> inputs = new ArrayList<>();
        for (String name : List.of("a.tif", "b.tif", "c.tif")) {
            double west = name.equals("a.tif") ? 0 : 0.5;
            inputs.add(ResampleRequest.Input.of(raster(name, west, 32, 1), Optional.of(DataType.CATEGORICAL)));
        }
        Path second = inputs.get(1).file();
        byte[] bytes = Files.readAllBytes(second);
        Arrays.fill(bytes, 8, 40, (byte) 0xFF);
        Files.write(second, bytes);
        ResampleSummary summary = run(
                request(ResampleRequest.Passing.LINK, backend, GRID, inputs.toArray(ResampleRequest.Input[]::new)), 2);
        assertEquals(List.of(out.resolve("a.tif"), out.resolve("c.tif")), summary.outputs());
        assertEquals("b", summary.failures().get(0).name());
        String message = summary.failures().get(0).failure().getMessage();
        assertTrue(message.startsWith("Cannot") && message.contains(second.toString()), message);
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
        ArrayRaster turned = cells().withGrid(ArrayRaster.CRS, new GeoTransform(0, 1, 0.2, 32, 0.2, -1));
        Path rotated = write(turned.withNoData("0").withBlocks(16, 16), "rotated.tif");
        Path unmarked = write(
                cells().withGrid(ArrayRaster.CRS, GeoTransform.northUp(8, 32, 1, 1))
                        .withBlocks(16, 16),
                "unmarked.tif");
        Path shifted = raster("shifted.tif", 0.5, 32, 1);
        Path absent = folder.resolve("absent.tif");
        Files.writeString(out.resolve("shifted.tif"), "mine");
        ResampleRequest request = request(ResampleRequest.Passing.LINK, rotated, unmarked, absent, shifted);
        String message = assertThrows(ConfigurationException.class, () -> run(request, 1))
                .getMessage();
        assertTrue(message.contains("rotated.tif: its grid is rotated"), message);
        assertTrue(message.contains("unmarked.tif") && message.contains("--nodata"), message);
        assertTrue(message.contains(absent.toString()), message);
        assertTrue(message.contains("shifted.tif") && message.contains("--overwrite"), message);
        assertEquals(List.of("shifted.tif"), outputs());
        List<String> lines = plan(request).description();
        assertEquals("raster  rotated: refused: its grid is rotated", lines.get(1));
        assertEquals(
                "raster  unmarked: refused: it does not cover all of the target and has no nodata value", lines.get(2));
        assertTrue(lines.get(3).startsWith("raster  absent: refused: Cannot"), lines.get(3));
        assertEquals("raster  shifted: resample (mode): shifted by 0.500 cell", lines.get(4));
    }

    private static ResampleFileJob plan(ResampleRequest request) throws IOException {
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            return ResampleFileJob.plan(request, context);
        }
    }

    @Test
    void aSumOfValuesWithAnOffsetIsRefusedInThePlan() throws IOException {
        ArrayRaster celsius = cells().withNoData("0")
                .withGrid(Crs.ofEpsg(5070), GeoTransform.northUp(0.3, 32, 1, 1))
                .withMeasure(Map.of(RasterBand.OFFSET, "-50"))
                .withBlocks(16, 16);
        Path file = write(celsius, "celsius.tif");
        ResampleRequest.Input asked = ResampleRequest.Input.of(file, Optional.of(DataType.RICHNESS));
        ResampleFileJob job =
                plan(request(ResampleRequest.Passing.LINK, RasterBackend.AUTO, "EPSG:5070@2@0,0,32,32", asked));
        assertTrue(
                job.description().get(1).startsWith("raster  celsius: refused: "),
                job.description().get(1));
        assertTrue(
                job.problems().get(0).contains("less an offset"), job.problems().get(0));
    }

    @Test
    void aRasterWithoutCrsIsRefusedAndTheOthersMakeTheGrid() throws IOException {
        Path lost = write(
                cells().withGrid(Crs.UNKNOWN, GeoTransform.northUp(0, 32, 1, 1)).withBlocks(16, 16), "lost.tif");
        ResampleRequest.Input first = ResampleRequest.Input.of(lost, Optional.empty());
        ResampleRequest.Input second = ResampleRequest.Input.of(raster("a.tif", 0, 32, 1), Optional.empty());
        ResampleFileJob job =
                plan(request(ResampleRequest.Passing.LINK, RasterBackend.AUTO, "EPSG:5070@1", first, second));
        List<String> lines = job.description();
        assertTrue(lines.get(0).contains("takes the exact grid of a"), lines.get(0));
        assertEquals("raster  lost: refused: it states no CRS", lines.get(1));
        assertEquals("raster  a: pass through: already on the target grid", lines.get(2));
        assertEquals(1, job.problems().size());
    }

    @Test
    void whatLiesElsewhereKeepsNothingFromItsNeighbours() throws IOException {
        Path far = raster("far.tif", 5000, 32, 1);
        ResampleSummary summary = run(request(ResampleRequest.Passing.LINK, far, raster("a.tif", 0, 32, 1)), 1);
        assertEquals(List.of(out.resolve("a.tif")), summary.outputs());
        assertEquals("NO_OVERLAP", summary.failures().get(0).failure().code());
        assertTrue(summary.failures().get(0).failure().getMessage().contains("far.tif"));
    }

    @Test
    void theFileOfTheTargetIsNotReplaced() throws IOException {
        Path model = raster("model.tif", 0, 32, 1);
        Path other = Files.createDirectory(folder.resolve("other"));
        Path input = Files.move(raster("shifted.tif", 0.5, 32, 1), other.resolve("model.tif"));
        byte[] before = Files.readAllBytes(model);
        out = folder;
        ResampleRequest request = request(
                ResampleRequest.Passing.LINK,
                RasterBackend.AUTO,
                model.toString(),
                ResampleRequest.Input.of(input, Optional.of(DataType.CATEGORICAL)));
        String message = assertThrows(ConfigurationException.class, () -> run(request, 1))
                .getMessage();
        assertTrue(message.contains("input of the same job"), message);
        assertArrayEquals(before, Files.readAllBytes(model));
    }

    /** The cells hold 1 to 100: 7 is one of them. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25})
    void aValueOfCellsWithDataCannotMarkThoseWithout(double west) throws IOException {
        ResampleRequest kept = request(ResampleRequest.Passing.LINK, raster("plants.tif", west, 32, 1));
        ResampleSummary summary = run(withNoData(kept, "7"), 2);
        String message = summary.failures().get(0).failure().getMessage();
        assertTrue(message.contains("plants.tif with 7: cells with data have that value, "), message);
        assertTrue(message.contains("row 0 of the target") && message.contains("--nodata"), message);
        assertEquals(List.of(), outputs());
        assertEquals(1, run(withNoData(kept, "200"), 2).outputs().size());
    }

    private static ResampleRequest withNoData(ResampleRequest request, String value) {
        return new ResampleRequest(
                request.inputs(),
                request.target(),
                request.rules(),
                request.outputFolder(),
                request.passing(),
                request.method(),
                request.cellWeights(),
                request.ties(),
                Optional.of(new NoData(value)),
                request.format(),
                request.overwrite(),
                request.ifValid(),
                request.backend(),
                request.otherInputs());
    }

    @ParameterizedTest
    @CsvSource({
        "v.vrt, v",
        "v.tif.zip, v",
        "V.TIFF, V",
        "evt_1.5, evt_1.5",
        "land.v2.tif, land.v2",
        "a.reference.json, a"
    })
    void outputsAreCalledLikeTheirFilesWithoutEndings(String file, String name) {
        assertEquals(
                name, ResampleRequest.Input.of(Path.of(file), Optional.empty()).name());
    }

    @Test
    void cellsBehindTheAntimeridianAreCopied() throws IOException {
        ArrayRaster degrees = cells().withGrid(Crs.ofEpsg(4326), GeoTransform.northUp(170, 16, 1, 1));
        ResampleRequest.Input input =
                ResampleRequest.Input.of(write(degrees.withNoData("0").withBlocks(16, 16), "a.tif"), Optional.empty());
        String west = "EPSG:4326@1@-180,-16,-158,16";
        assertEquals(
                1,
                run(request(ResampleRequest.Passing.LINK, RasterBackend.AUTO, west, input), 1)
                        .copiedCount());
        byte[] cells = cells(out.resolve("a.tif"));
        assertEquals(11, cells[0]);
        assertEquals(32, cells[21]);
    }

    @ParameterizedTest
    @EnumSource(names = {"LINK", "COPY"})
    void whatPassesMayNotBecomeItself(ResampleRequest.Passing passing) throws IOException {
        Path input = raster("plants.tif", 0, 32, 1);
        byte[] before = Files.readAllBytes(input);
        out = folder;
        String message = assertThrows(ConfigurationException.class, () -> run(request(passing, input), 1))
                .getMessage();
        assertTrue(message.contains("input of the same job"), message);
        assertArrayEquals(before, Files.readAllBytes(input));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void anOutputThatIsALinkToItsInputIsRefused(double west) throws IOException {
        Path input = raster("plants.tif", west, 32, 1);
        byte[] before = Files.readAllBytes(input);
        Files.createSymbolicLink(out.resolve("plants.tif"), input);
        String message = assertThrows(
                        ConfigurationException.class, () -> run(request(ResampleRequest.Passing.LINK, input), 1))
                .getMessage();
        assertTrue(message.contains("input of the same job"), message);
        assertArrayEquals(before, Files.readAllBytes(input));
    }

    @Test
    void anOutputThatIsALinkStaysOne() throws IOException {
        Path input = raster("plants.tif", 0.5, 32, 1);
        Path mine = Files.writeString(folder.resolve("mine.tif"), "mine");
        Path link = Files.createSymbolicLink(out.resolve("plants.tif"), mine);
        ResampleRequest request = request(ResampleRequest.Passing.LINK, input);
        assertThrows(ConfigurationException.class, () -> run(request, 1));
        assertEquals("mine", Files.readString(mine));

        Files.delete(link);
        run(request, 1);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        for (String name : outputs()) {
            Files.move(out.resolve(name), elsewhere.resolve(name));
        }
        Files.createSymbolicLink(link, elsewhere.resolve("plants.tif"));
        assertEquals(1, run(request, 1).upToDateCount());
        Files.setLastModifiedTime(input, FileTime.fromMillis(1_000_000));
        assertEquals(1, run(request, 1).resampledCount());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(1, run(request, 1).upToDateCount());
    }

    @Test
    void inDegreesTheLogReadsLikeThis() throws IOException {
        double size = 0.016667;
        Path input = write(
                cells().withGrid(Crs.ofEpsg(4326), GeoTransform.northUp(10, 50, size, size))
                        .withBlocks(16, 16),
                "plants.tif");
        ResampleRequest request = request(
                ResampleRequest.Passing.LINK,
                RasterBackend.AUTO,
                "EPSG:4326@0.016667",
                new ResampleRequest.Input("plants-richness", input, Optional.of(DataType.RICHNESS), Optional.empty()));
        run(request, 1);
        assertEquals(List.of("✓ Skipped resampling via passthrough for: plants-richness"), log);
        run(request, 1);
        assertEquals(
                List.of(
                        "✓ Using existing passthrough dataset: plants-richness",
                        "  Resolution: 0.016667° (matches target)"),
                log);
    }

    private ResampleRequest bandRequest(Path file, String band) {
        return request(
                ResampleRequest.Passing.LINK,
                RasterBackend.AUTO,
                GRID,
                new ResampleRequest.Input("one", file, Optional.of(DataType.CATEGORICAL), Optional.of(band)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 8, 0.25})
    void aBandIsTakenByItsName(double west) throws IOException {
        String[] sevens = new String[32];
        Arrays.fill(sevens, "7 ".repeat(32).strip());
        ArrayRaster raster = cells().withBandOfText(SampleType.UINT8, sevens)
                .withDescriptions("plants", "birds")
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(west, 32, 1, 1))
                .withNoData("0")
                .withBlocks(16, 16);
        Path file = write(raster, "life.tif");
        ResampleSummary summary = run(bandRequest(file, "birds"), 1);
        // On the grid or not: the file has another band, so it cannot pass.
        assertEquals(0, summary.passedCount());
        assertEquals(7, cells(out.resolve("one.tif"))[31]);
        try (RasterSource made = RasterSources.open(out.resolve("one.tif"), (wanted, bytes) -> wanted)) {
            assertEquals(
                    List.of("birds"),
                    made.bands().stream().map(RasterBand::description).toList());
        }
        assertEquals(1, run(bandRequest(file, "plants"), 1).outputs().size());
        assertNotEquals(7, cells(out.resolve("one.tif"))[31]);
    }

    @Test
    void aBandThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        Path file = write(
                cells().withBandOfText(SampleType.UINT8, rows())
                        .withDescriptions("plants", "")
                        .withBlocks(16, 16),
                "life.tif");
        String message = assertThrows(ConfigurationException.class, () -> run(bandRequest(file, "birds"), 1))
                .getMessage();
        assertTrue(message.contains("\"birds\" of " + file), message);
        assertTrue(message.contains("\"plants\", one without a name"), message);
        Path same = write(
                cells().withBandOfText(SampleType.UINT8, rows())
                        .withDescriptions("birds", "birds")
                        .withBlocks(16, 16),
                "same.tif");
        assertThrows(ConfigurationException.class, () -> run(bandRequest(same, "birds"), 1));
    }

    @Test
    void aSingleBandWithoutANameIsTheOneThatIsMeant() throws IOException {
        assertEquals(
                1, run(bandRequest(raster("plants.tif", 0, 32, 1), "plants"), 1).passedCount());
    }

    @Test
    void aReferenceIsAsGoodAsItsRaster() throws IOException {
        Path input = raster("plants.tif", 0, 32, 1);
        run(request(ResampleRequest.Passing.REFERENCE, input), 1);
        Path reference = out.resolve("plants.reference.json");
        out = Files.createDirectory(folder.resolve("next"));
        assertEquals(1, run(request(ResampleRequest.Passing.LINK, reference), 1).passedCount());
        assertTrue(Files.isSameFile(input, out.resolve("plants.tif")));
        run(request(ResampleRequest.Passing.REFERENCE, reference), 1);
        assertEquals(input.toRealPath(), RasterReference.target(out.resolve("plants.reference.json")));

        out = folder;
        assertThrows(ConfigurationException.class, () -> run(request(ResampleRequest.Passing.LINK, reference), 1));
    }

    @Test
    void aBrokenReferenceEndsItsOwnOutputOnly() throws IOException {
        Path input = raster("plants.tif", 0, 32, 1);
        Path other = raster("birds.tif", 0, 32, 1);
        run(request(ResampleRequest.Passing.REFERENCE, input), 1);
        Path reference = out.resolve("plants.reference.json");
        Files.setLastModifiedTime(input, FileTime.fromMillis(1_000_000));
        ResampleSummary summary = run(request(ResampleRequest.Passing.LINK, reference, other), 1);
        assertEquals(1, summary.passedCount());
        assertEquals("REFERENCE_CHANGED", summary.failures().get(0).failure().code());
    }

    @Test
    void whatIsNoGeoTiffPassesAsAReferenceOnly() throws IOException {
        assumeTrue(GdalLibrary.problem().isEmpty(), () -> "nothing is read through GDAL: " + GdalLibrary.remedy());
        raster("heights.tif", 0, 32, 1);
        Path file = Files.writeString(
                folder.resolve("heights.vrt"),
                "<VRTDataset rasterXSize=\"32\" rasterYSize=\"32\"><SRS>EPSG:5070</SRS>"
                        + "<GeoTransform>0, 1, 0, 32, 0, -1</GeoTransform>"
                        + "<VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource>"
                        + "<SourceFilename relativeToVRT=\"1\">heights.tif</SourceFilename><SourceBand>1</SourceBand>"
                        + "</SimpleSource></VRTRasterBand></VRTDataset>");
        ResampleRequest.Input input =
                new ResampleRequest.Input("heights", file, Optional.of(DataType.CONTINUOUS), Optional.empty());
        for (ResampleRequest.Passing passing :
                List.of(ResampleRequest.Passing.LINK, ResampleRequest.Passing.REFERENCE)) {
            ResampleSummary summary = run(request(passing, RasterBackend.AUTO, GRID, input), 1);
            assertEquals(passing == ResampleRequest.Passing.REFERENCE ? 1 : 0, summary.passedCount());
        }
        assertEquals(
                List.of(
                        "heights.reference.json",
                        "heights.reference.json.croft.json",
                        "heights.tif",
                        "heights.tif.croft.json"),
                outputs());
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
