package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.vector.GeoTableSinks;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.CategoryForm;
import dev.croft.zonal.statistics.ClassNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several rasters and bands at once. */
class ManyRastersTest {
    private static final int SIZE = 64;
    private static final Crs ALBERS = ArrayRaster.CRS;
    private static final ListZones ZONES = ListZones.of(IntStream.range(0, 300)
            .mapToObj(i -> RandomPolygons.wkt(new SplittableRandom(i), SIZE))
            .toArray(String[]::new));
    private static final String WHOLE = "POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))";

    @TempDir
    private Path folder;

    private Path zones;

    @BeforeEach
    void writeZonesOfAllKinds() throws IOException {
        zones = folder.resolve("zones.parquet");
        writeZones(ZONES, zones);
    }

    private static void writeZones(ListZones zones, Path file) throws IOException {
        List<Column> columns = List.of(new Column("id", ColumnType.INT64), new Column("geometry", ColumnType.BINARY));
        ZonalJob keeping = ZonalJob.plan(
                zones,
                ALBERS,
                LabelledBand.of(patches(1)),
                ZonalOptions.defaults().withGeometry());
        try (RunContext context = RunContext.named("test").threads(1).build();
                TableSink sink =
                        GeoTableSinks.create(TableFormat.PARQUET, file, columns, "geometry", ALBERS, Map.of())) {
            keeping.run(context, rows -> sink.write(new RowBatch(rows.columns().subList(0, 2))));
        }
    }

    /** Grids shared and not, another CRS: what each raster gives alone, it gives among others. */
    @ParameterizedTest
    @EnumSource(PixelRule.class)
    void eachRasterGivesTheSameAsAlone(PixelRule rule) throws IOException {
        Crs degrees = Crs.parse("EPSG:4326");
        double[] x = {0, SIZE};
        double[] y = {0, SIZE};
        CoordinateTransform.between(ALBERS, degrees).transform(x, y, 0, 2);
        GridGeometry finer = new GridGeometry(ALBERS, GeoTransform.northUp(-1.3, SIZE, 0.5, 0.5), 2 * SIZE, 2 * SIZE);
        double cell = Math.max(x[1] - x[0], y[1] - y[0]) / SIZE;
        GridGeometry inDegrees = new GridGeometry(degrees, GeoTransform.northUp(x[0], y[1], cell, cell), SIZE, SIZE);
        List<LabelledBand> bands = List.of(
                new LabelledBand("2019", patches(1), 1),
                new LabelledBand("fine", new PatchRaster(finer, 16, 7), 1),
                new LabelledBand("2020", patches(2), 1),
                new LabelledBand("degrees", new PatchRaster(inDegrees, 16, 9), 1),
                new LabelledBand("2021", patches(3), 1));
        ZonalOptions options = ZonalOptions.defaults().withPixels(rule);
        List<ZonalRow> together = rows(ZONES, bands, Optional.empty(), options);
        for (LabelledBand band : bands) {
            List<ZonalRow> alone = rows(ZONES, List.of(band), Optional.empty(), options);
            for (int row = 0; row < alone.size(); row++) {
                ZonalRow found = together.get(row);
                alone.get(row).values().forEach((name, value) -> assertEquals(Optional.of(value), found.value(name)));
                String reason = "reason_" + band.label();
                assertEquals(
                        alone.get(row).reasons().get(reason), found.reasons().get(reason));
            }
        }
        int columnCount = together.get(0).values().size();
        assertTrue(columnCount > 0 && columnCount <= 5 * bands.size());
    }

    @Test
    void bandsOfOneRasterHaveColumnsOfTheirOwn() throws IOException {
        ArrayRaster two = ArrayRaster.ofText(SampleType.UINT8, "1 1 1 1", "1 1 1 1")
                .withBandOfText(SampleType.UINT8, "9 9 9 9", "9 9 9 9");
        List<LabelledBand> bands = new RasterInput("y", Path.of("two.tif"), List.of()).bandsOf(two);
        ZonalRow row = rows(ListZones.of(WHOLE), bands, Optional.empty(), ZonalOptions.defaults())
                .get(0);
        assertEquals(Optional.of(1), row.value("majority_y_band_1"));
        assertEquals(Optional.of(9), row.value("majority_y_band_2"));
    }

