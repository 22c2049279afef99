package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.parquet.ParquetWriter;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import dev.croft.testdata.WktPolygons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said in one message, with file, place and remedy, and leaves no file behind. */
class BadInputTest {
    @TempDir
    private Path folder;

    /** Makes inputs in a folder and answers the arguments. */
    @FunctionalInterface
    private interface Arrangement {
        List<Object> in(Path folder) throws IOException;
    }

    private record BadInput(String name, int exitCode, List<String> said, Arrangement arrangement) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void zonalSaysWhatIsWrongAndLeavesNothing(BadInput bad) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("zonal", "--progress", "off"));
        arguments.addAll(bad.arrangement().in(folder));
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = CroftRun.of(arguments.toArray());
        assertEquals(bad.exitCode(), run.exitCode(), run::err);
        assertIsOneMessage(run);
        bad.said().forEach(part -> assertTrue(run.err().contains(part), () -> part + " in " + run.err()));
        assertEquals(before, SmallInputs.listing(folder));
    }

    static Stream<BadInput> zonalSaysWhatIsWrongAndLeavesNothing() {
        return Stream.of(files(), contents(), places(), outputs(), values()).flatMap(List::stream);
    }

    private static List<BadInput> files() {
        return List.of(
                new BadInput(
                        "no zones",
                        2,
                        List.of("absent.parquet"),
                        folder -> zonal(folder.resolve("absent.parquet"), SmallInputs.raster(folder), folder)),
                new BadInput(
                        "no part file matches",
                        2,
                        List.of("*.parq", "no file matches"),
                        folder -> zonal(folder.resolve("*.parq"), SmallInputs.raster(folder), folder)),
                new BadInput(
                        "path of the zones is empty",
                        2,
                        List.of("--zones"),
                        folder -> zonal(Path.of(""), SmallInputs.raster(folder), folder)),
                new BadInput(
                        "glob is malformed",
                        2,
                        List.of("[a", "malformed"),
                        folder -> zonal(folder.resolve("[a"), SmallInputs.raster(folder), folder)),
                new BadInput(
                        "no raster",
                        2,
                        List.of("absent.tif"),
                        folder -> zonal(SmallInputs.zones(folder), folder.resolve("absent.tif"), folder)),
                new BadInput(
                        "raster is a folder",
                        2,
                        List.of("directory"),
                        folder -> zonal(SmallInputs.zones(folder), folder, folder)),
                new BadInput(
                        "zones are no Parquet",
                        3,
                        List.of("fields.parquet"),
                        folder -> zonal(
                                Files.writeString(folder.resolve("fields.parquet"), "id,geometry\n1,POLYGON\n"),
                                SmallInputs.raster(folder),
                                folder)),
                new BadInput(
                        "raster is no GeoTIFF",
                        3,
                        List.of("crops.tif"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                Files.writeString(folder.resolve("crops.tif"), "<html>Not found</html>"),
                                folder)),
                new BadInput(
                        "Parquet is cut off",
                        3,
                        List.of("fields.parquet"),
                        folder -> zonal(
                                SmallInputs.truncated(SmallInputs.zones(folder), 0.6),
                                SmallInputs.raster(folder),
                                folder)),
                new BadInput(
                        "Parquet is empty",
                        3,
                        List.of("fields.parquet"),
                        folder -> zonal(
                                SmallInputs.truncated(SmallInputs.zones(folder), 0),
                                SmallInputs.raster(folder),
                                folder)),
                new BadInput(
                        "a page of the Parquet is damaged",
                        3,
                        List.of("fields.parquet"),
                        folder -> zonal(
                                SmallInputs.damaged(SmallInputs.zones(folder), 30, 60),
                                SmallInputs.raster(folder),
                                folder)),
                new BadInput(
                        "GeoTIFF is cut off",
                        3,
                        List.of("crops.tif"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.truncated(SmallInputs.raster(folder), 0.6),
                                folder)),
                new BadInput(
                        "GeoTIFF is empty",
                        3,
                        List.of("crops.tif"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.truncated(SmallInputs.raster(folder), 0),
                                folder)),
                new BadInput(
                        "a block of the GeoTIFF is damaged",
                        3,
                        List.of("crops.tif"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.damaged(SmallInputs.raster(folder), 10, 12),
                                folder)),
                new BadInput(
                        "zip is cut off",
                        3,
                        List.of("crops.tif.zip"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.truncated(SmallInputs.zipped(SmallInputs.raster(folder)), 0.6),
                                folder)),
                new BadInput(
                        "scratch has no room for the zipped raster",
                        4,
                        List.of("crops.tif", "1.00 PiB", " free", "free space", "--temp-dir"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.zippedAndTooLarge(SmallInputs.raster(folder)),
                                folder,
                                "--temp-dir",
                                folder)));
    }

    private static List<BadInput> contents() {
        return List.of(
                new BadInput(
                        "no geometry column",
                        2,
                        List.of("fields.parquet", "--geometry-column"),
                        folder -> zonal(withoutGeometry(folder), SmallInputs.raster(folder), folder)),
                new BadInput(
                        "named geometry column is absent",
                        2,
                        List.of("fields.parquet", "\"shape\"", "--geometry-column", "geometry"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.raster(folder),
                                folder,
                                "--geometry-column",
                                "shape")),
                new BadInput(
                        "geometries are GeoArrow",
                        2,
                        List.of("fields.parquet", "GeoArrow", "WKB"),
                        folder -> zonal(geoArrow(folder), SmallInputs.raster(folder), folder)),
                new BadInput(
                        "no id column of that name",
                        2,
                        List.of("fields.parquet", "\"field_id\"", "--id"),
                        folder -> zonal(
                                SmallInputs.zones(folder), SmallInputs.raster(folder), folder, "--id", "field_id")),
                new BadInput(
                        "no column of that name to keep",
                        2,
                        List.of("fields.parquet", "\"crop\"", "--keep"),
                        folder ->
                                zonal(SmallInputs.zones(folder), SmallInputs.raster(folder), folder, "--keep", "crop")),
                new BadInput(
                        "invalid geometry, and asked to fail",
                        3,
                        List.of("fields.parquet", "row 1", "--on-bad-zone null"),
                        folder -> zonal(
                                SmallInputs.write(
                                        ListZones.of(SmallInputs.WEST_HALF, "POLYGON ((0 0, 1 NaN, 1 1, 0 0))"),
                                        folder.resolve("fields.parquet")),
                                SmallInputs.raster(folder),
                                folder,
                                "--on-bad-zone",
                                "fail")),
                new BadInput(
                        "other number of rows than expected",
                        5,
                        List.of("fields.parquet", "4 rows, expected 5"),
                        folder -> zonal(
                                SmallInputs.zones(folder), SmallInputs.raster(folder), folder, "--expect-rows", 5)));
    }

    private static List<BadInput> places() {
        return List.of(
                new BadInput(
                        "CRS of the zones is not known",
                        2,
                        List.of("fields.parquet", "--zones-crs"),
                        folder -> zonal(
                                SmallInputs.write(
                                        ListZones.of(Crs.UNKNOWN, SmallInputs.WEST_HALF),
                                        folder.resolve("fields.parquet")),
                                SmallInputs.raster(folder),
                                folder)),
                new BadInput(
                        "CRS of the raster is not known",
                        2,
                        List.of("crops.tif", "gdal_edit -a_srs"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.write(
                                        SmallInputs.halves().withGrid(Crs.UNKNOWN, GeoTransform.northUp(0, 32, 1, 1)),
                                        folder.resolve("crops.tif")),
                                folder)),
                new BadInput(
                        "CRS given is none",
                        2,
                        List.of("EPSG:999999"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.raster(folder),
                                folder,
                                "--zones-crs",
                                "EPSG:999999")),
                new BadInput(
                        "raster is rotated",
                        2,
                        List.of("crops.tif", "rotated", "gdalwarp"),
                        folder -> zonal(
                                SmallInputs.zones(folder),
                                SmallInputs.write(
                                        SmallInputs.halves()
                                                .withGrid(ArrayRaster.CRS, new GeoTransform(0, 1, 0.1, 32, 0.1, -1)),
                                        folder.resolve("crops.tif")),
                                folder)),
                new BadInput(
                        "all zones lie elsewhere",
                        2,
                        List.of("fields.parquet", "crops.tif", "--zones-crs"),
                        folder -> zonal(
                                SmallInputs.write(
                                        ListZones.of(SmallInputs.FAR_AWAY, SmallInputs.FAR_AWAY),
                                        folder.resolve("fields.parquet")),
                                SmallInputs.raster(folder),
                                folder)));
    }

    private static List<BadInput> outputs() {
        return List.of(
                new BadInput(
                        "no folder for the output",
                        2,
                        List.of("results", "create it first"),
                        folder -> inputsThen(folder, "--out", folder.resolve("results/majority.parquet"))),
                new BadInput(
                        "output is a folder",
                        2,
                        List.of("majority.parquet", "it is a folder"),
                        folder ->
                                inputsThen(folder, "--out", Files.createDirectory(folder.resolve("majority.parquet")))),
                new BadInput(
                        "output has another ending",
                        2,
                        List.of("majority.xlsx", ".parquet, .csv or .arrow"),
                        folder -> inputsThen(folder, "--out", folder.resolve("majority.xlsx"))),
                new BadInput(
                        "output is the root",
                        2,
                        List.of("/", "name of a file"),
                        folder -> inputsThen(folder, "--out", "/")),
                new BadInput(
                        "output is somebody's file",
                        2,
                        List.of("majority.csv", "--overwrite"),
                        folder ->
                                inputsThen(folder, "--out", Files.writeString(folder.resolve("majority.csv"), "mine"))),
                new BadInput(
                        "output is an input",
                        2,
                        List.of("fields.parquet", "input"),
                        folder -> inputsThen(folder, "--out", folder.resolve("fields.parquet"), "--overwrite")),
                new BadInput(
                        "no folder for the report",
                        2,
                        List.of("report.json", "create it first"),
                        folder -> small(folder, "--report", folder.resolve("reports/report.json"))),
                new BadInput(
                        "report is an input",
                        2,
                        List.of("crops.tif", "--report"),
                        folder -> small(folder, "--report", folder.resolve("crops.tif"))),
                new BadInput(
                        "report is the output",
                        2,
                        List.of("majority.parquet", "--report"),
                        folder -> small(folder, "--report", folder.resolve("majority.parquet"))),
                new BadInput(
                        "no folder for scratch",
                        2,
                        List.of("absent", "--temp-dir"),
                        folder -> small(folder, "--temp-dir", folder.resolve("absent"))));
    }

    private static List<BadInput> values() {
        return List.of(
                value("--band", "2", "crops.tif", "1 band(s)", "--band"),
                value("--band", "0", "crops.tif", "--band"),
                value("--bbox", "1,2,3", "1,2,3", "--bbox"),
                value("--bbox", "3,2,1,4", "3,2,1,4", "--bbox"),
                value("--bbox", "a,b,c,d", "a,b,c,d", "--bbox"),
                value("--bbox", "0,0,NaN,1", "NaN", "--bbox"),
                value("--nodata", "none", "none", "--nodata"),
                value("--nodata", "1,,2", "--nodata"),
                value("--memory", "much", "much", "--memory", "2g"),
                value("--memory", "0", "--memory"),
                value("--threads", "0", "--threads", "at least 1"),
                value("--threads", "1000000", "--threads", "at most"),
                value("--threads", "two", "two", "--threads"),
                value("--limit", "-1", "--limit", "at least 1"),
                value("--ties", "mean", "mean", "--ties"),
                value("--stats", "meen", "meen", "mean"),
                value("--stats", "quantile(1.5)", "1.5", "0", "1"),
                value("--stats", "mean,mean", "mean"),
                value("--stats", ",", "--stats"),
                value("--pixels", "centroid", "centroid", "all-touched"),
                value("--min-coverage", "0.5", "--pixels fraction"),
                value("--categories", "columns", "categories", "--stats"),
                value("--min-coverage", "2", "--min-coverage", "from 0 to 1"),
                value("--band", "first", "first", "--band"),
                value("--classes", "absent.csv", "absent.csv"),
                value("--weights", "absent.tif", "absent.tif"),
                value("--raster-dir", "absent/{label}.tif", "no folder", "--raster-dir"),
                value("--raster-dir", "all.tif", "{label}", "--raster-dir"),
                value("--zone", "a.parquet", "--zone", "Did you mean '--zones'?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zonla", "inspct", "validat", "genrate", "demoo", "docter"})
    void misspeltCommandGetsASuggestion(String word) {
        CroftRun run = CroftRun.of(word);
        assertEquals(2, run.exitCode(), run::err);
        assertIsOneMessage(run);
        assertTrue(run.err().contains("Did you mean '"), run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate fields", "demo"})
    void wrongCountOrFolderMakesNothing(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "hello");
        List<String> before = SmallInputs.listing(folder);
        for (List<Object> wrong : List.<List<Object>>of(
                List.of("--count", 0, "--out", folder.resolve("new")), List.of("--count", 5, "--out", file))) {
            List<Object> arguments = new ArrayList<>(List.of(command.split(" ")));
            arguments.addAll(wrong);
            CroftRun run = CroftRun.of(arguments.toArray());
            assertEquals(2, run.exitCode(), run::err);
            assertIsOneMessage(run);
            assertEquals(before, SmallInputs.listing(folder));
        }
    }

    @Test
    void severalThingsWrongAreNamedAtOnce() throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("zonal"));
        arguments.addAll(small(folder, "--band", 7, "--id", "nobody", "--keep", "nothing"));
        CroftRun run = CroftRun.of(arguments.toArray());
        assertEquals(2, run.exitCode());
        List<String> lines = run.err().strip().lines().toList();
        assertEquals(3, lines.size(), run::err);
        assertTrue(lines.stream().allMatch(line -> line.startsWith("Cannot ")), run::err);
    }

    @Test
    void validateTellsWholeFilesFromDamagedOnes() throws IOException {
        Path zones = SmallInputs.zones(folder);
        Path raster = SmallInputs.raster(folder);
        CroftRun whole = CroftRun.of("validate", zones, raster, SmallInputs.zipped(raster));
        assertEquals(0, whole.exitCode(), whole::out);
        assertEquals(
                3, whole.out().lines().filter(line -> line.startsWith("valid ")).count(), whole::out);

        SmallInputs.truncated(raster, 0.7);
        CroftRun cut = CroftRun.of("validate", zones, raster);
        assertEquals(5, cut.exitCode(), cut::out);
        assertTrue(cut.out().contains("valid    " + zones), cut::out);
        assertTrue(cut.out().contains("INVALID  " + raster + ": Cannot "), cut::out);

        SmallInputs.truncated(zones, 0.7);
        assertEquals(5, CroftRun.of("validate", zones).exitCode());
    }

    @Test
    void validateCountsRows() throws IOException {
        Path zones = SmallInputs.zones(folder);
        assertEquals(0, CroftRun.of("validate", "--expect-rows", 4, zones).exitCode());
        CroftRun other = CroftRun.of("validate", "--expect-rows", 5, zones);
        assertEquals(5, other.exitCode());
        assertTrue(other.out().contains("4 rows, expected 5"), other::out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "inspect"})
    void fileThatIsAbsentOrOfNoKnownKindIsARequestThatCannotBeMet(String command) throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        for (Path file : List.of(folder.resolve("absent.tif"), text, folder)) {
            CroftRun run = CroftRun.of(command, file);
            assertEquals(2, run.exitCode(), run::err);
            assertIsOneMessage(run);
            assertTrue(run.err().contains(file.toString()), run::err);
        }
    }

    @Test
    void inspectOfADamagedFileIsAnInputFailure() throws IOException {
        for (Path file : List.of(SmallInputs.zones(folder), SmallInputs.raster(folder))) {
            CroftRun run = CroftRun.of("inspect", SmallInputs.truncated(file, 0.6));
            assertEquals(3, run.exitCode(), run::err);
            assertIsOneMessage(run);
        }
    }

    private static void assertIsOneMessage(CroftRun run) {
        String message = run.err().strip();
        assertTrue(message.startsWith("Cannot "), message);
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.contains("Exception"), message);
    }

    private static BadInput value(String option, String value, String... said) {
        return new BadInput(option + " " + value, 2, List.of(said), folder -> small(folder, option, value));
    }

    private static List<Object> small(Path folder, Object... more) throws IOException {
        return zonal(SmallInputs.zones(folder), SmallInputs.raster(folder), folder, more);
    }

    private static List<Object> zonal(Path zones, Path raster, Path folder, Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("--zones", zones, "--raster", raster, "--out", folder.resolve("majority.parquet")));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static List<Object> inputsThen(Path folder, Object... more) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("--zones", SmallInputs.zones(folder), "--raster", SmallInputs.raster(folder)));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static Path withoutGeometry(Path folder) throws IOException {
        Path file = folder.resolve("fields.parquet");
        ColumnVector id = new ColumnVector(new Column("id", ColumnType.INT64));
        id.appendLong(1);
        try (ParquetWriter writer = ParquetWriter.create(file, List.of(id.column()), RowGroupLimits.ZONES)) {
            writer.write(List.of(id));
        }
        return file;
    }

    private static Path geoArrow(Path folder) throws IOException {
        Path file = folder.resolve("fields.parquet");
        ColumnVector geometry = new ColumnVector(new Column("geometry", ColumnType.BINARY));
        byte[] wkb = WktPolygons.toWkb(SmallInputs.WEST_HALF);
        geometry.appendBytes(wkb, 0, wkb.length);
        try (ParquetWriter writer = ParquetWriter.create(file, List.of(geometry.column()), RowGroupLimits.ZONES)) {
            writer.putMetadata("geo", """
                    {"version": "1.1.0", "primary_column": "geometry",
                     "columns": {"geometry": {"encoding": "polygon", "geometry_types": ["Polygon"]}}}""");
            writer.write(List.of(geometry));
        }
        return file;
    }
}
