package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.parquet.ParquetWriter;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ValidationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.parquet.GeoParquetSink;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.ListZones;
import dev.croft.testdata.WktPolygons;
import dev.croft.zonal.ZonalOptions.BadZonePolicy;
import dev.croft.zonal.ZonalOptions.KeptColumns;
import dev.croft.zonal.ZonalRequest.IfValid;
import dev.croft.zonal.statistics.TieRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZonalFileJobTest {
    private static final int SIZE = 48;
    private static final String WHOLE = "POLYGON ((0 0, 48 0, 48 48, 0 48, 0 0))";
    private static final String LEFT = "POLYGON ((0 0, 24 0, 24 48, 0 48, 0 0))";
    private static final String RIGHT = "POLYGON ((24 0, 48 0, 48 48, 24 48, 24 0))";
    private static final String OUTSIDE = "POLYGON ((90 90, 91 90, 91 91, 90 90))";

    @TempDir
    private Path folder;

    private Path zones;
    private Path raster;
    private Path output;

    /** Left half 1, right half 2 but for a column of nodata, 0, at its east end. */
    @BeforeEach
    void writeInputs() throws IOException {
        zones = folder.resolve("zones.parquet");
        raster = folder.resolve("crops.tif");
        output = folder.resolve("majority.parquet");
        write(ListZones.of(LEFT, RIGHT, OUTSIDE, null), zones, 100);
        write(halves(), raster);
    }

    @Test
    void writesOneRowPerZoneAndSaysHow() throws IOException {
        ZonalSummary summary = run(request()).orElseThrow();
        assertEquals(4, summary.rowCount());
        assertEquals(
                Map.of(
                        ZoneReason.OUTSIDE_RASTER, new ZonalSummary.Affected(1, 2),
                        ZoneReason.NULL_GEOMETRY, new ZonalSummary.Affected(1, 3)),
                summary.bands().get(0).reasons());
        ResultTable table = ResultTable.read(output);
        assertEquals(
                List.of("id", "majority", "majority_count", "pixel_count", "majority_fraction", "reason"),
                table.names());
        assertEquals(
                List.of(
                        List.of("1", "1", "1152", "1152", "1.0", ""),
                        List.of("2", "2", "1104", "1104", "1.0", ""),
                        List.of("3", "", "0", "0", "", "OUTSIDE_RASTER"),
                        List.of("4", "", "0", "0", "", "NULL_GEOMETRY")),
                table.rows());
        assertTrue(table.metadata().get("croft.kernel").startsWith("zonal "), table.metadata()::toString);
        assertEquals("zones.parquet", table.metadata().get("croft.zones"));
        assertEquals("crops.tif", table.metadata().get("croft.raster"));
        assertEquals("CENTER", table.metadata().get("croft.pixels"));
        assertEquals("SMALLEST", table.metadata().get("croft.ties"));
        assertFalse(table.metadata().toString().contains(folder.toString()), "the place does not matter");
    }

    @Test
    void csvHoldsTheSameRows() throws IOException {
        run(request());
        Path csv = folder.resolve("majority.csv");
        run(ZonalRequest.of(zones.toString(), raster, csv));
        assertEquals(ResultTable.read(output).names(), ResultTable.read(csv).names());
        assertEquals(
                List.of("1,1,1152,1152,1.0,", "2,2,1104,1104,1.0,", "3,,0,0,,OUTSIDE_RASTER", "4,,0,0,,NULL_GEOMETRY"),
                Files.readAllLines(csv).subList(1, 5));
    }

    @Test
    void secondRunFindsTheOutputUpToDate() throws IOException {
        run(request());
        FileTime made = Files.getLastModifiedTime(output);
        assertEquals(Optional.empty(), run(request()));
        assertEquals(made, Files.getLastModifiedTime(output));
        assertTrue(run(withIfValid(IfValid.REDO)).isPresent(), "redo was asked for");
    }

    @Test
    void changedInputIsComputedAgain() throws IOException {
        for (Path input : List.of(raster, zones)) {
            run(request());
            Files.setLastModifiedTime(input, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
            assertTrue(run(request()).isPresent(), input + " is another");
        }
    }

    @Test
    void otherOptionsAreComputedAgain() throws IOException {
        run(request());
        for (UnaryOperator<ZonalOptions> change : List.<UnaryOperator<ZonalOptions>>of(
                options -> options.withTies(TieRule.LARGEST),
                options -> options.withNoData(List.of(new NoData("1"))),
                options -> options.withLimit(2),
                options -> options.withId("id").withKept(KeptColumns.ALL).withBadZones(BadZonePolicy.FAIL))) {
            ZonalRequest changed = withOptions(change.apply(ZonalOptions.defaults()));
            assertTrue(run(changed).isPresent(), changed::toString);
            assertEquals(Optional.empty(), run(changed), changed::toString);
        }
    }

    @Test
    void damagedOutputIsComputedAgain() throws IOException {
        run(request());
        Files.write(output, new byte[] {1, 2, 3});
        assertThrows(ConfigurationException.class, () -> run(request()), "it may be somebody's data");
        run(Zonal.of(zones.toString())
                .over(raster)
                .replacing(Overwrite.ANYTHING)
                .to(output));
        assertEquals(4, ResultTable.read(output).rowCount());
    }

    @Test
    void fileOfSomebodyElseIsNotReplacedUnasked() throws IOException {
        Files.writeString(output, "mine");
        List<String> before = listing();
        ConfigurationException thrown = assertThrows(ConfigurationException.class, () -> run(request()));
        assertTrue(thrown.getMessage().contains("--overwrite"), thrown.getMessage());
        assertEquals("mine", Files.readString(output));
        assertEquals(before, listing());
    }

    @Test
    void inputIsNeverReplaced() throws IOException {
        byte[] before = Files.readAllBytes(zones);
        ZonalRequest request = Zonal.of(zones.toString())
                .over(raster)
                .replacing(Overwrite.ANYTHING)
                .to(zones);
        ConfigurationException thrown = assertThrows(ConfigurationException.class, () -> run(request));
        assertTrue(thrown.getMessage().contains("input"), thrown.getMessage());
        assertArrayEquals(before, Files.readAllBytes(zones));
    }

    @Test
    void otherNumberOfRowsThanExpectedLeavesNothing() throws IOException {
        List<String> before = listing();
        ValidationException thrown = assertThrows(ValidationException.class, () -> run(expecting(5)));
        assertTrue(thrown.getMessage().contains("4 rows, expected 5"), thrown.getMessage());
        assertEquals(before, listing());
        assertTrue(run(expecting(4)).isPresent());
    }

    @Test
    void expectedRowsHoldForAnOutputThatIsUpToDate() throws IOException {
        run(request());
        assertEquals(Optional.empty(), run(expecting(4)));
        byte[] made = Files.readAllBytes(output);
        assertThrows(ValidationException.class, () -> run(expecting(5)));
        assertArrayEquals(made, Files.readAllBytes(output), "the output is as right as it was");
    }

    @Test
    void failureInTheMiddleLeavesNothing() throws IOException {
        String[] wkt = IntStream.range(0, 3000)
                .mapToObj(i -> i == 2500 ? "POLYGON ((0 0, 1 NaN, 1 1, 0 0))" : WHOLE)
                .toArray(String[]::new);
        write(ListZones.of(wkt), zones, 500);
        List<String> before = listing();
        ZonalRequest request = withOptions(ZonalOptions.defaults().withBadZones(BadZonePolicy.FAIL));
        InputDataException thrown = assertThrows(InputDataException.class, () -> run(request));
        assertTrue(thrown.getMessage().contains("row 2500"), thrown.getMessage());
        assertEquals(before, listing());
    }

    @Test
    void failedRunKeepsTheOutputThatWasThere() throws IOException {
        run(request());
        byte[] made = Files.readAllBytes(output);
        write(ListZones.of(LEFT, "POLYGON ((0 0, 1 NaN, 1 1, 0 0))"), zones, 500);
        ZonalRequest request = withOptions(ZonalOptions.defaults().withBadZones(BadZonePolicy.FAIL));
        assertThrows(InputDataException.class, () -> run(request));
        assertArrayEquals(made, Files.readAllBytes(output));
    }

    @Test
    void threadsAndRowGroupsDoNotChangeAByte() throws IOException {
        String[] wkt = IntStream.range(0, 2500)
                .mapToObj(i -> RandomPolygons.wkt(new SplittableRandom(i), SIZE))
                .toArray(String[]::new);
        ListZones many = ListZones.of(wkt);
        byte[] expected = null;
        for (int rowsPerGroup : new int[] {2500, 1024, 333}) {
            write(many, zones, rowsPerGroup);
            for (int threads : new int[] {1, 2, 8}) {
                run(withIfValid(IfValid.REDO), threads);
                byte[] bytes = Files.readAllBytes(output);
                expected = expected == null ? bytes : expected;
                assertArrayEquals(expected, bytes, rowsPerGroup + " rows per group, " + threads + " threads");
            }
        }
        assertEquals(2500, ResultTable.read(output).rowCount());
    }

    @Test
    void zippedRasterIsUnpackedInScratchAndGivesTheSameRows() throws IOException {
        run(request());
        Path zip = folder.resolve("crops.zip");
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip))) {
            archive.putNextEntry(new ZipEntry("2021/crops.tif"));
            archive.write(Files.readAllBytes(raster));
        }
        Path other = folder.resolve("zipped.parquet");
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        try (RunContext context = RunContext.named("test")
                        .threads(1)
                        .temporaryFolder(scratch)
                        .build();
                ZonalFileJob job = ZonalFileJob.plan(ZonalRequest.of(zones.toString(), zip, other), context)) {
            job.run(context);
        }
        assertEquals(ResultTable.read(output).rows(), ResultTable.read(other).rows());
        assertEquals(List.of(), listing(scratch), "scratch is empty again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parts", "parts/*.parquet", "parts/part-[01].parquet", "**/part-*.parquet"})
    void partFilesAreOneTableInOrderOfTheirNames(String place) throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        write(
                ListZones.of(RIGHT, OUTSIDE).withColumn("id", ColumnType.INT64, 20L, 30L),
                parts.resolve("part-1.parquet"),
                9);
        write(ListZones.of(LEFT).withColumn("id", ColumnType.INT64, 10L), parts.resolve("part-0.parquet"), 9);
        Files.writeString(parts.resolve("_SUCCESS"), "");
        run(ZonalRequest.of(folder.resolve(place).toString(), raster, output));
        ResultTable table = ResultTable.read(output);
        assertEquals(List.of("10", "20", "30"), table.column("id"));
        assertEquals(List.of("1", "2", ""), table.column("majority"));
    }

    @Test
    void addedPartFileIsComputedAgain() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        write(ListZones.of(LEFT), parts.resolve("part-0.parquet"), 9);
        ZonalRequest request = ZonalRequest.of(parts.toString(), raster, output);
        run(request);
        write(ListZones.of(RIGHT), parts.resolve("part-1.parquet"), 9);
        assertEquals(2, run(request).orElseThrow().rowCount());
    }

    @Test
    void plainParquetWithWkbNeedsTheCrsOnly() throws IOException {
        ColumnVector id = new ColumnVector(new Column("field", ColumnType.STRING));
        ColumnVector wkb = new ColumnVector(new Column("wkb", ColumnType.BINARY));
        for (String wkt : List.of(LEFT, RIGHT)) {
            byte[] bytes = WktPolygons.toWkb(wkt);
            id.appendString("field " + id.size());
            wkb.appendBytes(bytes, 0, bytes.length);
        }
        try (ParquetWriter writer =
                ParquetWriter.create(zones, List.of(id.column(), wkb.column()), RowGroupLimits.ZONES)) {
            writer.write(List.of(id, wkb));
        }
        ConfigurationException thrown = assertThrows(ConfigurationException.class, () -> run(request()));
        assertTrue(thrown.getMessage().contains("--zones-crs"), thrown.getMessage());
        run(Zonal.of(zones.toString())
                .over(raster)
                .withZonesIn("EPSG:5070")
                .with(options -> options.withId("field"))
                .to(output));
        ResultTable table = ResultTable.read(output);
        assertEquals(List.of("field 0", "field 1"), table.column("field"));
        assertEquals(List.of("1", "2"), table.column("majority"));
    }

    @Test
    void folderThatDoesNotExistIsRefusedBeforeAnythingIsRead() {
        Path nowhere = folder.resolve("results/2021/majority.parquet");
        ConfigurationException thrown = assertThrows(
                ConfigurationException.class, () -> run(ZonalRequest.of(zones.toString(), raster, nowhere)));
        assertTrue(thrown.getMessage().contains("create it first"), thrown.getMessage());
        assertFalse(Files.exists(folder.resolve("results")));
    }

    @Test
    void planSaysWhatARunWouldDoAndWritesNothing() throws IOException {
        List<String> before = listing();
        try (RunContext context = RunContext.named("test").threads(1).build();
                ZonalFileJob job = ZonalFileJob.plan(request(), context)) {
            String description = String.join("\n", job.description());
            for (String part :
                    List.of("4 rows", "band 1 of 1", "48 x 48 cells", "nodata 0", "there is no output yet")) {
                assertTrue(description.contains(part), part + " in " + description);
            }
            assertEquals(4, job.rowCount());
        }
        assertEquals(before, listing());
    }

    private ZonalRequest request() {
        return ZonalRequest.of(zones.toString(), raster, output);
    }

    private ZonalRequest withOptions(ZonalOptions options) {
        return request(options, IfValid.SKIP, OptionalLong.empty());
    }

    private ZonalRequest withIfValid(IfValid ifValid) {
        return request(ZonalOptions.defaults(), ifValid, OptionalLong.empty());
    }

    private ZonalRequest expecting(long rows) {
        return request(ZonalOptions.defaults(), IfValid.SKIP, OptionalLong.of(rows));
    }

    private ZonalRequest request(ZonalOptions options, IfValid ifValid, OptionalLong expectedRows) {
        return new ZonalRequest(
                zones.toString(),
                List.of(RasterInput.of(raster)),
                Optional.empty(),
                output,
                options,
                Optional.empty(),
                Optional.empty(),
                Overwrite.OWN_OUTPUTS,
                ifValid,
                expectedRows,
                RasterBackend.AUTO);
    }

    private static Optional<ZonalSummary> run(ZonalRequest request) throws IOException {
        return run(request, 2);
    }

    private static Optional<ZonalSummary> run(ZonalRequest request, int threads) throws IOException {
        try (RunContext context = RunContext.named("test").threads(threads).build();
                ZonalFileJob job = ZonalFileJob.plan(request, context)) {
            return job.run(context);
        }
    }

    private List<String> listing() throws IOException {
        return listing(folder);
    }

    private static List<String> listing(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory))
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static ArrayRaster halves() {
        String[] rows = new String[SIZE];
        for (int i = 0; i < SIZE; i++) {
            rows[i] = "1 ".repeat(SIZE / 2) + "2 ".repeat(SIZE / 2 - 1) + "0";
        }
        return ArrayRaster.ofText(SampleType.UINT8, rows)
                .withGrid(Crs.parse("EPSG:5070"), GeoTransform.northUp(0, SIZE, 1, 1))
                .withNoData("0")
                .withBlocks(16, 16);
    }

    private static void write(ArrayRaster cells, Path file) throws IOException {
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            FieldsDataset.writeRaster(cells, file, context);
        }
    }

    private static void write(ListZones zones, Path file, int rowsPerGroup) throws IOException {
        RowGroupLimits limits = new RowGroupLimits(rowsPerGroup, RowGroupLimits.ZONES.heldBytes());
        try (GeoParquetSink sink = GeoParquetSink.create(
                file, zones.columns(), Optional.of(zones.crs().toProjJson()), limits)) {
            ZoneBatch batch = new ZoneBatch(
                    zones.columns().stream().map(ColumnVector::new).toList());
            List<String> names = zones.columns().stream().map(Column::name).toList();
            for (ZonePartition partition : zones.partitions()) {
                try (ZoneReader reader = partition.open(names)) {
                    while (reader.next(batch, rowsPerGroup)) {
                        sink.write(batch);
                    }
                }
            }
        }
    }
}