    @Test
    void onlyStaleFilesOfASplitAreMadeAgain() throws IOException {
        Path first = write("first.tif", patches(1));
        Path second = write("second.tif", patches(2));
        Zonal sentence = Zonal.of(zones.toString()).over("2021", first).over("2022", second);
        Path pattern = folder.resolve("zonal_{label}.parquet");
        assertTrue(sentence.write(pattern).isPresent());
        assertEquals(Optional.empty(), sentence.write(pattern));
        for (String label : List.of("2021", "2022")) {
            Path file = folder.resolve("zonal_" + label + ".parquet");
            assertEquals("majority", ResultTable.read(file).names().get(1), "no label, since the file has it");
        }
        FileTime made = Files.getLastModifiedTime(folder.resolve("zonal_2021.parquet"));
        write("second.tif", patches(3));
        Files.setLastModifiedTime(second, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        ZonalSummary summary = sentence.write(pattern).orElseThrow();
        assertEquals(1, summary.bands().size(), "only one raster was read");
        assertEquals(made, Files.getLastModifiedTime(folder.resolve("zonal_2021.parquet")));
        Path alone = folder.resolve("alone.parquet");
        Zonal.of(zones.toString()).over(second).write(alone);
        ResultTable table = ResultTable.read(folder.resolve("zonal_2022.parquet"));
        assertEquals(ResultTable.read(alone).rows(), table.rows());
    }

    @Test
    void whatIsWrongWithLabelsAndWeightsIsSaid() {
        List<LabelledBand> twice =
                List.of(new LabelledBand("2021", patches(1), 1), new LabelledBand("2021", patches(2), 1));
        assertRefused("\"2021\"", () -> rows(ZONES, twice, Optional.empty(), ZonalOptions.defaults()));
        RasterSource elsewhere = ArrayRaster.ofText(SampleType.FLOAT32, "1 1", "1 1");
        assertRefused(
                "their grids differ",
                () -> rows(
                        ZONES, List.of(LabelledBand.of(patches(1))), Optional.of(elsewhere), ZonalOptions.defaults()));
        Path pattern = folder.resolve("zonal_{label}.parquet");
        assertRefused("no such file", () -> Zonal.of(zones.toString())
                .over("a", folder.resolve("none.tif"))
                .write(pattern));
    }

    @ParameterizedTest
    @CsvSource({"meen, mean", "quantile(1.5), 0 to 1", "quantile(x), 0 to 1"})
    void statisticThatIsUnknownOrOutOfRangeIsSaid(String statistic, String remedy) {
        assertRefused(remedy, () -> Zonal.of(zones.toString()).compute(statistic));
    }

    @Test
    void weightsCountAndNegativeOnesAreRefused() throws IOException {
        ArrayRaster values = ArrayRaster.ofText(SampleType.UINT8, "1 2 3 4", "1 2 3 4");
        ArrayRaster weights = ArrayRaster.ofText(SampleType.FLOAT32, "1 0 0.5 NaN", "1 0 0.5 2");
        List<LabelledBand> bands = List.of(LabelledBand.of(values));
        ZonalOptions options = ZonalOptions.defaults();
        ZonalRow row =
                rows(ListZones.of(WHOLE), bands, Optional.of(weights), options).get(0);
        assertEquals(Optional.of(5.0), row.value("pixel_count"));
        assertEquals(Optional.of(1), row.value("majority"));
        ArrayRaster negative = ArrayRaster.ofText(SampleType.FLOAT32, "1 1 1 1", "1 1 -0.5 1");
        InputDataException thrown = assertThrows(
                InputDataException.class, () -> rows(ListZones.of(WHOLE), bands, Optional.of(negative), options));
        assertTrue(thrown.getMessage().contains("row 1, column 2"), thrown.getMessage());
    }

    /** A file with gaps: values without a name are neither lost nor named. */
    @Test
    void classesWithoutANameAreTogetherOrNameless() throws IOException {
        Path csv = Files.writeString(folder.resolve("classes.csv"), "value,name\n1,corn\n3,wheat\n");
        ArrayRaster raster =
                ArrayRaster.ofText(SampleType.UINT8, "1 1 3 4", "1 2 2 1").withBlocks(16, 16);
        Path file = write("crops.tif", raster);
        Path small = smallZone();
        Path out = folder.resolve("out.csv");
        Zonal sentence = Zonal.of(small.toString()).over(file).compute("categories");
        sentence.with(options -> options.withClassNames(read(csv)).withCategories(CategoryForm.COLUMNS))
                .write(out);
        assertEquals(
                List.of("id,fraction_corn,fraction_wheat,fraction_other,reason", "1,0.5,0.125,0.375,"),
                Files.readAllLines(out));
        Path list = folder.resolve("list.csv");
        sentence.with(options -> options.withCategories(CategoryForm.LIST)).write(list);
        String text = Files.readString(list);
        assertTrue(text.contains("corn") && text.contains("wheat"), text);
        assertTrue(text.contains("null"), "2 and 4 have no name: " + text);
    }

    /** The names beside a raster are used unless others are given, and a change of them is a change of the input. */
    @Test
    void namesBesideTheRasterAreItsClassNames() throws IOException {
        Path file = write(
                "crops.tif",
                ArrayRaster.ofText(SampleType.UINT8, "1 1 3 4", "1 2 2 1").withBlocks(16, 16));
        Path small = smallZone();
        Path out = folder.resolve("out.csv");
        Zonal sentence = Zonal.of(small.toString())
                .over(file)
                .compute("majority", "count", "categories")
                .with(options -> options.withCategories(CategoryForm.COLUMNS));
        assertRefused("--classes", () -> sentence.write(out));
        writeNames("none", "corn", "soy");
        ZonalSummary summary = sentence.write(out).orElseThrow();
        assertEquals(
                Optional.of("corn"), summary.bands().get(0).classes().get(0).name());
        assertEquals(
                List.of(
                        "id,majority,pixel_count,fraction_none,fraction_corn,fraction_soy,fraction_other,reason",
                        "1,1,8,0.0,0.5,0.25,0.25,"),
                Files.readAllLines(out));
        assertEquals(Optional.empty(), sentence.write(out));
        writeNames("none", "maize", "soy");
        assertTrue(sentence.write(out).isPresent(), "the names are others");
        sentence.with(options -> options.withClassNames(ClassNames.of(Map.of(1L, "given"))));
        sentence.write(out);
        String header = Files.readAllLines(out).get(0);
        assertTrue(header.contains("fraction_given") && !header.contains("maize"), header);
        assertFalse(header.contains("soy"), header);
    }

    private void writeNames(String... names) throws IOException {
        Files.writeString(
                folder.resolve("crops.tif.aux.xml"),
                "<PAMDataset><PAMRasterBand band=\"1\"><CategoryNames><Category>"
                        + String.join("</Category><Category>", names)
                        + "</Category></CategoryNames></PAMRasterBand></PAMDataset>");
    }

    private Path smallZone() throws IOException {
        Path file = folder.resolve("small.parquet");
        writeZones(ListZones.of(WHOLE), file);
        return file;
    }

    private Path write(String name, RasterSource raster) throws IOException {
        Path file = folder.resolve(name);
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            FieldsDataset.writeRaster(raster, file, context);
        }
        return file;
    }

    private static ClassNames read(Path csv) {
        try {
            return ClassNames.read(csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PatchRaster patches(int seed) {
        return new PatchRaster(new GridGeometry(ALBERS, GeoTransform.northUp(0, SIZE, 1, 1), SIZE, SIZE), 16, seed);
    }

    private static void assertRefused(String part, Executable request) {
        ConfigurationException thrown = assertThrows(ConfigurationException.class, request);
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }

    private static List<ZonalRow> rows(
            ListZones zones, List<LabelledBand> bands, Optional<RasterSource> weights, ZonalOptions options)
            throws IOException {
        try (RunContext context = RunContext.named("test").threads(2).build()) {
            return ZonalJob.plan(zones, zones.crs(), bands, weights, options).rows(context);
        }
    }
}
